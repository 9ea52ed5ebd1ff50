import { Actions, ButtonLink, type Column, DayText, EmptyState, type Page, Stack, Table, Tag } from '../../ui/index.ts'
import { stateLabels } from './labels.ts'
import type { RequestLine } from './store.ts'

const columns: Column<RequestLine>[] = [
  { head: '登记号', cell: (r) => <a href={`/requests/${r.number}`}>{r.number}</a>, nowrap: true },
  { head: '要的信息', cell: (r) => r.subject, wide: true },
  { head: '受理机关', cell: (r) => r.unitName },
  { head: '收到', cell: (r) => <DayText day={r.receivedOn} />, nowrap: true },
  {
    head: '答复期限',
    cell: (r) => (r.closedOn ? '已办结' : <DayText day={r.dueOn} />),
    nowrap: true,
  },
  {
    head: '状态',
    // What waits for the applicant must not be overlooked.
    cell: (r) => <Tag tone={waitsForApplicant(r) ? 'warning' : 'plain'}>{stateLabels[r.state]}</Tag>,
    nowrap: true,
  },
]

const waitsForApplicant = ({ state }: RequestLine) => state === 'supplementAsked' || state === 'feeAsked'

export function myRequestsPage({ lines }: { lines: readonly RequestLine[] }): Page {
  return {
    title: '我的申请',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '我的', href: '/my' },
    ],
    body: (
      <Stack>
        <Table
          caption="政府信息公开申请"
          columns={columns}
          rows={lines}
          rowKey={(r) => r.id}
          marked={waitsForApplicant}
          empty={
            <EmptyState title="您还没有提出过申请">
              登录以后提出的申请会列在这里；没有登录时提出的，请用登记号和查询码查进度。
            </EmptyState>
          }
        />
        <Actions>
          <ButtonLink kind="primary" href="/requests/new" icon="request">
            我要申请
          </ButtonLink>
          <ButtonLink href="/requests/follow" icon="progress">
            用查询码查进度
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
