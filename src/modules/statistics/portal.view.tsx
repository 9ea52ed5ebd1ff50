import {
  BarChart,
  type Datum,
  Figure,
  Figures,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  Section,
  Stack,
  Tabs,
} from '../../ui/index.ts'
import { periodOf } from './period.ts'
import { publicFigures } from './public.ts'
import { PublicRecords, type PublicRecordsPage } from './public-records.tsx'
import { RateParts } from './rate.view.tsx'
import type { Figure as Value } from './service.ts'

const home = [{ label: '首页', href: '/' }]

function Years({ year, thisYear, href }: { year: number; thisYear: number; href: string }) {
  const years = [...new Set([thisYear, thisYear - 1, thisYear - 2, year, 2018])]
    .filter((y) => y <= thisYear)
    .sort((a, b) => b - a)
  return (
    <Tabs
      label="年份"
      tabs={years.map((y) => ({ label: `${y} 年`, href: `${href}?year=${y}`, current: y === year }))}
    />
  )
}

export function figuresPage({
  year,
  thisYear,
  values,
}: {
  year: number
  thisYear: number
  values: readonly Value[]
}): Page {
  const byId = new Map(values.map((f) => [f.id, f]))
  return {
    title: `${year} 年政务公开数据`,
    breadcrumb: home,
    body: (
      <Stack>
        <Years year={year} thisYear={thisYear} href="/figures" />
        <p>每一个数都从记录里查出来，点开可以看到怎么算的、背后是哪些记录。没有台账的写“未记录”，不写零。</p>
        {publicFigures.map((group) => (
          <Section key={group.title} title={group.title}>
            <Figures>
              {group.ids.map((id) => {
                const f = byId.get(id)
                return (
                  f && (
                    <Figure
                      key={id}
                      label={f.label}
                      value={f.value}
                      unit={f.unit}
                      period={periodOf(f.period)}
                      href={`/figures/${id}?year=${year}`}
                    />
                  )
                )
              })}
            </Figures>
          </Section>
        ))}
      </Stack>
    ),
  }
}

type FigureView = {
  value: Value
  page: PublicRecordsPage
  byMonth: Datum[] | undefined
  year: number
  thisYear: number
  unitName: string
}

export function figurePage({ value, page, byMonth, year, thisYear, unitName }: FigureView): Page {
  const address = `/figures/${page.indicator.id}`
  return {
    title: `${value.label}（${year} 年）`,
    breadcrumb: [...home, { label: '政务公开数据', href: `/figures?year=${year}` }],
    body: (
      <Stack>
        <Years year={year} thisYear={thisYear} href={address} />
        <Figure
          label={value.label}
          value={value.value}
          unit={value.unit}
          period={periodOf(value.period)}
          definition={`怎么算的：${value.definition}`}
          remark={value.remark}
        />
        {value.blankBecause && <Notice title="为什么没有数">{value.blankBecause}</Notice>}
        {byMonth && page.records.total > 0 && (
          <BarChart title={`${value.label}，按月`} data={byMonth} unit={value.unit} />
        )}
        <MetadataTable
          rows={[
            { label: '统计范围', value: `${unitName}及其下属单位` },
            { label: '依据', value: value.basis },
            { label: '查询时间', value: <InstantText at={value.asOf} /> },
          ]}
        />
        <PublicRecords
          page={page}
          href={(after) => `${address}?${new URLSearchParams({ year: String(year), after })}`}
          empty="这一年没有记录"
        />
      </Stack>
    ),
  }
}

/** A rate with the two figures it is made of; each leads to its own records. */
export function publicRatePage({ value, year, thisYear, unitName }: Omit<FigureView, 'page' | 'byMonth'>): Page {
  return {
    title: `${value.label}（${year} 年）`,
    breadcrumb: [...home, { label: '政务公开数据', href: `/figures?year=${year}` }],
    body: (
      <Stack>
        <Years year={year} thisYear={thisYear} href={`/figures/${value.id}`} />
        <RateParts value={value} href={(id) => `/figures/${id}?year=${year}`} />
        <MetadataTable
          rows={[
            { label: '统计范围', value: `${unitName}及其下属单位` },
            { label: '依据', value: value.basis },
            { label: '查询时间', value: <InstantText at={value.asOf} /> },
          ]}
        />
      </Stack>
    ),
  }
}
