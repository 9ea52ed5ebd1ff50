import {
  ButtonLink,
  Chips,
  Columns,
  DatedList,
  EmptyState,
  type FacetGroup,
  Facets,
  LinkGrid,
  type Page,
  Pager,
  Search,
  Section,
  Stack,
  Tabs,
} from '../../../ui/index.ts'
import { codeLabel } from '../codes.ts'
import type { Facet, FoundItems, Way } from '../find.store.ts'
import { topicLabel } from '../topics.ts'
import { services, toServices } from './addresses.ts'
import type { FindQuery } from './find.ts'
import { itemLine } from './lines.tsx'

type FindView = {
  query: FindQuery
  found: FoundItems
  /** What comes nearest when nothing was found. */
  near: FoundItems | undefined
  /** Cursors of the pages before and after. */
  ways: { next?: string | undefined; previous?: string | undefined }
  hotline: string
}

/** Address of the same list with some things changed; it begins at the first page. */
export function findHref(query: FindQuery, change: Partial<Record<keyof FindQuery, string | undefined>> = {}): string {
  const all = { ...query, after: undefined, before: undefined, ...change }
  const params = new URLSearchParams(
    Object.entries(all).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, v]])),
  )
  return params.size > 0 ? `${services.href}?${params}` : services.href
}

const wayLabels: Record<Way, string> = { online: '网上能办', once: '最多跑一次', instant: '马上办', nearby: '就近办' }

export function findPage(view: FindView): Page {
  const { query, found } = view
  const { q = '', after: _, before: __, ...kept } = query
  return {
    title: q ? `找“${q}”的办事指南` : '办事',
    ownHeading: true,
    breadcrumb: toServices,
    meta: { Description: '按主题、部门、字母或者几个字找办事事项，看能不能办、带什么、去哪里、多久、多少钱。' },
    body: (
      <Stack>
        <h1>{q ? `找“${q}”的办事指南` : '您想办什么事'}</h1>
        <Search
          action={services.href}
          value={q}
          size="large"
          label="找事项"
          place="找办事事项"
          placeholder="写两个字就行，比如：低保、开店、结婚"
          keep={kept as Record<string, string>}
        />
        {(found.total > 0 || hasConditions(query)) && (
          <>
            <Tabs label="谁来办" tabs={whoTabs(view)} />
            <Chips label="办理方式" chips={wayChips(view)} />
          </>
        )}
        {begins(query) && <LifeEvents found={found} />}
        {found.total === 0 ? (
          <NothingFound view={view} />
        ) : (
          <Columns
            aside={<Facets groups={facetsOf(view)} clear={hasConditions(query) ? findHref({ q }) : undefined} />}
          >
            <Stack>
              <Chips label="名称的首字母" chips={letterChips(view)} />
              <DatedList items={found.rows.map((r) => itemLine(r, q))} />
              <Pager
                total={found.total}
                unit="项"
                previous={view.ways.previous && findHref(query, { before: view.ways.previous })}
                next={view.ways.next && findHref(query, { after: view.ways.next })}
              />
              <Beyond query={query} />
            </Stack>
          </Columns>
        )}
      </Stack>
    ),
  }
}

const begins = (query: FindQuery) => Object.keys(query).length === 0

function hasConditions({ q: _, after: __, before: ___, ...conditions }: FindQuery): boolean {
  return Object.values(conditions).some(Boolean)
}

function whoTabs({ query, found }: FindView) {
  const count = (who: string) => found.facets.who.find((f) => f.value === who)?.count
  const tab = (label: string, who: string | undefined) => ({
    label,
    href: findHref(query, { who, topic: undefined, target: undefined }),
    current: query.who === who,
    count: who === undefined || query.who !== undefined ? undefined : (count(who) ?? 0),
  })
  return [tab('全部', undefined), tab('个人办事', 'person'), tab('企业和单位办事', 'firm')]
}

function wayChips({ query, found }: FindView) {
  return (Object.entries(wayLabels) as [Way, string][]).map(([way, label]) => {
    const current = query[way] === '1'
    const count = found.facets.way.find((f) => f.value === way)?.count ?? 0
    return { label, current, count, href: findHref(query, { [way]: current ? undefined : '1' }) }
  })
}

function letterChips({ query, found }: FindView) {
  return found.facets.letter
    .filter((f) => /^[A-Z]$/.test(f.value))
    .map(({ value }) => {
      const current = query.letter === value
      return { label: value, current, href: findHref(query, { letter: current ? undefined : value }) }
    })
}

function LifeEvents({ found }: { found: FoundItems }) {
  const events = found.facets.topic.filter((f) => f.value.startsWith('event:'))
  if (events.length === 0) return null
  return (
    <Section title="遇到这些事">
      <LinkGrid
        label="人生事件"
        links={events.map((f) => ({
          label: topicLabel(f.value) ?? f.value,
          href: findHref({}, { event: f.value.slice('event:'.length) }),
          count: `${f.count} 项`,
        }))}
      />
    </Section>
  )
}

/** The most frequent of each; more would be a list to search through in itself. */
const mostOptions = 12

function facetsOf({ query, found }: FindView): FacetGroup[] {
  const group = (label: string, name: keyof FindQuery, facets: readonly Facet[], show: (value: string) => string) => {
    const chosen = query[name]
    const options = facets.slice(0, mostOptions).map(({ value, count }) => {
      const current = chosen === value
      return { label: show(value), count, current, href: findHref(query, { [name]: current ? undefined : value }) }
    })
    // A condition must be there to be taken back, also where it is not among the most frequent.
    const lost = chosen !== undefined && !options.some((o) => o.current)
    const taken = { label: show(chosen ?? ''), current: true, href: findHref(query, { [name]: undefined }) }
    return { label, options: lost ? [taken, ...options] : options }
  }
  const { topic, unit, target, type } = found.facets
  const unitName = (code: string) => unit.find((f) => f.value === code)?.label ?? code
  const kind = query.who ?? ''
  const ofKind = topic.filter((f) => (kind === '' ? !f.value.startsWith('event:') : f.value.startsWith(`${kind}:`)))
  const events = topic
    .filter((f) => f.value.startsWith('event:'))
    .map((f) => ({ ...f, value: f.value.slice('event:'.length) }))
  const topicName = (value: string) => {
    const named = topicLabel(value) ?? value
    return kind === '' ? `${named}（${value.startsWith('firm:') ? '企业' : '个人'}）` : named
  }
  return [
    // The page everything begins on has them in its middle.
    ...(begins(query) ? [] : [group('人生事件', 'event', events, (value) => topicLabel(`event:${value}`) ?? value)]),
    group('主题', 'topic', ofKind, topicName),
    group('部门', 'unit', unit, unitName),
    group('服务对象', 'target', target, (value) => codeLabel('serviceTarget', value)),
    group('事项类型', 'type', type, (value) => codeLabel('itemType', value)),
  ]
}

/** What stands beyond the list: the rest of what an organ may do, and the lists of reform. */
function Beyond({ query }: { query: FindQuery }) {
  return (
    <p>
      {query.all ? (
        <a href={findHref(query, { all: undefined, type: undefined })}>只看要申请办理的事项</a>
      ) : (
        <a href={findHref(query, { all: '1' })}>处罚、检查等不用申请的权力事项也一起看</a>
      )}
      {'　'}
      <a href={`${services.href}/lists`}>最多跑一次、就近办等清单</a>
    </p>
  )
}

function NothingFound({ view: { query, near, hotline } }: { view: FindView }) {
  const { q = '' } = query
  return (
    <Stack gap="large">
      <EmptyState
        title={q ? `没有找到与“${q}”有关的事项` : '这些条件下没有事项'}
        actions={
          <>
            {hasConditions(query) && <ButtonLink href={findHref({ q })}>去掉条件再找</ButtonLink>}
            <ButtonLink href={services.href}>看全部事项</ButtonLink>
            {q && <ButtonLink href={`/search?q=${encodeURIComponent(q)}`}>在政策文件里找</ButtonLink>}
          </>
        }
      >
        <p>可以换一个短一点的词，或者只写其中两个字；拼音和首字母也能找，比如“jiehun”“dibao”。</p>
        <p>
          还是找不到的，请拨打 <a href={`tel:${hotline}`}>{hotline}</a>，说清楚想办的事，我们帮您找。
        </p>
      </EmptyState>
      {near && (
        <Section title={hasConditions(query) ? '不限条件找到的' : '包含其中部分词语的'}>
          <DatedList items={near.rows.map((r) => itemLine(r, q))} />
        </Section>
      )}
    </Stack>
  )
}
