import { expect, test } from 'vitest'
import { calendar } from '../../core/calendar.ts'
import { day, days } from '../../core/day.ts'
import { reasonsFor } from './reasons.ts'
import type { Result } from './results.store.ts'
import { ranked, sumOf, told } from './results.ts'
import { defaultsUntil, type Facts, isBad, type MoveName, moves, refuseMove, withoutNumbers } from './rules.ts'
import { levels, type RatingState, ratingStates } from './schema.ts'

const today = day('2026-04-01')
const facts = (change: Partial<Facts> = {}): Facts => ({
  ...{ state: 'valid', level: 5, byDefault: false, servedOn: day('2026-03-20'), appealedBefore: false },
  ...{ mayShowWords: true, rectified: true },
  ...change,
})
const unrated = { state: 'asked', level: null } as const

test('every move is allowed in its own states and in no other', () => {
  const allowed: Record<MoveName, readonly RatingState[]> = {
    // A given rating stands, so giving leads out of `valid` only where nobody gave it.
    give: ['asked'],
    countByDefault: ['asked'],
    appeal: ['valid'],
    uphold: ['appealed'],
    dismiss: ['appealed'],
    showWords: ['valid', 'appealed'],
    showRectification: ['valid', 'appealed'],
  }
  for (const name of Object.keys(moves) as MoveName[])
    for (const state of ratingStates) {
      const of = state === 'asked' ? facts(unrated) : facts({ state })
      const refused = refuseMove(name, of, today, 30) !== undefined
      expect([name, state, refused]).toEqual([name, state, !allowed[name].includes(state)])
    }
})

test.each([
  ['on the last day', '2026-04-01', 12, undefined],
  ['a day later', '2026-04-01', 11, 'ratings.closed'],
])('a rating is open for some days after the service: %s', (_, at, open, code) => {
  expect(refuseMove('give', facts(unrated), day(at), open)?.code).toBe(code)
})

test('a rating is given once, and a real one takes the place of one by default, never the other way', () => {
  expect(refuseMove('give', facts(), today, 30)?.code).toBe('ratings.alreadyRated')
  expect(refuseMove('give', facts({ level: 2, byDefault: true }), today, 30)).toBeUndefined()
  expect(refuseMove('countByDefault', facts(), today, 30)).toBeDefined()
})

test('only bad ratings that a person gave can be appealed against, and once', () => {
  expect(refuseMove('appeal', facts({ level: 3 }), today, 30)?.code).toBe('ratings.noAppealGood')
  expect(refuseMove('appeal', facts({ level: 2, byDefault: true }), today, 30)?.code).toBe('ratings.noAppealByDefault')
  expect(refuseMove('appeal', facts({ appealedBefore: true }), today, 30)?.code).toBe('ratings.appealedOnce')
  expect(levels.filter(isBad)).toEqual([4, 5])
})

test('words are published only where the rater agreed', () => {
  expect(refuseMove('showWords', facts({ mayShowWords: false }), today, 30)?.code).toBe('ratings.notAgreed')
  expect(refuseMove('showRectification', facts({ rectified: false }), today, 30)?.code).toBe('ratings.notRectified')
})

test.each([
  // Asked on Thursday 2 April; Monday 6 April is a day off; five working days are 3, 7, 8, 9 and 10 April.
  ['the fifth working day is still open', '2026-04-10', '2026-04-01'],
  ['the day after it is not', '2026-04-11', '2026-04-02'],
])('silence counts when its working days have passed: %s', (_, now, until) => {
  const cal = calendar({ daysOff: days('2026-04-04', '2026-04-06'), workedWeekends: [] })
  expect(defaultsUntil(cal, day(now), 5)).toBe(until)
})

test('every level has reasons to choose from, praise for the good and faults for the bad', () => {
  for (const level of levels) expect(reasonsFor(level).length).toBeGreaterThan(2)
  expect(reasonsFor(5).every((r) => r.code.startsWith('bad.'))).toBe(true)
})

test('numbers of persons are blanked out of a text', () => {
  expect(withoutNumbers('打我电话13812345678，身份证11010519491231002X也给过了')).toBe(
    '打我电话（已隐去），身份证（已隐去）也给过了',
  )
})

const result = (name: string, levels_: Result['levels'], byDefault = 0): Result => ({
  ...{ key: name, name, unitCode: name, unitName: name, levels: levels_, byDefault, rectified: 0 },
})

test('a share counts real ratings alone, and is told only where there are enough of them', () => {
  const town = told(result('town', [6, 2, 1, 1, 0], 90), 10)
  expect([town.real, town.bad, town.satisfied, town.byDefault]).toEqual([10, 1, 90, 90])
  expect(told(result('few', [9, 0, 0, 0, 0], 500), 10).satisfied).toBeNull()
})

test('a ranking holds those with enough ratings; the others stand behind it', () => {
  const all = [result('few', [3, 0, 0, 0, 0]), result('good', [8, 0, 2, 0, 0]), result('fair', [5, 0, 0, 5, 0])]
  expect(ranked(all.map((r) => told(r, 10))).map((r) => r.name)).toEqual(['good', 'fair', 'few'])
  expect(sumOf(all).levels).toEqual([16, 0, 2, 5, 0])
})
