import type { EChartsOption } from 'echarts'
import { drawChart } from './echarts.ts'
import { Disclosure } from './layout.tsx'
import { EmptyState } from './notice.tsx'
import { grouped } from './numbers.ts'
import { Table } from './table.tsx'

export type Datum = {
  label: string
  /** null: nothing was recorded, which is not zero. */
  value: number | null
  /** Where the records behind it are listed. */
  href?: string
  /** The one the page speaks of. */
  marked?: boolean
}

type ChartProps = {
  /** What is shown, with its period: 2018 年各栏目访问量. */
  title: string
  unit: string
  data: readonly Datum[]
  /** What the first column of the table beneath holds. */
  of?: string
}

// The tokens of styles/theme.css: a picture made on the server cannot ask the style sheet.
const colours = { bar: '#5f6b76', marked: '#a8201a', text: '#1f2328', soft: '#57606a', line: '#e5e1d8' }

/** Two drawings, for wide and narrow places; the style sheet shows the one that fits, so letters keep their size. */
const widths = { wide: 640, narrow: 312 } as const

/** Bars from zero, one a line, each with its number: for things that have names. */
export function BarChart(props: ChartProps) {
  return <Chart {...props} height={props.data.length * 34 + 4} option={bars} />
}

/** A line from zero, first, last and highest point with their numbers: for months and years. */
export function LineChart(props: ChartProps) {
  return <Chart {...props} height={260} option={line} />
}

function Chart({
  title,
  unit,
  data,
  of = '项目',
  height,
  option,
}: ChartProps & { height: number; option: (data: readonly Datum[], narrow: boolean) => EChartsOption }) {
  if (data.length === 0) return <EmptyState title={`${title}：暂无数据`} />
  return (
    <figure class="chart">
      <figcaption>
        {title}
        <span class="chart-unit">单位：{unit}</span>
      </figcaption>
      <div class="chart-picture" role="img" aria-label={`${title}，数据见下表`}>
        {(['wide', 'narrow'] as const).map((size) => (
          <div
            key={size}
            class={`chart-${size}`}
            dangerouslySetInnerHTML={{ __html: drawChart(option(data, size === 'narrow'), widths[size], height) }}
          />
        ))}
      </div>
      <Disclosure summary="看数据表">
        <Table
          caption={title}
          captionHidden
          rows={data}
          columns={[
            { head: of, cell: (d) => (d.href ? <a href={d.href}>{d.label}</a> : d.label) },
            { head: unit, numeric: true, cell: (d) => (d.value === null ? '未记录' : grouped(d.value)) },
          ]}
        />
      </Disclosure>
    </figure>
  )
}

function bars(data: readonly Datum[], narrow: boolean): EChartsOption {
  const longest = Math.max(...data.map((d) => d.label.length))
  const labelWidth = Math.min(longest * 14 + 14, narrow ? 120 : 224)
  return {
    grid: { left: labelWidth, right: 76, top: 2, bottom: 2 },
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: data.map((d) => d.label),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { color: colours.text, fontSize: 14, width: labelWidth - 10, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: 18,
        emphasis: { disabled: true },
        data: data.map((d) => ({
          value: d.value ?? 0,
          itemStyle: { color: d.marked ? colours.marked : colours.bar, borderRadius: [0, 2, 2, 0] },
          label: {
            show: true,
            position: 'right',
            color: d.marked ? colours.marked : colours.text,
            fontSize: 14,
            formatter: d.value === null ? '未记录' : grouped(d.value),
          },
        })),
      },
    ],
  }
}

function line(data: readonly Datum[], narrow: boolean): EChartsOption {
  const values = data.map((d) => d.value)
  const highest = values.indexOf(Math.max(...values.map((v) => v ?? 0)))
  // Numbers of neighbours would stand on each other; the highest says more than the end beside it.
  const apart = narrow ? 3 : 2
  const spoken = new Set([0, data.length - 1].filter((i) => Math.abs(i - highest) >= apart)).add(highest)
  return {
    grid: { left: 4, right: 28, top: 32, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: data.map((d) => d.label),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { color: colours.soft, fontSize: 13, interval: narrow ? Math.floor(data.length / 4) : 'auto' },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.soft, fontSize: 13 },
    },
    series: [
      {
        type: 'line',
        silent: true,
        emphasis: { disabled: true },
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { color: colours.bar, width: 2 },
        itemStyle: { color: colours.bar },
        // Where nothing was recorded the line breaks: it does not fall to zero.
        connectNulls: false,
        data: data.map((d, i) => ({
          value: d.value,
          symbolSize: spoken.has(i) ? 8 : 4,
          itemStyle: { color: d.marked ? colours.marked : colours.bar },
          label: {
            show: spoken.has(i) && d.value !== null,
            position: 'top',
            // The first would stand on the numbers of the axis.
            align: i === 0 ? 'left' : 'center',
            color: d.marked ? colours.marked : colours.text,
            fontSize: 14,
            formatter: d.value === null ? '' : grouped(d.value),
          },
        })),
      },
    ],
  }
}
