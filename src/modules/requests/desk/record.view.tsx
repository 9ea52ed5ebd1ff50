import type { Problem } from '../../../core/errors.ts'
import { yuan } from '../../../core/money.ts'
import {
  ClockCard,
  DayText,
  MetadataTable,
  Moves,
  Notice,
  type Page,
  PrintButton,
  Section,
  Stack,
  Tag,
  Timeline,
} from '../../../ui/index.ts'
import { answerKey, answers } from '../answers.ts'
import { actLabels, channelLabels, routeLabels, stateLabels, wantedFormLabels } from '../labels.ts'
import type { RequestRecord } from '../service.ts'
import { actionsOf } from './actions.ts'
import { Applicant } from './applicant.view.tsx'
import { inList } from './crumbs.ts'
import { Help } from './help.view.tsx'
import { Consultations, Files, Letters, Proposals } from './life.view.tsx'
import { Standing } from './worklist.view.tsx'

export type RequestView = RequestRecord & {
  mayReveal: boolean
  /** Whether the actor may make a draft of a document of it. */
  mayDraft: boolean
  /** What has just been shown for a reason. */
  revealed?: { label: string; value: string } | undefined
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function requestPage(view: RequestView): Page {
  const { request: r, line, acts, problems } = view
  return {
    title: `${r.number}号申请：${r.subject}`,
    breadcrumb: inList,
    problems,
    elements: ['mt-print'],
    body: (
      <Stack gap="large">
        <div>
          <Tag tone={line.light === 'overdue' ? 'bad' : 'accent'}>{stateLabels[r.state]}</Tag>{' '}
          {!r.closedOn && <Standing line={line} />} <PrintButton label="打印办理单" />
        </div>
        <Unclassified view={view} />
        <Moves actions={actionsOf(view)} />
        <Asked view={view} />
        <Applicant view={view} />
        <Proposals view={view} />
        <Consultations view={view} />
        <Letters view={view} />
        <Files view={view} />
        <Help view={view} />
      </Stack>
    ),
    aside: (
      <Stack>
        <Clock view={view} />
        <Section title="办理过程">
          {acts.length > 0 ? (
            <Timeline steps={acts.map((a) => ({ title: actLabels[a.act] ?? a.act, at: a.at, by: a.actor }))} />
          ) : (
            <p>没有办理记录。</p>
          )}
        </Section>
      </Stack>
    ),
  }
}

function Unclassified({ view: { request: r } }: { view: RequestView }) {
  if (!r.closedOn || r.replyKind || r.state === 'withdrawn') return null
  return (
    <Notice kind="warning" title="这件申请已办结，但没有登记答复类型">
      <p>它落不进统计表的任何一行，补登之前当年的统计表不能定稿。</p>
    </Notice>
  )
}

function Asked({ view: { request: r, regime, fee } }: { view: RequestView }) {
  const answer = answers.find((a) => answerKey(a) === `${r.replyKind}${r.refusalGround ? `:${r.refusalGround}` : ''}`)
  const article = answer?.articles[regime.code as 'R2008' | 'R2019']
  return (
    <Section title="申请内容">
      <MetadataTable
        rows={[
          { label: '所需信息', value: r.subject, wide: true },
          { label: '内容描述', value: r.wanted, wide: true },
          { label: '特殊需要', value: r.need, wide: true },
          { label: '提供形式', value: r.wantedForm && (wantedFormLabels[r.wantedForm] ?? r.wantedForm) },
          { label: '获取方式', value: routeLabels[r.wantedRoute] ?? r.wantedRoute },
          { label: '收到方式', value: `${channelLabels[r.channel]}${r.oral ? '（口头，工作人员代填）' : ''}` },
          { label: '到达日期', value: r.arrivedOn && r.arrivedOn !== r.receivedOn && <DayText day={r.arrivedOn} /> },
          { label: '收到申请之日', value: <DayText day={r.receivedOn} /> },
          { label: '办理单位', value: r.unitName },
          { label: '经办人', value: r.handlerName || '还没有人接办' },
          { label: '适用', value: `《政府信息公开条例》（${regime.orderNumber}）` },
          { label: '延长', value: r.extension > 0 ? `${r.extension} 个工作日` : '' },
          { label: '信息处理费', value: feeWords(r, fee) },
          { label: '办结日期', value: r.closedOn && <DayText day={r.closedOn} /> },
          { label: '答复', value: answer && `${answer.label}${article ? `（${article}）` : ''}`, wide: true },
          { label: '答复说明', value: r.replyNote, wide: true },
        ]}
      />
    </Section>
  )
}

function feeWords({ feeFen, feeAskedFen }: RequestView['request'], fee: RequestView['fee']): string {
  if (feeFen > 0) return `已收 ${yuan(feeFen)}`
  if (feeAskedFen > 0) return `已通知缴费 ${yuan(feeAskedFen)}`
  if (!fee) return ''
  return `这位申请人当月第 ${fee.inMonth} 件，按件${fee.feeFen > 0 ? `可收 ${yuan(fee.feeFen)}` : '在免费范围内'}`
}

function Clock({ view }: { view: RequestView }) {
  const { request: r, clock, line, life } = view
  const paused = { supplementAsked: '等申请人补正', feeAsked: '等申请人缴费', consulting: '征求意见' }[
    r.state as string
  ]
  const last = life.events.findLast((e) => e.kind === 'restart')
  return (
    <ClockCard
      title="答复期限"
      // While a consultation is out the day moves on daily; the stored one follows at night.
      due={r.state === 'consulting' ? clock.due.dueOn : r.dueOn}
      light={line.light}
      daysLeft={line.daysLeft}
      limit={clock.due.total}
      basis={last ? `${clock.basis}；从${last.ground}起重新计算` : clock.basis}
      working={clock.working}
      provisional={!r.closedOn && clock.due.provisional}
      paused={paused}
      done={
        r.closedOn && (
          <>
            已于 <DayText day={r.closedOn} /> 办结{r.closedOn > r.dueOn ? '，超过了期限' : ''}
          </>
        )
      }
    />
  )
}
