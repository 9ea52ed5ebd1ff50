import type { Problem } from '../../core/errors.ts'
import { Actions, Button, ButtonLink, Form, Hidden, Notice, type Page, Stack, TextField } from '../../ui/index.ts'
import type { OidcProvider } from './auth.ts'

/** A wing's way in: where its sign-in pages hang, and for whom they are. */
export type Door = {
  /** Address of the first page, such as /desk/sign-in. */
  base: '/sign-in' | '/desk/sign-in'
  forStaff: boolean
}

type Typed = Readonly<Record<string, string | undefined>>

export function signInPage({
  door,
  typed,
  problems,
  status,
  done,
  oidc,
}: {
  door: Door
  typed: Typed
  problems: readonly Problem[]
  status?: number | undefined
  done?: string | undefined
  oidc?: OidcProvider | undefined
}): Page {
  const next = typed.next ? `?next=${encodeURIComponent(typed.next)}` : ''
  return {
    title: door.forStaff ? '工作人员登录' : '登录',
    problems,
    ...(status ? { status } : {}),
    ...(done ? { notice: done } : {}),
    body: (
      <Stack gap="large">
        <Form action={door.base}>
          {typed.next && <Hidden name="next" value={typed.next} />}
          <TextField
            name="name"
            label={door.forStaff ? '用户名' : '手机号或用户名'}
            value={typed.name}
            problems={problems}
            autocomplete="username"
            size="medium"
            required
          />
          <TextField
            name="password"
            label="密码"
            type="password"
            problems={problems}
            autocomplete="current-password"
            size="medium"
            required
          />
          <Actions>
            <Button>登录</Button>
            {!door.forStaff && <ButtonLink href={`/sign-in/code${next}`}>用短信验证码登录</ButtonLink>}
            {oidc && <ButtonLink href={`/sign-in/outside${next}`}>{oidc.label}</ButtonLink>}
          </Actions>
        </Form>
        {door.forStaff ? (
          <p>忘记密码，请本单位的系统管理员重置。</p>
        ) : (
          <p>
            还没有账号？<a href="/register">注册</a>。忘记密码，可以用短信验证码登录后重新设置。
          </p>
        )}
      </Stack>
    ),
  }
}

export function secondFactorPage({
  door,
  typed,
  problems,
  status,
}: {
  door: Door
  typed: Typed
  problems: readonly Problem[]
  status?: number | undefined
}): Page {
  return {
    title: '第二重验证',
    problems,
    ...(status ? { status } : {}),
    body: (
      <Form action={`${door.base}/second-factor`}>
        {typed.next && <Hidden name="next" value={typed.next} />}
        <TextField
          name="code"
          label="验证码"
          hint="打开手机上的验证器应用，输入现在显示的六位数字；手机不在身边，可以输入一个备用码"
          problems={problems}
          autocomplete="one-time-code"
          size="short"
          required
        />
        <Actions>
          <Button>验证并登录</Button>
          <ButtonLink href={door.base} kind="quiet">
            重新登录
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}

/** Asks for the mobile number to which a code is sent. */
export function askCodePage({ typed, problems }: { typed: Typed; problems: readonly Problem[] }): Page {
  return {
    title: '用短信验证码登录',
    problems,
    breadcrumb: [{ label: '登录', href: '/sign-in' }],
    body: (
      <Form action="/sign-in/code">
        {typed.next && <Hidden name="next" value={typed.next} />}
        <PhoneField typed={typed} problems={problems} />
        <Actions>
          <Button>发送验证码</Button>
        </Actions>
      </Form>
    ),
  }
}

export function codePage({ typed, problems }: { typed: Typed; problems: readonly Problem[] }): Page {
  return {
    title: '输入短信验证码',
    problems,
    breadcrumb: [{ label: '登录', href: '/sign-in' }],
    body: (
      <Stack>
        <CodeSent phone={typed.phone} again="/sign-in/code" />
        <Form action="/sign-in/code/verify">
          {typed.next && <Hidden name="next" value={typed.next} />}
          <Hidden name="phone" value={typed.phone ?? ''} />
          <CodeField problems={problems} />
          <TextField
            name="password"
            label="新密码"
            hint="忘记密码时填写，至少 10 个字符；不改密码就留空"
            type="password"
            autocomplete="new-password"
            problems={problems}
            size="medium"
          />
          <Actions>
            <Button>登录</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

export function PhoneField({ typed, problems }: { typed: Typed; problems: readonly Problem[] }) {
  return (
    <TextField
      name="phone"
      label="手机号码"
      type="tel"
      inputMode="tel"
      autocomplete="tel"
      value={typed.phone}
      problems={problems}
      size="medium"
      required
    />
  )
}

export function CodeField({ problems }: { problems: readonly Problem[] }) {
  return (
    <TextField
      name="code"
      label="短信验证码"
      hint="六位数字，五分钟内有效"
      inputMode="numeric"
      autocomplete="one-time-code"
      problems={problems}
      size="short"
      required
    />
  )
}

export function CodeSent({ phone = '', again }: { phone?: string | undefined; again: string }) {
  return (
    <Notice title={`验证码已发到 ${phone}`}>
      <p>
        一两分钟内没有收到，请检查号码后<a href={again}>重新发送</a>。工作人员不会向您索要验证码。
      </p>
    </Notice>
  )
}

export function signOutPage({ name }: { name: string }): Page {
  return {
    title: '退出登录',
    body: (
      <Form action="/sign-out">
        <p>您现在以“{name}”的身份登录。</p>
        <Actions>
          <Button>退出登录</Button>
          <ButtonLink href="/" kind="quiet">
            返回首页
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}
