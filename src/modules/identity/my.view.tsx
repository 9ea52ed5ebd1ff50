import type { Problem } from '../../core/errors.ts'
import { maskPhone } from '../../core/mask.ts'
import {
  Actions,
  Button,
  ButtonLink,
  type Column,
  DayText,
  Form,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  QrCode,
  Section,
  Stack,
  Table,
  Tag,
  TextField,
} from '../../ui/index.ts'
import type { OidcProvider } from './auth.ts'
import { browserName, kindLabels } from './labels.ts'
import type { NewSecondFactor } from './own-account.ts'
import type { RoleGrant } from './role-store.ts'
import type { Account, Session, SessionRow } from './store.ts'

export type AccountView = {
  account: Account
  session: SessionRow
  sessions: readonly Session[]
  grants: readonly RoleGrant[]
  hasPassword: boolean
  problems: readonly Problem[]
  notice?: string | undefined
  oidc: OidcProvider | undefined
}

const crumbs = [{ label: '我的', href: '/my' }]

/** One's own account: who one is here, password, second factor, roles, sessions. */
export function accountPage(view: AccountView): Page {
  const { account, session, problems, notice } = view
  return {
    title: '我的账号',
    breadcrumb: account.kind === 'staff' ? [{ label: '工作台', href: '/desk' }] : crumbs,
    problems,
    ...(notice ? { notice } : {}),
    body: (
      <Stack gap="large">
        {session.mustChangePassword && (
          <Notice kind="warning" title="请先修改密码">
            <p>现在的密码是别人给您的。修改之前，您的角色暂不生效。</p>
          </Notice>
        )}
        {session.asleep.length > 0 && (
          <Notice kind="warning" title="请启用第二重验证">
            <p>“{session.asleep.join('”“')}”要求第二重验证，启用之前暂不生效。</p>
          </Notice>
        )}
        <MetadataTable
          rows={[
            { label: '名称', value: account.name },
            { label: '类别', value: kindLabels[account.kind] },
            { label: '用户名', value: account.username },
            { label: '手机号码', value: account.phoneNumber && maskPhone(account.phoneNumber) },
            { label: '单位', value: account.unitName },
            { label: '建立于', value: <InstantText at={account.createdAt} /> },
          ]}
        />
        <PasswordSection view={view} />
        <SecondFactorSection view={view} />
        {account.kind === 'staff' && <RolesSection grants={view.grants} />}
        <SessionsSection sessions={view.sessions} present={session.sessionId} />
        {view.oidc && (
          <Section title={view.oidc.label}>
            <Actions>
              <ButtonLink href="/my/account/outside">绑定后可用它登录</ButtonLink>
            </Actions>
          </Section>
        )}
        <Actions>
          <ButtonLink href="/sign-out">退出登录</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

function PasswordSection({ view: { hasPassword, problems } }: { view: AccountView }) {
  return (
    <Section title={hasPassword ? '修改密码' : '设置密码'} note="修改后，您在其他浏览器上的登录都会结束。">
      <Form action="/my/account/password">
        {hasPassword && (
          <TextField
            name="current"
            label="现在的密码"
            type="password"
            autocomplete="current-password"
            problems={problems}
            size="medium"
            required
          />
        )}
        <TextField
          name="next"
          label="新密码"
          hint="至少 10 个字符，可以用几个词连起来"
          type="password"
          autocomplete="new-password"
          problems={problems}
          size="medium"
          required
        />
        <TextField
          name="again"
          label="再填一遍新密码"
          type="password"
          autocomplete="new-password"
          problems={problems}
          size="medium"
          required
        />
        <Actions>
          <Button>{hasPassword ? '修改密码' : '设置密码'}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

function SecondFactorSection({ view: { account, hasPassword, problems } }: { view: AccountView }) {
  const on = account.twoFactorEnabled
  return (
    <Section
      title="第二重验证"
      note={
        on
          ? '已启用：登录时除密码外，还要输入手机验证器应用里的六位数字。'
          : '启用后，别人即使知道密码也不能登录。需要手机上有验证器应用。'
      }
    >
      <Form action={on ? '/my/account/second-factor/off' : '/my/account/second-factor/start'}>
        {hasPassword && (
          <TextField
            name="password"
            label="密码"
            type="password"
            autocomplete="current-password"
            problems={problems}
            size="medium"
            required
          />
        )}
        <Actions>
          <Button kind={on ? 'danger' : 'primary'}>{on ? '关闭第二重验证' : '启用第二重验证'}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

function RolesSection({ grants }: { grants: readonly RoleGrant[] }) {
  const columns: Column<RoleGrant>[] = [
    { head: '角色', cell: (g) => g.roleName, nowrap: true },
    { head: '范围', cell: (g) => `${g.unitName}及所属单位`, wide: true },
    { head: '起', cell: (g) => <DayText day={g.validFrom} />, nowrap: true },
    { head: '止', cell: (g) => (g.validUntil ? <DayText day={g.validUntil} /> : '收回为止'), nowrap: true },
  ]
  return (
    <Section title="我的角色" note="角色由管理员授予，不能自己增减。">
      <Table
        caption="我的角色"
        captionHidden
        columns={columns}
        rows={grants.filter((g) => !g.endedAt)}
        rowKey={(g) => g.id}
      />
    </Section>
  )
}

function SessionsSection({ sessions, present }: { sessions: readonly Session[]; present: string }) {
  const columns: Column<Session>[] = [
    { head: '浏览器', cell: (s) => browserName(s.userAgent), nowrap: true },
    { head: '地址', cell: (s) => s.ipAddress || '未知', wide: true },
    { head: '登录于', cell: (s) => <InstantText at={s.createdAt} />, nowrap: true },
    { head: '最晚到', cell: (s) => <InstantText at={s.expiresAt} />, nowrap: true },
    {
      head: '操作',
      cell: (s) =>
        s.id === present ? (
          <Tag tone="good">现在这个</Tag>
        ) : (
          <Form action={`/my/account/sessions/${s.id}/end`} inline>
            <Button kind="quiet">结束 {browserName(s.userAgent)} 的登录</Button>
          </Form>
        ),
    },
  ]
  return (
    <Section title="登录着的浏览器" note="有不认识的，请结束它并修改密码。">
      <Table caption="登录着的浏览器" captionHidden columns={columns} rows={sessions} rowKey={(s) => s.id} />
      {sessions.length > 1 && (
        <Actions>
          <Form action="/my/account/sessions/end-others" inline>
            <Button kind="plain">结束其他全部登录</Button>
          </Form>
        </Actions>
      )}
    </Section>
  )
}

/** The QR code and the backup codes, shown once; then the form for the first code from the app. */
export function secondFactorSetupPage({
  factor,
  problems,
}: {
  factor?: NewSecondFactor
  problems: readonly Problem[]
}): Page {
  return {
    title: '启用第二重验证',
    breadcrumb: [{ label: '我的账号', href: '/my/account' }],
    problems,
    body: (
      <Stack gap="large">
        {factor && (
          <>
            <Section title="第一步：用验证器应用扫码">
              <QrCode url={factor.uri} label="用手机上的验证器应用扫一扫" />
              <p>扫不了码，请在应用里手工输入密钥：{factor.secret}</p>
            </Section>
            <Section
              title="第二步：抄下备用码"
              note="只显示这一次。手机不在身边时，每个备用码可以用来登录一次，请抄在纸上妥善保管。"
            >
              <ul>
                {factor.backupCodes.map((code) => (
                  <li key={code}>{code}</li>
                ))}
              </ul>
            </Section>
          </>
        )}
        <Section title={factor ? '第三步：输入应用里的六位数字' : '输入应用里现在显示的六位数字'}>
          <Form action="/my/account/second-factor/confirm">
            <TextField
              name="code"
              label="验证码"
              inputMode="numeric"
              autocomplete="one-time-code"
              problems={problems}
              size="short"
              required
            />
            <Actions>
              <Button>确认启用</Button>
              <ButtonLink href="/my/account" kind="quiet">
                以后再说
              </ButtonLink>
            </Actions>
          </Form>
        </Section>
      </Stack>
    ),
  }
}
