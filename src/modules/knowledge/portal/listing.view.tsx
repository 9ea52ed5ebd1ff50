import type { ComponentChildren } from 'preact'
import { dayOf } from '../../../core/day.ts'
import { excerpt, highlight } from '../../../platform/search.ts'
import { Chips, type Crumb, DatedList, EmptyState, type Page, Pager, Search, Stack } from '../../../ui/index.ts'
import { topicName } from '../topics.ts'
import { type ListQuery, listHref, type TopicCount } from './listing.ts'

/** What was found: a page of it, and how many there are by topic. */
export type Listed<Row> = {
  rows: readonly Row[]
  total: number
  next: string | undefined
  topics: readonly TopicCount[]
  query: ListQuery
  /** Whether nothing fitted as typed, and these are what comes nearest. */
  near: boolean
}

type Line = { id: number; topic: string; unitName: string; publishedAt: Date; title: string; text: string }

type Look = {
  at: string
  heading: string
  breadcrumb: readonly Crumb[]
  place: string
  placeholder: string
  unit: string
  none: string
  actions: ComponentChildren
}

/** Something to be looked through by words and topics, newest or nearest first. */
export function listingPage({ rows, total, next, topics, query, near }: Listed<Line>, look: Look): Page {
  const { q = '', topic } = query
  const { at, heading, breadcrumb, place, placeholder, unit, none, actions } = look
  return {
    title: q ? `${heading}：${q}` : heading,
    ownHeading: true,
    breadcrumb,
    body: (
      <Stack gap="large">
        <h1>{heading}</h1>
        <Search
          action={at}
          value={q}
          size="large"
          place={place}
          placeholder={placeholder}
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
                <Marked text={excerpt(r.text, q, 80)} q={q} />
              </>
            ),
          }))}
          empty={
            <EmptyState title={none}>
              换一个短一点的词再试；也可以直接<a href="/consult">问一问</a>，工作人员会答复您。
            </EmptyState>
          }
        />
        <Pager total={total} next={next && listHref(at, query, { after: next })} unit={unit} />
        {actions}
      </Stack>
    ),
  }
}

/** Words that were looked for, marked. */
function Marked({ text, q }: { text: string; q: string }) {
  return (
    <>{highlight(text, q).map((s, i) => (s.hit ? <mark key={i}>{s.text}</mark> : <span key={i}>{s.text}</span>))}</>
  )
}

/** Topics as chips: one may be chosen, and taken back at the same place. */
function TopicChips({ at, query, topics }: { at: string; query: ListQuery; topics: readonly TopicCount[] }) {
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
