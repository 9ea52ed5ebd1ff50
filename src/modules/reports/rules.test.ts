import { describe, expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import {
  dueDay,
  isLate,
  moves,
  partLight,
  problemsInSigning,
  publishDay,
  refuseMove,
  type Steps,
  stateAfter,
} from './rules.ts'
import { reportStates } from './schema.ts'
import { templateOf } from './template.ts'

const all = { accountId: 'a', holds: () => true }
const at = (state: Steps['state'], more: Partial<Steps> = {}): Steps => ({
  ...{ state, preparedBy: null, reviewedBy: null, signedBy: null },
  ...more,
})

describe('the life of a report', () => {
  test.each(Object.entries(moves))('%s is made from its states alone', (name, { from }) => {
    for (const state of reportStates) {
      const refused = refuseMove(name as keyof typeof moves, at(state), all)
      expect([state, refused === undefined]).toEqual([state, (from as readonly string[]).includes(state)])
    }
  })

  test('each move needs its own right', () => {
    for (const [name, { from, needs }] of Object.entries(moves)) {
      const without = { accountId: 'a', holds: (p: string) => !needs.some((right) => p === `reports.${right}`) }
      expect(refuseMove(name as keyof typeof moves, at(from[0]), without)?.code).toBe('reports.noRight')
    }
  })

  test('nobody reviews what they prepared, signs what they prepared or reviewed, publishes what they signed', () => {
    expect(refuseMove('review', at('inReview', { preparedBy: 'a' }), all)?.code).toBe('reports.samePerson')
    expect(refuseMove('sign', at('reviewed', { preparedBy: 'a' }), all)?.code).toBe('reports.samePerson')
    expect(refuseMove('sign', at('reviewed', { reviewedBy: 'a' }), all)?.code).toBe('reports.samePerson')
    expect(refuseMove('publish', at('signed', { signedBy: 'a' }), all)?.code).toBe('reports.samePerson')
    expect(refuseMove('publish', at('signed', { preparedBy: 'a', signedBy: 'b' }), all)).toBeUndefined()
  })

  test('a report returned is a draft again', () => expect(stateAfter('return', 'signed')).toBe('draft'))
})

describe('a signature', () => {
  const around = { year: 2018, today: day('2019-02-01'), form: { filledOn: day('2019-01-16'), unitHead: '凌道远' } }
  const problems = (datedOn: string, unitHead = '凌道远') =>
    problemsInSigning({ datedOn: day(datedOn), unitHead }, around).map((p) => p.message)

  test('after the form was filled in, by the same head, is in order', () => expect(problems('2019-01-18')).toEqual([]))
  test('before the form was filled in is refused: the table would be younger than its report', () =>
    expect(problems('2019-01-15').join()).toContain('填报日期是 2019-01-16'))
  test('before the year is over is refused', () => expect(problems('2018-12-31').join()).toContain('结束以后'))
  test('of tomorrow is refused', () => expect(problems('2019-02-02').join()).toContain('不能晚于今天'))
  test('of another head than the form has is refused', () =>
    expect(problems('2019-01-18', '别人').join()).toContain('同一人签发'))
})

test.each([
  [2018, 'government', '2019-03-31'],
  [2018, 'department', '2019-03-31'],
  [2019, 'government', '2020-03-31'],
  [2019, 'department', '2020-01-31'],
  [2025, 'town', '2026-01-31'],
])('the report of %i of a %s is published by %s', (year, unitKind, by) =>
  expect(publishDay({ year, unitKind }, templateOf(year))).toBe(by),
)

test('parts are due on 31 January, a report on 31 March of the following year', () => {
  expect(dueDay(2018, '01-31')).toBe('2019-01-31')
  expect(isLate(day('2019-03-31'), undefined, day('2019-04-01'))).toBe(true)
  expect(isLate(day('2019-03-31'), day('2019-03-31'), day('2020-01-01'))).toBe(false)
})

test.each([
  ['asked', '2019-01-15', 'waiting'],
  ['asked', '2019-01-21', 'near'],
  ['asked', '2019-01-31', 'near'],
  ['asked', '2019-02-01', 'late'],
  ['delivered', '2019-02-01', 'done'],
  ['merged', '2019-02-01', 'done'],
] as const)('a part %s is on %s %s', (state, today, light) =>
  expect(partLight({ state, dueOn: day('2019-01-31') }, day(today))).toBe(light),
)
