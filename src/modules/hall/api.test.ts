import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../tests/support/app.ts'
import { freshIdNumber, freshPhone, offerSlots, openAllDay } from '../../../tests/support/hall.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { db, world } from '../../../tests/support/world.ts'
import { addDays, dayOf } from '../../core/day.ts'
import { book } from './book.service.ts'

const house = await openHouse()
await openAllDay()
const today = dayOf(new Date())
const tomorrow = addDays(today, 1)
const item = await publishedItem(db)
await offerSlots(
  item,
  'urban/city',
  [
    ['00:01', '12:00', 2],
    ['12:00', '23:58', 5],
  ],
  today,
)
const program = visitorAt(house)
const at = `/api/v1/appointments/items/${item.code}/slots`

type Answer = { slots: { hall: { code: string }; day: string; starts: string; left: number; url: string }[] }
const asked = async (query = '') => JSON.parse((await program.get(at + query)).body) as Answer

test('a program reads what can be booked: items, halls, days, hours and the places left of each', async () => {
  const items = JSON.parse((await program.get('/api/v1/appointments/items')).body)
  expect(items).toMatchObject({ from: today, items: [{ code: item.code, halls: [{ code: 'main' }] }] })
  const one = async () => (await asked(`?day=${tomorrow}&hall=main`)).slots
  expect(await one()).toMatchObject([
    { hall: { code: 'main' }, day: tomorrow, starts: '00:01', ends: '12:00', left: 2 },
    { hall: { code: 'main' }, day: tomorrow, starts: '12:00', ends: '23:58', left: 5 },
  ])
  const [first] = await one()
  const page = new URL(first?.url ?? '')
  expect((await visitorAt(house).get(page.pathname)).statusCode).toBe(200)
  const all = (await asked()).slots.map((s) => s.day)
  expect(all.filter((d) => d === tomorrow)).toHaveLength(2)
  expect(all.every((d) => d >= today)).toBe(true)
})

test('a place that was booked is left no more, and nothing is told of who booked it', async () => {
  const person = { name: '李小梅', idNumber: freshIdNumber(), phone: freshPhone(), email: '', press: randomUUID() }
  const place = { hallCode: 'main', itemCode: item.code, day: tomorrow, starts: '00:01', channel: 'portal' } as const
  await book(world(), { ...place, ...person, priority: 'none' })
  const { body } = await program.get(`${at}?day=${tomorrow}`)
  expect((JSON.parse(body) as Answer).slots.map((s) => s.left)).toEqual([1, 5])
  for (const secret of [person.name, '李', person.idNumber, person.phone, 'YY']) expect(body).not.toContain(secret)
})

test('what does not exist is not found, no day has no slots, and the description of the API tells of both addresses', async () => {
  expect((await program.get('/api/v1/appointments/items/nix/slots')).statusCode).toBe(404)
  expect((await program.get(`${at}?hall=nix`)).statusCode).toBe(404)
  expect((await program.get(`${at}?day=someday`)).statusCode).toBe(422)
  expect((await asked('?day=2001-01-01')).slots).toEqual([])
  const { paths } = JSON.parse((await program.get('/api/v1/openapi.json')).body) as { paths: Record<string, object> }
  expect(Object.keys(paths['/api/v1/appointments/items/{code}/slots'] ?? {})).toEqual(['get'])
  expect(paths['/api/v1/appointments/items']).toBeDefined()
})
