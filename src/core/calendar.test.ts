import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, calendar, explainDay, isWorkingDay, workingDaysBetween } from './calendar.ts'
import { addDays, type Day, day, days } from './day.ts'

// 2025 National Day and Mid-Autumn: 国办发明电〔2024〕12号
const autumn = calendar({
  daysOff: days('2025-10-01', '2025-10-08'),
  workedWeekends: ['2025-09-28', '2025-10-11'],
  reasons: new Map([
    ['2025-10-01', '国庆节放假'],
    ['2025-10-11', '国庆节调休上班'],
  ]),
})
const plain = calendar({ daysOff: [], workedWeekends: [] })

describe('working days are added', () => {
  test.each([
    ['an ordinary month', '2025-11-03', 20, '2025-12-01'],
    ['a holiday, and weekends worked in exchange', '2025-09-26', 20, '2025-10-30'],
    ['from a day off', '2025-10-01', 20, '2025-11-04'],
    ['onto a worked weekend', '2025-09-26', 1, '2025-09-28'],
    ['none, which stays even on a day off', '2025-10-01', 0, '2025-10-01'],
    ['from a Saturday', '2025-11-01', 1, '2025-11-03'],
    ['backwards over a weekend', '2025-11-03', -1, '2025-10-31'],
    ['backwards over the holiday', '2025-10-09', -2, '2025-09-29'],
  ])('%s', (_, from, n, expected) => {
    expect(addWorkingDays(autumn, day(from), n)).toBe(expected)
  })

  test('a fraction of a working day is refused', () => {
    expect(() => addWorkingDays(plain, day('2025-01-01'), 1.5)).toThrow(RangeError)
  })
})

test('working days between two days leave out the first and include the last', () => {
  expect(workingDaysBetween(autumn, day('2025-09-26'), day('2025-10-30'))).toBe(20)
  expect(workingDaysBetween(autumn, day('2025-10-30'), day('2025-09-26'))).toBe(-20)
  expect(workingDaysBetween(autumn, day('2025-10-01'), day('2025-10-08'))).toBe(0)
})

test('a day says why it is worked or not', () => {
  expect(explainDay(autumn, day('2025-10-01'))).toEqual({ works: false, why: '国庆节放假' })
  expect(explainDay(autumn, day('2025-10-02'))).toEqual({ works: false, why: '节假日放假' })
  expect(explainDay(autumn, day('2025-10-11'))).toEqual({ works: true, why: '星期六，国庆节调休上班' })
  expect(explainDay(autumn, day('2025-09-28'))).toEqual({ works: true, why: '星期日，调休上班' })
  expect(explainDay(autumn, day('2025-11-02'))).toEqual({ works: false, why: '星期日' })
  expect(explainDay(autumn, day('2025-11-03'))).toEqual({ works: true, why: '工作日' })
})

test('a calendar that contradicts itself is refused', () => {
  expect(() => calendar({ daysOff: ['2025-09-28'], workedWeekends: ['2025-09-28'] })).toThrow('2025-09-28')
  expect(() => calendar({ daysOff: ['2025-02-29'], workedWeekends: [] })).toThrow('2025-02-29')
})

describe('for any calendar', () => {
  const anyDay = fc.integer({ min: -400, max: 800 }).map((n) => addDays(day('2025-01-01'), n))
  const anyCalendar = fc
    .uniqueArray(fc.record({ d: anyDay, works: fc.boolean() }), { selector: ({ d }) => d, maxLength: 120 })
    .map((list) =>
      calendar({
        daysOff: list.filter(({ works }) => !works).map(({ d }) => d),
        workedWeekends: list.filter(({ works }) => works).map(({ d }) => d),
      }),
    )

  /** The slow and obvious way. */
  function walk(cal: ReturnType<typeof calendar>, from: Day, n: number): Day {
    let d = from
    for (let left = Math.abs(n); left > 0; ) {
      d = addDays(d, Math.sign(n))
      if (isWorkingDay(cal, d)) left--
    }
    return d
  }

  test('adding gives what walking day by day gives, forwards and backwards', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: -80, max: 80 }), (cal, from, n) => {
        expect(addWorkingDays(cal, from, n)).toBe(walk(cal, from, n))
      }),
    )
  })

  test('the count between is what was added, and adding more is never earlier', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat({ max: 2000 }), (cal, from, n) => {
        const to = addWorkingDays(cal, from, n)
        expect(workingDaysBetween(cal, from, to)).toBe(n)
        expect(addWorkingDays(cal, from, n + 1) > to).toBe(true)
      }),
    )
  })

  test('a later day zero is never due earlier', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat({ max: 100 }), fc.nat({ max: 60 }), (cal, from, later, n) => {
        expect(addWorkingDays(cal, addDays(from, later), n) >= addWorkingDays(cal, from, n)).toBe(true)
      }),
    )
  })
})
