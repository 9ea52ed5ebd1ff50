import { type Actor, holds } from '../../../platform/actor.ts'
import {
  Actions,
  ButtonLink,
  type Column,
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
import { channelLabels, kindLabels, lightLabels, stateLabels } from '../labels.ts'
import { countedUntil } from '../lists.store.ts'
import { type CaseQuery, type casesInReach, type Group, groups, type WorkLine, type workCounts } from '../service.ts'
import { hrefOf, list, top } from './crumbs.ts'

const groupLabels: Record<Group, string> = {
  open: '在办',
  taken: '我们收的',
  accept: '待受理',
  handle: '办理中',
  steps: '我的环节',
  issue: '待出证',
  deliver: '待送达',
  mine: '我经办的',
  all: '全部',
}

const emptyWords: Record<Group, [title: string, text: string]> = {
  open: ['没有正在办理的办件', '收到申请以后，会按期限先后列在这里。'],
  taken: ['还没有收过件', '在窗口、镇村收的件，点“收件”登记。'],
  accept: ['没有等着受理的办件', '网上提交的、窗口收的，要在五个工作日内告知是否受理。'],
  handle: ['没有正在审查的办件', '受理以后，会列在这里，直到作出决定。'],
  steps: ['没有等着本单位办的环节', '轮到本单位审查、核查、公示的，会列在这里。'],
  issue: ['没有等着出证的办件', '批准以后，会列在这里，直到制发证照文书。'],
  deliver: ['没有等着送达的结果', '办结以后，会列在这里，直到申请人领取或者签收。'],
  mine: ['没有您经办的办件', '您办过一步的，或者移交给您、您代理的，会列在这里。'],
  all: ['还没有办件', '网上提交的自动进来；窗口、镇村收到的，点“收件”登记。'],
}

/** How a case stands: its light while the clock runs. */
export function Standing({ line }: { line: Pick<WorkLine, 'light' | 'daysLeft' | 'completedOn' | 'dueOn' | 'state'> }) {
  const { light, daysLeft, completedOn, dueOn, state } = line
  if (completedOn) return <>{completedOn} 办结</>
  if (light === 'stopped')
    return <Light light="none" label={state === 'supplementAsked' ? `等补正，到 ${dueOn}` : lightLabels.stopped} />
  if (light === 'none') return <Light light="none" label={lightLabels.none} />
  return <Light light={light} daysLeft={daysLeft} />
}

/** Where a case lies, and with whom; whose it is where that is another unit. */
const whoHasIt = ({ atUnitName, handlerName, unitName }: WorkLine): string =>
  `${unitName === atUnitName ? '' : `${unitName}的事项，`}在${atUnitName}${handlerName ? `，${handlerName}经办` : ''}`

const columns: Column<WorkLine>[] = [
  { head: '办件编号', cell: (c) => <a href={hrefOf(c.number)}>{c.number}</a>, nowrap: true },
  {
    head: '事项',
    // Who applies, and how, stands below in small: as columns of their own they would leave no room for the item.
    cell: (c) => (
      <>
        {c.itemName}
        {c.step && (
          <>
            {' '}
            <Tag tone="accent">{c.step.name}</Tag>
          </>
        )}
        <br />
        <small>
          {c.applicantName}，{channelLabels[c.channel]}，{kindLabels[c.kind]}
          <br />
          {whoHasIt(c)}
        </small>
      </>
    ),
    wide: true,
  },
  { head: '状态', cell: (c) => <Tag>{stateLabels[c.state]}</Tag>, nowrap: true },
  { head: '时限', cell: (c) => <Standing line={c} />, nowrap: true },
  {
    head: '期限',
    cell: (c) => {
      const day = c.step?.dueOn ?? c.dueOn
      return day ? <DayText day={day} /> : '没有规定'
    },
    nowrap: true,
  },
  { head: '收到', cell: (c) => <DayText day={c.receivedOn} />, nowrap: true },
]

type View = Awaited<ReturnType<typeof casesInReach>> & {
  counts: Awaited<ReturnType<typeof workCounts>>
  query: CaseQuery
  actor: Actor
}

/** Lists in which a light can be chosen: those that are ordered by their due day. */
const lit: readonly Group[] = ['open', 'accept', 'handle', 'issue']

export function workListPage({ lines, next, counts, query, actor }: View): Page {
  const { group = 'open', light, q } = query
  const narrowed = Boolean(light || q)
  const late = group === 'open' && light === 'overdue' && !q
  const [emptyTitle, emptyText] = emptyWords[group]
  const total = totalOf(query, counts)
  const decides = holds(actor, 'cases.decide')
  return {
    title: '办件',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Actions>
          {holds(actor, 'cases.accept') && (
            <ButtonLink href={`${list}/new`} kind="primary">
              收件
            </ButtonLink>
          )}
          {decides && <ButtonLink href={`${list}/proposals`}>待决定（{counts.proposals}）</ButtonLink>}
          <ButtonLink href={`${list}/authorisations`}>授权委托书</ButtonLink>
          <ButtonLink href={`${list}/warnings`}>期限预警</ButtonLink>
          <ButtonLink href={`${list}.csv${addressOf(query)}`} kind="quiet">
            导出表格
          </ButtonLink>
        </Actions>
        <Tabs
          label="岗位"
          tabs={[
            ...groups.map((g) => ({
              label: groupLabels[g],
              href: `${list}${addressOf({ group: g })}`,
              current: g === group && !late,
              count: g === 'all' || g === 'taken' ? undefined : counts[g],
            })),
            { label: '已超期', href: `${list}?light=overdue`, current: late, count: counts.overdue },
          ]}
        />
        <FilterForm action={list} clear={narrowed ? `${list}${addressOf({ group })}` : undefined}>
          <Hidden name="group" value={group} />
          <TextField name="q" label="办件编号、证件号码或者全名" value={q} size="medium" type="search" />
          {lit.includes(group) && (
            <Select
              name="light"
              label="时限"
              value={light}
              empty="全部"
              options={[
                { value: 'overdue', label: '已超期' },
                { value: 'yellow', label: '期限临近' },
                { value: 'stopped', label: '暂停计时' },
              ]}
            />
          )}
        </FilterForm>
        <Table
          caption={q ? '找到的办件' : late ? '已超期' : groupLabels[group]}
          columns={columns}
          rows={lines}
          rowKey={(c) => c.step?.id ?? c.id}
          marked={(c) => c.light === 'overdue'}
          empty={
            <EmptyState title={narrowed ? '没有符合条件的办件' : emptyTitle}>
              {narrowed ? '请核对编号、号码，或者清除条件再看。' : emptyText}
            </EmptyState>
          }
        />
        <Pager
          total={total === undefined ? undefined : Math.min(total, countedUntil)}
          atLeast={total !== undefined && total > countedUntil}
          unit="件"
          next={next && `${list}${addressOf(query, next)}`}
        />
      </Stack>
    ),
  }
}

/** How many there are, where it is known without counting anew. */
function totalOf({ group = 'open', light, q }: CaseQuery, counts: View['counts']): number | undefined {
  if (q) return undefined
  if (light) return group === 'open' ? counts[light] : undefined
  return group === 'all' || group === 'taken' ? undefined : counts[group]
}

/** The filters as they stand in an address; nothing for none. */
function addressOf({ group, light, q }: CaseQuery, after?: string): string {
  const all = Object.entries({ group, light, q, after }).filter((e): e is [string, string] => Boolean(e[1]))
  return all.length === 0 ? '' : `?${new URLSearchParams(all)}`
}
