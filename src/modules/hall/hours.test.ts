import { expect, test } from 'vitest'
import { calendar } from '../../core/calendar.ts'
import { day } from '../../core/day.ts'
import { hoursOn, isOpenAt, nextOpening, type Opening, showHours, showOpening } from './hours.ts'

// 2025 National Day and Mid-Autumn: 国办发明电〔2024〕12号
const autumn = calendar({
  daysOff: [
    '2025-10-01',
    '2025-10-02',
    '2025-10-03',
    '2025-10-04',
    '2025-10-05',
    '2025-10-06',
    '2025-10-07',
    '2025-10-08',
  ],
  workedWeekends: ['2025-09-28', '2025-10-11'],
  reasons: new Map([['2025-10-01', '国庆节放假']]),
})
const weekdays = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: '14:30', closes: '17:30' },
  { weekday, opens: '08:30', closes: '12:00' },
])
const office: Opening = { usual: weekdays, exceptions: [] }
const withSaturday: Opening = { usual: [...weekdays, { weekday: 6, opens: '09:00', closes: '11:30' }], exceptions: [] }

test.each([
  ['an ordinary Tuesday', '2025-10-14', '08:30—12:00，14:30—17:30'],
  ['a Saturday', '2025-10-18', ''],
  ['a public holiday on a Wednesday', '2025-10-01', ''],
  ['a Saturday worked in exchange goes by Monday', '2025-10-11', '08:30—12:00，14:30—17:30'],
])('hours of an office hall: %s', (_, on, hours) => {
  expect(showHours(hoursOn(office, autumn, day(on)).hours)).toBe(hours)
})

test('a hall with Saturday hours keeps them on ordinary Saturdays and not on one of a public holiday', () => {
  expect(showHours(hoursOn(withSaturday, autumn, day('2025-10-18')).hours)).toBe('09:00—11:30')
  expect(hoursOn(withSaturday, autumn, day('2025-10-04')).hours).toEqual([])
})

test('an exception decides alone, opens or closes, and tells why', () => {
  const exceptions = [
    { day: day('2025-10-14'), opens: null, closes: null, reason: '停电检修' },
    { day: day('2025-10-18'), opens: '09:00', closes: '12:00', reason: '周末延时服务' },
  ]
  const opening = { ...office, exceptions }
  expect(hoursOn(opening, autumn, day('2025-10-14'))).toEqual({ hours: [], reason: '停电检修' })
  expect(hoursOn(opening, autumn, day('2025-10-18'))).toEqual({
    hours: [{ opens: '09:00', closes: '12:00' }],
    reason: '周末延时服务',
  })
})

test('a hall is open from its first minute and no longer in its last', () => {
  const { hours } = hoursOn(office, autumn, day('2025-10-14'))
  const open = ['08:29', '08:30', '11:59', '12:00', '14:29', '14:30', '17:30'].filter((clock) => isOpenAt(hours, clock))
  expect(open).toEqual(['08:30', '11:59', '14:30'])
})

test.each([
  ['at noon', '2025-10-14', '12:10', '今天 14:30'],
  ['in the evening', '2025-10-14', '18:00', '10月15日 星期三 08:30'],
  ['before a long holiday', '2025-09-30', '17:30', '10月9日 星期四 08:30'],
])('who comes too late is told when the hall opens next: %s', (_, on, clock, said) => {
  const next = nextOpening(office, autumn, day(on), clock)
  expect(next && showOpening(next, day(on))).toBe(said)
})

test('a hall without hours never opens', () => {
  expect(nextOpening({ usual: [], exceptions: [] }, autumn, day('2025-10-14'), '08:00')).toBeUndefined()
})
