import { dayOf } from '../../../core/day.ts'
import { excerpt } from '../../../platform/search.ts'
import {
  Actions,
  ButtonLink,
  DatedList,
  DayText,
  EmptyState,
  LinkGrid,
  MetadataTable,
  type Page,
  Pager,
  Prose,
  Search,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { PublicArticle } from '../articles.public.ts'
import type { PublishedAnswer } from '../publications.store.ts'
import type { FoundAnswer } from '../search.store.ts'
import { topicName } from '../topics.ts'
import { Marked, TopicChips } from './knowledge.view.tsx'
import { type ListQuery, listHref, type TopicCount } from './listing.ts'

const at = '/consult/answers'
const crumbs = [
  { label: '首页', href: '/' },
  { label: '咨询', href: '/consult' },
]

export function answersPage({
  rows,
  total,
  next,
  topics,
  query,
  near,
}: {
  rows: readonly FoundAnswer[]
  total: number
  next: string | undefined
  topics: readonly TopicCount[]
  query: ListQuery
  near: boolean
}): Page {
  const { q = '', topic } = query
  return {
    title: q ? `公开的问答：${q}` : '公开的问答',
    ownHeading: true,
    breadcrumb: crumbs,
    body: (
      <Stack gap="large">
        <h1>公开的问答</h1>
        <Search
          action={at}
          value={q}
          size="large"
          place="搜公开的问答"
          placeholder="别人问过的，例如：异地就医怎么报销"
          keep={topic ? { topic } : {}}
        />
        <TopicChips at={at} query={query} topics={topics} />
        {near && rows.length > 0 && <p>没有完全符合的，下面是最接近的。</p>}
        <DatedList
          items={rows.map((r) => ({
            title: <Marked text={r.question} q={q} />,
            href: `${at}/${r.id}`,
            day: dayOf(r.publishedAt),
            note: (
              <>
                <span>
                  {topicName(r.topic)} · {r.unitName}
                </span>
                <br />
                <Marked text={excerpt(r.answer, q, 80)} q={q} />
              </>
            ),
          }))}
          empty={
            <EmptyState title="还没有人这样问过">
              换一个短一点的词再试；也可以直接<a href="/consult">问一问</a>，工作人员会答复您。
            </EmptyState>
          }
        />
        <Pager total={total} next={next && listHref(at, query, { after: next })} unit="条" />
        <Actions>
          <ButtonLink href="/consult" icon="letter">
            没找到？问一问
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

export function answerPage({
  answer: a,
  article,
  others,
}: {
  answer: PublishedAnswer
  article: PublicArticle | undefined
  others: readonly FoundAnswer[]
}): Page {
  const [year, month] = a.askedMonth.split('-').map(Number)
  return {
    title: a.question,
    breadcrumb: [...crumbs, { label: '公开的问答', href: at }],
    meta: { ArticleTitle: a.question, ContentSource: a.unitName },
    body: (
      <Stack gap="large">
        <Section title={`${a.unitName}答复`}>
          <Prose>
            {a.answer.split(/\n+/).map((line, i) => (
              <p key={i}>{line}</p>
            ))}
          </Prose>
        </Section>
        {article && (
          <Section title="详细的办法">
            <LinkGrid label="相关知识" links={[{ label: article.title, href: `/knowledge/${article.id}` }]} />
          </Section>
        )}
        {others.length > 0 && (
          <Section title="同类的问题" more={{ label: '更多', href: `${at}?topic=${a.topic}` }}>
            <DatedList items={others.map((o) => ({ title: o.question, href: `${at}/${o.id}` }))} />
          </Section>
        )}
      </Stack>
    ),
    aside: (
      <Stack>
        <MetadataTable
          columns={1}
          rows={[
            { label: '类别', value: topicName(a.topic) },
            { label: '提问', value: `${year}年${month}月` },
            { label: '公开', value: <DayText day={dayOf(a.publishedAt)} /> },
          ]}
        />
        <p>政策可能已经变化。以现在的办事指南和文件为准，不清楚的请再问一次。</p>
      </Stack>
    ),
  }
}
