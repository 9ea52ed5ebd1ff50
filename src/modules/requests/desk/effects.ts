import { addWorkingDays } from '../../../core/calendar.ts'
import type { ClockEvent } from '../../../core/clock.ts'
import { type Day, isDay, showDay } from '../../../core/day.ts'
import { yuan } from '../../../core/money.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Effect } from '../../../ui/index.ts'
import { consultationUntil, type MoveName } from '../rules.ts'
import { dueAfter, type RequestRecord } from '../service.ts'

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
  const now: Effect = { label: '现在的期限', value: showDay(request.dueOn) }
  switch (name) {
    case 'askSupplement': {
      const by = regime.limits.supplementNoticeDays
      return [
        now,
        ...(by === null
          ? []
          : [{ label: '告知期限', value: showDay(addWorkingDays(calendar, request.receivedOn, by)) }]),
        { label: '以后的期限', value: `从补正送到的第二天起，重新计算 ${regime.limits.replyDays} 个工作日` },
      ]
    }
    case 'supplement':
      return [now, anew('今天收到补正的')]
    case 'recordPayment':
      return [now, { label: '应缴', value: yuan(request.feeAskedFen) }, anew('今天缴费的')]
    case 'consult': {
      const answer = consultationUntil(regime, calendar, 'thirdParty', today, '')
      const until = 'until' in answer ? answer.until : null
      if (!until) return [now, { label: '期间', value: '不计入答复期限，从收到意见起接着计算' }]
      const waits = life.consultations.some((c) => c.answer === null)
      const last = waits ? [] : [{ kind: 'pause', on: today, ground } as const]
      return [
        now,
        { label: '对方的期限', value: showDay(until) },
        {
          label: '以后的期限',
          value: `${after(...last, { kind: 'resume', on: until, ground })}（对方到最后一天才答复的话）`,
        },
      ]
    }
    case 'recordAnswer': {
      const open = life.consultations.filter((c) => c.answer === null).length
      return open > 1
        ? [now, { label: '没有答复', value: `${open} 处，全部答复以后接着计时` }]
        : [now, { label: '今天答复的', value: after({ kind: 'resume', on: today, ground }) }]
    }
    case 'proposeExtension': {
      const most = regime.limits.extensionDays
      const days = /^\d{1,2}$/.test(typed.days ?? '') ? Number(typed.days) : most
      const asked = days >= 1 && days <= most ? days : most
      return [
        now,
        {
          label: '批准以后',
          value: `${after({ kind: 'extension', on: today, days: asked, ground })}（延长 ${asked} 个工作日，最长 ${most} 个）`,
        },
      ]
    }
    case 'proposePostponement': {
      const dueOn = typed.dueOn ?? ''
      return [now, ...(isDay(dueOn) ? [{ label: '批准以后', value: showDay(dueOn as Day) }] : [])]
    }
    case 'askFee':
      return fee
        ? [
            { label: '申请件数', value: `这位申请人当月第 ${fee.inMonth} 件` },
            { label: '按件计收', value: fee.feeFen > 0 ? yuan(fee.feeFen) : '在免费范围内' },
            { label: '缴费期限', value: showDay(addWorkingDays(calendar, today, fee.scheme.payDays)) },
            { label: '以后的期限', value: `从缴费的第二天起，重新计算 ${regime.limits.replyDays} 个工作日` },
          ]
        : []
    case 'handOver':
      return [{ ...now, label: '期限不变' }]
    default:
      return []
  }
}
