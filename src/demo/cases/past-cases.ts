import type { Day } from '../../core/day.ts'
import type { TimedAct } from '../documents.ts'
import type { Random } from '../random.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import type { Stage } from '../stage.ts'
import { actsOfLife } from './acts.ts'
import { kindFor, type Pool, personName } from './applicants.ts'
import { paceOf } from './days.ts'
import { type Life, liveThrough } from './life.ts'
import { type Counters, deliveryRows, resultRows } from './results.ts'
import { caseRow, materialRows, type Row, stepRows } from './rows.ts'
import type { Wish } from './wishes.ts'

const warnPercent = 30

/**
 * Writes cases that have ended, whole and in bulk: their rows are those that the services would have left. Papers are not
 * kept of them; results are, and can be verified.
 * @returns what happened, to be written in order with all other acts
 */
export async function writePast(
  stage: Stage,
  random: Random,
  wishes: readonly Wish[],
  { pool, proof }: { pool: Pool; proof: string },
): Promise<TimedAct[]> {
  const { tx } = stage
  const pace = paceOf(stage)
  const past = { stage, random, pace, warnPercent, handlerOf: clerksOf(random) }
  const lives = wishes
    .toSorted((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : 0))
    .map((wish) => liveThrough(past, wish, pool(kindFor(wish.item.elements.serviceTargets, random))))
  const nextId = await idsAfter(tx, 'caseFiles')
  const counters: Counters = new Map()
  const serials = new Map<Day, number>()
  const rows = { cases: [] as Row[], materials: [] as Row[], steps: [] as Row[], events: [] as Row[] }
  const ends = { results: [] as Row[], deliveries: [] as Row[] }
  const acts: TimedAct[] = []
  for (const life of lives) {
    const { receivedOn } = life.wish
    const serial = (serials.get(receivedOn) ?? 0) + 1
    serials.set(receivedOn, serial)
    const id = nextId()
    const number = numberOf(stage, receivedOn, serial)
    const writing = { stage, random, pace, proof, id, number }
    const row = caseRow(life, writing)
    rows.cases.push(row)
    rows.materials.push(...materialRows(life, row.choices as Record<string, string>, writing))
    rows.steps.push(...stepRows(life, writing))
    rows.events.push(...eventRows(life, id))
    ends.results.push(...resultRows(life, id, stage, random, counters))
    ends.deliveries.push(...deliveryRows(life, id, number))
    acts.push(...actsOfLife(life, number, random))
  }
  await insertRows(tx, 'caseFiles', rows.cases)
  await continueIds(tx, 'caseFiles')
  await insertRows(tx, 'caseMaterials', rows.materials)
  await insertRows(tx, 'caseSteps', rows.steps)
  await insertRows(tx, 'caseClockEvents', rows.events)
  await insertRows(tx, 'caseResults', ends.results)
  await insertRows(tx, 'caseDeliveries', ends.deliveries)
  await insertRows(tx, 'paperNumbers', [...counters.values()])
  const { regionCode } = stage.site
  await insertRows(
    tx,
    'caseSerials',
    [...serials].map(([day, last]) => ({ regionCode, day, last })),
  )
  return acts
}

const numberOf = ({ site }: Stage, on: Day, serial: number): string =>
  `${site.regionCode}-${on.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`

const eventRows = ({ events }: Life, caseId: number): Row[] =>
  events.map((e, i) => ({
    ...{ caseId, position: i + 1, kind: e.kind, cause: e.cause, onDay: e.on, ground: e.ground },
    ...{ untilDay: null, days: null, specialKind: e.kind === 'pause' ? (e.specialKind ?? null) : null },
  }))

/** Three clerks a unit, made up. */
function clerksOf(random: Random): (unit: string) => string {
  const known = new Map<string, string[]>()
  return (unit) => {
    const clerks = known.get(unit) ?? [personName(random), personName(random), personName(random)]
    known.set(unit, clerks)
    return random.pick(clerks)
  }
}
