import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../core/calendar.ts'
import { addDays, type Day, dayFromNumber, dayNumber, days, startOf } from '../../core/day.ts'
import { type Terms, termKindOf } from '../../modules/hotline/clocks.ts'
import type { OrderChannel, Satisfaction, TermKind } from '../../modules/hotline/schema.ts'
import { personName, phone } from '../cases/applicants.ts'
import { apportion, type Random } from '../random.ts'
import type { Stage } from '../stage.ts'
import { daysGiven, type Fate, type UpTo, type Wish } from './life.ts'
import { matters, type subjectsOf } from './subjects.ts'
import type { Matter } from './texts/matter.ts'

export type Wishing = {
  stage: Stage
  random: Random
  subjects: ReturnType<typeof subjectsOf>
  terms: ReadonlyMap<TermKind, Terms>
}

/**
 * So many orders of each channel on the days of a period: fewer at weekends, all told to their end.
 * @param until.closedBy - the day by which all of them are closed, come what may
 */
export function pastWishes(
  w: Wishing,
  numbers: Readonly<Partial<Record<OrderChannel, number>>>,
  [from, to]: readonly [Day, Day],
  until: { end: Day; closedBy?: Day },
): Wish[] {
  const all = days(from, to)
  const shown = (channel: OrderChannel) => written.includes(channel) && w.random.chance(0.15)
  return Object.entries(numbers).flatMap(([channel, n]) => {
    const weights = all.map((d) => (isWorkingDay(w.stage.calendar, d) ? 1 : 0.3) * (0.6 + w.random.next()))
    return apportion(n, weights).flatMap((many, i) =>
      Array.from({ length: many }, (_, j) =>
        wishOf(w, {
          channel: channel as OrderChannel,
          on: all[i] as Day,
          serial: j + 1,
          publish: shown(channel as OrderChannel),
          ...until,
        }),
      ),
    )
  })
}

/** One order. @param asked.matter - what it is about; absent: something of the season */
export function wishOf(
  { stage, random, subjects, terms }: Wishing,
  asked: {
    channel: OrderChannel
    on: Day
    end: Day
    closedBy?: Day
    serial: number
    matter?: Matter
    role?: string
    fate?: Partial<Fate>
    upTo?: UpTo
    publish?: boolean
    /** Whether the demonstration needs to reach this one. */
    named?: boolean
  },
): Wish {
  const { channel, on, end, serial, role = '', upTo = 'archived' } = asked
  const left = asked.closedBy ? workingDaysBetween(stage.calendar, on, asked.closedBy) : 60
  // Signing, replying and closing take a few days: who asks in the last ones is answered on the telephone.
  const hurried = left < 4
  const subject = subjects.on(on, asked.matter ?? (hurried ? random.pick(simple(subjects.known(on))) : undefined))
  const { matter } = subject
  const publish = asked.publish === true && !hurried && matter.kind !== 'report'
  const urgent = random.chance(matter.urgentAt ?? 0)
  const superior = superiorOf(stage, channel, on, serial)
  const kindTerms = terms.get(termKindOf({ kind: matter.kind, urgent }))
  if (!kindTerms) throw new Error(`no terms for ${matter.kind}`)
  const given = daysGiven(kindTerms, stage.calendar, on, superior?.dueOn ?? null)
  const late = random.chance(publish ? 0 : 0.03) ? random.int(1, 3) : 0
  const secret = matter.kind === 'report' && random.chance(0.5)
  const anonymous = !asked.named && !publish && !secret && random.chance(matter.kind === 'report' ? 0.4 : 0.06)
  const fate: Fate = {
    ...{ upTo, publish, end },
    atOnce: hurried || (!publish && matter.kind === 'consultation' && byMouth.includes(channel) && random.chance(0.9)),
    repliedAfter: urgent ? 0 : Math.min(left - 2, late > 0 ? given + late : random.int(Math.min(1, given), given)),
    returned: !publish && !urgent && left > 30 && given > 4 && random.chance(0.02),
    reopened: !publish && left > 30 && random.chance(0.012),
    satisfaction: random.chance(0.05) && !publish ? null : satisfactionFor(random, publish),
    ...asked.fate,
  }
  return {
    ...{ role, channel, subject, urgent, fate, receivedAt: momentOf(on, random, { urgent, channel }) },
    publicWish: publish || (channel !== 'phone' && !secret && random.chance(0.3)),
    person: {
      ...{ name: anonymous ? '' : personName(random), phone: anonymous ? '' : phone(random) },
      ...{ anonymous, confidential: secret },
    },
    ...(superior ? { superior } : {}),
  }
}

const written: readonly OrderChannel[] = ['mayorMailbox', 'message']
const byMouth: readonly OrderChannel[] = ['phone', 'helpLine']
/** What an operator can answer by themselves. */
const simple = (matters: readonly Matter[]) => matters.filter((m) => m.kind === 'consultation')

/** How many of a thousand people who are reached say what. */
const perThousand: readonly (readonly [Satisfaction, number])[] = [
  [1, 430],
  [2, 380],
  [3, 135],
  [4, 40],
  [5, 15],
]

function satisfactionFor(random: Random, good: boolean): Satisfaction {
  let rest = random.next() * (good ? 900 : 1000)
  for (const [level, share] of perThousand) {
    rest -= share
    if (rest < 0) return level
  }
  return 5
}

/** People ring at any hour, most by day; what cannot wait is told by day here, so that the same day is enough. */
function momentOf(on: Day, random: Random, { urgent, channel }: { urgent: boolean; channel: OrderChannel }): Date {
  const [from, to] =
    urgent || !random.chance(0.2) ? [8 * 60, 15 * 60] : channel === 'phone' ? [7 * 60, 22 * 60] : [6 * 60, 23 * 60]
  return new Date(startOf(on).getTime() + (random.int(from, to) * 60 + random.int(0, 59)) * 1000)
}

const signs: Partial<Record<OrderChannel, string>> = {
  superiorMailbox: '常信箱',
  superiorHotline: '常热线',
  helpLine: '常求助',
}
/** What the superior's own platform says of an order it assigns. */
function superiorOf(stage: Stage, channel: OrderChannel, on: Day, serial: number): Wish['superior'] {
  const sign = signs[channel]
  if (!sign) return undefined
  const number = `${sign}${on.replaceAll('-', '')}${String(serial).padStart(2, '0')}`
  return { number, dueOn: addWorkingDays(stage.calendar, on, 12) }
}

/** Letters of the last months that were published with their answers: each about something else. */
export function letterWishes(w: Wishing): Wish[] {
  const { random, stage } = w
  const [first, last] = [dayNumber(addDays(stage.today, -88)), dayNumber(addDays(stage.today, -28))]
  const told = random.shuffled(matters.filter((m) => m.kind !== 'report' && m.kind !== 'consultation'))
  const asked = random.shuffled(matters.filter((m) => m.kind === 'consultation'))
  const chosen = [...told.slice(0, 38), ...asked.slice(0, 18)]
  return chosen.map((matter, i) => {
    const on = dayFromNumber(first + Math.floor(((last - first) * i) / chosen.length))
    const channel = i % 3 === 0 ? 'message' : 'mayorMailbox'
    return wishOf(w, { channel, on, end: stage.today, serial: 1, matter, publish: true })
  })
}
