import { showLongDay } from '../../../core/day.ts'
import {
  Actions,
  BarChart,
  ButtonLink,
  type Column,
  DayField,
  Disclosure,
  EmptyState,
  Figure,
  Figures,
  FilterForm,
  grouped,
  Lesser,
  LineChart,
  type Page,
  Section,
  ShadeMap,
  Stack,
  Table,
} from '../../../ui/index.ts'
import type { HotTopic, Results, Told } from '../results.service.ts'
import { stepOf } from '../results.store.ts'
import { inList, list } from './crumbs.ts'
import { behind, behindRow, standingColumns } from './figures-parts.tsx'

const most = 15

/** Reply, completion and satisfaction by unit, hot topics, trend, towns, sources and kinds; each leads to its orders. */
export function figuresPage(r: Results): Page {
  const { period, sum } = r
  const span = new URLSearchParams(period)
  return {
    title: '热线统计',
    breadcrumb: inList,
    wide: true,
    body: (
      <Stack gap="large">
        <Stack>
          <FilterForm action={`${list}/figures`}>
            <DayField name="from" label="收到日期从" value={period.from} />
            <DayField name="to" label="到" value={period.to} />
          </FilterForm>
          <Actions>
            <ButtonLink href={`${list}/bulletin?month=${period.to.slice(0, 7)}`}>热线月报</ButtonLink>
            <ButtonLink href={`${list}/figures.xlsx?by=unit&${span}`} download>
              按单位导出 Excel
            </ButtonLink>
            <ButtonLink href={`${list}/figures.xlsx?by=topic&${span}`} kind="quiet" download>
              按事项导出 Excel
            </ButtonLink>
            <ButtonLink href={`${list}/figures.csv?by=unit&${span}`} kind="quiet" download>
              导出 CSV
            </ButtonLink>
          </Actions>
        </Stack>
        <Headline r={r} />
        {sum.received === 0 ? (
          <EmptyState title="这段时间没有收到诉求">请换一段时间再看。</EmptyState>
        ) : (
          <>
            <Units r={r} />
            <Topics r={r} />
            <LineChart
              title={stepOf(period) === 'week' ? '每周收到的诉求' : '每月收到的诉求'}
              unit="件"
              of={stepOf(period) === 'week' ? '从这一天起的一周' : '月份'}
              data={r.time.map((t) => ({ label: t.name, value: t.received }))}
            />
            <Towns r={r} />
            <Sources r={r} />
          </>
        )}
        <Lesser>
          按收到日期统计，答复、办结和满意是到今天的情况。撤回的、并入相同诉求的不算应当答复的；满意率只算回访时说了满意程度的。
        </Lesser>
      </Stack>
    ),
  }
}

const of = (whole: string, all: number, part: string, some: number) =>
  `${whole}的 ${grouped(all)} 件中，${part} ${grouped(some)} 件`

function Headline({ r: { period, sum } }: { r: Results }) {
  return (
    <Figures>
      <Figure
        label="收到"
        value={sum.received}
        unit="件"
        href={behind(period)}
        period={`${showLongDay(period.from)}至${showLongDay(period.to)}`}
      />
      <Figure
        label="答复率"
        value={sum.replyRate}
        unit="%"
        href={behind(period, { is: 'replied' })}
        definition={of('应当答复', sum.toAnswer, '已答复', sum.replied)}
      />
      <Figure
        label="办结率"
        value={sum.completionRate}
        unit="%"
        href={behind(period, { is: 'completed' })}
        definition={of('应当答复', sum.toAnswer, '已办结', sum.completed)}
      />
      <Figure
        label="满意率"
        value={sum.satisfactionRate}
        unit="%"
        href={behind(period, { is: 'satisfied' })}
        definition={of('回访到', sum.followedUp, '满意', sum.satisfied)}
      />
      <Figure label="超期" value={sum.overdue} unit="件" href={behind(period, { is: 'late' })} />
      <Figure label="重新办理" value={sum.reopened} unit="件" href={behind(period, { is: 'reopened' })} />
    </Figures>
  )
}

function Units({ r: { period, unit, least } }: { r: Results }) {
  const [many, few] = [unit.filter((u) => u.received >= least), unit.filter((u) => u.received < least)]
  const ranked = unit.filter((u) => u.satisfactionRate !== null).toSorted((a, b) => rateOf(b) - rateOf(a))
  return (
    <Section title="按承办单位" note={`不到 ${least} 件的不算比率，也不排名次。`}>
      <Stack>
        {many.length > 0 && <UnitTable period={period} units={many} />}
        {few.length > 0 && (
          <Disclosure summary={`不到 ${least} 件的 ${few.length} 个单位`}>
            <UnitTable period={period} units={few} />
          </Disclosure>
        )}
        {ranked.length > 1 && (
          <BarChart
            title={`满意率${ranked.length > most ? `，前 ${most} 名` : ''}`}
            unit="%"
            of="单位"
            data={ranked.slice(0, most).map((u) => ({ label: u.name, value: u.satisfactionRate }))}
          />
        )}
      </Stack>
    </Section>
  )
}
function UnitTable({ period, units }: { period: Results['period']; units: readonly Told[] }) {
  return (
    <Table
      caption="各单位的答复、办结和满意"
      captionHidden
      columns={standingColumns(period, 'unit')}
      rows={units}
      rowKey={(u) => u.key}
    />
  )
}

const rateOf = (u: Told) => u.satisfactionRate ?? 0

function Topics({ r: { period, before, topic } }: { r: Results }) {
  const columns: Column<HotTopic>[] = [
    {
      head: '事项',
      cell: (t) => {
        const href = behindRow(period, 'topic', t.key)
        return href ? <a href={href}>{t.name}</a> : t.name
      },
      wide: true,
    },
    { head: '收到', cell: (t) => grouped(t.received), numeric: true },
    { head: '上一时段', cell: (t) => grouped(t.before), numeric: true },
    { head: '变化', cell: (t) => changeOf(t), numeric: true, nowrap: true },
  ]
  return (
    <Section title="热点事项" note={`上一时段是${showLongDay(before.from)}至${showLongDay(before.to)}，天数一样。`}>
      <Table
        caption="收到最多的事项"
        captionHidden
        columns={columns}
        rows={topic.filter((t) => t.key !== '').slice(0, most)}
        rowKey={(t) => t.key}
      />
    </Section>
  )
}

/** How much more or less there was than before, in words. */
function changeOf({ received, before }: HotTopic): string {
  if (received === before) return '持平'
  const by = Math.abs(received - before)
  const share = before === 0 ? '' : `，${Math.round((by / before) * 100)} %`
  return `${received > before ? '多' : '少'} ${grouped(by)} 件${share}`
}

function Towns({ r: { period, town } }: { r: Results }) {
  return (
    <Section title="按乡镇、街道" note="按诉求所说的地点。">
      <Stack>
        <ShadeMap
          label="各乡镇、街道收到的诉求"
          unit="件"
          cells={town
            .filter((t) => t.key !== '')
            .map((t) => ({ label: t.name, value: t.received, href: behindRow(period, 'town', t.key) ?? '' }))}
        />
        <Table
          caption="各乡镇、街道的答复、办结和满意"
          captionHidden
          columns={standingColumns(period, 'town')}
          rows={town}
          rowKey={(t) => t.key}
        />
      </Stack>
    </Section>
  )
}

function Sources({ r: { period, channel, kind } }: { r: Results }) {
  const bars = (rows: readonly Told[], by: 'channel' | 'kind') =>
    rows.map((s) => ({ label: s.name, value: s.received, href: behindRow(period, by, s.key) ?? '' }))
  return (
    <Section title="来源和类别">
      <Stack>
        <BarChart title="从哪里来" unit="件" of="来源" data={bars(channel, 'channel')} />
        <BarChart title="说的是什么" unit="件" of="类别" data={bars(kind, 'kind')} />
      </Stack>
    </Section>
  )
}
