import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  choicesByLabel,
  DayField,
  DayText,
  Disclosure,
  FieldGroup,
  Form,
  InstantText,
  Light,
  type LightColour,
  Notice,
  NumberField,
  type Page,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Column } from '../columns.store.ts'
import { columnPartLabels, columnTypeLabels, statutoryClassLabels } from '../labels.ts'
import { desk } from './crumbs.ts'

const crumbs = [...desk, { label: '栏目', href: '/desk/disclosure/columns' }]
type Typed = Readonly<Record<string, string>>

const indented = (c: Column) => `${'　'.repeat(Math.max(0, c.path.split('/').length - 3))}${c.name}`

export type Renewal = {
  publishedAt: Date | null
  by: Day | undefined
  light: LightColour
  daysLeft: number | undefined
}

/** @param renewals - by column code, of those that must be renewed */
export function columnsPage({
  columns,
  renewals,
}: {
  columns: readonly Column[]
  renewals: ReadonlyMap<string, Renewal>
}): Page {
  const stale = [...renewals.values()].filter((r) => r.by === undefined || r.light === 'overdue').length
  return {
    title: '栏目',
    breadcrumb: desk,
    wide: true,
    body: (
      <Stack>
        <Actions>
          <ButtonLink href="/desk/disclosure/columns/new" kind="primary">
            新设栏目
          </ButtonLink>
        </Actions>
        {stale > 0 && (
          <Notice kind="warning" title={`有 ${stale} 个栏目到期没有更新`}>
            <p>动态要闻类两周、通知公告和政策文件类六个月内应有更新。（国办秘函〔2019〕19号）</p>
          </Notice>
        )}
        <Table
          caption="全部栏目"
          columns={[
            { head: '名称', cell: (c) => <a href={`/desk/disclosure/columns/${c.code}`}>{indented(c)}</a>, wide: true },
            { head: '代码', cell: (c) => c.code, nowrap: true },
            { head: '类型', cell: (c) => columnTypeLabels[c.type], nowrap: true },
            { head: '法定类别', cell: (c) => (c.statutoryClass ? `第 ${c.statutoryClass} 类` : ''), nowrap: true },
            {
              head: '标记',
              cell: (c) => (
                <>
                  {c.part && <Tag tone="accent">{columnPartLabels[c.part]}</Tag>}
                  {c.keyField && <Tag tone="accent">重点领域</Tag>}
                  {c.closedOn && <Tag tone="bad">已关闭</Tag>}
                </>
              ),
            },
            {
              head: '最近更新',
              cell: (c) => renewals.get(c.code)?.publishedAt && <InstantText at={renewals.get(c.code)?.publishedAt} />,
              nowrap: true,
            },
            { head: '更新期限', cell: (c) => <RenewalLight renewal={renewals.get(c.code)} />, nowrap: true },
          ]}
          rows={columns}
          total={columns.length}
          rowKey={(c) => c.code}
        />
      </Stack>
    ),
  }
}

function RenewalLight({ renewal }: { renewal: Renewal | undefined }) {
  if (!renewal) return null
  if (!renewal.by) return <Tag tone="warning">还没有内容</Tag>
  return (
    <>
      <Light light={renewal.light} daysLeft={renewal.daysLeft} /> <DayText day={renewal.by} />
    </>
  )
}

function ColumnFields({ typed, problems }: { typed: Typed; problems: readonly Problem[] }) {
  const field = (name: string, label: string) => ({ name, label, value: typed[name], problems })
  return (
    <>
      <TextField {...field('name', '栏目名称')} size="medium" required />
      <Select {...field('type', '栏目类型')} options={choicesByLabel(columnTypeLabels)} required />
      <TextField {...field('description', '栏目说明')} hint="写入网页的 ColumnDescription 标签" />
      <TextField {...field('keywords', '栏目关键词')} hint="写入网页的 ColumnKeywords 标签，用逗号隔开" />
      <Select
        {...field('statutoryClass', '法定主动公开类别')}
        options={statutoryClassLabels.map((label, i) => ({ value: i + 1, label: `${i + 1}. ${label}` }))}
        empty="不属于"
      />
      <NumberField {...field('renewWithinDays', '更新期限')} unit="天" hint="多少天内应有新内容，不要求可不填" />
      <NumberField {...field('position', '排序')} value={typed.position ?? '0'} hint="小的在前" />
      <TextArea {...field('intro', '栏目导语')} rows={3} />
      <Checkbox name="keyField" label="重点领域信息公开栏目" value="yes" checked={typed.keyField === 'yes'} />
    </>
  )
}

function ParentSelect({
  columns,
  typed,
  problems,
  not,
}: {
  columns: readonly Column[]
  typed: string | undefined
  problems: readonly Problem[]
  not?: string
}) {
  return (
    <Select
      name="parentCode"
      label="上级栏目"
      options={columns
        .filter((c) => not === undefined || !c.path.startsWith(not))
        .map((c) => ({ value: c.code, label: indented(c) }))}
      value={typed}
      problems={problems}
      empty="没有上级（一级栏目）"
    />
  )
}

export function newColumnPage({
  columns,
  typed,
  problems,
}: {
  columns: readonly Column[]
  typed: Typed
  problems: readonly Problem[]
}): Page {
  return {
    title: '新设栏目',
    breadcrumb: crumbs,
    problems,
    body: (
      <Form>
        <TextField
          name="code"
          label="栏目代码"
          hint="用于网址，小写字母开头，如 budgets；设立后不能更改"
          value={typed.code}
          problems={problems}
          size="medium"
          required
        />
        <ParentSelect columns={columns} typed={typed.parentCode} problems={problems} />
        <ColumnFields typed={typed} problems={problems} />
        <Actions>
          <Button>设立栏目</Button>
        </Actions>
      </Form>
    ),
  }
}

export function columnPage({
  column,
  columns,
  current,
  typed,
  problems,
  today,
}: {
  column: Column
  columns: readonly Column[]
  current: number
  typed: Typed
  problems: readonly Problem[]
  today: Day
}): Page {
  return {
    title: column.name,
    breadcrumb: crumbs,
    problems,
    body: (
      <Stack gap="large">
        <p>
          代码 {column.code}，现有 {current.toLocaleString('zh-CN')} 条未结束的信息。
          <a href={`/columns/${column.code}`}>看公开页面</a>
        </p>
        <Form action={`/desk/disclosure/columns/${column.code}`}>
          <FieldGroup title="栏目内容">
            <ColumnFields typed={typed} problems={problems} />
          </FieldGroup>
          <Actions>
            <Button>保存</Button>
          </Actions>
        </Form>
        {column.part ? (
          <Notice title={`这是信息公开平台的固定栏目“${columnPartLabels[column.part]}”，不能移动和关闭`}>
            <p>依据：国办公开办函〔2019〕61号</p>
          </Notice>
        ) : (
          !column.closedOn && (
            <>
              <Disclosure summary="移到别的栏目下面" open={problems.some((p) => p.field === 'parentCode')}>
                <Form action={`/desk/disclosure/columns/${column.code}/move`}>
                  <ParentSelect
                    columns={columns}
                    typed={column.parentCode ?? ''}
                    problems={problems}
                    not={column.path}
                  />
                  <Actions>
                    <Button kind="plain">移动栏目</Button>
                  </Actions>
                </Form>
              </Disclosure>
              <Disclosure
                summary="关闭栏目"
                open={problems.some((p) => p.field === 'moveTo' || p.field === 'closedOn')}
              >
                <Form action={`/desk/disclosure/columns/${column.code}/close`}>
                  <DayField name="closedOn" label="关闭日期" value={today} problems={problems} required />
                  <Select
                    name="moveTo"
                    label="现有文件移到"
                    options={columns
                      .filter((c) => c.code !== column.code)
                      .map((c) => ({ value: c.code, label: indented(c) }))}
                    problems={problems}
                    empty={current > 0 ? '请选择' : '没有文件，不用移'}
                  />
                  <Actions>
                    <Button kind="danger">关闭栏目</Button>
                  </Actions>
                </Form>
              </Disclosure>
            </>
          )
        )}
      </Stack>
    ),
  }
}
