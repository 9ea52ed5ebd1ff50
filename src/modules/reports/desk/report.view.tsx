import { type Day, dayOf } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import type { Act } from '../../../platform/acts.ts'
import type { LaidPaper } from '../../../platform/paper/index.ts'
import {
  Actions,
  ButtonLink,
  DayText,
  InstantText,
  Light,
  MetadataTable,
  Notice,
  type Page,
  PaperView,
  Section,
  Stack,
  Table,
  Tag,
  Timeline,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Finding } from '../../proofreading/index.ts'
import type { Obstacle, PrintedReport } from '../draft.ts'
import { actLabels, stateLabels } from '../labels.ts'
import type { Part } from '../parts.store.ts'
import { isLate, type MoveName, publishDay } from '../rules.ts'
import type { Report, Section as Saved } from '../store.ts'
import type { ReportTemplate } from '../template.ts'
import { inList, inReport, reportAt, titleOf } from './crumbs.ts'
import { Moves } from './report-moves.view.tsx'
import { Parts } from './report-parts.view.tsx'

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

/** The whole report as it will lie on the desk. */
export const previewPage = (report: Report, paper: LaidPaper): Page => ({
  title: '全文',
  breadcrumb: inReport({ id: report.id, title: titleOf(report) }),
  body: <PaperView paper={paper} />,
})
