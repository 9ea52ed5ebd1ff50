import { dayOf } from '../../../core/day.ts'
import { textOfHtml } from '../../../platform/html.ts'
import { excerpt, highlight } from '../../../platform/search.ts'
import {
  Actions,
  ButtonLink,
  Chips,
  DatedList,
  DayText,
  EmptyState,
  LinkGrid,
  MetadataTable,
  type Page,
  Pager,
  PrintButton,
  Prose,
  Search,
  Section,
  SpeakButton,
  Stack,
} from '../../../ui/index.ts'
import type { listPublicDocuments, listPublicItems, PublicArticle } from '../articles.public.ts'
import type { FoundArticle } from '../search.store.ts'
import { topicName } from '../topics.ts'
import { type ListQuery, listHref, type TopicCount } from './listing.ts'

const home = { label: '首页', href: '/' }
const at = '/knowledge'

type Listed = {
  total: number
  next: string | undefined
  topics: readonly TopicCount[]
  query: ListQuery
  /** Whether nothing fitted as typed, and these are what comes nearest. */
  near: boolean
}

/** Words that were looked for, marked. */
export function Marked({ text, q }: { text: string; q: string }) {
  return (
    <>{highlight(text, q).map((s, i) => (s.hit ? <mark key={i}>{s.text}</mark> : <span key={i}>{s.text}</span>))}</>
  )
}

/** Topics as chips: one may be chosen, and taken back at the same place. */
export function TopicChips({ at, query, topics }: { at: string; query: ListQuery; topics: readonly TopicCount[] }) {
  return (
    <Chips
      label="类别"
      chips={topics.map((t) => ({
        label: t.name,
        href: listHref(at, query, { topic: query.topic === t.code ? undefined : t.code }),
        current: query.topic === t.code,
        count: t.count,
      }))}
    />
  )
}

export function knowledgePage({
  rows,
  total,
  next,
  topics,
  query,
  near,
}: Listed & { rows: readonly FoundArticle[] }): Page {
  const { q = '', topic } = query
  return {
    title: q ? `办事知识：${q}` : '办事知识',
    ownHeading: true,
    breadcrumb: [home],
    body: (
      <Stack gap="large">
        <h1>办事知识</h1>
        <Search
          action={at}
          value={q}
          size="large"
          place="搜办事知识"
          placeholder="想知道什么，例如：新生儿上户口"
          keep={topic ? { topic } : {}}
        />
        <TopicChips at={at} query={query} topics={topics} />
        {near && rows.length > 0 && <p>没有完全符合的，下面是最接近的。</p>}
        <DatedList
          items={rows.map((r) => ({
            title: <Marked text={r.title} q={q} />,
            href: `${at}/${r.id}`,
            day: dayOf(r.publishedAt),
            note: (
              <>
                <span>
                  {topicName(r.topic)} · {r.unitName}
                </span>
                <br />
                <Marked text={excerpt(textOfHtml(r.body), q, 80)} q={q} />
              </>
            ),
          }))}
          empty={
            <EmptyState title="没有找到这方面的知识">
              换一个短一点的词再试；也可以直接<a href="/consult">问一问</a>，工作人员会答复您。
            </EmptyState>
          }
        />
        <Pager total={total} next={next && listHref(at, query, { after: next })} unit="篇" />
        <Actions>
          <ButtonLink href="/consult" icon="letter">
            没找到？问一问
          </ButtonLink>
          <ButtonLink href="/consult/answers">看别人问过什么</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

export function articlePage({
  article: a,
  items,
  documents,
  answers,
}: {
  article: PublicArticle
  items: Awaited<ReturnType<typeof listPublicItems>>
  documents: Awaited<ReturnType<typeof listPublicDocuments>>
  answers: readonly { id: number; question: string }[]
}): Page {
  return {
    title: a.title,
    breadcrumb: [home, { label: '办事知识', href: at }, { label: topicName(a.topic), href: `${at}?topic=${a.topic}` }],
    meta: { ArticleTitle: a.title, Keywords: a.keywords, ContentSource: a.unitName },
    elements: ['mt-speak', 'mt-print'],
    body: (
      <Stack gap="large">
        <Actions>
          <SpeakButton of="text" />
          <PrintButton />
        </Actions>
        <Prose html={a.body} id="text" />
        {items.length > 0 && (
          <Section title="去办这件事">
            <LinkGrid
              label="相关事项"
              links={items.map((i) => ({ label: i.name, href: `/services/${encodeURIComponent(i.code)}` }))}
            />
          </Section>
        )}
        {documents.length > 0 && (
          <Section title="依据的文件">
            <DatedList
              items={documents.map((d) => ({
                title: d.title,
                href: `/documents/${d.id}`,
                day: d.publishedAt && dayOf(d.publishedAt),
              }))}
            />
          </Section>
        )}
        {answers.length > 0 && (
          <Section title="有人这样问过">
            <LinkGrid
              label="公开的问答"
              links={answers.map((q) => ({ label: q.question, href: `/consult/answers/${q.id}` }))}
            />
          </Section>
        )}
      </Stack>
    ),
    aside: (
      <Stack>
        <MetadataTable
          columns={1}
          rows={[
            { label: '负责的单位', value: a.unitName },
            { label: '电话', value: a.unitPhone },
            { label: '更新', value: <DayText day={dayOf(a.publishedAt)} /> },
            { label: '下次核对', value: <DayText day={a.reviewOn} /> },
          ]}
        />
        <p>
          还有不清楚的，<a href="/consult">问一问</a>。
        </p>
      </Stack>
    ),
  }
}
