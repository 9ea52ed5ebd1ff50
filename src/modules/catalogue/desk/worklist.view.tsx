import {
  Actions,
  ButtonLink,
  type Column,
  choicesByLabel,
  choicesByName,
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
import type { Unit } from '../../organisations/index.ts'
import { codeLabel, codeLists } from '../codes.ts'
import { lackLabels, levelLabels, workStateLabels } from '../labels.ts'
import { lacks, type WorkLine, type WorkState, workStates } from '../worklist.store.ts'
import { at, top } from './crumbs.ts'
import type { WorkQuery } from './worklist.ts'

type Line = WorkLine & { open: number }
type View = {
  lines: readonly Line[]
  counts: Record<WorkState | 'all', number>
  query: WorkQuery
  units: readonly Unit[]
  today: string
  mayFill: boolean
  next: string | undefined
}

/** The states in which an item stands, as they are told one beside the other. */
export function statesOf(line: WorkLine, today: string): WorkState[] {
  if (line.cancelledOn !== null && line.cancelledOn <= today) return ['cancelled']
  const states: (WorkState | false)[] = [
    line.versionId !== null && 'published',
    line.waitingOn !== null && 'waiting',
    !line.untouched && (line.draftFilledOn === null ? 'filling' : 'review'),
    line.cancelledOn !== null && 'cancelled',
  ]
  const held = states.filter((s) => s !== false)
  return held.length > 0 ? held : ['empty']
}

const tones: Record<WorkState, 'plain' | 'accent' | 'good' | 'warning' | 'bad'> = {
  ...{ empty: 'warning', filling: 'warning', review: 'accent', published: 'good', waiting: 'plain' },
  cancelled: 'bad',
}

const columns = (today: string): Column<Line>[] => [
  {
    head: '事项',
    cell: (r) => (
      <>
        <a href={at.item(r.id)}>{r.name}</a>
        <br />
        <small>
          {r.unitName}，{codeLabel('itemType', r.itemType)}
          {r.level !== 'main' && `，${levelLabels[r.level]}`}
          {r.delegated && '，已下沉'}
        </small>
      </>
    ),
    wide: true,
  },
  {
    head: '状态',
    cell: (r) =>
      statesOf(r, today).map((s) => (
        <>
          <Tag key={s} tone={tones[s]}>
            {s === 'cancelled' && r.cancelledOn !== null && r.cancelledOn > today ? '将取消' : workStateLabels[s]}
          </Tag>{' '}
        </>
      )),
  },
  { head: '要做的', cell: (r) => <ToDo line={r} />, nowrap: true },
  { head: '实施编码', cell: (r) => <small>{r.code}</small> },
]

/** A light for what is not finished. */
function ToDo({ line }: { line: Line }) {
  if (line.cancelledOn !== null) return <>—</>
  if (line.open > 0 && !line.untouched) return <Light light="yellow" label={`还有 ${line.open} 处要补正`} />
  if (line.draftFilledOn !== null) return <Light light="red" label="等审核发布" />
  if (line.waitingOn !== null) return <Light light="none" label={`${line.waitingOn} 生效`} />
  if (line.versionId === null && line.untouched) return <Light light="yellow" label="还没有填报" />
  return <Light light="green" label="没有" />
}

const emptyWords: Record<WorkState | 'all', [title: string, text: string]> = {
  all: ['还没有事项', '先从基本目录引用本单位行使的事项，再填报实施清单。'],
  empty: ['没有未填报的事项', '引用以后还没有动笔的，会列在这里。'],
  filling: ['没有正在填报的事项', '引用新的事项，或者打开已发布的事项填报新版本。'],
  review: ['没有等待审核的草稿', '草稿补正完，会列在这里，由另一位同事审核发布。'],
  published: ['还没有已发布的事项', '草稿审核发布以后，公众就能查到。'],
  waiting: ['没有等着生效的版本', '发布时写明以后某一天生效的，会列在这里。'],
  cancelled: ['没有已取消的事项', '取消的事项列在这里，记录都保留。'],
}

export function workListPage({ lines, counts, query, units, today, mayFill, next }: View): Page {
  const { state = '', ...narrow } = query
  const narrowed = Boolean(narrow.unit || narrow.type || narrow.applied || narrow.lack || narrow.q)
  const group = state || 'all'
  const [title, text] = emptyWords[group]
  return {
    title: '事项和实施清单',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Actions>
          {mayFill && (
            <ButtonLink href={at.adopt} kind="primary">
              引用目录清单
            </ButtonLink>
          )}
          {mayFill && <ButtonLink href="/desk/catalogue/import">批量导入</ButtonLink>}
          <ButtonLink href={`${at.items}.csv${addressOf(query)}`} kind="quiet">
            导出表格
          </ButtonLink>
        </Actions>
        <Tabs
          label="填报情况"
          tabs={(['', ...workStates] as const).map((s) => ({
            label: s === '' ? '现有的' : workStateLabels[s],
            href: `${at.items}${addressOf({ ...narrow, state: s })}`,
            current: s === state,
            count: counts[s || 'all'],
          }))}
        />
        <FilterForm action={at.items} clear={narrowed ? `${at.items}${addressOf({ state })}` : undefined}>
          <Hidden name="state" value={state} />
          <TextField name="q" label="名称或者编码" value={query.q} size="medium" type="search" />
          {units.length > 1 && (
            <Select
              {...{ name: 'unit', label: '单位', value: query.unit, empty: '全部' }}
              options={choicesByName(units)}
            />
          )}
          <Select
            {...{ name: 'type', label: '类型', value: query.type, empty: '全部' }}
            options={choicesByLabel(codeLists.itemType).toSorted((a, b) => a.value.localeCompare(b.value))}
          />
          <Select
            {...{ name: 'applied', label: '依申请', value: query.applied, empty: '全部' }}
            options={[
              { value: 'yes', label: '依申请办理' },
              { value: 'no', label: '依职权办理' },
            ]}
          />
          <Select
            {...{ name: 'lack', label: '还差', value: query.lack, empty: '不限' }}
            options={lacks.map((value) => ({ value, label: lackLabels[value] }))}
          />
        </FilterForm>
        <Table
          caption={state === '' ? '现有事项' : `${workStateLabels[state]}的事项`}
          columns={columns(today)}
          rows={lines}
          rowKey={(r) => r.id}
          empty={
            <EmptyState
              title={narrowed ? '没有符合条件的事项' : title}
              actions={group === 'all' && !narrowed && mayFill && <ButtonLink href={at.adopt}>引用目录清单</ButtonLink>}
            >
              {narrowed ? '请换几个字，或者清除条件再看。' : text}
            </EmptyState>
          }
        />
        <Pager total={counts[group]} unit="项" next={next && `${at.items}${addressOf(query, next)}`} />
      </Stack>
    ),
  }
}

/** The filters as they stand in an address; nothing for none. */
function addressOf({ state, unit, type, applied, lack, q }: WorkQuery, after?: string): string {
  const all = Object.entries({ state, unit, type, applied, lack, q, after }).filter((e): e is [string, string] =>
    Boolean(e[1]),
  )
  return all.length === 0 ? '' : `?${new URLSearchParams(all)}`
}
