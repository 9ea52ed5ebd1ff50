import { addWorkingDays } from '../../core/calendar.ts'
import type { Day } from '../../core/day.ts'
import { reasonsFor } from '../../modules/ratings/reasons.ts'
import { defaultLevel } from '../../modules/ratings/rules.ts'
import type { Level } from '../../modules/ratings/schema.ts'
import type { TimedAct } from '../documents.ts'
import type { Random } from '../random.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import { officeTime, type Stage } from '../stage.ts'
import { putRight, said } from './words.ts'

/** A finished case to be rated. */
export type Finished = {
  number: string
  itemCode: string
  itemName: string
  unitCode: string
  handlerName: string
  completedOn: Day
}

/** How many of a thousand people who rate give each level. */
const perThousand: readonly (readonly [Level, number])[] = [
  [1, 640],
  [2, 262],
  [3, 82],
  [4, 12],
  [5, 4],
]

function levelFor(random: Random): Level {
  let rest = random.next() * 1000
  for (const [level, share] of perThousand) {
    rest -= share
    if (rest < 0) return level
  }
  return 1
}

/** How a case of the past was rated: really, by default, or not at all. */
type Fate = { rating: 'real' | 'default'; level: Level }
export function fateOf(random: Random, { real, byDefault }: { real: number; byDefault: number }): Fate | undefined {
  const n = random.next()
  if (n < real) return { rating: 'real', level: levelFor(random) }
  return n < real + byDefault ? { rating: 'default', level: defaultLevel } : undefined
}

/**
 * Ratings of cases of the past: a share of them real, a share by default. Bad ones were put right, the few newest words are
 * published.
 */
export async function ratePast(
  stage: Stage,
  random: Random,
  rated: readonly (Finished & Fate)[],
  until: Day,
): Promise<TimedAct[]> {
  const nextId = await idsAfter(stage.tx, 'ratings')
  const rows = []
  const acts: TimedAct[] = []
  for (const { rating, level, number, handlerName, completedOn, ...matter } of rated) {
    const real = rating === 'real'
    const later = addWorkingDays(stage.calendar, completedOn, real ? random.int(0, 3) : 6)
    const ratedOn = later < until ? later : until
    const at = officeTime(ratedOn, random)
    const speaks = real && (level >= 3 || random.chance(0.12))
    const words = speaks ? random.pick(said[level]) : ''
    const shown = words !== '' && random.chance(0.3)
    const bad = level >= 4
    const rectifiedOn = bad ? addWorkingDays(stage.calendar, ratedOn, random.int(2, 7)) : null
    const id = nextId()
    rows.push({
      ...{ id, regionCode: stage.site.regionCode, subject: `case:${number}`, ...matter, counterName: '' },
      ...{ clerkName: handlerName, servedOn: completedOn, askedOn: completedOn, state: 'valid', level },
      byDefault: !real,
      reasons:
        real && (bad || random.chance(0.4))
          ? random.sample(
              reasonsFor(level).map((r) => r.code),
              bad ? 2 : 1,
            )
          : [],
      ...{ words, channel: real ? random.pick(['sms', 'sms', 'portal', 'qr']) : 'clock' },
      ...{ raterName: '', raterPhone: '', ratedAt: at, ratedOn, mayShowWords: shown },
      ...{ shownWords: shown ? words : null, shownBy: shown ? '郑武' : '', shownAt: shown ? at : null },
      ...{ rectifyBy: bad ? addWorkingDays(stage.calendar, ratedOn, 7) : null, rectifiedOn },
      ...{ rectification: bad ? random.pick(putRight) : '', excludedReason: '', version: 2 },
    })
    const of = { subject: `rating:${id}`, unitCode: matter.unitCode }
    acts.push({
      ...of,
      at,
      actor: real ? '评价人' : '好差评',
      act: real ? 'ratings.given' : 'ratings.countedByDefault',
      data: { level },
    })
    if (rectifiedOn)
      acts.push({
        ...of,
        at: officeTime(rectifiedOn, random),
        actor: '好差评',
        act: 'ratings.rectified',
        data: { on: rectifiedOn },
      })
  }
  await insertRows(stage.tx, 'ratings', rows)
  await continueIds(stage.tx, 'ratings')
  return acts
}
