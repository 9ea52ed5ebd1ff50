import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import { counterKinds, hallKinds } from './schema.ts'

const Code = Type.String({ pattern: '^[a-z][a-z0-9-]{1,38}$' })
const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const closedOne = { additionalProperties: false }

const LineData = Type.Object(
  {
    code: Code,
    name: Type.String({ minLength: 1 }),
    minutes: Type.Integer({ minimum: 1, maximum: 480, description: 'What one service usually takes' }),
    dailyLimit: Type.Optional(Type.Integer({ minimum: 1 })),
    units: Type.Array(Code, { description: 'Units whose items it serves' }),
  },
  closedOne,
)

/** The halls of a county as they are installed with it: `hall.json`. */
export const Halls = Type.Array(
  Type.Object(
    {
      code: Code,
      unit: Code,
      kind: Type.Union(hallKinds.map((k) => Type.Literal(k))),
      name: Type.String({ minLength: 1 }),
      address: Type.String(),
      phone: Type.String(),
      guide: Type.Optional(Type.String()),
      longitude: Type.Optional(Type.Number()),
      latitude: Type.Optional(Type.Number()),
      openedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      hours: Type.Array(Type.Tuple([Clock, Clock]), { description: 'Of Monday to Friday' }),
      weekend: Type.Optional(Type.Array(Type.Tuple([Clock, Clock]), { description: 'Of Saturday and Sunday' })),
      zones: Type.Array(
        Type.Object(
          {
            code: Code,
            name: Type.String({ minLength: 1 }),
            letter: Type.String({ pattern: '^[A-Z]$' }),
            lines: Type.Array(LineData),
          },
          closedOne,
        ),
      ),
      counters: Type.Array(
        Type.Object(
          {
            number: Type.Integer({ minimum: 1 }),
            name: Type.String({ minLength: 1 }),
            kind: Type.Union(counterKinds.map((k) => Type.Literal(k))),
            zone: Type.Optional(Code),
            lines: Type.Array(Type.String({ pattern: '^[a-z0-9-]+/[a-z0-9-]+$', description: 'zone/line' })),
          },
          closedOne,
        ),
      ),
    },
    closedOne,
  ),
)
type HallData = Static<typeof Halls>[number]

/** Installs halls into a county that has none. Throws OperatorError when a counter names a zone or line there is not. */
export async function loadHalls(tx: Db, halls: Static<typeof Halls>): Promise<void> {
  for (const [position, hall] of halls.entries()) await loadHall(tx, hall, position)
}

async function loadHall(tx: Db, data: HallData, position: number): Promise<void> {
  const { unit, hours, weekend = [], zones, counters, openedOn, ...hall } = data
  await tx
    .insertInto('halls')
    .values({ ...hall, unitCode: unit, openedOn: openedOn as Day, position })
    .execute()
  const usual = [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) =>
    (weekday === 0 || weekday === 6 ? weekend : hours).map(([opens, closes]) => ({ weekday, opens, closes })),
  )
  if (usual.length > 0)
    await tx
      .insertInto('hallHours')
      .values(usual.map((h) => ({ ...h, hallCode: hall.code })))
      .execute()
  const ids = await loadZones(tx, data)
  const place = (kind: 'zones' | 'lines', key: string): number => {
    const id = ids[kind].get(key)
    if (id === undefined)
      throw new OperatorError(`hall.json: a counter of ${hall.code} names ${key}, which it does not have.`)
    return id
  }
  for (const { zone, lines, ...counter } of counters) {
    const { id } = await tx
      .insertInto('counters')
      .values({ ...counter, hallCode: hall.code, zoneId: zone === undefined ? null : place('zones', zone) })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (lines.length === 0) continue
    await tx
      .insertInto('counterLines')
      .values(lines.map((line) => ({ counterId: id, lineId: place('lines', line) })))
      .execute()
  }
}

/** @returns ids of the zones by code and of the lines by `zone/line` */
async function loadZones(tx: Db, { code: hallCode, zones }: HallData) {
  const ids = { zones: new Map<string, number>(), lines: new Map<string, number>() }
  for (const [position, { lines, ...zone }] of zones.entries()) {
    const { id: zoneId } = await tx
      .insertInto('hallZones')
      .values({ ...zone, hallCode, position })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.zones.set(zone.code, zoneId)
    for (const [at, { minutes, units, dailyLimit, ...line }] of lines.entries()) {
      const { id: lineId } = await tx
        .insertInto('queueLines')
        .values({ ...line, zoneId, position: at, usualMinutes: minutes, dailyLimit: dailyLimit ?? null })
        .returning('id')
        .executeTakeFirstOrThrow()
      ids.lines.set(`${zone.code}/${line.code}`, lineId)
      if (units.length > 0)
        await tx
          .insertInto('queueLineUnits')
          .values(units.map((unitCode) => ({ lineId, unitCode })))
          .execute()
    }
  }
  return ids
}
