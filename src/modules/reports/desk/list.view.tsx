import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  choicesByName,
  DayText,
  EmptyState,
  Form,
  InstantText,
  Light,
  NumberField,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  Tag,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { partStateLabels, stateLabels } from '../labels.ts'
import type { Part } from '../parts.store.ts'
import { isLate, partLight, publishDay } from '../rules.ts'
import type { Report } from '../store.ts'
import { getTemplate } from '../template.ts'
import { reportAt, titleOf, top } from './crumbs.ts'

type ListView = {
  reports: readonly Report[]
  /** What the actor's units are to deliver. */
  parts: readonly Part[]
  /** Units for which the actor may begin a report. */
  units: readonly Unit[]
  today: Day
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  notice?: string | undefined
}

/** By when a report is to be published, and whether that is past. */
function PublishBy({ report, today }: { report: Report; today: Day }) {
  const by = publishDay(report, getTemplate(report.template))
  const open = report.publishedAt === null
  return (
    <>
      <DayText day={by} /> {open && isLate(by, undefined, today) && <Light light="overdue" />}
    </>
  )
}

/** Reports within reach, what is to be delivered, and the beginning of a new one. */
export function listPage({ reports, parts, units, today, typed, problems, notice }: ListView): Page {
  return {
    title: '年度报告',
    breadcrumb: top,
    problems,
    ...(notice && { notice }),
    wide: true,
    body: (
      <Stack>
        {parts.length > 0 && (
          <Section title="我单位要报送的材料">
            <Table
              caption="报送任务"
              captionHidden
              columns={[
                { head: '单位', cell: (p) => <a href={`/desk/reports/parts/${p.id}`}>{p.unitName}</a>, wide: true },
                { head: '报告', cell: (p) => `${p.reporter} ${p.year} 年` },
                { head: '截止', cell: (p) => <DayText day={p.dueOn} />, nowrap: true },
                {
                  head: '情况',
                  cell: (p) =>
                    p.state === 'asked' && p.reportState !== 'draft' ? (
                      '没有报送，报告已经送审'
                    ) : partLight(p, today) === 'late' ? (
                      <Light light="overdue" label="逾期未报" />
                    ) : (
                      partStateLabels[p.state]
                    ),
                  nowrap: true,
                },
              ]}
              rows={parts}
              rowKey={(p) => p.id}
              marked={(p) => p.reportState === 'draft' && partLight(p, today) === 'late'}
            />
          </Section>
        )}
        <Section title="报告">
          <Table
            caption="年度报告"
            captionHidden
            columns={[
              { head: '报告', cell: (r) => <a href={reportAt(r.id)}>{titleOf(r)}</a>, wide: true },
              {
                head: '状态',
                cell: (r) => <Tag tone={r.state === 'published' ? 'good' : 'plain'}>{stateLabels[r.state]}</Tag>,
                nowrap: true,
              },
              {
                head: '公布期限',
                // A correction has none of its own.
                cell: (r) => r.version === 1 && <PublishBy report={r} today={today} />,
                nowrap: true,
              },
              { head: '成文日期', cell: (r) => r.datedOn && <DayText day={r.datedOn} />, nowrap: true },
              { head: '最后改动', cell: (r) => <InstantText at={r.changedAt} />, nowrap: true },
            ]}
            rows={reports}
            rowKey={(r) => r.id}
            empty={<EmptyState title="还没有年度报告" />}
          />
        </Section>
        {units.length > 0 && (
          <Section title="编制一份报告" note="先按当年适用的格式和记录写出初稿，再由您修改。">
            <Form>
              <NumberField
                name="year"
                label="年份"
                value={typed.year ?? Number(today.slice(0, 4)) - 1}
                problems={problems}
                required
              />
              <Select
                name="unit"
                label="单位"
                value={typed.unit ?? units[0]?.code ?? ''}
                empty={false}
                problems={problems}
                options={choicesByName(units)}
              />
              <Actions>
                <Button>开始编制</Button>
              </Actions>
            </Form>
          </Section>
        )}
      </Stack>
    ),
  }
}
