import type { Problem } from '../../../core/errors.ts'
import { Actions, Button, ButtonLink, Form, KeyForm, Notice, type Page, Stack, TextArea } from '../../../ui/index.ts'
import type { CaseFile } from '../store.ts'
import { caseHref, toFollow } from './addresses.ts'

/** Asks for number and code. */
export function keyPage({
  typed,
  problems,
}: {
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  return {
    title: '查办件进度',
    breadcrumb: toFollow,
    problems,
    body: (
      <Stack gap="large">
        <p>
          办件编号和查询码都在收件凭证上。登录以后提交的申请，也可以在<a href="/my/cases">我的办件</a>里直接看。
        </p>
        <KeyForm label="办件编号" hint="例如 123456-20260101-0001" typed={typed} problems={problems} />
        <p>收件凭证找不到了？请带身份证件到收件的窗口，或者打电话核实身份后查询。</p>
      </Stack>
    ),
  }
}

/** The same whether there is such a number or not: numbers cannot be tried. */
export function notOpenPage(number: string): Page {
  return {
    title: '没有找到，或者需要查询码',
    status: 404,
    breadcrumb: toFollow,
    body: (
      <Stack>
        <p>这件办件不存在，或者还没有在这台设备上用查询码打开，也可能打开以后过了两个小时。</p>
        <Actions>
          <ButtonLink kind="primary" href={`/cases/follow?number=${encodeURIComponent(number.slice(0, 50))}`}>
            输入办件编号和查询码
          </ButtonLink>
          <ButtonLink href="/my/cases">登录，看我的办件</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

/** Asks once more: what is withdrawn is not taken up again. */
export function withdrawPage({
  file: f,
  typed,
  problems,
}: {
  file: CaseFile
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  const at = caseHref(f.number)
  return {
    title: '撤回申请',
    breadcrumb: [...toFollow, { label: f.itemName, href: at }],
    problems,
    body: (
      <Stack gap="large">
        <Notice kind="warning" title="撤回以后不再办理，不能恢复">
          <p>“{f.itemName}”会停在这里。以后需要，可以重新申请。</p>
        </Notice>
        <Form>
          <TextArea
            name="reason"
            label="撤回的原因"
            hint="可以不写"
            value={typed.reason}
            problems={problems}
            maxLength={500}
            rows={3}
          />
          <Actions>
            <Button kind="danger">确认撤回</Button>
            <ButtonLink href={at}>不撤回，回到办件</ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
