import { dayOf } from '../../core/day.ts'
import { DayText, Figure, MetadataTable, Notice, type Page, Section, Stack, Table } from '../../ui/index.ts'
import { type FilledForm, findIndicator, PublicRecords, type PublicRecordsPage, periodOf } from '../statistics/index.ts'
import type { FigureBehind } from './behind.service.ts'
import type { Report } from './store.ts'

export const addressOf = (r: Report): string => `/reports/${r.unitCode}/${r.year}`

/** Where a figure of a published report is explained. @param source - its reference */
export const figureAt = (report: Report, source: string, more: Record<string, string> = {}): string =>
  `${addressOf(report)}/figure?${new URLSearchParams({ of: source, version: String(report.version), ...more })}`

const crumbs = (report: Report, title: string) => [
  { label: '首页', href: '/' },
  { label: '年度报告', href: '/reports' },
  { label: title, href: `${addressOf(report)}?version=${report.version}` },
]

/** A figure of a published report: as it was printed, how it is counted, and the records behind it. */
export function publicFigurePage(v: FigureBehind): Page {
  const { report, value, needs, records } = v
  const kind = findIndicator(value.indicator)?.period ?? 'during'
  return {
    title: `${value.label}（${report.year} 年）`,
    breadcrumb: crumbs(report, v.title),
    body: (
      <Stack>
        {value.value === null ? (
          <p>{value.shown}</p>
        ) : (
          <Figure
            label={value.label}
            value={value.value}
            unit={value.unit}
            period={periodOf({ ...value, kind })}
            definition={`怎么算的：${value.definition}`}
          />
        )}
        {v.now !== undefined && (
          <Notice title={`公布以后记录有变化，现在查是 ${v.now}`}>
            <p>报告里的数是公布时定下的，不随记录改动；确需改正的，会公布更正版。</p>
          </Notice>
        )}
        <MetadataTable
          rows={[
            ...(value.bars || value.value === null ? [] : [{ label: '报告里写的', value: value.shown }]),
            { label: '统计范围', value: `${v.unitName}及其下属单位` },
            { label: '依据', value: value.basis },
            { label: '公布日期', value: report.publishedAt && <DayText day={dayOf(report.publishedAt)} /> },
          ]}
        />
        {needs.length > 1 && <Parts {...v} />}
        {records && (
          <PublicRecords
            page={records}
            href={(after) => figureAt(report, v.source, { part: String(v.chosen + 1), after })}
          />
        )}
      </Stack>
    ),
  }
}

/** The indicators that a share, a change, a rate or a chart is made of; the records of one are shown below. */
function Parts({ report, source, needs, chosen }: FigureBehind) {
  return (
    <Section title="由哪几个数算出" note="点开任何一个，下面就是它背后的记录。">
      <ul>
        {needs.map(({ id, scope }, i) => {
          const indicator = findIndicator(id)
          const label = `${indicator?.label ?? id}（${periodOf({ ...scope, kind: indicator?.period ?? 'during' })}）`
          return (
            <li key={i}>
              {i === chosen ? <b>{label}</b> : <a href={figureAt(report, source, { part: String(i + 1) })}>{label}</a>}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** One cell of the form inside a published report: what it is made of, down to indicators with their records. */
export function publicCellPage({
  report,
  title,
  form,
  cell: id,
  records,
}: {
  report: Report
  /** Title of the report. */
  title: string
  form: FilledForm
  cell: string
  /** Of a cell that is counted; one that sums up others leads to these. */
  records: PublicRecordsPage | undefined
}): Page | undefined {
  const cell = form.cells.find((c) => c.id === id)
  if (!cell || 'heading' in cell.source) return undefined
  const { source } = cell
  const parts = 'sum' in source ? form.cells.filter((c) => source.sum.includes(c.id)) : []
  const at = `${addressOf(report)}/cells`
  return {
    title: `${cell.label}（${report.year} 年）`,
    breadcrumb: crumbs(report, title),
    body: (
      <Stack>
        <Figure
          label={cell.label}
          value={cell.value}
          unit={cell.unit}
          period={periodOf({ ...form.scope, kind: records?.indicator.period ?? 'during' })}
          definition={
            cell.blankBecause ??
            (parts.length > 0
              ? `${form.title}里下面各格之和`
              : `${records ? `怎么算的：${records.indicator.definition}。` : ''}这是${form.title}的 ${id} 格，公布时定下`)
          }
        />
        {records && (
          <PublicRecords
            page={records}
            href={(after) => `${at}/${id}?${new URLSearchParams({ version: String(report.version), after })}`}
          />
        )}
        {parts.length > 0 && (
          <Table
            caption="相加的各格"
            columns={[
              {
                head: '名称',
                cell: (c) => <a href={`${at}/${c.id}?version=${report.version}`}>{c.label}</a>,
                wide: true,
              },
              { head: '数', cell: (c) => (c.value === null ? '未登记' : `${c.value}${c.unit}`), numeric: true },
            ]}
            rows={parts}
            rowKey={(c) => c.id}
          />
        )}
      </Stack>
    ),
  }
}
