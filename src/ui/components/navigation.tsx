import type { Crumb } from '../page.ts'
import { Icon } from './icon.tsx'
import { grouped } from './numbers.ts'
import { DaysInText } from './time.tsx'

/** Where the page stands, from the top; `here` is the page itself. */
export function Breadcrumb({ crumbs, here }: { crumbs: readonly Crumb[]; here?: string | undefined }) {
  return (
    <nav class="crumbs" aria-label="当前位置">
      <ol>
        {crumbs.map((c) => (
          <li key={c.href}>
            <a href={c.href}>{c.label}</a>
          </li>
        ))}
        {here && (
          <li aria-current="page">
            <DaysInText>{here}</DaysInText>
          </li>
        )}
      </ol>
    </nav>
  )
}

export type Tab = { label: string; href: string; current?: boolean; count?: number | undefined }

/** Parts of one subject, each with an address of its own. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav class="tabs-line" aria-label={label}>
      <ul>
        {tabs.map((t) => (
          <li key={t.href}>
            <a href={t.href} aria-current={t.current ? 'page' : undefined}>
              {t.label}
              {t.count !== undefined && <span class="count">{grouped(t.count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** On to the next part of a list. It says how many there are: a list is never cut silently. */
export function Pager({
  total,
  atLeast = false,
  from,
  to,
  previous,
  next,
  unit = '条',
}: {
  /** How many there are in all. */
  total?: number | undefined
  /** The total was not counted to its end: 超过 10,000 条. */
  atLeast?: boolean
  /** Place of the first and the last one shown, from 1. */
  from?: number
  to?: number
  /** Addresses; absent at the ends. */
  previous?: string | undefined
  next?: string | undefined
  unit?: string
}) {
  return (
    <nav class="pager" aria-label="翻页">
      <p>
        {total !== undefined && (
          <span>
            {atLeast ? '超过' : '共'} <b class="num">{grouped(total)}</b> {unit}
          </span>
        )}
        {from !== undefined && to !== undefined && to >= from && (
          <span>
            正在显示第 {grouped(from)}–{grouped(to)} {unit}
          </span>
        )}
      </p>
      {(previous || next) && (
        <div class="pager-ways">
          {previous && (
            <a class="btn btn-plain" href={previous} rel="prev">
              <Icon name="previous" size={16} />
              上一页
            </a>
          )}
          {next && (
            <a class="btn btn-plain" href={next} rel="next">
              下一页
              <Icon name="next" size={16} />
            </a>
          )}
        </div>
      )}
    </nav>
  )
}

/** Short choices in a row, each on or off by itself: letters, ways. */
export function Chips({
  chips,
  label,
}: {
  chips: readonly { label: string; href: string; current?: boolean; count?: number | undefined }[]
  label: string
}) {
  if (chips.length === 0) return null
  return (
    <nav class="chips" aria-label={label}>
      <ul>
        {chips.map((c) => (
          <li key={c.href}>
            <a href={c.href} rel="nofollow" aria-current={c.current ? 'true' : undefined}>
              {c.current && <span class="sr-only">取消</span>}
              {c.label}
              {c.current ? (
                <Icon name="cross" size={14} />
              ) : (
                c.count !== undefined && <span class="count">{grouped(c.count)}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export type FacetGroup = {
  label: string
  options: readonly { label: string; count?: number; href: string; current?: boolean }[]
}

/** Ways to narrow a list, each with how many it leaves. What is chosen can be taken back at the same place. */
export function Facets({ groups, clear }: { groups: readonly FacetGroup[]; clear?: string | undefined }) {
  return (
    <div class="facets">
      {groups
        .filter((g) => g.options.length > 0)
        .map((g) => (
          <nav key={g.label} class="facet" aria-label={`按${g.label}筛选`}>
            <h2>{g.label}</h2>
            <ul>
              {g.options.map((o) => (
                <li key={o.href}>
                  <a href={o.href} rel="nofollow" aria-current={o.current ? 'true' : undefined}>
                    <span>{o.label}</span>
                    {o.current ? (
                      <span class="facet-off">
                        <span class="sr-only">取消</span>
                        <Icon name="cross" size={14} />
                      </span>
                    ) : (
                      o.count !== undefined && <span class="count">{grouped(o.count)}</span>
                    )}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      {clear && (
        <a class="more" href={clear}>
          清除全部条件
        </a>
      )}
    </div>
  )
}
