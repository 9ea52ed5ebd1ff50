import {
  Button,
  EmptyState,
  Form,
  grouped,
  Hidden,
  InstantText,
  Notice,
  type Page,
  Stack,
  showInstant,
  Table,
  Tag,
} from '../../../ui/index.ts'
import type { BrokenLink, linkTotals } from '../links.store.ts'
import { desk, list } from './crumbs.ts'

const outcomes = {
  broken: <Tag tone="bad">打不开</Tag>,
  silent: <Tag tone="warning">没有应答</Tag>,
  refused: <Tag tone="bad">内部地址</Tag>,
} as const

export function linksPage({
  rows,
  total,
  totals,
  external,
}: {
  rows: readonly BrokenLink[]
  total: number
  totals: Awaited<ReturnType<typeof linkTotals>>
  /** Links to other sites visited in a night; 0: none. */
  external: number
}): Page {
  const links = [...Map.groupBy(rows, (r) => r.url).values()]
  return {
    title: '断链',
    breadcrumb: desk,
    wide: true,
    body: (
      <Stack>
        <p>
          系统每天夜里检查已发布信息里的链接，只检查，不改动正文。要改链接，请打开所在的信息，点“更正”。
          {totals.last
            ? `现有 ${grouped(totals.all)} 个链接，检查过 ${grouped(totals.checked)} 个，最近一次在 ${showInstant(totals.last)}。`
            : '还没有检查过，今天夜里开始。'}
        </p>
        {external === 0 && (
          <Notice title="只检查本站的链接">
            <p>检查其他网站要让服务器访问外网：请管理员在“设置”里写明每夜检查几个。</p>
          </Notice>
        )}
        <Table
          caption="打不开的链接"
          columns={[
            { head: '链接', cell: ([l]) => l && <a href={l.url}>{l.url}</a>, wide: true, names: true },
            {
              head: '结果',
              cell: ([l]) => (
                <>
                  {l?.outcome && outcomes[l.outcome as keyof typeof outcomes]} {l?.answer}
                  {l?.status ? `（${l.status}）` : ''}
                </>
              ),
            },
            { head: '连续', cell: ([l]) => `${grouped(l?.failures ?? 0)} 次`, numeric: true },
            { head: '检查时间', cell: ([l]) => <InstantText at={l?.checkedAt} />, nowrap: true },
            {
              head: '所在信息',
              cell: (found) => (
                <>
                  {found.slice(0, 5).map((d) => (
                    <p key={d.documentId}>
                      <a href={`${list}/${d.documentId}`}>{d.title}</a>（{d.unitName}）
                    </p>
                  ))}
                  {found.length > 5 && <p>另有 {grouped(found.length - 5)} 份</p>}
                </>
              ),
              wide: true,
            },
            {
              head: '再查',
              cell: ([l]) => (
                <Form action="/desk/disclosure/links/recheck" inline>
                  <Hidden name="url" value={l?.url ?? ''} />
                  <Button kind="quiet">再查一次</Button>
                </Form>
              ),
              nowrap: true,
            },
          ]}
          rows={links}
          rowKey={([l]) => l?.url ?? ''}
          empty={<EmptyState title={totals.last ? '没有发现打不开的链接' : '还没有检查过'} />}
        />
        {total > rows.length && (
          <p>
            链接出现 {grouped(total)} 处，这里列出前 {grouped(rows.length)} 处。
          </p>
        )}
      </Stack>
    ),
  }
}
