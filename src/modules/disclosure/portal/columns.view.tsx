import { dayOf } from '../../../core/day.ts'
import {
  Actions,
  ButtonLink,
  DatedList,
  DayText,
  EmptyState,
  LinkGrid,
  type Page,
  Pager,
  Prose,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { Column } from '../columns.store.ts'
import { columnTypeLabels } from '../labels.ts'
import type { PublishedDocument } from '../published.store.ts'
import { columnHref, crumbsTo } from './addresses.ts'
import type { Part } from './columns.ts'
import { documentItem } from './lists.tsx'

type ColumnView = Part & {
  column: Column
  lineage: readonly Column[]
  children: readonly Column[]
  nameOf: (code: string) => string | undefined
  total: { count: number; atLeast: boolean }
  /** The standing text of a column that consists of one. */
  text: PublishedDocument | undefined
}

/** Meta tags every column page must carry. @basis 政府网站发展指引(国办发〔2017〕47号) */
export function columnMeta(column: Pick<Column, 'name' | 'type' | 'description' | 'keywords'>): Record<string, string> {
  return {
    ColumnName: column.name,
    ColumnType: columnTypeLabels[column.type],
    ColumnDescription: column.description || column.name,
    ColumnKeywords: column.keywords || column.name,
  }
}

export function columnPage(view: ColumnView): Page {
  const { column, lineage, children, text, rows } = view
  const feed = `/feeds/columns/${column.code}.atom`
  const above = lineage.filter((c) => c.code !== column.code)
  return {
    title: column.name,
    breadcrumb: crumbsTo(above),
    meta: columnMeta(column),
    feeds: [{ title: column.name, href: feed }],
    aside: <About column={column} newest={rows[0]?.publishedAt} feed={feed} />,
    body: (
      <Stack gap="large">
        {column.closedOn && (
          <p>
            本栏目自 <DayText day={column.closedOn} /> 起不再更新，以前公开的信息仍可查看。
          </p>
        )}
        {column.intro && (
          <Prose>
            {column.intro.split('\n').map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Prose>
        )}
        {children.length > 0 && (
          <LinkGrid label="下级栏目" links={children.map((c) => ({ label: c.name, href: columnHref(c.code) }))} />
        )}
        {text && <StandingText document={text} />}
        {!(text && rows.length === 1) && <List {...view} />}
      </Stack>
    ),
  }
}

function List({ column, rows, next, previous, children, nameOf, total }: ColumnView) {
  const href = columnHref(column.code)
  if (rows.length === 0)
    return (
      <EmptyState title="这个栏目还没有公开的信息" actions={<ButtonLink href="/open">看政府信息公开目录</ButtonLink>}>
        您可以在上方搜索，或者从公开目录里找；还找不到的，可以依法申请公开。
      </EmptyState>
    )
  return (
    <Section title={children.length > 0 ? '最新信息' : '全部信息'}>
      <DatedList
        items={rows.map((d) => documentItem(d, d.columnCode === column.code ? undefined : nameOf(d.columnCode)))}
      />
      <Pager
        total={total.count}
        atLeast={total.atLeast}
        previous={previous && `${href}?before=${previous}`}
        next={next && `${href}?after=${next}`}
      />
    </Section>
  )
}

function StandingText({ document }: { document: PublishedDocument }) {
  return (
    <Section title={document.title} more={{ label: '查看文件信息', href: `/documents/${document.id}` }}>
      <Prose html={document.body} />
    </Section>
  )
}

function About({ column, newest, feed }: { column: Column; newest: Date | undefined; feed: string }) {
  return (
    <Stack gap="small">
      <p>{column.description}</p>
      {column.renewWithinDays && <p>本栏目每 {column.renewWithinDays} 天内更新。</p>}
      {newest && (
        <p>
          最近更新：
          <DayText day={dayOf(newest)} />
        </p>
      )}
      <Actions>
        <ButtonLink kind="quiet" icon="search" href={`/search?column=${column.code}`}>
          在本栏目中搜索
        </ButtonLink>
        <ButtonLink kind="quiet" icon="feed" href={feed}>
          订阅本栏目
        </ButtonLink>
      </Actions>
    </Stack>
  )
}
