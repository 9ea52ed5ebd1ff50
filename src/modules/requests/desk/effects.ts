import { addWorkingDays } from '../../../core/calendar.ts'
import type { ClockEvent } from '../../../core/clock.ts'
import { type Day, isDay, showDay } from '../../../core/day.ts'
import { yuan } from '../../../core/money.ts'
import type { Ctx } from '../../../platform/context.ts'
import { consultationUntil, type MoveName } from '../rules.ts'
import { dueAfter, type RequestRecord } from '../service.ts'

/** One thing that a move brings about, in words. */
export type Effect = { label: string; value: string }

/** What a move does to the days, told before it is made: the due day now, and what it would become. */
export function effectsOf(
  ctx: Ctx,
  name: MoveName,
  { request, life, regime, fee }: RequestRecord,
  typed: Readonly<Record<string, string>>,
): Effect[] {
  const { today, calendar } = ctx
  const after = (...events: ClockEvent[]) => showDay(dueAfter(ctx, request, life, ...events))
  const ground = ''
  const anew = (label: string): Effect => ({ label, value: after({ kind: 'restart', on: today, ground }) })
  const now: Effect = { label: '现在的答复期限', value: showDay(request.dueOn) }
  switch (name) {
    case 'askSupplement': {
      const by = regime.limits.supplementNoticeDays
      return [
        now,
        ...(by === null
          ? []
          : [{ label: '最迟告知补正', value: showDay(addWorkingDays(calendar, request.receivedOn, by)) }]),
        { label: '补正送到以后', value: `从送到的第二天起，重新计算 ${regime.limits.replyDays} 个工作日` },
      ]
    }
    case 'supplement':
      return [now, anew('今天收到补正，答复期限为')]
    case 'recordPayment':
      return [now, { label: '应缴', value: yuan(request.feeAskedFen) }, anew('今天收到缴费，答复期限为')]
    case 'consult': {
      const answer = consultationUntil(regime, calendar, 'thirdParty', today, '')
      const until = 'until' in answer ? answer.until : null
      if (!until) return [now, { label: '征求意见期间', value: '不计入答复期限，从收到意见起接着计算' }]
      const waits = life.consultations.some((c) => c.answer === null)
      const last = waits ? [] : [{ kind: 'pause', on: today, ground } as const]
      return [
        now,
        { label: '对方最迟答复', value: showDay(until) },
        { label: '到那天才有答复的，答复期限为', value: after(...last, { kind: 'resume', on: until, ground }) },
      ]
    }
    case 'recordAnswer': {
      const open = life.consultations.filter((c) => c.answer === null).length
      return open > 1
        ? [now, { label: '还有', value: `${open} 处没有答复，全部答复以后接着计时` }]
        : [now, { label: '今天收到答复，答复期限为', value: after({ kind: 'resume', on: today, ground }) }]
    }
    case 'proposeExtension': {
      const most = regime.limits.extensionDays
      const days = /^\d{1,2}$/.test(typed.days ?? '') ? Number(typed.days) : most
      const asked = days >= 1 && days <= most ? days : most
      return [
        now,
        {
          label: `批准延长 ${asked} 个工作日，答复期限为`,
          value: after({ kind: 'extension', on: today, days: asked, ground }),
        },
      ]
    }
    case 'proposePostponement': {
      const dueOn = typed.dueOn ?? ''
      return [now, ...(isDay(dueOn) ? [{ label: '批准以后，答复期限为', value: showDay(dueOn as Day) }] : [])]
    }
    case 'askFee':
      return fee
        ? [
            { label: '本月这位申请人的第几件', value: `第 ${fee.inMonth} 件` },
            { label: '按件计收', value: fee.feeFen > 0 ? yuan(fee.feeFen) : '在免费范围内' },
            { label: '最迟缴费', value: showDay(addWorkingDays(calendar, today, fee.scheme.payDays)) },
            { label: '缴费以后', value: `从缴费的第二天起，重新计算 ${regime.limits.replyDays} 个工作日` },
          ]
        : []
    case 'handOver':
      return [{ ...now, label: '答复期限不变' }]
    default:
      return []
  }
}
