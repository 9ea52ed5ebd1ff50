import type { Day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  type Column,
  DayField,
  Disclosure,
  Form,
  Hidden,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import { crumbs } from './desk.view.tsx'
import type { IdentityResult } from './evaluate.ts'
import { type FilledForm, obstacles } from './form.ts'
import type { Comparison } from './freeze.ts'
import { periodOf } from './period.ts'
import { FormSheets } from './sheets.tsx'

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
            { label: '统计期', value: periodOf({ ...form.scope, kind: 'during' }) },
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
