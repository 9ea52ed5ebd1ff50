import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { grouped } from './numbers.ts'

export type FigureProps = {
  label: string
  /** null: nothing was recorded, which is not zero. */
  value: number | null
  unit: string
  /** The records behind it. */
  href?: string
  /** The time it speaks of: 2018 年; or the day at whose end it stands. */
  period?: string
  /** How it is counted. */
  definition?: ComponentChildren
  /** What has to be said about this one number. */
  remark?: string | undefined
  /** Compared with what: 比上年多 12 件. */
  change?: string
}

/** A number, its unit, what it counts, and the way to what is behind it. */
export function Figure({ label, value, unit, href, period, definition, remark, change }: FigureProps) {
  const number = (
    <>
      <span class="figure-label">{label}</span>
      <span class="figure-value">
        {value === null ? (
          <span class="figure-blank">未记录</span>
        ) : (
          <>
            <b class="num">{grouped(value)}</b> <span class="figure-unit">{unit}</span>
          </>
        )}
      </span>
    </>
  )
  return (
    <div class="figure">
      {href ? (
        <a class="figure-link" href={href}>
          {number}
          <span class="figure-more">
            怎么算的
            <Icon name="next" size={12} />
          </span>
        </a>
      ) : (
        number
      )}
      {(period || change) && (
        <p class="figure-note">
          {period && <span>{period}</span>}
          {change && <span>{change}</span>}
        </p>
      )}
      {definition && <p class="figure-definition">{definition}</p>}
      {remark && <p class="figure-definition">{remark}</p>}
    </div>
  )
}

/** Figures side by side. */
export function Figures({ children }: { children: ComponentChildren }) {
  return <div class="figures">{children}</div>
}
