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
import { applicantLabels, channelLabels, stateLabels } from '../labels.ts'
import { requestStates } from '../schema.ts'
import { type Group, groups, type RequestQuery, type requestsInReach, type WorkLine } from '../service.ts'
import { countedUntil } from '../store.ts'
import { hrefOf, list, top } from './crumbs.ts'

export const groupLabels: Record<Group, string> = {
  open: '办理中',
  today: '今天要办',
  mine: '我经办的',
  waiting: '等对方',
  closed: '待归档',
  all: '全部',
}

const emptyWords: Record<Group, [title: string, text: string]> = {
  open: ['没有正在办理的申请', '收到申请后，会按答复期限先后列在这里。'],
  today: ['今天没有急办的申请', '临近、紧急、逾期的，以及对方逾期没有回音的，会列在这里。'],
  mine: ['没有您经办的申请', '打开一件新收到的申请，点“接办”，就归您经办。'],
  waiting: ['没有在等对方的申请', '等申请人补正、缴费，等第三方回复意见的，会列在这里。'],
  closed: ['没有等着归档的申请', '答复送达以后，可以在这里成批归档。'],
  all: ['还没有收到申请', '网上提交的申请自动进来；当面、传真、信函收到的，点“登记申请”。'],
}

/** How a line stands: its light while the clock runs, or for whom it waits and until when. */
export function Standing({ line }: { line: WorkLine }) {
  const { state, light, daysLeft, waitingUntil, closedOn } = line
  if (closedOn) return <>{closedOn} 办结</>
  if (daysLeft !== undefined) return <Light light={light} daysLeft={daysLeft} />
  const whom = state === 'consulting' ? '等意见' : state === 'feeAsked' ? '等缴费' : '等补正'
  const until = waitingUntil ? `${whom}，到 ${waitingUntil}` : whom
  return <Light light={light} label={light === 'none' ? until : `${until}，已过`} />
}

const columns: Column<WorkLine>[] = [
  { head: '登记号', cell: (r) => <a href={hrefOf(r.number)}>{r.number}</a>, nowrap: true },
  {
    head: '所需信息',
    // Who asks whom stands below in small: as columns of their own they would leave no room for what is asked.
    cell: (r) => (
      <>
        {r.subject}
        <br />
        <small>
          {r.unitName}，{r.applicantName}（{applicantLabels[r.applicantKind]}）{channelLabels[r.channel]}提出
        </small>
      </>
    ),
    wide: true,
  },
  { head: '状态', cell: (r) => <Tag>{stateLabels[r.state]}</Tag>, nowrap: true },
  { head: '时限', cell: (r) => <Standing line={r} />, nowrap: true },
  { head: '答复期限', cell: (r) => <DayText day={r.dueOn} />, nowrap: true },
  { head: '收到', cell: (r) => <DayText day={r.receivedOn} />, nowrap: true },
  { head: '经办人', cell: (r) => r.handlerName || '没有人接办', nowrap: true },
]

type View = Awaited<ReturnType<typeof requestsInReach>> & { query: RequestQuery; actor: Actor }

export function workListPage({ lines, total, next, counts, query, actor }: View): Page {
  const { group = 'open', ...narrow } = query
  const narrowed = Boolean(narrow.state || narrow.light || narrow.q)
  const countOf: Partial<Record<Group, number>> = {
    open: counts.open,
    today: counts.overdue + counts.red + counts.yellow + counts.passed,
    mine: counts.mine,
    waiting: counts.waiting,
  }
  const [emptyTitle, emptyText] = emptyWords[group]
  return {
    title: '依申请公开',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Actions>
          {holds(actor, 'requests.register') && (
            <ButtonLink href={`${list}/new`} kind="primary">
              登记申请
            </ButtonLink>
          )}
          {holds(actor, 'requests.approve') && <ButtonLink href={`${list}/approvals`}>等我审批的</ButtonLink>}
          {group === 'closed' && holds(actor, 'requests.handle') && (
            <ButtonLink href={`${list}/archiving`}>成批归档</ButtonLink>
          )}
          <ButtonLink href={`${list}.csv${addressOf(query)}`} kind="quiet">
            导出表格
          </ButtonLink>
        </Actions>
        <Tabs
          label="办理情况"
          tabs={groups.map((g) => ({
            label: groupLabels[g],
            href: `${list}${addressOf({ group: g })}`,
            current: g === group,
            count: countOf[g],
          }))}
        />
        <FilterForm action={list} clear={narrowed ? `${list}${addressOf({ group })}` : undefined}>
          <Hidden name="group" value={group} />
          <TextField name="q" label="登记号或者内容" value={query.q} size="medium" type="search" />
          <Select
            name="state"
            label="状态"
            value={query.state}
            empty="全部"
            options={requestStates.map((value) => ({ value, label: stateLabels[value] }))}
          />
          {(group === 'open' || group === 'mine') && (
            <Select
              name="light"
              label="时限"
              value={query.light}
              empty="全部"
              options={[
                { value: 'overdue', label: '逾期' },
                { value: 'red', label: '紧急' },
                { value: 'yellow', label: '临近' },
              ]}
            />
          )}
        </FilterForm>
        <Table
          caption={groupLabels[group]}
          columns={columns}
          rows={lines}
          rowKey={(r) => r.id}
          marked={(r) => r.light === 'overdue'}
          empty={
            <EmptyState title={narrowed ? '没有符合条件的申请' : emptyTitle}>
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
function addressOf({ group, state, light, q }: RequestQuery, after?: string): string {
  const all = Object.entries({ group, state, light, q, after }).filter((e): e is [string, string] => Boolean(e[1]))
  return all.length === 0 ? '' : `?${new URLSearchParams(all)}`
}
