import type { ComponentChildren } from 'preact'
import type { Day } from '../../core/day.ts'
import { Icon, type IconName } from './icon.tsx'
import { EmptyState } from './notice.tsx'
import { DaysInText, DayText } from './time.tsx'

export type DatedItem = {
  title: ComponentChildren
  href: string
  day?: Day | null | undefined
  /** Who issued it, its number, or a piece of its text. */
  note?: ComponentChildren
  tag?: ComponentChildren
}

/** Titles with their dates, one a line. */
export function DatedList({ items, empty = '暂无内容' }: { items: readonly DatedItem[]; empty?: ComponentChildren }) {
  if (items.length === 0) return typeof empty === 'string' ? <EmptyState title={empty} /> : <div>{empty}</div>
  return (
    <ul class="dated">
      {items.map((item) => (
        <li key={item.href}>
          <div class="dated-text">
            <a href={item.href}>{item.title}</a>
            {item.tag}
            {item.note && <div class="dated-note">{item.note}</div>}
          </div>
          {item.day && <DayText day={item.day} />}
        </li>
      ))}
    </ul>
  )
}

export type Tile = { label: string; href: string; icon: IconName; note?: string }

/** The few things most people come for, each a verb. */
export function Tiles({ tiles, label }: { tiles: readonly Tile[]; label: string }) {
  return (
    <nav class="tiles" aria-label={label}>
      <ul>
        {tiles.map((t) => (
          <li key={t.href}>
            <a href={t.href}>
              <Icon name={t.icon} size={32} />
              <span class="tile-label">{t.label}</span>
              {t.note && <span class="tile-note">{t.note}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Short links in columns: key fields, columns of a site. */
export function LinkGrid({
  links,
  label,
}: {
  links: readonly {
    label: string
    href: string
    /** A line below. */
    note?: ComponentChildren
    /** A short figure at the right: how many there are, or are left. */
    count?: string
  }[]
  label: string
}) {
  return (
    <nav class="links" aria-label={label}>
      <ul>
        {links.map((l) => (
          <li key={l.href}>
            <a href={l.href}>
              <span class="links-line">
                <span>
                  <DaysInText>{l.label}</DaysInText>
                </span>
                {l.count !== undefined && <span class="links-note links-count">{l.count}</span>}
              </span>
              {l.note !== undefined && <span class="links-note">{l.note}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
