import { addDays, type Day } from '../../../core/day.ts'
import {
  Actions,
  Button,
  Checkboxes,
  choicesByName,
  DayField,
  DayText,
  Disclosure,
  Form,
  Light,
  type LightColour,
  Section,
  Select,
  Table,
  TextArea,
} from '../../../ui/index.ts'
import { partStateLabels } from '../labels.ts'
import type { Part } from '../parts.store.ts'
import { dueDay, partLight, unitGroups } from '../rules.ts'
import { reportAt } from './crumbs.ts'
import { Delivered } from './delivered.view.tsx'
import type { ReportView } from './report.view.tsx'

const lights: Record<ReturnType<typeof partLight>, { light: LightColour; label: string }> = {
  done: { light: 'green', label: '已报送' },
  late: { light: 'overdue', label: '逾期未报' },
  near: { light: 'yellow', label: '即将到期' },
  waiting: { light: 'none', label: '还没到期' },
}

/** How the parts stand in one line: 共 42 份：已并入 1 份，待并入 3 份，逾期未报 38 份。 */
function tally(parts: readonly Part[], open: boolean, today: Day): string {
  const late = parts.filter((p) => partLight(p, today) === 'late').length
  const asked = parts.filter((p) => p.state === 'asked').length
  const counts: [string, number][] = [
    ['已并入', parts.filter((p) => p.state === 'merged').length],
    ['待并入', parts.filter((p) => p.state === 'delivered').length],
    ...(open
      ? ([
          ['逾期未报', late],
          ['还没报、没到期', asked - late],
        ] satisfies [string, number][])
      : ([['没有报送', asked]] satisfies [string, number][])),
  ]
  const told = counts.filter(([, n]) => n > 0).map(([label, n]) => `${label} ${n} 份`)
  return `共 ${parts.length} 份：${told.join('，')}。`
}

export function Parts(v: ReportView) {
  const { parts, report, refused, today } = v
  const open = report.state === 'draft'
  if (parts.length === 0 && refused.write) return null
  const list = <PartTable {...v} />
  return (
    <Section
      title="各单位报送"
      note={
        parts.length > 0
          ? `${tally(parts, open, today)}${open ? '没有报的，截止前十天和逾期后系统各提醒一次。' : ''}`
          : undefined
      }
    >
      {open ? list : <Disclosure summary="逐个单位看">{list}</Disclosure>}
      {!refused.write && <AskParts {...v} />}
    </Section>
  )
}

function PartTable({ parts, report, template, today }: ReportView) {
  const title = (key: string) => template.sections.find((s) => s.key === key)?.title || '引言'
  const open = report.state === 'draft'
  return (
    <Table
      caption="报送情况"
      captionHidden
      columns={[
        { head: '单位', cell: (p) => <a href={`/desk/reports/parts/${p.id}`}>{p.unitName}</a>, wide: true },
        { head: '部分', cell: (p) => title(p.key) },
        { head: '截止', cell: (p) => <DayText day={p.dueOn} />, nowrap: true },
        {
          head: '情况',
          cell: (p) =>
            p.state === 'merged' ? (
              partStateLabels.merged
            ) : open || p.state !== 'asked' ? (
              <Light {...lights[partLight(p, today)]} />
            ) : (
              '没有报送'
            ),
          nowrap: true,
        },
        { head: '报送', cell: (p) => <Delivered part={p} /> },
      ]}
      rows={parts}
      rowKey={(p) => p.id}
      empty={<p>还没有请单位报送材料。</p>}
      marked={(p) => open && partLight(p, today) === 'late'}
    />
  )
}

/** The form that asks units for their part, whole groups or one by one. */
function AskParts({ report, template, units, typed, chosen, problems, today }: ReportView) {
  const due = dueDay(report.year, template.partsDue)
  const fields = ['units', 'groups', 'key', 'dueOn', 'request']
  return (
    <Disclosure summary="请单位报送材料" open={problems.some((p) => fields.includes(p.field))}>
      <Form action={`${reportAt(report.id)}/parts`}>
        <Select
          name="key"
          label="报告的部分"
          value={typed.key ?? ''}
          problems={problems}
          options={template.sections.filter((s) => s.title).map((s) => ({ value: s.key, label: s.title }))}
          required
        />
        <DayField
          name="dueOn"
          label="报送截止日期"
          hint={`通常是 ${due}`}
          value={typed.dueOn ?? (due < today ? addDays(today, 10) : due)}
          problems={problems}
          required
        />
        <TextArea name="request" label="要写什么" value={typed.request ?? ''} problems={problems} rows={3} />
        <Checkboxes
          name="groups"
          label="请哪些单位报送"
          problems={problems}
          value={chosen.groups}
          options={unitGroups
            .map(({ value, label, kinds }) => ({
              value,
              label: `${label}（${units.filter((u) => kinds.includes(u.kind)).length} 个）`,
            }))
            .filter((o) => !o.label.endsWith('（0 个）'))}
          row
        />
        <Checkboxes
          name="units"
          label="或者逐个选"
          value={chosen.units}
          problems={problems}
          options={choicesByName(units)}
          row
        />
        <Actions>
          <Button>发出报送任务</Button>
        </Actions>
      </Form>
    </Disclosure>
  )
}
