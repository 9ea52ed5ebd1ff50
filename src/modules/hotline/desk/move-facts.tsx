import type { Day } from '../../../core/day.ts'
import { DayText, type Fact, InstantText, MetadataTable, Section } from '../../../ui/index.ts'
import type { Place } from '../dispatch.ts'
import type { OrderStep } from '../life.store.ts'
import type { MoveName } from '../rules.ts'
import type { OrderRecord } from '../service.ts'
import { hrefOf } from './crumbs.ts'
import { ProposalWords } from './life.view.tsx'

type Props = {
  name: MoveName
  record: OrderRecord
  units: readonly Place[]
  /** Last day to reply if the days asked for are granted. */
  extendedTo?: Day | undefined
}

/** How things stand, beside the form of a move that is decided on them; nothing where the text of the order is enough. */
export function MoveFacts(props: Props) {
  const rows = rowsOf[props.name]?.(props)
  if (!rows) return null
  return (
    <Section title={titles[props.name] ?? '办到哪里了'}>
      <MetadataTable rows={rows} />
    </Section>
  )
}

const titles: Partial<Record<MoveName, string>> = {
  split: '合并的情况',
  giveBack: '转办的情况',
  assist: '协办的要求',
  decideReturn: '退单的申请',
  decideExtension: '延期的申请',
  decideClosing: '办结的申请',
}

/** What a unit asked for and waits for; undefined where nothing does. */
export const waitingFor = (name: MoveName, { life }: Pick<OrderRecord, 'life'>) => {
  const kind = ({ decideReturn: 'return', decideExtension: 'extension', decideClosing: 'closing' } as const)[
    name as 'decideReturn'
  ]
  return kind && life.proposals.find((p) => p.kind === kind && p.state === 'waiting')
}

const standing = ({ record: { order: o, line, life } }: Props): Fact[] => [
  { label: '主办单位', value: o.unitName },
  { label: '现在在哪里', value: o.atUnitName === o.unitName ? '' : o.atUnitName },
  { label: '答复期限', value: <DayText day={o.replyDueOn} /> },
  { label: '逾期', value: line.light === 'overdue' && line.daysLeft && `${-line.daysLeft} 个工作日` },
  { label: '催办', value: life.urgings.length > 0 && `${life.urgings.length} 次` },
  { label: '督办', value: o.supervisedOn && <DayText day={o.supervisedOn} /> },
  { label: '最近的答复', value: life.replies.at(-1)?.text, wide: true },
]

const asked = (props: Props): Fact[] => {
  const waiting = waitingFor(props.name, props.record)
  return waiting
    ? [
        { label: '谁申请的', value: `${waiting.unitName} ${waiting.proposedName}` },
        { label: '申请的时间', value: <InstantText at={waiting.proposedAt} /> },
        { label: '申请的内容', value: <ProposalWords proposal={waiting} />, wide: true },
      ]
    : []
}

const lastStep = ({ life }: OrderRecord, move: MoveName): OrderStep | undefined =>
  life.steps.findLast((s) => s.move === move)

const rowsOf: Partial<Record<MoveName, (props: Props) => Fact[]>> = {
  urge: standing,
  supervise: standing,
  escalate: standing,
  instruct: (props) => [
    ...standing(props),
    { label: '为什么报领导', value: lastStep(props.record, 'escalate')?.words, wide: true },
  ],
  reassign: (props) => {
    const asking = props.record.life.proposals.findLast((p) => p.kind === 'return')
    return [
      ...standing(props),
      { label: '单位申请退单的理由', value: asking && <ProposalWords proposal={asking} />, wide: true },
    ]
  },
  split: ({ record }) => [
    {
      label: '并在哪一件里',
      value: record.order.mergedNumber && (
        <a href={hrefOf(record.order.mergedNumber)}>{record.order.mergedNumber}号工单</a>
      ),
    },
    { label: '合并时的说明', value: lastStep(record, 'merge')?.words, wide: true },
  ],
  giveBack: ({ record }) => {
    const step = lastStep(record, 'handDown')
    return [
      { label: '谁转办的', value: step && [step.unitName, step.byName].filter(Boolean).join(' ') },
      { label: '转办的时间', value: step && <InstantText at={step.at} /> },
      { label: '为什么转办', value: step?.words, wide: true },
    ]
  },
  assist: ({ record: { order, life } }) => [
    { label: '主办单位', value: order.unitName },
    { label: '答复期限', value: <DayText day={order.replyDueOn} /> },
    ...life.units
      .filter((u) => u.state === 'doing')
      .map((u) => ({ label: `${u.unitName}协办什么`, value: u.part || '没有写明，请问主办单位', wide: true })),
  ],
  decideReturn: (props) => {
    const { suggestedUnitCode } = (waitingFor('decideReturn', props.record)?.content ?? {}) as {
      suggestedUnitCode?: string
    }
    return [
      ...asked(props),
      { label: '建议转给', value: props.units.find((u) => u.code === suggestedUnitCode)?.name },
      { label: '答复期限', value: <DayText day={props.record.order.replyDueOn} /> },
    ]
  },
  decideExtension: (props) => [
    ...asked(props),
    { label: '现在的答复期限', value: <DayText day={props.record.order.replyDueOn} style="weekday" /> },
    { label: '同意以后', value: props.extendedTo && <DayText day={props.extendedTo} style="weekday" /> },
  ],
  decideClosing: asked,
}
