import type { Day } from '../../core/day.ts'
import { type CaseEvent, deliverDue, dueDays, noticeDue, warnOn } from '../../modules/cases/limits.ts'
import type { Random } from '../random.ts'
import type { Stage } from '../stage.ts'
import type { Applicant } from './applicants.ts'
import type { Pace } from './days.ts'
import type { Wish } from './wishes.ts'

/** When what happened to a case of the past, and the days that the law and the promise gave. */
export type Life = {
  wish: Wish
  applicant: Applicant
  handler: string
  supplementedOn: Day | null
  supplementAskedOn: Day | null
  acceptedOn: Day | null
  /** A special procedure, which stopped the clock. */
  events: CaseEvent[]
  /** Null where it was not accepted, or there is no such limit. */
  promisedDueOn: Day | null
  statutoryDueOn: Day | null
  dueOn: Day
  warnOn: Day
  decidedOn: Day | null
  completedOn: Day
  /** Null: not yet, or nothing to hand over. */
  deliveredOn: Day | null
  archivedOn: Day | null
  byPost: boolean
}

export type Past = {
  stage: Stage
  random: Random
  pace: Pace
  warnPercent: number
  handlerOf: (unit: string) => string
}

/** Lets a case live from its application to its archive: no step before an earlier one, each on a day offices are open. */
export function liveThrough(past: Past, wish: Wish, applicant: Applicant): Life {
  const { random, pace } = past
  const { item, receivedOn, fate, channel } = wish
  const begun = pace.open(receivedOn)
  const life: Life = {
    ...{ wish, applicant, handler: past.handlerOf(item.unitCode), supplementedOn: null, supplementAskedOn: null },
    ...{ acceptedOn: null, events: [], promisedDueOn: null, statutoryDueOn: null, decidedOn: null, completedOn: begun },
    ...noticeDays(past, receivedOn),
    ...{ deliveredOn: null, archivedOn: null, byPost: channel === 'online' && random.chance(0.35) },
  }
  if (fate === 'notAccepted') return ended(past, { ...life, completedOn: pace.later(begun, random.int(1, 4)) })
  if (fate === 'withdrawn' && random.chance(0.5))
    return ended(past, { ...life, completedOn: pace.later(begun, random.int(0, 1)) })
  if (item.limits.kind === 'instant') {
    const onTheSpot = { acceptedOn: begun, promisedDueOn: begun, statutoryDueOn: begun, decidedOn: begun }
    return delivered(past, decided(past, { ...life, ...onTheSpot, completedOn: begun }))
  }
  const accepted = accept(past, life, begun)
  const from = accepted.acceptedOn as Day
  const most = Math.max(1, item.limits.promised.days ?? 1)
  if (fate === 'withdrawn' || fate === 'returned')
    return ended(past, { ...accepted, completedOn: pace.later(from, random.int(1, most)) })
  const taken = fate === 'late' ? most + random.int(1, 3) : random.int(Math.ceil(most * 0.4), most)
  const resumed = accepted.events.at(-1)?.on
  const intended = earlier(pace.later(from, taken), fate === 'late' ? undefined : accepted.promisedDueOn)
  const decidedOn = resumed && resumed > intended ? resumed : intended
  const completedOn = fate === 'rejected' ? decidedOn : pace.later(decidedOn, random.int(0, 1))
  return delivered(past, decided(past, { ...accepted, decidedOn, completedOn }))
}

const earlier = (a: Day, b: Day | null | undefined): Day => (b && b < a ? b : a)

const noticeDays = ({ stage, warnPercent }: Past, from: Day): Pick<Life, 'dueOn' | 'warnOn'> => {
  const dueOn = noticeDue(stage.calendar, from)
  return { dueOn, warnOn: warnOn(stage.calendar, dueOn, 1, warnPercent) }
}

/** Accepted on the day or the next; one in thirty is asked for a supplement first. */
function accept(past: Past, life: Life, begun: Day): Life {
  const { stage, random, pace, warnPercent } = past
  const { item } = life.wish
  const asked = life.wish.channel === 'online' && random.chance(0.035) ? pace.later(begun, 1) : null
  const supplementedOn = asked ? pace.later(asked, random.int(1, 2)) : null
  const acceptedOn = pace.later(supplementedOn ?? begun, random.int(0, 1))
  const events = specialOf(past, life, acceptedOn)
  const asOf = events.at(-1)?.on ?? acceptedOn
  const dues = dueDays(item.limits, stage.calendar, acceptedOn, events, { asOf, warnPercent })
  return {
    ...life,
    ...{ supplementAskedOn: asked, supplementedOn, acceptedOn, events },
    ...{ promisedDueOn: dues.promised?.dueOn ?? null, statutoryDueOn: dues.statutory?.dueOn ?? null },
    ...{ dueOn: dues.dueOn ?? life.dueOn, warnOn: dues.warnOn ?? life.warnOn },
  }
}

/** An inspection or review that the item knows, of two or three days, with some of its cases. 《行政许可法》第四十五条 */
function specialOf({ random, pace }: Past, { wish }: Life, acceptedOn: Day): CaseEvent[] {
  const [special] = wish.item.elements.specialProcedures
  if (!special || wish.fate !== 'approved' || !random.chance(0.25)) return []
  const begun = pace.later(acceptedOn, 1)
  const ground = `${special.name}（${special.basis}）`
  return [
    { kind: 'pause', cause: 'special', on: begun, ground, specialKind: special.kind },
    { kind: 'resume', cause: 'special', on: pace.later(begun, random.int(2, 3)), ground: '特别程序结束' },
  ]
}

/** From the decision on, what counts is the day by which the result is to be handed over. 《行政许可法》第四十四条 */
function decided({ stage, warnPercent }: Past, life: Life): Life {
  if (life.wish.fate === 'rejected' || life.decidedOn === null) return life
  const dueOn = deliverDue(stage.calendar, life.decidedOn)
  return { ...life, dueOn, warnOn: warnOn(stage.calendar, dueOn, 10, warnPercent) }
}

function delivered(past: Past, life: Life): Life {
  const { random, pace, stage } = past
  const atOnce = life.wish.channel !== 'online' && life.wish.item.limits.kind === 'instant'
  const on = pace.later(life.completedOn, life.byPost ? 3 : atOnce ? 0 : random.int(0, 4))
  if (on >= stage.today) return life
  return ended(past, { ...life, deliveredOn: on }, on)
}

function ended({ random, pace, stage }: Past, life: Life, from: Day = life.completedOn): Life {
  const on = pace.later(from, random.int(1, 6))
  return on >= stage.today ? life : { ...life, archivedOn: on }
}
