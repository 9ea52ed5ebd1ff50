import { Actions, ButtonLink, DayText, EmptyState, type Page, Stack, Table, Tag } from '../../ui/index.ts'
import type { Enquiry } from './enquiries.store.ts'
import { enquiryStateLabels } from './labels.ts'

export function myEnquiriesPage({ lines }: { lines: readonly Enquiry[] }): Page {
  return {
    title: '我的咨询',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '我的', href: '/my' },
    ],
    body: (
      <Stack>
        <Table
          caption="我的咨询"
          columns={[
            { head: '编号', cell: (e) => <a href={`/consult/${e.number}`}>{e.number}</a>, nowrap: true },
            {
              head: '问的是',
              cell: (e) => (e.question.length > 60 ? `${e.question.slice(0, 60)}…` : e.question),
              wide: true,
            },
            { head: '提出', cell: (e) => <DayText day={e.askedOn} />, nowrap: true },
            {
              head: '状态',
              cell: (e) => <Tag tone={e.state === 'answered' ? 'good' : 'plain'}>{enquiryStateLabels[e.state]}</Tag>,
              nowrap: true,
            },
          ]}
          rows={lines}
          rowKey={(e) => e.id}
          empty={
            <EmptyState title="您还没有问过">
              登录以后提出的咨询会列在这里；没有登录时提出的，请凭编号和查询码查看。
            </EmptyState>
          }
        />
        <Actions>
          <ButtonLink kind="primary" href="/consult" icon="letter">
            问一问
          </ButtonLink>
          <ButtonLink href="/consult/follow">凭查询码看答复</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
