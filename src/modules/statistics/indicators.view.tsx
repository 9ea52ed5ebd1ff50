import type { Indicator } from '../../platform/indicator.ts'
import {
  BarChart,
  type Column,
  choicesByName,
  type Datum,
  Figure,
  FilterForm,
  InstantText,
  MetadataTable,
  Notice,
  NumberField,
  type Page,
  Select,
  Stack,
  Table,
} from '../../ui/index.ts'
import type { Unit } from '../organisations/index.ts'
import type { RecordsPage } from './counting.ts'
import { crumbs } from './desk.view.tsx'
import { periodOf } from './period.ts'
import { RateParts } from './rate.view.tsx'
import { Records } from './records.view.tsx'
import type { Figure as Value } from './service.ts'

type Choosing = { year: number; unit: Unit; units: readonly Unit[] }

function Choice({ year, unit, units, action }: Choosing & { action: string }) {
  return (
    <FilterForm action={action} label="查看">
      <NumberField name="year" label="年份" value={year} />
      <Select name="unit" label="单位" value={unit.code} empty={false} options={choicesByName(units)} />
    </FilterForm>
  )
}

export function indicatorListPage({ figures, ...choice }: Choosing & { figures: readonly Value[] }): Page {
  const query = new URLSearchParams({ unit: choice.unit.code, year: String(choice.year) })
  const columns: Column<Value>[] = [
    { head: '指标', cell: (f) => <a href={`/desk/statistics/indicators/${f.id}?${query}`}>{f.label}</a>, wide: true },
    { head: '数', cell: (f) => (f.value === null ? '空白' : f.value.toLocaleString('zh-CN')), numeric: true },
    { head: '单位', cell: (f) => f.unit, nowrap: true },
    { head: '时间', cell: (f) => periodOf(f.period), nowrap: true },
    { head: '编号', cell: (f) => f.id },
  ]
  return {
    title: `${choice.year} 年指标`,
    breadcrumb: crumbs,
    wide: true,
    body: (
      <Stack>
        <Choice {...choice} action="/desk/statistics/indicators" />
        <Table
          caption={`${choice.unit.name}的指标`}
          columns={columns}
          rows={figures}
          total={figures.length}
          rowKey={(f) => f.id}
        />
      </Stack>
    ),
  }
}

type IndicatorView = Choosing & {
  indicator: Indicator
  value: Value
  records: RecordsPage
  byMonth: Datum[] | undefined
}

export function indicatorPage({ indicator, value, records, byMonth, ...choice }: IndicatorView): Page {
  const address = `/desk/statistics/indicators/${indicator.id}`
  const query = { unit: choice.unit.code, year: String(choice.year) }
  return {
    title: indicator.label,
    breadcrumb: [...crumbs, { label: '指标', href: `/desk/statistics/indicators?${new URLSearchParams(query)}` }],
    wide: true,
    body: (
      <Stack>
        <Choice {...choice} action={address} />
        <Figure
          label={value.label}
          value={value.value}
          unit={value.unit}
          period={periodOf(value.period)}
          definition={value.definition}
          remark={value.remark}
        />
        {value.blankBecause && <Notice title="为什么空白">{value.blankBecause}</Notice>}
        <MetadataTable rows={about(value, choice.unit)} />
        {byMonth && records.total > 0 && <BarChart title={`${value.label}，按月`} data={byMonth} unit={value.unit} />}
        <Records
          records={records}
          indicators={[indicator]}
          next={records.next && `${address}?${new URLSearchParams({ ...query, after: records.next })}`}
        />
      </Stack>
    ),
  }
}

/** A rate for staff, with the two figures it is made of. */
export function ratePage({ value, ...choice }: Choosing & { value: Value }): Page {
  const query = new URLSearchParams({ unit: choice.unit.code, year: String(choice.year) })
  return {
    title: value.label,
    breadcrumb: [...crumbs, { label: '指标', href: `/desk/statistics/indicators?${query}` }],
    wide: true,
    body: (
      <Stack>
        <Choice {...choice} action={`/desk/statistics/indicators/${value.id}`} />
        <RateParts value={value} href={(id) => `/desk/statistics/indicators/${id}?${query}`} />
        <MetadataTable rows={about(value, choice.unit)} />
      </Stack>
    ),
  }
}

const about = (value: Value, unit: Unit) => [
  { label: '编号', value: value.id },
  { label: '依据', value: value.basis },
  { label: '单位范围', value: `${unit.name}及其下属` },
  { label: '查询时间', value: <InstantText at={value.asOf} /> },
]
