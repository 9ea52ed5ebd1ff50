import { type Actor, holds } from '../../../platform/actor.ts'
import {
  Actions,
  ButtonLink,
  type Column,
  DayField,
  DayText,
  EmptyState,
  FilterForm,
  Hidden,
  Light,
  type Page,
  Pager,
  Select,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import type { CatalogueTopic } from '../catalogue.store.ts'
import type { Place } from '../dispatch.ts'
import { channelLabels, kindLabels, stateLabels } from '../labels.ts'
import { type Counted, countedUntil } from '../lists.store.ts'
import { type Group, groups, type OrderQuery, type ordersInReach, type WorkLine, type workCounts } from '../service.ts'
import { hrefOf, list, top } from './crumbs.ts'
import { named } from './move-looks.ts'
import { placeOptions } from './place-options.ts'

const groupLabels: Record<Group, string> = {
  open: '轮到我们',
  dispatch: '待派单',
  handle: '待办理',
  followUp: '待回访',
  mine: '我经办的',
  lead: '我们主办的',
  leader: '报领导的',
  all: '全部',
}

const emptyWords: Record<Group, [title: string, text: string]> = {
  open: ['没有轮到您单位办的工单', '派来的、等着您单位办的，会按期限先后列在这里。'],
  dispatch: ['没有等着派单的诉求', '来电、来信、网上留言登记以后，会列在这里。'],
  handle: ['没有等着办理的工单', '派给您单位的，会列在这里，直到申请办结。'],
  followUp: ['没有等着回访的工单', '办结以后，会列在这里，直到回访。'],
  mine: ['没有您经办的工单', '您签收的，会列在这里，直到办结。'],
  lead: ['没有您单位主办的工单', '转给乡镇办理的也会列在这里。'],
  leader: ['没有报给领导、等待批示的工单', '超期很久的、热线上报的，会列在这里。'],
  all: ['还没有工单', '来电、来信由话务员登记，网上留言自动进来。'],
}

const countedLabels: Record<Counted, string> = {
  replied: '已经答复',
  completed: '已经办结',
  late: '超期',
  satisfied: '回访满意',
  reopened: '重新办理过',
}
const unitName = (code: string, units: readonly Place[]) => units.find((u) => u.code === code)?.shortName ?? code

/** What is to be minded about an order before it is opened. */
export function Marks({ line }: { line: WorkLine }) {
  return (
    <>
      {line.urgent && <Tag tone="bad">紧急</Tag>} {line.confidential && <Tag tone="warning">保密</Tag>}{' '}
      {line.anonymous && <Tag>匿名</Tag>} {line.reopened > 0 && <Tag tone="warning">重新办理</Tag>}{' '}
      {line.supervisedOn && <Tag tone="bad">督办</Tag>} {line.escalatedOn && <Tag tone="bad">已报领导</Tag>}{' '}
      {line.urgings > 0 && <Tag tone="warning">催办 {line.urgings} 次</Tag>}
    </>
  )
}

/** How an order stands: its light while a day runs. */
export function Standing({ line }: { line: WorkLine }) {
  if (line.light === 'none') return line.closedOn ? <>{line.closedOn} 结束</> : <Light light="none" />
  return <Light light={line.light} daysLeft={line.daysLeft} />
}

const whoHasIt = ({ atUnitName, unitName, handlerName }: WorkLine): string =>
  `${unitName && unitName !== atUnitName ? `${unitName}主办，` : ''}在${atUnitName}${handlerName ? `，${handlerName}经办` : ''}`

/** An order in a list: what it is about, who has it, how it stands. */
export const columns: Column<WorkLine>[] = [
  { head: '编号', cell: (o) => <a href={hrefOf(o.number)}>{o.number}</a>, nowrap: true },
  {
    head: '诉求',
    cell: (o) => (
      <>
        {o.title} <Marks line={o} />
        <br />
        <small>
          {kindLabels[o.kind]}，{channelLabels[o.channel]}，{o.personName}
          {o.placeName && `，${o.placeName}`}
          {o.topicName && `，${o.topicName}`}
          <br />
          {whoHasIt(o)}
        </small>
      </>
    ),
    wide: true,
  },
  { head: '状态', cell: (o) => <Tag>{stateLabels[o.state]}</Tag>, nowrap: true },
  { head: '时限', cell: (o) => <Standing line={o} />, nowrap: true },
  { head: '期限', cell: (o) => (o.dueOn ? <DayText day={o.dueOn} /> : '不计时'), nowrap: true },
  { head: '收到', cell: (o) => <DayText day={o.receivedOn} />, nowrap: true },
]

type View = Awaited<ReturnType<typeof ordersInReach>> & {
  total: number
  counts: Awaited<ReturnType<typeof workCounts>>
  query: OrderQuery
  units: readonly Place[]
  topics: readonly CatalogueTopic[]
  actor: Actor
}

const uncounted: readonly Group[] = ['all', 'lead']

export function workListPage({ lines, next, total, counts, query, units, topics, actor }: View): Page {
  const { group = 'open' } = query
  const narrowed = Object.keys(query).some((name) => name !== 'group')
  const late = group === 'open' && query.light === 'overdue' && Object.keys(query).length <= 2
  const [emptyTitle, emptyText] = emptyWords[group]
  return {
    title: '工单',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Actions>
          {holds(actor, 'hotline.register') && (
            <ButtonLink href={`${list}/new`} kind="primary">
              登记来电、来信
            </ButtonLink>
          )}
          {holds(actor, 'hotline.register') && <ButtonLink href={`${list}/import`}>导入上级交办</ButtonLink>}
          {holds(actor, 'hotline.review') && (
            <ButtonLink href={`${list}/proposals`}>待审核（{counts.proposals}）</ButtonLink>
          )}
          {holds(actor, 'hotline.handle') && (
            <ButtonLink href={`${list}/assisting`}>待协办（{counts.assisting}）</ButtonLink>
          )}
        </Actions>
        <Tabs
          label="岗位"
          tabs={[
            ...groups.map((g) => ({
              label: groupLabels[g],
              href: `${list}${addressOf({ group: g })}`,
              current: g === group && !late,
              count: uncounted.includes(g) ? undefined : counts[g as keyof typeof counts],
            })),
            { label: '已超期', href: `${list}?light=overdue`, current: late, count: counts.overdue },
          ]}
        />
        <FilterForm action={list} clear={narrowed ? `${list}${addressOf({ group })}` : undefined}>
          <Hidden name="group" value={group} />
          <TextField name="q" label="编号或者几个字" value={query.q} size="medium" type="search" />
          <Select name="kind" label="类别" value={query.kind} empty="全部" options={named(kindLabels)} />
          <Select name="channel" label="来源" value={query.channel} empty="全部" options={named(channelLabels)} />
          <Select
            name="topic"
            label="事项"
            value={query.topic}
            empty="全部"
            options={topics.map((t) => ({
              value: t.code,
              label: t.parentCode === null ? `${t.name}（全部）` : t.name,
            }))}
          />
          <Select name="place" label="地点" value={query.place} empty="全部" options={placeOptions(units)} />
          <DayField name="from" label="收到日期从" value={query.from} />
          <DayField name="to" label="到" value={query.to} />
          {query.unit && (
            <Select
              name="unit"
              label="主办单位"
              value={query.unit}
              empty="全部"
              options={[{ value: query.unit, label: unitName(query.unit, units) }]}
            />
          )}
          {query.is && <Select name="is" label="情况" value={query.is} empty="全部" options={named(countedLabels)} />}
          <Select
            name="light"
            label="时限"
            value={query.light}
            empty="全部"
            options={[
              { value: 'overdue', label: '已超期' },
              { value: 'yellow', label: '期限临近' },
            ]}
          />
        </FilterForm>
        <Table
          caption={query.q ? '找到的工单' : late ? '已超期' : groupLabels[group]}
          columns={columns}
          rows={lines}
          rowKey={(o) => o.id}
          marked={(o) => o.light === 'overdue'}
          empty={
            <EmptyState title={narrowed ? '没有符合条件的工单' : emptyTitle}>
              {narrowed ? '请换几个字，或者清除条件再看。' : emptyText}
            </EmptyState>
          }
        />
        <Pager
          total={Math.min(total, countedUntil)}
          atLeast={total > countedUntil}
          unit="件"
          next={next && `${list}${addressOf(query, next)}`}
        />
      </Stack>
    ),
  }
}

/** The filters as they stand in an address; nothing for none. */
function addressOf(query: OrderQuery, after?: string): string {
  const all = Object.entries({ ...query, after }).filter((e): e is [string, string] => Boolean(e[1]))
  return all.length === 0 ? '' : `?${new URLSearchParams(all)}`
}
