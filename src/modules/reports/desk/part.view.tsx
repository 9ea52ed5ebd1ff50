import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  DayText,
  Disclosure,
  Form,
  Hidden,
  InstantText,
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
import { partLight } from '../rules.ts'
import { inList } from './crumbs.ts'

type PartView = {
  part: Part
  section: string
  may: { deliver: boolean; merge: boolean }
  today: Day
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  notice?: string | undefined
  meanwhile?: DeliveredMeanwhile
}

/** What one unit is to deliver: what is wanted, what it wrote, and what the office does with it. */
export function partPage({ part, section, may, today, typed, problems, notice, meanwhile }: PartView): Page {
  const at = `/desk/reports/parts/${part.id}`
  return {
    title: `${part.unitName}报送的材料`,
    breadcrumb: inList,
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
                  {partLight(part, today) === 'late' && <Light light="overdue" label="逾期未报" />}
                </>
              ),
            },
            { label: '状态', value: partStateLabels[part.state] },
            ...(part.request ? [{ label: '要写什么', value: part.request }] : []),
            ...(part.deliveredAt
              ? [
                  {
                    label: '报送',
                    value: (
                      <>
                        {part.deliveredName}，<InstantText at={part.deliveredAt} />
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
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
              hint="一行是一段。统计数由编制单位从记录里取，您写工作情况。"
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
        {may.merge && (
          <>
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
          <p key={i}>{line}</p>
        ))}
      </Prose>
    </Section>
  )
}
