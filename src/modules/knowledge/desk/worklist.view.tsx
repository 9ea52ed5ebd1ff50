import type { Day } from '../../../core/day.ts'
import {
  Actions,
  ButtonLink,
  choicesByLabel,
  choicesByName,
  DayText,
  EmptyState,
  FilterForm,
  Hidden,
  Light,
  type Page,
  Pager,
  Select,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { articleStateLabels, audienceLabels } from '../labels.ts'
import { topicName, topics } from '../topics.ts'
import { type ArticleGroup, type ArticleLine, articleGroups } from '../worklist.store.ts'
import { articleAt, articlesAt, desk } from './crumbs.ts'
import type { ArticleQuery } from './worklist.ts'

const groupLabels: Record<ArticleGroup, string> = {
  reading: '在用',
  drafting: '起草中',
  review: '待审核',
  revisit: '该复核',
  withdrawn: '已撤下',
}

/** An address with the filters, some of them changed. */
function addressOf(at: string, query: ArticleQuery, change: Record<string, string | undefined> = {}): string {
  const all = Object.entries({ ...query, after: undefined, ...change }).filter(
    (e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '',
  )
  return all.length === 0 ? at : `${at}?${new URLSearchParams(all)}`
}

export function workListPage(view: {
  rows: readonly ArticleLine[]
  counts: Record<ArticleGroup, number>
  next: string | undefined
  query: ArticleQuery
  units: readonly Unit[]
  today: Day
  mayWrite: boolean
}): Page {
  const { rows, counts, next, query, units, today, mayWrite } = view
  const group = query.group || 'reading'
  const narrowed = Boolean(query.q || query.topic || query.unit || query.audience)
  return {
    title: '知识库',
    breadcrumb: desk,
    wide: true,
    body: (
      <Stack>
        <Actions>
          {mayWrite && (
            <ButtonLink href={`${articlesAt}/new`} kind="primary">
              写一篇知识
            </ButtonLink>
          )}
          {mayWrite && <ButtonLink href={`${articlesAt}/import`}>批量导入</ButtonLink>}
          <ButtonLink href={addressOf(`${articlesAt}/export`, query, { format: 'xlsx' })} download>
            导出 Excel
          </ButtonLink>
        </Actions>
        <Tabs
          label="状态"
          tabs={articleGroups.map((g) => ({
            label: groupLabels[g],
            href: addressOf(articlesAt, query, { group: g }),
            current: g === group,
            count: counts[g],
          }))}
        />
        <FilterForm action={articlesAt} clear={narrowed ? addressOf(articlesAt, { group }) : undefined}>
          <Hidden name="group" value={group} />
          <TextField name="q" label="标题、关键词或内容" value={query.q} size="medium" />
          <Select name="topic" label="类别" options={choicesByName(topics)} value={query.topic} empty="全部" />
          <Select name="unit" label="归口单位" options={choicesByName(units)} value={query.unit} empty="全部" />
          <Select
            name="audience"
            label="谁可以看"
            options={choicesByLabel(audienceLabels)}
            value={query.audience}
            empty="全部"
          />
        </FilterForm>
        <Table
          caption={groupLabels[group]}
          columns={[
            { head: '标题', cell: (r) => <a href={articleAt(r.id)}>{r.title}</a>, wide: true, names: true },
            { head: '类别', cell: (r) => topicName(r.topic), nowrap: true },
            { head: '归口单位', cell: (r) => r.unitName, nowrap: true },
            { head: '状态', cell: (r) => <ArticleTags article={r} />, nowrap: true },
            { head: '复核日期', cell: (r) => <ReviewDay article={r} today={today} />, nowrap: true },
          ]}
          rows={rows}
          total={counts[group]}
          rowKey={(r) => r.id}
          marked={(r) => r.publishedVersion !== null && r.reviewOn < today}
          empty={
            <EmptyState title={narrowed ? '没有符合条件的知识' : `“${groupLabels[group]}”里现在没有知识`}>
              {narrowed ? '请减少条件，或者清除全部条件再看。' : '点“写一篇知识”开始，或者用“批量导入”一次导入多篇。'}
            </EmptyState>
          }
        />
        <Pager total={counts[group]} next={next && addressOf(articlesAt, query, { after: next })} unit="篇" />
      </Stack>
    ),
  }
}

/** State, whether a version is being read meanwhile, and whether for staff only. */
export function ArticleTags({ article: a }: { article: Pick<ArticleLine, 'state' | 'publishedVersion' | 'audience'> }) {
  const tone = a.state === 'published' ? 'good' : a.state === 'withdrawn' ? 'plain' : 'warning'
  return (
    <>
      <Tag tone={tone}>{articleStateLabels[a.state]}</Tag>{' '}
      {a.publishedVersion !== null && a.state !== 'published' && <Tag tone="good">旧版在用</Tag>}{' '}
      {a.audience === 'internal' && <Tag>{audienceLabels.internal}</Tag>}
    </>
  )
}

/** The day on which it is looked at again, with a light once it has come. */
export function ReviewDay({
  article: { reviewOn, publishedVersion },
  today,
}: {
  article: Pick<ArticleLine, 'reviewOn' | 'publishedVersion'>
  today: Day
}) {
  if (publishedVersion === null || reviewOn > today) return <DayText day={reviewOn} />
  return (
    <>
      <Light light={reviewOn < today ? 'overdue' : 'yellow'} label="该复核" /> <DayText day={reviewOn} />
    </>
  )
}
