import { addDays, type Day, showDay } from '../../core/day.ts'
import type { Refusal } from '../../core/errors.ts'
import type { Settings } from '../../platform/settings.ts'
import { appointmentStateLabels } from './labels.ts'
import { instantOf, type Slot } from './order.ts'
import type { AppointmentState } from './schema.ts'

/** From which states a move leads into which, until when, and who may make it. */
export type AppointmentMove = {
  from: readonly AppointmentState[]
  to: AppointmentState
  /** `person`: who holds number and code; `desk`: who gives numbers; `clock`: by itself. */
  by: readonly ('person' | 'desk' | 'clock')[]
  /** `begins`, `ends`: before the slot does; `onItsDay`: on that day alone; `ended`: once the slot has; absent: any time. */
  when?: 'begins' | 'ends' | 'onItsDay' | 'ended'
}

/** The life of an appointment, from booked to ended. Who comes on the day, but late, takes the miss back. */
export const appointmentMoves = {
  change: { from: ['booked'], to: 'booked', by: ['person', 'desk'], when: 'begins' },
  cancel: { from: ['booked'], to: 'cancelled', by: ['person', 'desk'], when: 'ends' },
  keep: { from: ['booked', 'noShow'], to: 'kept', by: ['person', 'desk'], when: 'onItsDay' },
  miss: { from: ['booked'], to: 'noShow', by: ['clock'], when: 'ended' },
  /** The hall is closed in its slot, whatever the reason. */
  callOff: { from: ['booked'], to: 'cancelled', by: ['clock'] },
} as const satisfies Record<string, AppointmentMove>
export type AppointmentMoveName = keyof typeof appointmentMoves

const doing: Record<AppointmentMoveName, string> = {
  change: '改期',
  cancel: '取消',
  keep: '取号',
  miss: '记为没有来',
  callOff: '由大厅取消',
}

/** What the rules look at of an appointment. */
export type Standing = Slot & { state: AppointmentState }

/** Why an appointment may not be moved so now; undefined if it may. */
export function refuseAppointmentMove(name: AppointmentMoveName, a: Standing, now: Date): Refusal | undefined {
  const move: AppointmentMove = appointmentMoves[name]
  if (!move.from.includes(a.state))
    return {
      code: 'hall.appointmentNotInThisState',
      message: `“${appointmentStateLabels[a.state]}”的预约不能${doing[name]}`,
      next: a.state === 'cancelled' ? '需要的可以重新预约，或者直接取号排队' : '请刷新页面看看现在的情况',
    }
  const [begins, ends] = [instantOf(a.day, a.starts), instantOf(a.day, a.ends)]
  const onItsDay = now >= instantOf(a.day, '00:00') && now < instantOf(addDays(a.day, 1), '00:00')
  const slot = `${showDay(a.day)} ${a.starts}—${a.ends}`
  if (move.when === 'begins' && now >= begins)
    return {
      code: 'hall.slotBegan',
      message: `约定的时段（${slot}）已经开始，不能${doing[name]}`,
      next: '来得了的请到大厅取号；来不了的请取消，以后再约',
    }
  if (move.when === 'ends' && now >= ends)
    return { code: 'hall.slotEnded', message: `约定的时段（${slot}）已经过了，不能${doing[name]}` }
  if (move.when === 'ended' && now < ends)
    return { code: 'hall.slotNotEnded', message: `约定的时段（${slot}）还没有过` }
  if (move.when === 'onItsDay' && !onItsDay)
    return {
      code: 'hall.otherDay',
      message: `约的是 ${slot}，今天不能取号`,
      next: '今天要办的，请取一个普通的号排队',
    }
  return undefined
}

/**
 * Until which day someone may not book online, since they did not come too often; undefined if they may.
 * @param missed - days of the appointments they missed
 */
export function barredUntil(
  missed: readonly Day[],
  today: Day,
  limits: Pick<Settings['limits'], 'noShows' | 'noShowWindowDays' | 'noShowBarDays'>,
): Day | undefined {
  const recent = missed.filter((d) => d > addDays(today, -limits.noShowWindowDays)).sort()
  const last = recent.at(-1)
  if (last === undefined || recent.length < limits.noShows || limits.noShowBarDays === 0) return undefined
  const until = addDays(last, limits.noShowBarDays)
  return until >= today ? until : undefined
}
