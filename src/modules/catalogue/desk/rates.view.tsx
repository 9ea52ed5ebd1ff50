import type { Day } from '../../../core/day.ts'
import type { Rate } from '../../../platform/indicator.ts'
import {
  type Column,
  DayField,
  EmptyState,
  FilterForm,
  grouped,
  type Page,
  Section,
  Stack,
  Table,
} from '../../../ui/index.ts'
import { lacks } from '../worklist.store.ts'
import { at, top } from './crumbs.ts'

export type RateLine = {
  name: string
  /** Absent for the line of all together. */
  code: string | undefined
  rates: { first: number; second: number; percent: number | null }[]
}

type View = { lines: readonly RateLine[]; total: RateLine; on: Day; today: Day; rates: readonly Rate[] }

export function ratesPage({ lines, total, on, today, rates }: View): Page {
  const columns: Column<RateLine>[] = [
    {
      head: '单位',
      cell: (l) => (l.code ? <a href={`${at.items}?unit=${encodeURIComponent(l.code)}`}>{l.name}</a> : l.name),
      wide: true,
    },
    ...rates.map(
      (rate, i): Column<RateLine> => ({
        head: rate.label,
        cell: (l) => {
          const cell = l.rates[i]
          if (!cell || cell.percent === null) return '没有事项'
          const lacking = cell.second - cell.first
          const href = `${at.items}?lack=${lacks[i]}${l.code ? `&unit=${encodeURIComponent(l.code)}` : ''}`
          return (
            <>
              {cell.percent.toFixed(1)}%
              <br />
              <small>
                {grouped(cell.first)}／{grouped(cell.second)}
                {lacking > 0 && on === today && (
                  <>
                    ，<a href={href}>差 {grouped(lacking)}</a>
                  </>
                )}
              </small>
            </>
          )
        },
        numeric: true,
        nowrap: true,
      }),
    ),
  ]
  return {
    title: '填报率、发布率、网上可办率',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack gap="large">
        <FilterForm action={at.rates} label="看这一天">
          <DayField name="on" label="到这一天为止" value={on} max={today} />
        </FilterForm>
        <Table
          caption={`${on} 各单位的情况`}
          columns={columns}
          rows={lines.length > 0 ? [total, ...lines] : []}
          rowKey={(l) => l.code ?? ''}
          marked={(l) => l.code === undefined}
          empty={<EmptyState title="这一天还没有事项">引用目录清单以后，这里按单位列出填报和发布的情况。</EmptyState>}
        />
        <Section title="怎么算的">
          <ul>
            {rates.map((rate) => (
              <li key={rate.id}>
                <a href={`/desk/statistics/indicators/${rate.id}`}>{rate.label}</a>：{rate.definition}。（{rate.basis}）
              </li>
            ))}
          </ul>
        </Section>
      </Stack>
    ),
  }
}
