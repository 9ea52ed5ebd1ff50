import type { Problem } from '../../../core/errors.ts'
import { maskContact, maskIdNumber } from '../../../core/mask.ts'
import { yuan } from '../../../core/money.ts'
import {
  ClockCard,
  DayText,
  Disclosure,
  type LightColour,
  MetadataTable,
  Moves,
  type Page,
  PrintButton,
  Section,
  Stack,
  Table,
  Tag,
  Timeline,
} from '../../../ui/index.ts'
import type { ApplicationForm, FormField } from '../../catalogue/index.ts'
import { answerFacts } from '../answer-fields.tsx'
import type { Answers } from '../answers.ts'
import type { Correction } from '../corrections.store.ts'
import { actLabels, channelLabels, decisionLabels, deliveryLabels, kindLabels, stateLabels } from '../labels.ts'
import type { answersOf, CaseRecord, officeClock } from '../service.ts'
import { actionsOf } from './actions.ts'
import { Applicant } from './applicant.view.tsx'
import { inList } from './crumbs.ts'
import { Deliveries, Materials, Messages, Papers, Proposals, Results, Steps } from './life.view.tsx'
import { Standing } from './worklist.view.tsx'

export type CaseView = CaseRecord & {
  /** For who may open what names people. */
  applied: Awaited<ReturnType<typeof answersOf>> | undefined
  officeClock: ReturnType<typeof officeClock>
  /** Steps that the reader's own unit takes. */
  ownSteps: readonly number[]
  /** Working days to the last day of each limit. */
  daysLeft: Record<'promised' | 'statutory', number | undefined>
  mayReveal: boolean
  /** What has just been shown for a reason. */
  revealed?: { label: string; value: string } | undefined
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function casePage(view: CaseView): Page {
  const { file: c, line, acts, problems } = view
  return {
    title: `${c.number}号办件：${c.itemName}`,
    breadcrumb: inList,
    problems,
    elements: ['mt-print'],
    body: (
      <Stack gap="large">
        <div>
          <Tag tone={line.light === 'overdue' ? 'bad' : 'accent'}>{stateLabels[c.state]}</Tag>{' '}
          <Tag>{kindLabels[c.kind]}</Tag> {!c.completedOn && <Standing line={line} />}{' '}
          <PrintButton label="打印办理单" />
        </div>
        <Moves actions={actionsOf(view)} />
        <Facts view={view} />
        <Steps view={view} />
        <Proposals view={view} />
        <Applicant view={view} />
        <Applied view={view} />
        <Materials view={view} />
        <Papers view={view} />
        <Results view={view} />
        <Deliveries view={view} />
        <Messages view={view} />
      </Stack>
    ),
    aside: (
      <Stack>
        <Clocks view={view} />
        <Section title="办理过程">
          <Timeline steps={acts.map((a) => ({ title: actLabels[a.act] ?? a.act, at: a.at, by: a.actor }))} />
        </Section>
      </Stack>
    ),
  }
}

function Facts({ view: { file: c, version } }: { view: CaseView }) {
  return (
    <Section title="办件">
      <MetadataTable
        rows={[
          { label: '事项', value: `${c.itemName}（第 ${version.version} 版）`, wide: true },
          { label: '主管单位', value: c.unitName },
          { label: '现在在哪里', value: c.completedOn ? '' : c.atUnitName },
          { label: '经办人', value: c.handlerName || '还没有人经办' },
          { label: '收件单位', value: `${c.intakeUnitName}，${channelLabels[c.channel]}` },
          { label: '收到日期', value: <DayText day={c.receivedOn} /> },
          {
            label: '受理日期',
            value: c.acceptedOn && (
              <>
                <DayText day={c.acceptedOn} />
                {c.acceptedBySilence && '（逾期未告知，视为受理）'}
              </>
            ),
          },
          { label: '决定', value: c.decision && `${decisionLabels[c.decision]}，${c.decidedName}` },
          { label: '决定日期', value: c.decidedOn && <DayText day={c.decidedOn} /> },
          { label: '理由', value: c.decisionNote || c.closingNote, wide: true },
          { label: '延长', value: c.extension > 0 ? `${c.extension} 天` : '' },
          { label: '费用', value: feeWords(c) },
          { label: '领取方式', value: deliveryLabels[c.wantedDelivery] },
          { label: '送达日期', value: c.deliveredOn && <DayText day={c.deliveredOn} /> },
        ]}
      />
    </Section>
  )
}

const maskAnswer = (format: FormField['format'], value: Answers[string]): Answers[string] => {
  if (typeof value !== 'string') return value
  if (format === 'idNumber') return maskIdNumber(value)
  return format === 'phone' || format === 'email' ? maskContact(value) : value
}

function feeWords({ feeAskedFen, feeFen, paidOn }: CaseView['file']): string {
  if (paidOn) return `已收 ${yuan(feeFen)}`
  return feeAskedFen > 0 ? `已通知缴费 ${yuan(feeAskedFen)}，还没有缴` : ''
}

/** The application form as it was filled in; folded, and for those alone who handle the case. */
function Applied({ view: { applied, version, file } }: { view: CaseView }) {
  const { form, questions } = version.elements
  if (!applied) return null
  const { answers, corrections } = applied
  const chosen = questions.map((q) => ({
    label: q.text,
    value: q.options.find((o) => o.value === file.choices[q.key])?.label,
    wide: true,
  }))
  // What only repeats the applicant stands above, masked; other people's numbers are masked here.
  const own = Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]) => {
      const field = form.properties[name]
      return field && field.known === undefined ? [[name, maskAnswer(field.format, value)] as const] : []
    }),
  )
  const filled = answerFacts(form, own)
  if (chosen.length + filled.length === 0) return null
  return (
    <>
      <Corrected form={form} corrections={corrections} />
      <Disclosure summary="申请表">
        <MetadataTable rows={[...chosen, ...filled]} />
      </Disclosure>
    </>
  )
}

/** What the notice named on the form: the answer before, and the one that came. */
function Corrected({ form, corrections }: { form: ApplicationForm; corrections: readonly Correction[] }) {
  if (corrections.length === 0) return null
  const words = (field: string, answer: Answers[string] | undefined): string => {
    const shown = answer === undefined ? undefined : maskAnswer(form.properties[field]?.format, answer)
    return shown === undefined ? '没有填' : typeof shown === 'boolean' ? (shown ? '是' : '否') : String(shown)
  }
  const now = (c: Correction): string => {
    if (!c.correctedOn) return '还没有改'
    return c.newAnswer === c.oldAnswer ? '没有改' : words(c.field, c.newAnswer)
  }
  return (
    <Section title="申请表的补正" note="只有补正告知书点名的几项可以改">
      <Table<Correction>
        caption="申请表补正前后"
        captionHidden
        columns={[
          { head: '项目', cell: (c) => form.properties[c.field]?.title ?? c.field, names: true },
          { head: '原来', cell: (c) => words(c.field, c.oldAnswer), wide: true },
          { head: '补正以后', cell: now, wide: true },
        ]}
        rows={corrections}
        rowKey={(c) => c.field}
      />
    </Section>
  )
}

const lights = {
  green: 'green',
  yellow: 'yellow',
  overdue: 'overdue',
  stopped: 'none',
  none: 'none',
} as const satisfies Record<CaseRecord['line']['light'], LightColour>
const units = { workingDay: undefined, calendarDay: '个自然日', instant: undefined, none: undefined } as const

/** The clock that runs now first, then the two limits of the handling, the promised and the statutory one. */
function Clocks({ view }: { view: CaseView }) {
  const { file: c, clocks, line, officeClock, daysLeft } = view
  const light = lights[line.light]
  const paused = c.state === 'specialProcedure' ? '特别程序' : undefined
  const done = c.decidedOn ? (
    <>
      已于 <DayText day={c.decidedOn} /> 决定
    </>
  ) : (
    c.completedOn && (
      <>
        已于 <DayText day={c.completedOn} /> 结束
      </>
    )
  )
  return (
    <>
      {officeClock && <ClockCard {...officeClock} due={officeClock.dueOn} light={light} daysLeft={line.daysLeft} />}
      {c.state === 'supplementAsked' && c.waitingUntil && (
        <Section title="等申请人补正">
          <p>
            到 <DayText day={c.waitingUntil} /> 为止
          </p>
        </Section>
      )}
      {(['promised', 'statutory'] as const).map((clock) => {
        const one = clocks[clock]
        if (!one?.dueOn) return null
        const days = c.clockStopped ? undefined : daysLeft[clock]
        // The nearer of the two is the one that the light of the case goes by.
        const own = days === undefined ? 'none' : days < 0 ? 'overdue' : 'green'
        const promised = clock === 'promised'
        return (
          <ClockCard
            key={clock}
            title={promised ? '承诺办结' : '法定期限'}
            due={one.dueOn}
            light={one.dueOn === c.dueOn ? light : own}
            daysLeft={days}
            limit={((promised ? c.promisedDays : c.statutoryDays) ?? 0) + c.extension}
            unit={units[promised ? c.promisedUnit : c.statutoryUnit]}
            basis={one.basis}
            working={one.working}
            provisional={!c.decidedOn && c.provisional}
            paused={c.decidedOn ? undefined : paused}
            done={done}
          />
        )
      })}
    </>
  )
}
