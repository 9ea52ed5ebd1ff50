import {
  Actions,
  BarChart,
  ButtonLink,
  type Column,
  DayField,
  EmptyState,
  Figure,
  Figures,
  FilterForm,
  grouped,
  Hidden,
  Lesser,
  type Page,
  Section,
  Stack,
  Table,
  Tabs,
} from '../../../ui/index.ts'
import { dimensionLabels, levelLabels } from '../labels.ts'
import type { Period } from '../results.store.ts'
import type { Told } from '../results.ts'
import { type Dimension, dimensions, levels } from '../schema.ts'
import { inList, list } from './crumbs.ts'

type View = { by: Dimension; period: Period; least: number; sum: Told; results: readonly Told[] }

/** Filter of the list that shows what is behind a row. */
const filterOf: Record<Dimension, string> = { unit: 'unit', item: 'item', counter: 'counter', clerk: 'clerk' }

/** How many bars a chart holds. */
const bars = 15

/** Results by unit, item, window or clerk, with the ratings behind each. */
export function resultsPage({ by, period, least, sum, results }: View): Page {
  const { from, to } = period
  const span = new URLSearchParams({ from, to })
  const at = (dimension: Dimension) => `${list}/results?${new URLSearchParams({ by: dimension, from, to })}`
  const behind = (r: Told) =>
    `${list}?${new URLSearchParams({ ...(by === 'unit' ? {} : { unit: r.unitCode }), [filterOf[by]]: r.key, from, to })}`
  const columns: Column<Told>[] = [
    {
      head: dimensionLabels[by],
      cell: (r) => (
        <>
          <a href={behind(r)}>{r.name || '没有名称'}</a>
          {by !== 'unit' && (
            <>
              <br />
              <small>{r.unitName}</small>
            </>
          )}
        </>
      ),
      wide: true,
    },
    {
      head: '满意率',
      cell: (r) => (r.satisfied === null ? '评价还少' : `${r.satisfied} %`),
      numeric: true,
      nowrap: true,
    },
    { head: '真实评价', cell: (r) => grouped(r.real), numeric: true },
    ...levels.map((level) => ({
      head: levelLabels[level],
      cell: (r: Told) => grouped(r.levels[level - 1] ?? 0),
      numeric: true,
    })),
    { head: '已整改', cell: (r) => grouped(r.rectified), numeric: true },
    { head: '默认计入', cell: (r) => grouped(r.byDefault), numeric: true },
  ]
  const enough = results.filter((r) => r.satisfied !== null)
  return {
    title: '好差评统计',
    breadcrumb: inList,
    wide: true,
    body: (
      <Stack gap="large">
        <Stack>
          <Actions>
            <ButtonLink href={`${list}/results.xlsx?by=${by}&${span}`} download>
              导出 Excel
            </ButtonLink>
            <ButtonLink href={`${list}/results.csv?by=${by}&${span}`} kind="quiet" download>
              导出 CSV
            </ButtonLink>
          </Actions>
          <Tabs
            label="按什么统计"
            tabs={dimensions.map((d) => ({ label: `按${dimensionLabels[d]}`, href: at(d), current: d === by }))}
          />
          <FilterForm action={`${list}/results`}>
            <Hidden name="by" value={by} />
            <DayField name="from" label="从" value={from} />
            <DayField name="to" label="到" value={to} />
          </FilterForm>
        </Stack>
        <Figures>
          <Figure label="满意率" value={sum.satisfied} unit="%" definition="真实评价中前三个等次的比例" />
          <Figure label="真实评价" value={sum.real} unit="条" />
          <Figure label="差评" value={sum.bad} unit="条" />
          <Figure label="已经整改" value={sum.rectified} unit="条" />
          <Figure label="默认计入" value={sum.byDefault} unit="条" definition="单独统计，不算进满意率" />
        </Figures>
        {results.length === 0 ? (
          <EmptyState title="这段时间没有评价">请换一段时间再看。</EmptyState>
        ) : (
          <>
            <Section title={`按${dimensionLabels[by]}`} note={`真实评价不到 ${least} 条的不排名次，列在后面。`}>
              <Table
                caption={`按${dimensionLabels[by]}的评价`}
                captionHidden
                columns={columns}
                rows={results}
                rowKey={(r) => `${r.unitCode} ${r.key}`}
              />
            </Section>
            {enough.length > 1 && (
              <BarChart
                title={`满意率${enough.length > bars ? `，前 ${bars} 名` : ''}`}
                unit="%"
                of={dimensionLabels[by]}
                data={enough.slice(0, bars).map((r) => ({ label: r.name, value: r.satisfied }))}
              />
            )}
          </>
        )}
        <Lesser>满意率只算真实评价；申诉成立的不计入。点名称看每一条。</Lesser>
      </Stack>
    ),
  }
}
