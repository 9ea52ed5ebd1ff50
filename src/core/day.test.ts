import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  day,
  dayOf,
  days,
  daysBetween,
  endOf,
  isDay,
  showDay,
  showLongDay,
  startOf,
  weekday,
  yearOf,
} from './day.ts'

describe('a day', () => {
  test.each(['2018-01-01', '2000-02-29', '1949-12-31', '9999-12-31'])('%s exists', (text) => {
    expect(isDay(text)).toBe(true)
  })
  test.each([
    '2018-02-29',
    '2018-13-01',
    '2018-00-10',
    '2018-1-1',
    '18-01-01',
    '2018-01-01T00:00',
    '',
    '0018-01-01',
    ' 2018-01-01',
  ])('%j does not', (text) => {
    expect(isDay(text)).toBe(false)
    expect(() => day(text)).toThrow(RangeError)
  })
  test('is no day when it is no text', () => {
    expect([isDay(20180101), isDay(null), isDay(new Date())]).toEqual([false, false, false])
  })
})

test('days are reckoned over the ends of months, years and leap Februaries', () => {
  expect(addDays(day('2018-12-31'), 1)).toBe('2019-01-01')
  expect(addDays(day('2020-03-01'), -1)).toBe('2020-02-29')
  expect(daysBetween(day('2018-01-01'), day('2019-01-01'))).toBe(365)
  expect(days('2018-02-27', '2018-03-02')).toEqual(['2018-02-27', '2018-02-28', '2018-03-01', '2018-03-02'])
  expect(days('2018-03-02', '2018-03-01')).toEqual([])
  expect(yearOf(day('2018-12-31'))).toBe(2018)
})

test('no day is reckoned before the year 1900 or after 9999', () => {
  expect([addDays(day('1900-01-02'), -1), addDays(day('9999-12-30'), 1)]).toEqual(['1900-01-01', '9999-12-31'])
  expect(() => addDays(day('1900-01-01'), -1)).toThrow(RangeError)
  expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError)
})

test('the week is known before and after 1970', () => {
  expect(weekday(day('2018-12-03'))).toBe(1)
  expect(weekday(day('1949-10-01'))).toBe(6)
})

test('days are shown as people read them', () => {
  expect(showDay(day('2018-12-03'))).toBe('12月3日 星期一')
  expect(showDay(day('2020-12-03'))).toBe('12月3日 星期四')
  expect(showLongDay(day('2018-02-09'))).toBe('2018年2月9日')
})

describe('an instant belongs to the day in Shanghai', () => {
  test.each([
    ['2018-12-31T15:59:59.999Z', '2018-12-31'],
    ['2018-12-31T16:00:00Z', '2019-01-01'],
    // Summer time, nine hours ahead, from 4 May to 14 September 1986.
    ['1986-07-01T14:59:59Z', '1986-07-01'],
    ['1986-07-01T15:00:00Z', '1986-07-02'],
    ['1986-12-31T15:30:00Z', '1986-12-31'],
  ])('%s is on %s', (at, expected) => {
    expect(dayOf(new Date(at))).toBe(expected)
  })

  test('a day starts and ends there', () => {
    expect(startOf(day('2018-12-03')).toISOString()).toBe('2018-12-02T16:00:00.000Z')
    expect(endOf(day('2018-12-03')).toISOString()).toBe('2018-12-03T15:59:59.999Z')
  })

  test('summer time begins and ends within a day, not at its start', () => {
    expect(startOf(day('1986-05-04')).toISOString()).toBe('1986-05-03T16:00:00.000Z')
    expect(startOf(day('1986-05-05')).toISOString()).toBe('1986-05-04T15:00:00.000Z')
    expect(startOf(day('1986-09-14')).toISOString()).toBe('1986-09-13T15:00:00.000Z')
    expect(startOf(day('1986-09-15')).toISOString()).toBe('1986-09-14T16:00:00.000Z')
  })

  test('since 1950 the first and the last instant of any day are on it, and the next instant is on the next', () => {
    const anyDay = fc.integer({ min: -7_300, max: 60_000 }).map((n) => addDays(day('1970-01-01'), n))
    fc.assert(
      fc.property(anyDay, (d) => {
        expect(dayOf(startOf(d))).toBe(d)
        expect(dayOf(new Date(startOf(d).getTime() - 1))).toBe(addDays(d, -1))
        expect(dayOf(endOf(d))).toBe(d)
      }),
    )
  })
})
