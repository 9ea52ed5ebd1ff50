import {
  Actions,
  ButtonLink,
  choicesByLabel,
  choicesByName,
  DayText,
  EmptyState,
  FilterForm,
  Hidden,
  InstantText,
  Light,
  type LightColour,
  type Page,
  Pager,
  Select,
  Stack,
  Table,
  type Column as TableColumn,
  Tabs,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Column } from '../columns.store.ts'
import { kindLabels } from '../labels.ts'
import type { Group, WorkRow } from '../worklist.store.ts'
import { desk, list } from './crumbs.ts'
import { StateTag } from './state-tag.tsx'

const groupLabels: Record<Group, string> = {
  open: '办理中',
  drafting: '起草',
  review: '待审核',
  publish: '待发布',
  published: '已发布',
  withheld: '不主动公开',
  ended: '已撤回、作废',
}

type Query = { group?: Group; unit?: string; column?: string; kind?: string; light?: string; mine?: string; q?: string }

/** An address with the filters, some of them changed. */
function addressOf(query: Query, change: Record<string, string | undefined> = {}): string {
  const all = Object.entries({ ...query, after: undefined, ...change }).filter(
    (e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '',
  )
  return all.length === 0 ? list : `${list}?${new URLSearchParams(all)}`
}

export function workListPage({
  rows,
  total,
  counts,
  query,
  units,
  columns,
  next,
}: {
  rows: readonly (WorkRow & { light: LightColour; daysLeft: number | undefined })[]
  total: number
  counts: Record<Group, number>
  query: Query
  units: readonly Unit[]
  columns: readonly Column[]
  next: string | undefined
}): Page {
  const group = query.group ?? 'open'
  const dated: TableColumn<(typeof rows)[number]> =
    group === 'published'
      ? { head: '发布时间', cell: (r) => <InstantText at={r.publishedAt} />, nowrap: true }
      : group === 'withheld'
        ? { head: '再次评估', cell: (r) => <DayText day={r.reassessOn} />, nowrap: true }
        : group === 'ended'
          ? { head: '变更时间', cell: (r) => <InstantText at={r.changedAt} />, nowrap: true }
          : {
              head: '公开期限',
              cell: (r) => (r.dueOn ? <Light light={r.light} daysLeft={r.daysLeft} /> : '不计时'),
              nowrap: true,
            }
  const narrowed = Boolean(query.unit || query.column || query.kind || query.light || query.mine || query.q)
  return {
    title: '政府信息',
    breadcrumb: desk,
    wide: true,
    body: (
      <Stack>
        <Actions>
          <ButtonLink href={`${list}/new`} kind="primary">
            起草信息
          </ButtonLink>
          <ButtonLink href="/desk/disclosure/import">批量导入</ButtonLink>
          <ButtonLink href={`/desk/disclosure/export?${new URLSearchParams({ ...strings(query), format: 'xlsx' })}`}>
            导出 Excel
          </ButtonLink>
          <ButtonLink href={`/desk/disclosure/export?${new URLSearchParams({ ...strings(query), format: 'csv' })}`}>
            导出 CSV
          </ButtonLink>
        </Actions>
        <Tabs
          label="办理阶段"
          tabs={(Object.keys(groupLabels) as Group[]).map((g) => ({
            label: groupLabels[g],
            href: addressOf(query, { group: g, light: undefined }),
            current: g === group,
            count: counts[g],
          }))}
        />
        <FilterForm action={list} clear={narrowed ? addressOf({ group }) : undefined}>
          <Hidden name="group" value={group} />
          <TextField name="q" label="标题、文号或内容" value={query.q} size="medium" />
          <Select name="unit" label="单位" options={choicesByName(units)} value={query.unit} empty="全部" />
          <Select name="column" label="栏目" options={choicesByName(columns)} value={query.column} empty="全部" />
          <Select name="kind" label="类别" options={choicesByLabel(kindLabels)} value={query.kind} empty="全部" />
          <Select
            name="light"
            label="时限"
            options={[
              { value: 'overdue', label: '已逾期' },
              { value: 'red', label: '紧急和逾期' },
              { value: 'yellow', label: '临近、紧急和逾期' },
              { value: 'reassess', label: '该再次评估' },
              { value: 'revisit', label: '该复核' },
            ]}
            value={query.light}
            empty="全部"
          />
          <Select
            name="mine"
            label="起草人"
            options={[{ value: 'yes', label: '我起草的' }]}
            value={query.mine}
            empty="全部"
          />
        </FilterForm>
        <Table
          caption={groupLabels[group]}
          columns={[
            { head: '标题', cell: (r) => <a href={`${list}/${r.id}`}>{r.title}</a>, wide: true, names: true },
            { head: '状态', cell: (r) => <StateTag state={r.state} />, nowrap: true },
            dated,
            { head: '单位', cell: (r) => r.unitName, nowrap: true },
            { head: '栏目', cell: (r) => r.columnName, nowrap: true },
            { head: '成文日期', cell: (r) => <DayText day={r.writtenOn} />, nowrap: true },
          ]}
          rows={rows}
          total={total}
          rowKey={(r) => r.id}
          marked={(r) => r.light === 'overdue'}
          empty={
            <EmptyState title={narrowed ? '没有符合条件的信息' : `“${groupLabels[group]}”里还没有信息`}>
              {narrowed
                ? '请减少条件，或者清除全部条件再看。'
                : '点“起草信息”开始写一份，或者用“批量导入”一次导入多份。'}
            </EmptyState>
          }
        />
        <Pager total={total} next={next && addressOf(query, { after: next })} previous={undefined} />
      </Stack>
    ),
  }
}

function strings(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '' && e[0] !== 'after',
    ),
  )
}
