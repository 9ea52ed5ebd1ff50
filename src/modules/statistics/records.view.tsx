import type { Indicator } from '../../platform/indicator.ts'
import { type Column, DayText, EmptyState, Pager, Section, Table } from '../../ui/index.ts'
import type { NamedRecord, RecordsPage } from './counting.ts'

/** Columns of a list of records; an amount is shown where the figure is one. */
export function recordColumns(indicators: readonly Indicator[], reader: 'staff' | 'public'): Column<NamedRecord>[] {
  const [first] = indicators
  const link = (r: NamedRecord) => {
    const href = indicators.map((i) => (reader === 'staff' ? i.href : i.publicHref)?.(r.subject)).find(Boolean)
    return href ? <a href={href}>{r.label}</a> : r.label
  }
  const isAmount =
    first !== undefined &&
    (first.divisor !== undefined || !['条', '件', '次', '个', '人', '篇', '项'].includes(first.unit))
  return [
    { head: '记录', cell: link, wide: true },
    { head: '日期', cell: (r) => <DayText day={r.on} />, nowrap: true },
    { head: '单位', cell: (r) => r.unitName, nowrap: true },
    ...(isAmount
      ? [
          {
            head: `数额（${first.unit}）`,
            cell: (r: NamedRecord) => r.amount / (first.divisor ?? 1),
            numeric: true,
          },
        ]
      : []),
  ]
}

/** The records behind a figure, for staff. */
export function Records({
  records,
  indicators,
  next,
}: {
  records: RecordsPage
  indicators: readonly Indicator[]
  next: string | undefined
}) {
  return (
    <Section title="背后的记录" note="与上面的数出自同一条查询。">
      <Table
        caption="记录"
        columns={recordColumns(indicators, 'staff')}
        rows={records.records}
        total={records.total}
        rowKey={(r) => r.subject}
        empty={<EmptyState title="统计期内没有记录" />}
      />
      <Pager total={records.total} next={next} />
    </Section>
  )
}
