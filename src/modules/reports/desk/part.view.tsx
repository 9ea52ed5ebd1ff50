import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DayText,
  Disclosure,
  Form,
  Hidden,
  Light,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  Prose,
  Section,
  Stack,
  TextArea,
} from '../../../ui/index.ts'
import { partStateLabels } from '../labels.ts'
import type { DeliveredMeanwhile } from '../parts.service.ts'
import type { Part } from '../parts.store.ts'
import { markTyped } from '../passage.view.tsx'
import { partLight } from '../rules.ts'
import { inList, inReport, reportAt } from './crumbs.ts'
import { Delivered } from './delivered.view.tsx'

type PartView = {
  part: Part
  section: string
  may: { deliver: boolean; merge: boolean; write: boolean }
  /** Another part of the report that waits to be merged. */
  next?: Part | undefined
  today: Day
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  notice?: string | undefined
  meanwhile?: DeliveredMeanwhile
}

/** What one unit is to deliver: what is wanted, what it wrote, and what the office does with it. */
export function partPage({ part, section, may, next, today, typed, problems, notice, meanwhile }: PartView): Page {
  const at = `/desk/reports/parts/${part.id}`
  return {
    title: `${part.unitName}报送的材料`,
    breadcrumb: may.write ? inReport({ id: part.reportId, title: `${part.reporter} ${part.year} 年度报告` }) : inList,
    problems,
    ...(notice && { notice }),
    body: (
      <Stack>
        <MetadataTable
          rows={[
            { label: '用于', value: `${part.reporter} ${part.year} 年度报告，${section}` },
            {
              label: '截止',
              value: (
                <>
                  <DayText day={part.dueOn} />{' '}
                  {part.reportState === 'draft' && partLight(part, today) === 'late' && (
                    <Light light="overdue" label="逾期未报" />
                  )}
                </>
              ),
            },
            { label: '状态', value: partStateLabels[part.state] },
            ...(part.request ? [{ label: '要写什么', value: part.request }] : []),
            ...(part.deliveredAt ? [{ label: '报送', value: <Delivered part={part} /> }] : []),
          ]}
        />
        {part.state === 'asked' && part.reportState !== 'draft' && (
          <Notice title="报告已经送审，这份材料不再接收">
            <p>有要补充的，请与{part.reporter}政务公开工作机构联系，由他们退回报告后再报送。</p>
          </Notice>
        )}
        {part.returnNote && (
          <Notice kind="warning" title="退回修改">
            <p>{part.returnNote}</p>
          </Notice>
        )}
        {meanwhile && <NotNow refusal={meanwhile.refusal} />}
        {meanwhile && <Material text={part.text} title="现在的材料" />}
        {may.deliver ? (
          <Form action={at}>
            <Hidden name="revision" value={meanwhile ? part.revision : (typed.revision ?? part.revision)} />
            <TextArea
              name="text"
              label="材料"
              hint="一行是一段。请写工作情况；统计数由编制单位从记录里取，您手写的数会标出来，由他们改成指标。"
              value={typed.text ?? part.text}
              problems={problems}
              rows={12}
              required
            />
            <Actions>
              <Button>{part.state === 'delivered' ? '改好重新报送' : '报送'}</Button>
            </Actions>
          </Form>
        ) : (
          <Material text={part.text} title="材料" />
        )}
        {may.write && part.state === 'merged' && (
          <Actions>
            <ButtonLink href={`${reportAt(part.reportId)}/sections/${part.key}`}>改这一部分的正文</ButtonLink>
            {next && <ButtonLink href={`/desk/reports/parts/${next.id}`}>下一份材料：{next.unitName}</ButtonLink>}
          </Actions>
        )}
        {may.write && part.state === 'asked' && (
          <Form action={`${at}/withdraw`} inline>
            <Button kind="plain">撤回报送任务</Button>
          </Form>
        )}
        {may.merge && (
          <>
            <p>并入后排在“{section}”正文的末尾，再由您改顺。</p>
            <Actions>
              <Form action={`${at}/merge`} inline>
                <Button>并入报告</Button>
              </Form>
            </Actions>
            <Disclosure summary="退回修改">
              <Form action={`${at}/return`}>
                <TextArea
                  name="note"
                  label="退回的理由"
                  value={typed.note ?? ''}
                  problems={problems}
                  rows={3}
                  required
                />
                <Button kind="plain">退回</Button>
              </Form>
            </Disclosure>
          </>
        )}
      </Stack>
    ),
  }
}

function Material({ text, title }: { text: string; title: string }) {
  if (text === '') return null
  return (
    <Section title={title}>
      <Prose>
        {text.split('\n').map((line, i) => (
          <p key={i}>{markTyped(line)}</p>
        ))}
      </Prose>
    </Section>
  )
}
