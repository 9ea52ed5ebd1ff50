import { type CaseLine, caseDueCell, caseStateLabels, waitsForApplicant } from '../modules/cases/index.ts'
import type { Actor } from '../platform/actor.ts'
import { Actions, ButtonLink, type Column, LinkGrid, type Page, Section, Stack, Table, Tag } from '../ui/index.ts'

/** How many open cases the front page shows; the rest stands in the list. */
const shown = 5

const columns: Column<CaseLine>[] = [
  { head: '事项', cell: (c) => <a href={`/cases/${c.number}`}>{c.itemName}</a>, names: true, wide: true },
  { head: '期限', cell: caseDueCell, nowrap: true },
  {
    head: '状态',
    cell: (c) => <Tag tone={waitsForApplicant(c) ? 'warning' : 'plain'}>{caseStateLabels[c.state]}</Tag>,
    nowrap: true,
  },
]

/** The front page of one's own matters: what is open comes first. */
export function myFrontPage({
  actor,
  open,
  drafts,
}: {
  actor: Actor
  /** Cases that are not finished, what waits for the applicant first. */
  open: readonly CaseLine[]
  /** How many applications were begun and not sent. */
  drafts: number
}): Page {
  return {
    title: `${actor.name}，您好`,
    breadcrumb: [{ label: '首页', href: '/' }],
    body: (
      <Stack gap="large">
        {(open.length > 0 || drafts > 0) && (
          <Section title="正在办的" more={{ label: '我的办件', href: '/my/cases' }}>
            <Stack>
              {drafts > 0 && (
                <Actions>
                  <ButtonLink href="/my/cases" icon="handle">
                    接着填没有提交的申请（{drafts}）
                  </ButtonLink>
                </Actions>
              )}
              {open.length > 0 && (
                <Table
                  caption="正在办的事"
                  captionHidden
                  columns={columns}
                  rows={open.slice(0, shown)}
                  rowKey={(c) => c.id}
                  marked={waitsForApplicant}
                  {...(open.length > shown ? { total: open.length } : {})}
                />
              )}
            </Stack>
          </Section>
        )}
        <LinkGrid
          label="我的事项"
          links={[
            { label: '我的办件', href: '/my/cases', note: '在网上申请办的事，办到哪一步' },
            { label: '我的申请', href: '/my/requests', note: '依申请公开办到哪一步，要不要补正' },
            { label: '我的咨询', href: '/my/enquiries', note: '在网上问过的，答复了没有' },
            { label: '我的预约', href: '/my/appointments', note: '约好到大厅办的事，改期、取消' },
            { label: '找要办的事', href: '/services', note: '看要带什么，在线办理' },
            { label: '账号与安全', href: '/my/account', note: '改密码、两步验证、登录过的设备' },
            { label: '公开信息', href: '/open', note: '查看法定主动公开内容' },
            { label: '意见征集', href: '/solicitations', note: '正在征集意见的草案' },
            ...(actor.kind === 'staff' ? [{ label: '工作台', href: '/desk', note: '回到办公页面' }] : []),
          ]}
        />
      </Stack>
    ),
  }
}
