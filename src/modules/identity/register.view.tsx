import type { Problem } from '../../core/errors.ts'
import { Actions, Button, ButtonLink, Card, Form, Grid, Hidden, type Page, Stack, TextField } from '../../ui/index.ts'
import { CodeField, CodeSent, PhoneField } from './sign-in.view.tsx'

type Typed = Readonly<Record<string, string | undefined>>
type Kind = 'person' | 'organisation'
const titles: Record<Kind, string> = { person: '个人注册', organisation: '法人注册' }
const crumbs = [{ label: '注册', href: '/register' }]

export function registerPage(): Page {
  return {
    title: '注册',
    body: (
      <Stack gap="large">
        <Grid columns={2}>
          <Card
            level={2}
            title="个人"
            actions={
              <ButtonLink href="/register/person" kind="primary">
                个人注册
              </ButtonLink>
            }
          >
            <p>准备好：本人手机、身份证号码。大约两分钟。</p>
          </Card>
          <Card
            level={2}
            title="企业和其他组织"
            actions={
              <ButtonLink href="/register/organisation" kind="primary">
                法人注册
              </ButtonLink>
            }
          >
            <p>准备好：经办人手机、单位全称、统一社会信用代码。大约三分钟。</p>
          </Card>
        </Grid>
        <p>
          查阅公开信息不需要注册。已有账号，请<a href="/sign-in">登录</a>。
        </p>
      </Stack>
    ),
  }
}

/** First step: the mobile number. */
export function registerPhonePage({
  kind,
  typed,
  problems,
}: {
  kind: Kind
  typed: Typed
  problems: readonly Problem[]
}): Page {
  return {
    title: titles[kind],
    problems,
    breadcrumb: crumbs,
    body: (
      <Form action={`/register/${kind}`}>
        <p>第一步，共两步：确认{kind === 'person' ? '本人' : '经办人'}的手机号码。</p>
        <PhoneField typed={typed} problems={problems} />
        <Actions>
          <Button>发送验证码</Button>
        </Actions>
      </Form>
    ),
  }
}

/** Second step: the code, and who it is. */
export function registerDetailsPage({
  kind,
  typed,
  problems,
}: {
  kind: Kind
  typed: Typed
  problems: readonly Problem[]
}): Page {
  return {
    title: titles[kind],
    problems,
    breadcrumb: crumbs,
    body: (
      <Stack>
        <CodeSent phone={typed.phone} again={`/register/${kind}`} />
        <Form action={`/register/${kind}/finish`}>
          <p>第二步，共两步：填写验证码和登记信息。</p>
          <Hidden name="phone" value={typed.phone ?? ''} />
          <CodeField problems={problems} />
          {kind === 'person' ? (
            <PersonFields typed={typed} problems={problems} />
          ) : (
            <OrganisationFields typed={typed} problems={problems} />
          )}
          <TextField
            name="password"
            label="密码"
            hint="至少 10 个字符；不设密码，以后用短信验证码登录"
            type="password"
            autocomplete="new-password"
            problems={problems}
            size="medium"
          />
          <p>
            您的姓名、证件号码只用于确认身份，证件号码加密保存；页面上只显示隐去部分字的名称，工作人员查看须写明事由并留下记录。
          </p>
          <Actions>
            <Button>完成注册</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

function PersonFields({ typed, problems }: { typed: Typed; problems: readonly Problem[] }) {
  return (
    <>
      <TextField
        name="name"
        label="姓名"
        hint="与身份证上的一致"
        value={typed.name}
        problems={problems}
        autocomplete="name"
        size="medium"
        required
      />
      <TextField
        name="idNumber"
        label="身份证号码"
        hint="18 位，最后一位可以是 X"
        value={typed.idNumber}
        problems={problems}
        size="medium"
        required
      />
    </>
  )
}

function OrganisationFields({ typed, problems }: { typed: Typed; problems: readonly Problem[] }) {
  return (
    <>
      <TextField
        name="name"
        label="单位全称"
        hint="与营业执照或登记证书上的一致"
        value={typed.name}
        problems={problems}
        autocomplete="organization"
        required
      />
      <TextField
        name="creditCode"
        label="统一社会信用代码"
        hint="18 位数字和大写字母"
        value={typed.creditCode}
        problems={problems}
        size="medium"
        required
      />
      <TextField
        name="contactName"
        label="经办人姓名"
        value={typed.contactName}
        problems={problems}
        autocomplete="name"
        size="medium"
        required
      />
    </>
  )
}
