import type { Day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import type { Indicator } from '../../platform/indicator.ts'
import {
  Actions,
  BarChart,
  Button,
  ButtonLink,
  type Column,
  type Datum,
  DayField,
  Disclosure,
  EmptyState,
  Figure,
  FilterForm,
  Form,
  Hidden,
  InstantText,
  MetadataTable,
  Notice,
  NumberField,
  type Page,
  Pager,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import type { Unit } from '../organisations/index.ts'
import type { RecordsPage } from './counting.ts'
import type { IdentityResult } from './evaluate.ts'
import { type FilledForm, obstacles } from './form.ts'
import type { Template } from './forms/form.ts'
import type { Comparison, frozenForms } from './freeze.ts'
import { FrozenTable } from './frozen.view.tsx'
import { recordColumns } from './records.view.tsx'
import type { Figure as Value } from './service.ts'
import { FormSheets } from './sheets.tsx'

export const top = [{ label: '工作台', href: '/desk' }]
export const crumbs = [...top, { label: '统计', href: '/desk/statistics' }]
const periodOf = (f: Value) =>
  f.period.kind === 'at the end' ? `截至 ${f.period.to}` : `${f.period.from} 至 ${f.period.to}`
const unitOptions = (units: readonly Unit[]) => units.map((u) => ({ value: u.code, label: u.name }))

type Start = {
  units: readonly Unit[]
  frozen: Awaited<ReturnType<typeof frozenForms>>
  year: number
  unit: string
  templates: readonly Template[]
}

export function statisticsPage({ units, frozen, year, unit, templates }: Start): Page {
  return {
    title: '统计表',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <FilterForm action="/desk/statistics/forms" label="打开统计表">
          <NumberField name="year" label="年份" value={year} required />
          <Select
            name="template"
            label="格式"
            empty="当年适用的格式"
            options={templates.map((t) => ({
              value: t.code,
              label: `${t.name}，${t.years.from}${t.years.until ? `—${t.years.until}` : ' 年起'}`,
            }))}
          />
          <Select name="unit" label="单位" value={unit} empty={false} options={unitOptions(units)} />
        </FilterForm>
        <Actions>
          <ButtonLink href="/desk/statistics/indicators">全部指标</ButtonLink>
        </Actions>
        <Section title="已定稿的统计表" more={{ label: '全部定稿', href: '/desk/statistics/frozen' }}>
          <FrozenTable frozen={frozen.filter((f) => !f.supersededAt)} />
        </Section>
      </Stack>
    ),
  }
}

type FormView = {
  form: FilledForm
  comparison: Comparison | undefined
  may: { freeze: boolean; except: boolean }
  today: Day
  typed: Readonly<Record<string, unknown>>
  problems: readonly Problem[]
}

export function formPage({ form, comparison, may, today, typed, problems }: FormView): Page {
  const base = `/desk/statistics/forms/${form.template.code}/${form.year}`
  const query = new URLSearchParams({ unit: form.unit.code })
  const blocking = obstacles(form)
  return {
    title: form.title,
    breadcrumb: crumbs,
    problems,
    wide: true,
    body: (
      <Stack>
        <MetadataTable
          rows={[
            { label: '填报单位', value: form.unit.name },
            { label: '统计期', value: `${form.scope.from} 至 ${form.scope.to}` },
            { label: '查询时间', value: <InstantText at={form.asOf} /> },
            { label: '格式', value: `${form.template.name}（${form.template.basis}）` },
          ]}
        />
        {comparison && <FrozenNotice comparison={comparison} />}
        {blocking.length > 0 && (
          <Notice kind="error" title={`有 ${blocking.length} 项勾稽关系不成立，不能定稿`}>
            <ul>
              {blocking.map((i) => (
                <li key={i.id}>
                  {i.id} {i.text}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Actions>
          <ButtonLink href={`${base}/file?${query}&format=xlsx`} download icon="download">
            下载表格（.xlsx）
          </ButtonLink>
          <ButtonLink href={`${base}/file?${query}&format=docx`} download icon="download">
            下载文档（.docx）
          </ButtonLink>
        </Actions>
        <FormSheets form={form} href={(cell) => `${base}/cells/${cell}?${query}`} />
        <Section title="勾稽关系" note="红色的不成立就不能定稿；提醒项请核对后再定稿。">
          <Identities form={form} />
        </Section>
        <Blanks form={form} />
        {may.except && blocking.length > 0 && (
          <Disclosure summary="登记一项例外">
            <Form action={`${base}/exceptions`}>
              <Hidden name="unit" value={form.unit.code} />
              <Select
                name="identity"
                label="勾稽关系"
                value={String(typed.identity ?? '')}
                problems={problems}
                required
                options={blocking.map((i) => ({ value: i.id, label: `${i.id} ${i.text}` }))}
              />
              <TextArea
                name="reason"
                id="exception-reason"
                label="例外的理由"
                hint="连同您的姓名印在统计表上"
                value={String(typed.identity ? (typed.reason ?? '') : '')}
                problems={problems}
                rows={3}
                required
              />
              <Button>登记例外</Button>
            </Form>
          </Disclosure>
        )}
        {may.freeze && (
          <FreezeSection
            form={form}
            comparison={comparison}
            today={today}
            typed={typed}
            problems={problems}
            action={`${base}/freeze`}
          />
        )}
      </Stack>
    ),
  }
}

function FrozenNotice({ comparison: { frozen, differences, untouched } }: { comparison: Comparison }) {
  return (
    <Notice
      kind={differences.length > 0 || !untouched ? 'warning' : 'success'}
      title={`本表已定稿：${frozen.frozenBy}`}
    >
      <p>
        <InstantText at={frozen.frozenAt} /> 定稿。
        {differences.length > 0
          ? `此后记录有变化，涉及 ${differences.length} 格；下面是按现在的记录重新统计的数。`
          : '此后记录没有变化。'}
        <a href={`/desk/statistics/frozen/${frozen.id}`}>查看定稿和差异</a>
      </p>
    </Notice>
  )
}

function Identities({ form }: { form: FilledForm }) {
  const columns: Column<IdentityResult>[] = [
    { head: '结果', cell: (i) => verdict(form, i), nowrap: true },
    { head: '编号', cell: (i) => i.id, nowrap: true, names: true },
    { head: '应当成立的关系', cell: (i) => i.text, wide: true },
  ]
  return (
    <Table
      caption="勾稽关系"
      captionHidden
      columns={columns}
      rows={form.identities}
      rowKey={(i) => i.id}
      marked={(i) => !i.holds}
    />
  )
}

function verdict(form: FilledForm, i: IdentityResult) {
  if (i.holds) return <Tag tone="good">✓ 成立</Tag>
  const exception = form.exceptions.find((e) => e.identityId === i.id)
  if (exception)
    return (
      <>
        <Tag tone="warning">例外</Tag> {exception.grantedBy}：{exception.reason}
      </>
    )
  return i.severity === 'blocking' ? <Tag tone="bad">✗ 不成立</Tag> : <Tag tone="warning">！请核对</Tag>
}

function Blanks({ form }: { form: FilledForm }) {
  const blank = form.cells.filter((c) => c.blankBecause && !('sum' in c.source))
  if (blank.length === 0) return null
  return (
    <Section title="空白说明" note="空白表示没有台账、不知道有多少，不等于零。">
      <Table
        caption="空白的格"
        captionHidden
        columns={[
          { head: '编号', cell: (c) => c.id, nowrap: true },
          { head: '指标', cell: (c) => c.label, wide: true },
          { head: '为什么空白', cell: (c) => c.blankBecause },
        ]}
        rows={blank}
        rowKey={(c) => c.id}
      />
    </Section>
  )
}

type Freezing = Omit<FormView, 'may'> & { action: string }

function FreezeSection({ form, comparison, today, typed, problems, action }: Freezing) {
  const before = comparison?.frozen
  const value = (name: 'preparer' | 'reviewer' | 'unitHead' | 'phone') => String(typed[name] ?? before?.[name] ?? '')
  return (
    <Section
      title={before ? '重新定稿' : '定稿'}
      note="定稿后，每一格的数和它背后的记录都保存下来；记录以后的变化会作为差异列出。"
    >
      {form.scope.to >= today ? (
        <Notice title="统计期还没有结束">{form.year} 年结束以后才能定稿。</Notice>
      ) : (
        <Form action={action}>
          <Hidden name="unit" value={form.unit.code} />
          <TextField
            name="unitHead"
            label="单位负责人"
            value={value('unitHead')}
            problems={problems}
            size="medium"
            required
          />
          <TextField
            name="reviewer"
            label="审核人"
            value={value('reviewer')}
            problems={problems}
            size="medium"
            required
          />
          <TextField
            name="preparer"
            label="填报人"
            value={value('preparer')}
            problems={problems}
            size="medium"
            required
          />
          <TextField
            name="phone"
            label="联系电话"
            value={value('phone')}
            problems={problems}
            size="medium"
            type="tel"
            required
          />
          <DayField
            name="filledOn"
            label="填报日期"
            value={String(typed.filledOn ?? today)}
            problems={problems}
            required
          />
          {before && (
            <TextArea
              name="reason"
              label="重新定稿的理由"
              hint="原来的定稿保留，注明这个理由"
              value={String(typed.reason ?? '')}
              problems={problems}
              rows={3}
              required
            />
          )}
          <Button>{before ? '重新定稿' : '定稿'}</Button>
        </Form>
      )}
    </Section>
  )
}

export function cellPage({
  form,
  cell: id,
  behind,
  records,
}: {
  form: FilledForm
  cell: string
  behind: readonly Indicator[]
  records: RecordsPage | undefined
}): Page {
  const cell = form.cells.find((c) => c.id === id)
  const base = `/desk/statistics/forms/${form.template.code}/${form.year}`
  const query = { unit: form.unit.code }
  const [only] = behind
  return {
    title: `${id} ${cell?.label ?? ''}`,
    breadcrumb: [...crumbs, { label: form.title, href: `${base}?${new URLSearchParams(query)}` }],
    wide: true,
    body: (
      <Stack>
        <Figure
          label={cell?.label ?? ''}
          value={cell?.value ?? null}
          unit={cell?.unit ?? ''}
          period={`${form.scope.from} 至 ${form.scope.to}`}
          definition={cell?.blankBecause ?? (behind.length === 1 ? only?.definition : `${behind.length} 项指标之和`)}
        />
        {behind.length > 1 && cell && 'sum' in cell.source && (
          <Section title="由哪些格相加">
            <Table
              caption="相加的各格"
              captionHidden
              columns={[
                {
                  head: '编号',
                  cell: (c) => <a href={`${base}/cells/${c.id}?${new URLSearchParams(query)}`}>{c.id}</a>,
                  nowrap: true,
                },
                { head: '名称', cell: (c) => c.label, wide: true },
                { head: '数', cell: (c) => c.value ?? '空白', numeric: true },
              ]}
              rows={form.cells.filter((c) => 'sum' in cell.source && cell.source.sum.includes(c.id))}
              rowKey={(c) => c.id}
            />
          </Section>
        )}
        {behind.length === 1 && only && (
          <p>
            <a
              href={`/desk/statistics/indicators/${only.id}?${new URLSearchParams({ ...query, year: String(form.year) })}`}
            >
              指标 {only.id}：定义、来源和各月情况
            </a>
          </p>
        )}
        {records && (
          <Records
            records={records}
            indicators={behind}
            next={records.next && `${base}/cells/${id}?${new URLSearchParams({ ...query, after: records.next })}`}
          />
        )}
      </Stack>
    ),
  }
}

function Records({
  records,
  indicators,
  next,
}: {
  records: RecordsPage
  indicators: readonly Indicator[]
  next: string | undefined
}) {
  return (
    <Section title="背后的记录" note="与上面的数出自同一条查询。">
      <Table
        caption="记录"
        columns={recordColumns(indicators, 'staff')}
        rows={records.records}
        total={records.total}
        rowKey={(r) => r.subject}
        empty={<EmptyState title="统计期内没有记录" />}
      />
      <Pager total={records.total} next={next} />
    </Section>
  )
}

type Choosing = { year: number; unit: Unit; units: readonly Unit[] }

function Choice({ year, unit, units, action }: Choosing & { action: string }) {
  return (
    <FilterForm action={action} label="查看">
      <NumberField name="year" label="年份" value={year} />
      <Select name="unit" label="单位" value={unit.code} empty={false} options={unitOptions(units)} />
    </FilterForm>
  )
}

export function indicatorListPage({ figures, ...choice }: Choosing & { figures: readonly Value[] }): Page {
  const query = new URLSearchParams({ unit: choice.unit.code, year: String(choice.year) })
  const columns: Column<Value>[] = [
    { head: '指标', cell: (f) => <a href={`/desk/statistics/indicators/${f.id}?${query}`}>{f.label}</a>, wide: true },
    { head: '数', cell: (f) => (f.value === null ? '空白' : f.value.toLocaleString('zh-CN')), numeric: true },
    { head: '单位', cell: (f) => f.unit, nowrap: true },
    { head: '时间', cell: periodOf, nowrap: true },
    { head: '编号', cell: (f) => f.id },
  ]
  return {
    title: `${choice.year} 年指标`,
    breadcrumb: crumbs,
    wide: true,
    body: (
      <Stack>
        <Choice {...choice} action="/desk/statistics/indicators" />
        <Table
          caption={`${choice.unit.name}的指标`}
          columns={columns}
          rows={figures}
          total={figures.length}
          rowKey={(f) => f.id}
        />
      </Stack>
    ),
  }
}

type IndicatorView = Choosing & {
  indicator: Indicator
  value: Value
  records: RecordsPage
  byMonth: Datum[] | undefined
}

export function indicatorPage({ indicator, value, records, byMonth, ...choice }: IndicatorView): Page {
  const address = `/desk/statistics/indicators/${indicator.id}`
  const query = { unit: choice.unit.code, year: String(choice.year) }
  return {
    title: indicator.label,
    breadcrumb: [...crumbs, { label: '指标', href: `/desk/statistics/indicators?${new URLSearchParams(query)}` }],
    wide: true,
    body: (
      <Stack>
        <Choice {...choice} action={address} />
        <Figure
          label={value.label}
          value={value.value}
          unit={value.unit}
          period={periodOf(value)}
          definition={value.definition}
        />
        {value.blankBecause && <Notice title="为什么空白">{value.blankBecause}</Notice>}
        <MetadataTable
          rows={[
            { label: '编号', value: value.id },
            { label: '依据', value: value.basis },
            { label: '单位范围', value: `${choice.unit.name}及其下属` },
            { label: '查询时间', value: <InstantText at={value.asOf} /> },
          ]}
        />
        {byMonth && records.total > 0 && <BarChart title={`${value.label}，按月`} data={byMonth} unit={value.unit} />}
        <Records
          records={records}
          indicators={[indicator]}
          next={records.next && `${address}?${new URLSearchParams({ ...query, after: records.next })}`}
        />
      </Stack>
    ),
  }
}
