import { type Actor, holds } from '../../../platform/actor.ts'
import {
  Actions,
  ButtonLink,
  type Column,
  choicesByName,
  DayField,
  DayText,
  EmptyState,
  FilterForm,
  Hidden,
  type Page,
  Pager,
  Select,
  Stack,
  Table,
  Tabs,
  Tag,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { channelLabels, levelLabels, stateLabels } from '../labels.ts'
import { countedUntil, type Group, groups, type RatingLine, type RatingQuery } from '../lists.store.ts'
import { reasonLabel } from '../reasons.ts'
import { type Level, levels } from '../schema.ts'
import { hrefOf, list, paperList, top } from './crumbs.ts'

const groupLabels: Record<Group, string> = {
  all: '全部',
  bad: '差评',
  open: '整改中',
  appeals: '待审核的申诉',
  words: '待核对的留言',
}

const emptyWords: Record<Group, [title: string, text: string]> = {
  all: ['还没有评价', '办完事的人评价以后，会列在这里。'],
  bad: ['没有差评', '不满意和非常不满意的会列在这里，并且转成工单。'],
  open: ['没有正在整改的差评', '差评转成工单以后列在这里，直到办结。'],
  appeals: ['没有等待审核的申诉', '被评的单位提出申诉以后，由别的单位审核。'],
  words: ['没有等待核对的留言', '评价人同意公开的留言，核对以后才公开。'],
}

export const LevelTag = ({ level }: { level: Level }) => (
  <Tag tone={level >= 4 ? 'bad' : level === 3 ? 'plain' : 'good'}>{levelLabels[level]}</Tag>
)

/** How the rectification of a bad rating stands. */
export function Rectification({
  line,
}: {
  line: Pick<RatingLine, 'workOrder' | 'rectifyBy' | 'rectifiedOn' | 'level'>
}) {
  if (line.level < 4) return null
  if (line.rectifiedOn)
    return (
      <>
        <DayText day={line.rectifiedOn} /> 整改
      </>
    )
  if (!line.rectifyBy) return null
  return (
    <>
      <DayText day={line.rectifyBy} /> 前整改
    </>
  )
}

const columns: Column<RatingLine>[] = [
  { head: '评价', cell: (r) => <a href={hrefOf(r.id)}>第 {r.id} 号</a>, nowrap: true },
  { head: '等次', cell: (r) => <LevelTag level={r.level} />, nowrap: true },
  {
    head: '说了什么',
    // What it was about stands below in small: as columns of their own they would leave no room for the words.
    cell: (r) => (
      <>
        {[...r.reasons.map(reasonLabel), r.words].filter(Boolean).join('；') ||
          (r.byDefault ? channelLabels[r.channel] : '没有写')}
        <br />
        <small>{[r.itemName, r.unitName, r.counterName, r.clerkName].filter(Boolean).join('，')}</small>
      </>
    ),
    wide: true,
  },
  { head: '整改', cell: (r) => <Rectification line={r} /> },
  {
    head: '状态',
    cell: (r) => <Tag tone={r.state === 'appealed' ? 'warning' : 'plain'}>{stateLabels[r.state]}</Tag>,
    nowrap: true,
  },
  { head: '日期', cell: (r) => <DayText day={r.ratedOn} />, nowrap: true },
]

type View = {
  lines: readonly RatingLine[]
  next: string | undefined
  total: number
  units: readonly Unit[]
  waiting: Partial<Record<Group, number>>
  query: RatingQuery
  actor: Actor
}

/** The list of ratings. Who rated is in none of its rows. */
export function listPage({ lines, next, total, units, waiting, query, actor }: View): Page {
  const { group = 'all', cursor: _, ...narrowed } = query
  const filtered = Object.keys(narrowed).some((k) => k !== 'group')
  const [title, text] = emptyWords[group]
  return {
    title: '好差评',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Actions>
          <ButtonLink href={`${list}/results`} kind={holds(actor, 'ratings.review') ? 'plain' : 'primary'}>
            看统计
          </ButtonLink>
          {holds(actor, 'ratings.paper') && <ButtonLink href={paperList}>纸质评价表</ButtonLink>}
        </Actions>
        <Tabs
          label="评价的列表"
          tabs={groups.map((g) => ({
            label: groupLabels[g],
            href: g === 'all' ? list : `${list}?group=${g}`,
            current: g === group,
            count: waiting[g],
          }))}
        />
        <FilterForm action={list} clear={filtered ? `${list}?group=${group}` : undefined}>
          <Hidden name="group" value={group} />
          {query.item && <Hidden name="item" value={query.item} />}
          {query.counter && <Hidden name="counter" value={query.counter} />}
          {query.clerk && <Hidden name="clerk" value={query.clerk} />}
          {units.length > 1 && (
            <Select name="unit" label="单位" value={query.unit} empty="全部" options={choicesByName(units)} />
          )}
          <Select
            name="level"
            label="等次"
            value={query.level}
            empty="全部"
            options={levels.map((value) => ({ value, label: levelLabels[value] }))}
          />
          <Select
            name="kind"
            label="怎么来的"
            value={query.kind}
            empty="全部"
            options={[
              { value: 'real', label: '真实评价' },
              { value: 'default', label: '默认计入' },
            ]}
          />
          <Select
            name="state"
            label="状态"
            value={query.state}
            empty="全部"
            options={(['valid', 'appealed', 'excluded'] as const).map((value) => ({
              value,
              label: stateLabels[value],
            }))}
          />
          <DayField name="from" label="从" value={query.from} />
          <DayField name="to" label="到" value={query.to} />
        </FilterForm>
        <Table
          caption={groupLabels[group]}
          columns={columns}
          rows={lines}
          rowKey={(r) => r.id}
          marked={(r) => r.level >= 4 && r.rectifyBy !== null && r.rectifiedOn === null}
          empty={
            <EmptyState title={filtered ? '没有符合条件的评价' : title}>
              {filtered ? '请清除条件再看。' : text}
            </EmptyState>
          }
        />
        <Pager
          total={Math.min(total, countedUntil)}
          atLeast={total > countedUntil}
          next={next && `${list}${addressOf(query, next)}`}
        />
      </Stack>
    ),
  }
}

/** The filters as they stand in an address. */
function addressOf({ cursor: _, ...query }: RatingQuery, after: string): string {
  const all = Object.entries({ ...query, after }).filter((e) => e[1] !== undefined)
  return `?${new URLSearchParams(all.map(([k, v]) => [k, String(v)]))}`
}
