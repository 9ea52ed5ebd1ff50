import { Actions, ButtonLink, DayText, EmptyState, type Page, Stack, Table, Tag } from '../../ui/index.ts'
import { kindLabels, publicStateLabels } from './labels.ts'
import type { OrderLine } from './store.ts'

export function myLettersPage({ lines }: { lines: readonly OrderLine[] }): Page {
  return {
    title: '我的信件',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '我的', href: '/my' },
    ],
    body: (
      <Stack>
        <Table
          caption="我的信件"
          captionHidden
          columns={[
            { head: '编号', cell: (o) => <a href={`/letters/${o.number}`}>{o.number}</a>, nowrap: true, names: true },
            { head: '标题', cell: (o) => o.title, wide: true },
            { head: '类别', cell: (o) => kindLabels[o.kind], nowrap: true },
            { head: '寄出', cell: (o) => <DayText day={o.receivedOn} />, nowrap: true },
            { head: '进展', cell: (o) => <Tag>{publicStateLabels[o.state]}</Tag> },
          ]}
          rows={lines}
          rowKey={(o) => o.id}
          empty={
            <EmptyState title="您还没有写过信">
              登录以后写的信会列在这里；没有登录时写的，请凭编号和查询码查看。
            </EmptyState>
          }
        />
        <Actions>
          <ButtonLink kind="primary" href="/letters/new" icon="letter">
            写信
          </ButtonLink>
          <ButtonLink href="/letters/follow">凭查询码查看</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
