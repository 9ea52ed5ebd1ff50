import { expect, test } from 'vitest'
import { calendar } from '../../core/calendar.ts'
import { day } from '../../core/day.ts'
import { type Dated, dues, orderLight, replyDue, type Terms } from './clocks.ts'

// 2025 National Day and Mid-Autumn: 国办发明电〔2024〕12号
const off = Array.from({ length: 8 }, (_, i) => `2025-10-0${i + 1}`)
const autumn = calendar({ daysOff: off, workedWeekends: ['2025-09-28', '2025-10-11'] })
const terms: Terms = {
  ...{ dispatchDays: 1, contactDays: 1, replyDays: 5, closeDays: 2, reviewDays: 1, escalateDays: 5, followUpDays: 1 },
  ...{ followUpTries: 3, reopenDays: 15, extensionDays: 5 },
}
const order = (change: Partial<Record<keyof Dated, unknown>> = {}): Dated =>
  ({
    ...{ state: 'received', receivedOn: '2025-09-25', clockFrom: '2025-09-25', turnFrom: '2025-09-25' },
    ...{ dispatchedOn: null, contactedOn: null, replyDays: 5, extension: 0, superiorDueOn: null, closedOn: null },
    followUpNeeded: false,
    ...change,
  }) as Dated

test.each([
  ['five working days: a worked Sunday counts, the holidays do not', {}, '2025-10-09'],
  ['over the holidays', { clockFrom: '2025-09-29' }, '2025-10-13'],
  ['received on a day off', { clockFrom: '2025-10-01' }, '2025-10-14'],
  ['with an extension', { extension: 2 }, '2025-10-11'],
  ['the superior wants it earlier', { superiorDueOn: '2025-09-29' }, '2025-09-29'],
  ['the superior gives more time than the county', { superiorDueOn: '2025-10-20' }, '2025-10-09'],
  ['urgent on a day off: the same day', { clockFrom: '2025-10-02', replyDays: 0 }, '2025-10-02'],
])('a reply is due: %s', (_, change, due) => {
  expect(replyDue(order(change), autumn)).toBe(due)
})

test.each([
  ['waits for dispatch', {}, '2025-09-26'],
  ['returned: dispatch anew', { turnFrom: '2025-09-29' }, '2025-09-30'],
  ['first contact comes before the reply', { state: 'dispatched', dispatchedOn: '2025-09-25' }, '2025-09-26'],
  ['then the reply', { state: 'handling', dispatchedOn: '2025-09-25', contactedOn: '2025-09-26' }, '2025-10-09'],
  ['dispatched late: the reply is due first', { state: 'dispatched', dispatchedOn: '2025-10-09' }, '2025-10-09'],
  ['replied: to be closed', { state: 'replied', turnFrom: '2025-09-29' }, '2025-10-09'],
  ['closing: to be reviewed', { state: 'closing', turnFrom: '2025-09-29' }, '2025-09-30'],
  ['closed: to be followed up', { state: 'closed', turnFrom: '2025-09-29', followUpNeeded: true }, '2025-09-30'],
  ['closed, nobody to ring', { state: 'closed', turnFrom: '2025-09-29' }, null],
  ['merged', { state: 'merged', closedOn: '2025-09-29' }, null],
  ['withdrawn', { state: 'withdrawn', closedOn: '2025-09-29' }, null],
])('the day the light goes by: %s', (_, change, due) => {
  expect(dues(order(change), terms, autumn).dueOn).toBe(due)
})

test('the person may have it opened again for calendar days after it was closed, and only then', () => {
  const closed = { state: 'closed', closedOn: '2025-09-29' }
  expect(dues(order(closed), terms, autumn).reopenUntil).toBe('2025-10-14')
  expect(dues(order({ state: 'notAccepted', closedOn: '2025-09-29' }), terms, autumn).reopenUntil).toBeNull()
  expect(dues(order(), terms, autumn).reopenUntil).toBeNull()
})

test('a light turns yellow with three tenths of the term or one working day left, and is overdue the day after', () => {
  const handled = order({ state: 'handling', contactedOn: '2025-09-25', replyDays: 10, clockFrom: '2025-09-10' })
  const stored = dues(handled, terms, autumn)
  expect(stored).toMatchObject({ dueOn: '2025-09-24', warnOn: '2025-09-19' })
  const lights = ['2025-09-18', '2025-09-19', '2025-09-24', '2025-09-25'].map((d) => orderLight(stored, day(d)))
  expect(lights).toEqual(['green', 'yellow', 'yellow', 'overdue'])
  expect(orderLight({ dueOn: null, warnOn: null }, day('2025-09-25'))).toBe('none')
})
