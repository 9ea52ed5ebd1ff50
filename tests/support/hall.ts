import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { House } from '../../src/app.ts'
import { addDays, day, dayOf } from '../../src/core/day.ts'
import { idCheckDigit } from '../../src/core/identifiers.ts'
import { instantOf } from '../../src/modules/hall/order.ts'
import { type TakeForm, type Taken, takeTicket } from '../../src/modules/hall/take.service.ts'
import type { Actor } from '../../src/platform/actor.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { type Client, visitorAt } from './app.ts'
import { db, world } from './world.ts'

/** A Tuesday on which the halls are open. */
export const hallDay = day('2026-03-03')

/** A context at a time of that day, or of another. @param clock - `HH:MM` in Asia/Shanghai */
export const when = (clock: string, actor?: Actor, on = hallDay): Ctx =>
  world({ now: instantOf(on, clock), ...(actor ? { actor } : {}) })

/** Id of a line, as `zone/line` of the main hall or another. */
export async function lineId(key: string, hallCode = 'main'): Promise<number> {
  const [zone = '', line = ''] = key.split('/')
  const row = await db
    .selectFrom('queueLines as l')
    .innerJoin('hallZones as z', 'z.id', 'l.zoneId')
    .select('l.id')
    .where('z.hallCode', '=', hallCode)
    .where('z.code', '=', zone)
    .where('l.code', '=', line)
    .executeTakeFirstOrThrow()
  return row.id
}

export async function counterId(number: number, hallCode = 'main'): Promise<number> {
  const row = await db
    .selectFrom('counters')
    .select('id')
    .where('hallCode', '=', hallCode)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return row.id
}

let people = 0
/** A mobile number that nobody else in the test has. */
export const freshPhone = (): string => `139${String(++people).padStart(8, '0')}`

/** Someone takes a number at the kiosk. */
export const take = async (ctx: Ctx, line: string, change: Partial<TakeForm> = {}): Promise<Taken> =>
  takeTicket(ctx, {
    lineId: await lineId(line),
    channel: 'kiosk',
    priority: 'none',
    phone: freshPhone(),
    pressKey: randomUUID(),
    ...change,
  })

/** Keeps a hall open around the clock today and tomorrow, for tests that go by the real time. */
export async function openAllDay(hallCode = 'main'): Promise<void> {
  const today = dayOf(new Date())
  const hours = { hallCode, opens: '00:00', closes: '23:59', reason: '延时服务' }
  await db
    .insertInto('hallExceptions')
    .values([today, addDays(today, 1)].map((on) => ({ ...hours, day: on })))
    .execute()
}

/** The pairing code that the desk shows. */
export const pairingCodeIn = (html: string): string =>
  (/配对码<\/dt><dd class="num">([^<]+)/.exec(html)?.[1] ?? '').replace(' ', '')

/** A terminal that has been paired with the main hall, by who may arrange it. */
export async function pairedKiosk(house: House, manager: Client): Promise<Client> {
  const fields = { kind: 'kiosk', name: '东门 1 号自助机', counter: '' }
  const { body } = await manager.post('/desk/hall/devices/main', fields)
  const terminal = visitorAt(house)
  const paired = await terminal.post('/kiosk', { code: pairingCodeIn(body) })
  expect(paired.statusCode, paired.body).toBe(303)
  return terminal
}

/** A sound number of a card that nobody else in the test has. */
export function freshIdNumber(): string {
  const body = `430799198001${String(10 + Math.floor(people / 900)).padStart(2, '0')}${String(100 + (++people % 900))}`
  return body + idCheckDigit(body)
}

/** Slots of an item in the main hall, on every weekday from some day on. */
export async function offerSlots(
  item: { id: number },
  line: string,
  slots: readonly (readonly [starts: string, ends: string, quota: number])[],
  validFrom = hallDay,
): Promise<void> {
  const one = { hallCode: 'main', itemId: item.id, lineId: await lineId(line), validFrom }
  await db
    .insertInto('appointmentOffers')
    .values(
      slots.flatMap(([starts, ends, quota]) =>
        [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ ...one, weekday, starts, ends, quota })),
      ),
    )
    .execute()
}

/** As a kiosk does: when the server is too busy to answer, the same press is sent again. */
export async function persistently<T>(press: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await press()
    } catch (error) {
      if (!(error as Error).message.includes('timeout exceeded when trying to connect')) throw error
    }
}
