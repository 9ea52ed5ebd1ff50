import { createHash } from 'node:crypto'
import { addWorkingDays } from '../../core/calendar.ts'
import { addDays, type Day, day, dayOf } from '../../core/day.ts'
import { listTerms, listTopics } from '../../modules/hotline/catalogue.store.ts'
import type { TermKind } from '../../modules/hotline/schema.ts'
import type { Files } from '../../platform/files.ts'
import { indexText } from '../../platform/search.ts'
import type { TimedAct } from '../documents.ts'
import { randomOf } from '../random.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import type { Stage } from '../stage.ts'
import { castOf } from './cast.ts'
import { liveOrder, type Wish } from './life.ts'
import { liveOn, openWishes } from './living.ts'
import { subjectsOf } from './subjects.ts'
import { letterWishes, pastWishes, type Wishing } from './wishes.ts'

/** What the report says of 2018, to the end of October: 2,055 in all. It says nothing of the two months after. */
const of2018 = { phone: 1281, mayorMailbox: 146, message: 107, superiorMailbox: 29, superiorHotline: 9, helpLine: 483 }
const period2018 = [day('2018-01-01'), day('2018-10-31')] as const
/** All of them were closed by then, and put away by the end of the year. */
const end2018 = day('2019-01-01')

/** Orders of the last months that have come to their end. */
const ofLastMonths = { phone: 150, mayorMailbox: 20, message: 16, superiorMailbox: 4, superiorHotline: 3, helpLine: 30 }

/**
 * The hotline: the orders of 2018 that the report counts, those of the last months with the letters that were published,
 * and what waits today. Deterministic. @returns the acts, to be written in order with all others
 */
export async function loadHotlineOrders(stage: Stage, files: Files): Promise<TimedAct[]> {
  const { tx, today } = stage
  const random = randomOf('hotline')
  const terms = new Map((await listTerms(tx)).map((t) => [t.kind as TermKind, t]))
  const subjects = subjectsOf(stage, await listTopics(tx), random)
  const wishing: Wishing = { stage, random, subjects, terms }
  const lives = today > '2020-01-01'
  const wishes = [
    ...pastWishes(wishing, of2018, period2018, { end: end2018, closedBy: period2018[1] }),
    ...(lives
      ? [
          ...pastWishes(wishing, ofLastMonths, [addDays(today, -90), addDays(today, -24)], { end: today }),
          ...letterWishes(wishing),
          ...openWishes(wishing),
        ]
      : []),
  ]
  const { acts, numbers } = await writeOrders(wishing, wishes)
  if (!lives) return acts
  return [...acts, ...(await liveOn(stage, files, numbers))]
}

async function writeOrders({ stage, random, terms }: Wishing, wishes: readonly Wish[]) {
  const { tx, site } = stage
  const after = memo((key: string) => addWorkingDays(stage.calendar, day(key.slice(0, 10)), Number(key.slice(10))))
  const scene = {
    ...{ stage, random, terms, cast: castOf(stage), root: site.rootUnit },
    after: (from: Day, days: number) => after(`${from}${days}`),
  }
  // Words are cut once for a matter and once for a place: a thousand times would take a second.
  const wordsOf = memo((text: string) => indexText({ title: '', body: text.replace(/\{[^}]+\}/g, ' ') }))
  const titleOf = memo((text: string) => indexText({ title: text.replace(/\{[^}]+\}/g, ' ') }))
  const searchOf = ({ subject: { matter, place } }: Wish) =>
    [titleOf(matter.title), wordsOf(matter.text), titleOf(place.shortName)].join(' ')
  const nextId = await idsAfter(tx, 'workOrders')
  const serials = new Map<Day, number>()
  /** Numbers of those that go on, by their role. */
  const numbers = new Map<string, string>()
  const made = wishes
    .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
    .map((wish) => {
      const on = dayOf(wish.receivedAt)
      const serial = (serials.get(on) ?? 0) + 1
      serials.set(on, serial)
      const number = `G${on.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`
      if (wish.role !== '') numbers.set(wish.role, number)
      const one = liveOrder(scene, wish, { id: nextId(), number })
      Object.assign(one.order, { search: searchOf(wish), queryCodeHash: hashOf(number) })
      return one
    })
  await insertRows(
    tx,
    'workOrders',
    made.map((m) => m.order),
  )
  await insertRows(
    tx,
    'workOrderSerials',
    [...serials].map(([on, last]) => ({ regionCode: site.regionCode, day: on, last })),
  )
  for (const [table, key] of [
    ['workOrderSteps', 'steps'],
    ['workOrderProposals', 'proposals'],
    ['workOrderReplies', 'replies'],
    ['workOrderFollowUps', 'followUps'],
  ] as const) {
    const id = await idsAfter(tx, table)
    await insertRows(
      tx,
      table,
      made.flatMap((m) => m[key]).map((row) => ({ id: id(), ...row })),
    )
    await continueIds(tx, table)
  }
  await continueIds(tx, 'workOrders')
  return { acts: made.flatMap((m) => m.acts), numbers }
}

/** Of a query code that nobody was given. */
const hashOf = (number: string) => `\\x${createHash('sha256').update(number).digest('hex')}`

function memo<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const value = known.get(key) ?? of(key)
    known.set(key, value)
    return value
  }
}
