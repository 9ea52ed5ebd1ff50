import { addWorkingDays, type Calendar } from '../../core/calendar.ts'
import { addDays, type Day } from '../../core/day.ts'
import type { OrderKind, OrderState, TermKind, TermsForm } from './schema.ts'

/** Terms of one kind, as the county set them. */
export type Terms = Omit<TermsForm, 'confirmed' | 'source'>

/** What of an order its last days follow from. */
export type Dated = {
  state: OrderState
  receivedOn: Day
  /** Day zero of the reply: receipt, or the day it was opened again. */
  clockFrom: Day
  /** Day on which it came to whoever has the turn. */
  turnFrom: Day
  dispatchedOn: Day | null
  contactedOn: Day | null
  replyDays: number
  extension: number
  superiorDueOn: Day | null
  closedOn: Day | null
  /** Whether someone is to be rung after closing. */
  followUpNeeded: boolean
}

/** Last days as they are stored; null where nothing of the kind runs. */
export type Dues = {
  dispatchDueOn: Day | null
  contactDueOn: Day | null
  replyDueOn: Day
  followUpDueOn: Day | null
  /** What the lights go by. */
  dueOn: Day | null
  warnOn: Day | null
  reopenUntil: Day | null
}

/** Which row of terms an order goes by. */
export const termKindOf = (o: { kind: OrderKind; urgent: boolean }): TermKind => (o.urgent ? 'urgent' : o.kind)

/**
 * The last day to reply: working days from receipt, or from when it was opened again, with the extension. Where the superior
 * set a day as well, the earlier of the two.
 */
export function replyDue(
  o: Pick<Dated, 'clockFrom' | 'replyDays' | 'extension' | 'superiorDueOn'>,
  calendar: Calendar,
): Day {
  const ours = addWorkingDays(calendar, o.clockFrom, o.replyDays + o.extension)
  return o.superiorDueOn !== null && o.superiorDueOn < ours ? o.superiorDueOn : ours
}

/** All last days of an order. What is not for today is asked of its state alone. */
export function dues(o: Dated, terms: Terms, calendar: Calendar): Dues {
  const after = (from: Day, days: number) => addWorkingDays(calendar, from, days)
  const replyDueOn = replyDue(o, calendar)
  const handled = o.state === 'dispatched' || o.state === 'handling'
  const dispatchDueOn = o.state === 'received' ? after(o.turnFrom, terms.dispatchDays) : null
  const contactDueOn =
    handled && o.contactedOn === null && o.dispatchedOn !== null ? after(o.dispatchedOn, terms.contactDays) : null
  const followUpDueOn = o.state === 'closed' && o.followUpNeeded ? after(o.turnFrom, terms.followUpDays) : null
  const [dueOn, total] = ((): [Day | null, number] => {
    if (dispatchDueOn !== null) return [dispatchDueOn, terms.dispatchDays]
    if (contactDueOn !== null && contactDueOn < replyDueOn) return [contactDueOn, terms.contactDays]
    if (handled) return [replyDueOn, o.replyDays]
    if (o.state === 'replied') return [after(o.turnFrom, terms.closeDays), terms.closeDays]
    if (o.state === 'closing') return [after(o.turnFrom, terms.reviewDays), terms.reviewDays]
    return [followUpDueOn, terms.followUpDays]
  })()
  const ended = (o.state === 'closed' || o.state === 'followedUp') && o.closedOn !== null
  return {
    ...{ dispatchDueOn, contactDueOn, replyDueOn, followUpDueOn, dueOn },
    warnOn: dueOn === null ? null : warnOn(calendar, dueOn, total),
    reopenUntil: ended && o.closedOn !== null ? addDays(o.closedOn, terms.reopenDays) : null,
  }
}

/** First day on which the light is yellow: three tenths of the term are left, or one working day; of a day or less: the day itself. */
function warnOn(calendar: Calendar, dueOn: Day, total: number): Day {
  return total <= 1 ? dueOn : addWorkingDays(calendar, dueOn, -Math.max(1, Math.floor((total * 3) / 10)))
}

export const orderLights = ['green', 'yellow', 'overdue', 'none'] as const
export type OrderLight = (typeof orderLights)[number]

/** The light of an order, from stored days alone. */
export function orderLight({ dueOn, warnOn }: { dueOn: Day | null; warnOn: Day | null }, today: Day): OrderLight {
  if (dueOn === null) return 'none'
  if (today > dueOn) return 'overdue'
  return warnOn !== null && today >= warnOn ? 'yellow' : 'green'
}
