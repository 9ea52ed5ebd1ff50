import { dayOf } from '../../../core/day.ts'
import { textOfHtml } from '../../../platform/html.ts'
import { excerpt, highlight } from '../../../platform/search.ts'
import {
  ButtonLink,
  Columns,
  type DatedItem,
  DatedList,
  EmptyState,
  type FacetGroup,
  Facets,
  LinkGrid,
  type Page,
  Pager,
  Search,
  Section,
  type SiteInfo,
  Stack,
  Tabs,
} from '../../../ui/index.ts'
import { kindLabels, validityLabels } from '../labels.ts'
import type { Facet, Found } from '../search.store.ts'
import { home, pageSize } from './addresses.ts'
import { ValidityTag } from './lists.tsx'
import { lastPage, type SearchQuery } from './search.ts'

type SearchView = {
  query: SearchQuery
  found: Found
  /** What comes nearest when nothing was found. */
  near: Found | undefined
  /** Service items with the same words; only beside the first page. */
  services: { total: number; items: readonly { name: string; href: string }[] } | undefined
  site: SiteInfo
}

/** Address of the same search with some things changed; a change of conditions begins at the first page. */
export function searchHref(
  query: SearchQuery,
  change: Partial<Record<keyof SearchQuery, string | number | undefined>>,
): string {
  const all = { ...query, page: undefined, ...change }
  const params = new URLSearchParams(
    Object.entries(all).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, String(v)]])),
  )
  return params.size > 0 ? `/search?${params}` : '/search'
}

export function searchPage(view: SearchView): Page {
  const { query, found, site } = view
  const { q = '', page = 1, ...conditions } = query
  const { sort = 'relevance', ...kept } = conditions
  const keep = Object.fromEntries(
    Object.entries({ ...kept, ...(query.sort ? { sort: query.sort } : {}) }).map(([k, v]) => [k, String(v)]),
  )
  return {
    title: q ? `搜索“${q}”` : '搜索',
    ownHeading: true,
    breadcrumb: [home],
    body: (
      <Stack gap="large">
        <h1>{q ? `搜索“${q}”` : '搜索政府信息'}</h1>
        <Search value={q} size="large" keep={keep} hotWords={q ? [] : (site.hotWords ?? [])} />
        <ServicesFound view={view} />
        {found.total > 0 || hasConditions(query) ? (
          <Columns
            aside={
              <Facets
                groups={facetsOf(view)}
                clear={hasConditions(query) ? searchHref({}, { q, sort: query.sort }) : undefined}
              />
            }
          >
            <Stack>
              {found.total > 0 && q && (
                <Tabs
                  label="排序"
                  tabs={[
                    { label: '最相关', href: searchHref(query, { sort: undefined }), current: sort === 'relevance' },
                    { label: '最新发布', href: searchHref(query, { sort: 'newest' }), current: sort === 'newest' },
                  ]}
                />
              )}
              <Results view={view} page={page} />
            </Stack>
          </Columns>
        ) : (
          <NothingFound view={view} />
        )}
      </Stack>
    ),
  }
}

/** Who types what they want to do is led to the guide of it. */
function ServicesFound({ view: { services, query } }: { view: SearchView }) {
  if (!services || services.total === 0) return null
  const { total, items } = services
  return (
    <Section
      title="要办这件事？"
      more={{ label: `全部 ${total} 项办事指南`, href: `/services?q=${encodeURIComponent(query.q ?? '')}` }}
    >
      <LinkGrid label="办事指南" links={items.map((i) => ({ label: i.name, href: i.href }))} />
    </Section>
  )
}

function hasConditions({ column, unit, year, validity, kind }: SearchQuery): boolean {
  return [column, unit, year, validity, kind].some(Boolean)
}

function Results({ view, page }: { view: SearchView; page: number }) {
  const { query, found } = view
  const { q = '' } = query
  if (found.rows.length === 0) return <NothingFound view={view} />
  const from = (page - 1) * pageSize + 1
  const to = from + found.rows.length - 1
  const more = (found.atLeast || to < found.total) && page < lastPage
  return (
    <>
      <DatedList items={found.rows.map((r) => resultItem(r, q))} />
      <Pager
        total={found.total}
        atLeast={found.atLeast}
        from={from}
        to={to}
        previous={page > 1 ? searchHref(query, { page: page > 2 ? page - 1 : undefined }) : undefined}
        next={more ? searchHref(query, { page: page + 1 }) : undefined}
      />
      {page === lastPage && to < found.total && <p>后面的结果请换一个更具体的词，或者用条件缩小范围查看。</p>}
    </>
  )
}

function resultItem(r: Found['rows'][number], q: string): DatedItem {
  const text = r.abstract || textOfHtml(r.body)
  return {
    title: <Marked text={r.title} q={q} />,
    href: `/documents/${r.id}`,
    day: dayOf(r.publishedAt),
    tag: <ValidityTag kind={r.kind} validity={r.validity} />,
    note: (
      <>
        <span>{[r.documentNumber, r.issuingBody].filter(Boolean).join(' · ')}</span>
        <br />
        <Marked text={excerpt(text, q)} q={q} />
      </>
    ),
  }
}

/** A text in which what was looked for is marked. */
function Marked({ text, q }: { text: string; q: string }) {
  if (q === '') return <>{text}</>
  return <>{highlight(text, q).map((s, i) => (s.hit ? <mark key={i}>{s.text}</mark> : s.text))}</>
}

function facetsOf({ query, found }: SearchView): FacetGroup[] {
  const group = (
    label: string,
    name: keyof SearchQuery,
    facets: readonly Facet[],
    show: (f: Facet) => string = (f) => f.label,
  ): FacetGroup => {
    const chosen = query[name]
    const options = facets.map((f) => {
      const current = chosen === f.value
      const count = found.atLeast ? {} : { count: f.count }
      return { label: show(f), ...count, current, href: searchHref(query, { [name]: current ? undefined : f.value }) }
    })
    // A condition under which nothing was found must be there to be taken back.
    const lost = chosen !== undefined && !options.some((o) => o.current)
    return {
      label,
      options: lost
        ? [{ label: String(chosen), current: true, href: searchHref(query, { [name]: undefined }) }, ...options]
        : options,
    }
  }
  const { columns, units, years, validities, kinds } = found.facets
  return [
    group('栏目', 'column', columns),
    group('发布机构', 'unit', units),
    group('年份', 'year', years, (f) => `${f.label} 年`),
    group(
      '有效性',
      'validity',
      validities.filter((f) => f.value !== 'none'),
      (f) => validityLabels[f.value as keyof typeof validityLabels],
    ),
    group('信息类别', 'kind', kinds, (f) => kindLabels[f.value as keyof typeof kindLabels]),
  ]
}

function NothingFound({ view: { query, near, site } }: { view: SearchView }) {
  const { q = '' } = query
  return (
    <Stack gap="large">
      <EmptyState
        title={q ? `没有找到与“${q}”有关的信息` : '这些条件下没有信息'}
        actions={
          <>
            {hasConditions(query) && <ButtonLink href={searchHref({}, { q })}>去掉条件再搜</ButtonLink>}
            <ButtonLink href="/open">看公开目录</ButtonLink>
          </>
        }
      >
        <p>可以换一个短一点的词，或者只写其中两个字；拼音和首字母也能搜，比如“shebao”“dibao”。</p>
        <p>
          还是找不到的，请拨打 <a href={`tel:${site.hotline}`}>{site.hotline}</a>，或者依法申请公开。
        </p>
      </EmptyState>
      {near && (
        <Section title={hasConditions(query) ? '不限条件找到的' : '包含其中部分词语的'}>
          <DatedList items={near.rows.map((r) => resultItem(r, q))} />
        </Section>
      )}
      {(site.hotWords ?? []).length > 0 && (
        <Section title="大家常搜的">
          <p>
            {site.hotWords?.map((w) => (
              <>
                <a key={w} href={searchHref({}, { q: w })}>
                  {w}
                </a>{' '}
              </>
            ))}
          </p>
        </Section>
      )}
    </Stack>
  )
}
