import { expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import { compareTickets, instantOf, labelOf, placeOf } from './order.ts'
import type { Priority } from './schema.ts'

const today = day('2026-03-03')
const at = (clock: string) => instantOf(today, clock)
const slot = { day: today, starts: '09:00', ends: '10:00' }
let serial = 0
const ticket = (name: string, taken: string, priority: Priority = 'none', appointment?: typeof slot) => ({
  name,
  serial: ++serial,
  ...placeOf(at(taken), priority, appointment),
})
const called = (now: string, ...tickets: ReturnType<typeof ticket>[]) =>
  tickets.sort((a, b) => compareTickets(a, b, at(now))).map((t) => t.name)

test('appointments in their slot come first, then who has priority, then by time', () => {
  const order = called(
    '09:20',
    ticket('first come', '08:40'),
    ticket('second come', '08:50'),
    ticket('old', '09:05', 'elderly'),
    ticket('disabled, earlier', '08:55', 'disabled'),
    ticket('appointment', '09:10', 'none', slot),
  )
  expect(order).toEqual(['appointment', 'disabled, earlier', 'old', 'first come', 'second come'])
})

test('who comes before their slot waits for it to begin, and is called sooner only if nobody else waits', () => {
  const early = () => ticket('early', '08:31', 'none', slot)
  const other = () => ticket('other', '08:59')
  expect(called('08:59', early(), other())).toEqual(['other', 'early'])
  expect(called('09:00', early(), other())).toEqual(['early', 'other'])
})

test('who comes after the end of their slot waits like everyone else', () => {
  expect(called('10:05', ticket('late', '10:00', 'none', slot), ticket('before', '09:59'))).toEqual(['before', 'late'])
  expect(called('10:05', ticket('late, old', '10:00', 'elderly', slot), ticket('before', '09:59'))[0]).toBe('late, old')
})

test('two of one moment are called by their number', () => {
  expect(called('09:00', ticket('one', '08:45'), ticket('two', '08:45'))).toEqual(['one', 'two'])
})

test('a label has three digits and more when it takes more', () => {
  expect([labelOf('A', 1), labelOf('B', 42), labelOf('C', 999), labelOf('A', 1000)]).toEqual([
    'A001',
    'B042',
    'C999',
    'A1000',
  ])
})
