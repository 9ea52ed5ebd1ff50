import { addDays, type Day, dayOf } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import type { Act } from '../../../platform/acts.ts'
import type { LaidPaper } from '../../../platform/paper/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkboxes,
  choicesByName,
  DayField,
  DayText,
  Disclosure,
  Form,
  InstantText,
  Light,
  type LightColour,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  PaperView,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
  Timeline,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Finding } from '../../proofreading/index.ts'
import type { Obstacle, PrintedReport } from '../draft.ts'
import { actLabels, partStateLabels, stateLabels } from '../labels.ts'
import type { Part } from '../parts.store.ts'
import { dueDay, isLate, type MoveName, partLight, publishDay, unitGroups } from '../rules.ts'
import type { Report, Section as Saved } from '../store.ts'
import type { ReportTemplate } from '../template.ts'
import { inList, inReport, reportAt, titleOf } from './crumbs.ts'
import { Delivered } from './delivered.view.tsx'

export type ReportView = {
  report: Report
  printed: PrintedReport
  saved: readonly Saved[]
  template: ReportTemplate
  obstacles: readonly Obstacle[]
  /** What the proofreader says, each with the part it stands in; errors keep the draft back. */
  findings: readonly (Finding & { key: string })[]
  frozen: { id: number; filledOn: Day; unitHead: string } | undefined
  parts: readonly Part[]
  units: readonly Unit[]
  acts: readonly Act[]
  today: Day
  /** Why each move may not be made now; absent: it may. */
  refused: Readonly<Record<MoveName, Refusal | undefined>>
  name: string
  typed: Readonly<Record<string, string>>
  /** Units and groups of units ticked. */
  chosen: Readonly<Record<'units' | 'groups', readonly string[]>>
  problems: readonly Problem[]
  notice?: string | undefined
  /** Whether a correction still says what the version before it says. */
  unchanged: boolean
}

/** One version of a report: how it stands, what it lacks, its parts, who delivers, and what may be done now. */
export function reportPage(v: ReportView): Page {
  const { report, template, today } = v
  const publishBy = publishDay(report, template)
  // A correction has no day of its own: what had to be published in time is the first version.
  const late =
    report.version === 1 && isLate(publishBy, report.publishedAt ? dayOf(report.publishedAt) : undefined, today)
  return {
    title: titleOf(report),
    breadcrumb: inList,
    wide: true,
    problems: v.problems,
    ...(v.notice && { notice: v.notice }),
    body: (
      <Stack>
        <MetadataTable
          rows={[
            {
              label: '状态',
              value: <Tag tone={report.state === 'published' ? 'good' : 'plain'}>{stateLabels[report.state]}</Tag>,
            },
            { label: '格式', value: `${template.name}（${template.basis}）` },
            {
              label: '公布期限',
              value: (
                <>
                  <DayText day={publishBy} />{' '}
                  {late && <Light light="overdue" {...(report.publishedAt && { label: '逾期公布' })} />}
                </>
              ),
            },
            { label: '统计表', value: <FormState {...v} /> },
            ...(report.preparer ? [{ label: '编制人', value: report.preparer }] : []),
            ...(report.reviewer ? [{ label: '审核人', value: report.reviewer }] : []),
            ...(report.unitHead ? [{ label: '单位负责人', value: report.unitHead }] : []),
            ...(report.datedOn ? [{ label: '成文日期', value: <DayText day={report.datedOn} /> }] : []),
            ...(report.correction ? [{ label: '更正说明', value: report.correction }] : []),
          ]}
        />
        {report.returnNote && report.state === 'draft' && (
          <Notice kind="warning" title="退回修改">
            <p>{report.returnNote}</p>
          </Notice>
        )}
        <Actions>
          <ButtonLink href={`${reportAt(report.id)}/preview`}>看全文</ButtonLink>
          <ButtonLink href={`${reportAt(report.id)}/file?format=docx`} download icon="download">
            下载 Word
          </ButtonLink>
          <ButtonLink href={`${reportAt(report.id)}/file?format=pdf`} download icon="download">
            下载 PDF
          </ButtonLink>
          {(report.state === 'published' || report.state === 'replaced') && (
            <ButtonLink href={`/reports/${report.unitCode}/${report.year}?version=${report.version}`}>
              看公布的页面
            </ButtonLink>
          )}
        </Actions>
        <Lacks {...v} />
        {/* Who writes works on the parts, who reviews or signs on the whole. */}
        {report.state === 'draft' && <Sections {...v} />}
        <Moves {...v} />
        {report.state !== 'draft' && <Sections {...v} />}
        <Parts {...v} />
      </Stack>
    ),
    aside: <Timeline steps={v.acts.map((a) => ({ at: a.at, title: actTitle(a, v), by: a.actor })).reverse()} />,
  }
}

/** What was done, and to which part or unit: 保存了“一、总体情况”. */
function actTitle({ act, data }: Act, { template, parts, units }: ReportView): string {
  const name = act.slice('reports.'.length)
  const of = data as { section?: string; part?: number; units?: readonly string[] }
  const section = template.sections.find((s) => s.key === of.section)
  const part = parts.find((p) => p.id === of.part)
  const asked = units.filter((u) => of.units?.includes(u.code)).map((u) => u.shortName || u.name)
  const more =
    name === 'sectionSaved' && section
      ? `：${section.title || '引言'}`
      : part
        ? `：${part.unitName}`
        : asked.length > 0
          ? `：${asked.length > 3 ? `${asked.slice(0, 3).join('、')}等 ${asked.length} 个单位` : asked.join('、')}`
          : ''
  return `${actLabels[name] ?? act}${more}`
}

function FormState({ frozen, printed }: ReportView) {
  if (frozen)
    return (
      <>
        <a href={`/desk/statistics/frozen/${frozen.id}`}>已定稿</a>，填报日期 <DayText day={frozen.filledOn} />
      </>
    )
  const { template, year, unit } = printed.form
  return (
    <>
      还没有定稿，签发前要在<a href={`/desk/statistics/forms/${template.code}/${year}?unit=${unit.code}`}>统计表</a>定稿
    </>
  )
}

function Lacks({ obstacles, findings, report, template, refused, unchanged }: ReportView) {
  if (report.state === 'published' || report.state === 'replaced') return null
  const place = (key: string) => {
    const name = template.sections.find((s) => s.key === key)?.title || '引言'
    return refused.write ? name : <a href={`${reportAt(report.id)}/sections/${key}`}>{name}</a>
  }
  const errors = findings.filter((f) => f.severity === 'error')
  const hints = findings.filter((f) => f.severity !== 'error')
  if (obstacles.length + findings.length === 0)
    return (
      <Notice kind="success" title="各部分都写好了，数都有出处，勾稽校核没有发现问题">
        {!refused.submit && <p>可以送审了。</p>}
        {unchanged && <p>正文和上一版一样，还没有改动。</p>}
      </Notice>
    )
  return (
    <>
      {obstacles.length + errors.length > 0 && (
        <Notice kind="warning" title={`还有 ${obstacles.length + errors.length} 处没有写好，改好才能送审`}>
          <ul>
            {obstacles.map((o, i) => (
              <li key={i}>
                {place(o.key)}：{o.what}
              </li>
            ))}
            {errors.map((f, i) => (
              <li key={`error ${i}`}>
                {place(f.key)}：{f.text}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {hints.length > 0 && (
        <Notice title={`勾稽校核有 ${hints.length} 条提示，请核对`}>
          <ul>
            {hints.map((f, i) => (
              <li key={i}>
                {place(f.key)}：{f.text}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

function Sections({ report, template, saved, obstacles, findings, refused }: ReportView) {
  const rows = template.sections.map((s) => ({ ...s, saved: saved.find((one) => one.key === s.key) }))
  return (
    <Section title="各部分" note="部分和次序由格式规定，不增不减。">
      <Table
        caption="各部分"
        captionHidden
        columns={[
          {
            head: '部分',
            wide: true,
            cell: (s) =>
              refused.write ? (
                s.title || '引言'
              ) : (
                <a href={`${reportAt(report.id)}/sections/${s.key}`}>{s.title || '引言'}</a>
              ),
          },
          { head: '统计表格', cell: (s) => (s.tables.length > 0 ? '附表' : '') },
          {
            head: '还差',
            cell: (s) => {
              const errors = findings.filter((f) => f.severity === 'error')
              const count = [...obstacles, ...errors].filter((o) => o.key === s.key).length
              return count > 0 ? <Tag tone="warning">{count} 处</Tag> : '写好了'
            },
            nowrap: true,
          },
          { head: '最后保存', cell: (s) => s.saved && `${s.saved.savedName}` },
          { head: '时间', cell: (s) => s.saved && <InstantText at={s.saved.savedAt} />, nowrap: true },
        ]}
        rows={rows}
        rowKey={(s) => s.key}
      />
    </Section>
  )
}

/** Forms of the moves that may be made now. */
function Moves(v: ReportView) {
  const { report, refused, typed, problems, name, today, frozen } = v
  const at = reportAt(report.id)
  const text = (field: string, fallback = '') => typed[field] ?? fallback
  const waiting = v.parts.filter((p) => p.state !== 'merged').length
  return (
    <>
      {!refused.submit && v.obstacles.length === 0 && v.findings.every((f) => f.severity !== 'error') && (
        <Section title="送审">
          {waiting > 0 && (
            <Notice kind="warning" title={`还有 ${waiting} 份材料没有报送或者没有并入`}>
              <p>送审以后各单位不能再报送；要等他们的，请先不送审。</p>
            </Notice>
          )}
          <Form action={`${at}/submit`}>
            <TextField
              name="preparer"
              label="编制人"
              value={text('preparer', name)}
              problems={problems}
              size="medium"
              required
            />
            <Actions>
              <Button>送审</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.recall && (
        <Form action={`${at}/recall`}>
          <Button kind="plain">撤回送审，继续修改</Button>
        </Form>
      )}
      {!refused.review && (
        <Section title="审核">
          <Form action={`${at}/review`}>
            <TextField
              name="reviewer"
              label="审核人"
              value={text('reviewer', name)}
              problems={problems}
              size="medium"
              required
            />
            <Actions>
              <Button>审核通过，请单位负责人签发</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.sign && !frozen && (
        <Section title="签发">
          <NotNow
            refusal={{
              code: 'reports.noForm',
              message: `${report.year} 年的统计表还没有定稿，现在不能签发`,
              next: '请政务公开办先在“统计表”里核对勾稽关系、定稿。',
            }}
          />
        </Section>
      )}
      {!refused.sign && frozen && (
        <Section title="签发" note="成文日期印在报告末尾，不能早于统计表的填报日期。">
          <Form action={`${at}/sign`}>
            <TextField
              name="unitHead"
              label="单位负责人"
              hint={`统计表由${frozen.unitHead}签署，应为同一人`}
              value={text('unitHead', frozen.unitHead)}
              problems={problems}
              size="medium"
              required
            />
            <DayField name="datedOn" label="成文日期" value={text('datedOn', today)} problems={problems} required />
            <Actions>
              <Button>签发</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.publish && (
        <Section
          title="公布"
          note="公布时再取一次数，和签发时一样才能公布，连同统计表一起定下来；记录以后的变化不改动已公布的报告。"
        >
          <Form action={`${at}/publish`}>
            <Actions>
              <Button>公布报告</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.return && (
        <Disclosure summary="退回修改">
          <Form action={`${at}/return`}>
            <TextArea name="note" label="退回的理由" value={text('note')} problems={problems} rows={3} required />
            <Button kind="plain">退回修改</Button>
          </Form>
        </Disclosure>
      )}
      {!refused.discard && v.parts.every((p) => p.state === 'asked') && (
        <Disclosure summary="废弃这份草稿">
          <p>
            {report.version > 1
              ? '已经公布的一版不受影响。'
              : '年份或者单位选错了才用。已经写的文字留在记录里，可以再开始编制。'}
          </p>
          <Form action={`${at}/discard`}>
            <TextArea name="note" label="废弃的理由" value={text('note')} problems={problems} rows={2} required />
            <Button kind="plain">废弃草稿</Button>
          </Form>
        </Disclosure>
      )}
      {!refused.correct && (
        <Disclosure summary="更正这份报告">
          <Form action={`${at}/correct`}>
            <TextArea
              name="correction"
              label="更正说明"
              hint="印在更正版的标题下面，告诉读者改了什么、为什么"
              value={text('correction')}
              problems={problems}
              rows={3}
              required
            />
            <Button kind="plain">开始更正，编写新的一版</Button>
          </Form>
        </Disclosure>
      )}
    </>
  )
}

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

function Parts(v: ReportView) {
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

/** The whole report as it will lie on the desk. */
export const previewPage = (report: Report, paper: LaidPaper): Page => ({
  title: '全文',
  breadcrumb: inReport({ id: report.id, title: titleOf(report) }),
  body: <PaperView paper={paper} />,
})
