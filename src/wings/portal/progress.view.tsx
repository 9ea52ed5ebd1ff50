import type { Problem } from '../../core/errors.ts'
import { KeyForm, LinkGrid, type Page, Section, Stack } from '../../ui/index.ts'

/** One form for everything that has a number and a query code. */
export function progressPage({
  typed,
  problems,
  signedIn,
}: {
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  signedIn: boolean
}): Page {
  return {
    title: '查进度',
    breadcrumb: [{ label: '首页', href: '/' }],
    problems,
    body: (
      <Stack gap="large">
        <p>办事的办件编号、申请公开的登记号、咨询和信件的编号、预约号，都在这里查。编号和查询码在回执上。</p>
        <KeyForm
          label="编号"
          hint="办件编号像 123456-20260101-0001，登记号像 2026-0012"
          typed={typed}
          problems={problems}
          action="/progress"
        />
        <Section title={signedIn ? '用您的账号提交的' : '登录以后提交的，不用编号'}>
          <LinkGrid
            label="我的事项"
            links={[
              { label: '我的办件', href: '/my/cases', note: '在网上申请办的事' },
              { label: '我的申请', href: '/my/requests', note: '依申请公开' },
              { label: '我的咨询', href: '/my/enquiries', note: '在网上问过的' },
              { label: '我的信件', href: '/my/letters', note: '写给市长信箱的和留言' },
              { label: '我的预约', href: '/my/appointments', note: '约好到大厅办的事' },
            ]}
          />
        </Section>
        <Section title="别的也可以查">
          <LinkGrid
            label="别的查询"
            links={[{ label: '核验证照和文书', href: '/verify', note: '看证照是不是真的、有没有效' }]}
          />
        </Section>
      </Stack>
    ),
  }
}
