import { showLongDay } from '../../../core/day.ts'
import {
  BarChart,
  type Column,
  DayText,
  EmptyState,
  Figure,
  Figures,
  FilterForm,
  grouped,
  Lesser,
  NumberField,
  type Page,
  Section,
  Stack,
  Table,
  Tag,
} from '../../../ui/index.ts'
import { itemResultsHref } from '../item-line.ts'
import { levelLabels } from '../labels.ts'
import type { listRectified, ShownWords } from '../lists.store.ts'
import { reasonLabel } from '../reasons.ts'
import type { Period } from '../results.store.ts'
import type { Told } from '../results.ts'
import { levels } from '../schema.ts'

type Common = {
  sum: Told
  words: readonly ShownWords[]
  rectified: Awaited<ReturnType<typeof listRectified>>
  period: Period
  year: number | undefined
  least: number
}

const home = { label: '首页', href: '/' }
const top = { label: '好差评', href: '/ratings' }

const yearOf = (year: number | undefined) => (year === undefined ? '' : `?year=${year}`)

/** 98.2 %, or that there are too few to say. */
const share = (r: Pick<Told, 'satisfied'>) => (r.satisfied === null ? '评价还少' : `${r.satisfied} %`)

const columns = (first: Column<Told>): Column<Told>[] => [
  { ...first, names: true, wide: true },
  { head: '满意率', cell: share, numeric: true, nowrap: true },
  { head: '真实评价', cell: (r) => grouped(r.real), numeric: true },
  ...levels.map((level) => ({
    head: levelLabels[level],
    cell: (r: Told) => grouped(r.levels[level - 1] ?? 0),
    numeric: true,
  })),
  { head: '默认计入', cell: (r) => grouped(r.byDefault), numeric: true },
]

/** The county as a whole and its departments. */
export function resultsPage({ units, ...common }: Common & { units: readonly Told[] }): Page {
  const { sum, year, least } = common
  return {
    title: '好差评',
    breadcrumb: [home],
    meta: { Description: '办完事的人怎么评价：各单位、各事项的满意率，差评怎样整改。' },
    body: (
      <Stack gap="large">
        <Head {...common} action="/ratings" />
        {sum.real + sum.byDefault === 0 ? (
          <Nothing />
        ) : (
          <>
            <LevelChart {...common} />
            <Section title="各单位" note={`真实评价不到 ${least} 条的，不算满意率，排在后面。`}>
              <Table
                caption="各单位的评价"
                captionHidden
                columns={columns({
                  head: '单位',
                  cell: (r) => <a href={`/ratings/units/${r.key}${yearOf(year)}`}>{r.name}</a>,
                })}
                rows={units}
                rowKey={(r) => r.key}
              />
            </Section>
            <Said {...common} unit />
          </>
        )}
        <How least={least} />
      </Stack>
    ),
    wide: true,
  }
}

type UnitView = Common & { unit: { code: string; name: string }; items: readonly Told[]; counters: readonly Told[] }

/** One department: its items and windows. */
export function unitResultsPage({ unit, items, counters, ...common }: UnitView): Page {
  const { sum, least } = common
  return {
    title: `${unit.name}：好差评`,
    breadcrumb: [home, top],
    body: (
      <Stack gap="large">
        <Head {...common} action={`/ratings/units/${unit.code}`} />
        {sum.real + sum.byDefault === 0 ? (
          <Nothing />
        ) : (
          <>
            <LevelChart {...common} />
            {items.length > 0 && (
              <Section title="各事项">
                <Table
                  caption="各事项的评价"
                  captionHidden
                  columns={columns({ head: '事项', cell: (r) => <a href={itemResultsHref(r.key)}>{r.name}</a> })}
                  rows={items}
                  rowKey={(r) => r.key}
                />
              </Section>
            )}
            {counters.length > 0 && (
              <Section title="各窗口">
                <Table
                  caption="各窗口的评价"
                  captionHidden
                  columns={columns({ head: '窗口', cell: (r) => r.name })}
                  rows={counters}
                  rowKey={(r) => r.key}
                />
              </Section>
            )}
            <Said {...common} />
          </>
        )}
        <How least={least} />
      </Stack>
    ),
    wide: true,
  }
}

/** One item, from whichever unit does it. */
export function itemResultsPage({ item, ...common }: Common & { item: { code: string; name: string } }): Page {
  const { sum, least } = common
  return {
    title: `${item.name}：好差评`,
    breadcrumb: [home, top],
    body: (
      <Stack gap="large">
        <Head {...common} action={itemResultsHref(item.code)} />
        {sum.real + sum.byDefault === 0 ? (
          <Nothing />
        ) : (
          <>
            <LevelChart {...common} />
            <Said {...common} unit />
          </>
        )}
        <p>
          <a href={`/services/${encodeURIComponent(item.code)}`}>看这个事项的办事指南</a>
        </p>
        <How least={least} />
      </Stack>
    ),
    wide: true,
  }
}

function Head({ sum, period, year, least, action }: Common & { action: string }) {
  const span = `${showLongDay(period.from)}至${showLongDay(period.to)}`
  return (
    <Stack>
      <p>办完事的人说好不好，都在这里。{span}。</p>
      <FilterForm action={action} label="看这一年" clear={year === undefined ? undefined : action}>
        <NumberField name="year" label="年份" value={year} unit="年" />
      </FilterForm>
      <Figures>
        {sum.satisfied !== null && (
          <Figure label="满意率" value={sum.satisfied} unit="%" definition="真实评价中非常满意、满意和基本满意的" />
        )}
        <Figure
          label="真实评价"
          value={sum.real}
          unit="条"
          definition={`由办事的人自己作出的${sum.satisfied === null ? `；不到 ${least} 条，不算满意率` : ''}`}
        />
        <Figure label="不满意和非常不满意" value={sum.bad} unit="条" definition="每一条都督促整改" />
        <Figure label="已经整改" value={sum.rectified} unit="条" definition="整改的工单已经办结的差评" />
        <Figure
          label="默认计入"
          value={sum.byDefault}
          unit="条"
          definition="没有评价、按规定默认满意的，不算进满意率"
        />
      </Figures>
    </Stack>
  )
}

const LevelChart = ({ sum }: Common) => (
  <BarChart
    title="真实评价的等次"
    unit="条"
    of="等次"
    data={levels.map((level) => ({ label: levelLabels[level], value: sum.levels[level - 1] ?? 0, marked: level >= 4 }))}
  />
)

const Nothing = () => (
  <EmptyState title="这段时间还没有评价">办完事以后，点短信里的链接、扫窗口的码，或者在“我的办件”里评价。</EmptyState>
)

function Said({ words, rectified, unit = false }: Common & { unit?: boolean }) {
  const where = (w: { unitName: string; itemName: string }) => (unit ? `${w.unitName}，${w.itemName}` : w.itemName)
  return (
    <>
      {words.length > 0 && (
        <Section title="大家怎么说" note="评价人同意公开、由专人去掉个人信息的，最新的在前。">
          <Table<ShownWords>
            caption="公开的评价"
            captionHidden
            columns={[
              { head: '说的话', cell: (w) => w.words, names: true, wide: true },
              {
                head: '等次',
                cell: (w) => <Tag tone={w.level >= 4 ? 'bad' : 'good'}>{levelLabels[w.level]}</Tag>,
                nowrap: true,
              },
              { head: unit ? '单位和事项' : '事项', cell: where },
              { head: '日期', cell: (w) => <DayText day={w.ratedOn} />, nowrap: true },
            ]}
            rows={words}
            rowKey={(w) => w.id}
          />
        </Section>
      )}
      {rectified.length > 0 && (
        <Section title="差评怎样整改的">
          <Table
            caption="差评的整改"
            captionHidden
            columns={[
              { head: '怎样整改的', cell: (w) => w.rectification, names: true, wide: true },
              { head: '为什么不满意', cell: (w) => w.reasons.map(reasonLabel).join('；') || '没有写原因' },
              { head: unit ? '单位和事项' : '事项', cell: where },
              { head: '整改日期', cell: (w) => <DayText day={w.rectifiedOn} />, nowrap: true },
            ]}
            rows={rectified}
            rowKey={(w) => w.id}
          />
        </Section>
      )}
    </>
  )
}

const How = ({ least }: { least: number }) => (
  <Section title="怎么算的">
    <p>
      满意率是真实评价中前三个等次（非常满意、满意、基本满意）所占的比例，不到 {least}{' '}
      条的不算。默认计入的单独列出，不算进满意率。经审核认定为恶意、误评的不计入。
    </p>
    <Lesser>依据：国办发〔2019〕51号；GB/T 39735-2020。</Lesser>
  </Section>
)
