import type { Insertable, Updateable } from 'kysely'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { HallDevices } from '../../platform/tables.ts'
import type { DeviceKind } from './schema.ts'

/** A kiosk, a board or a rating pad. */
export type Device = {
  id: number
  hallCode: string
  hallName: string
  counterId: number | null
  counterNumber: number | null
  kind: DeviceKind
  name: string
  /** End of the pairing code that was given and not used yet. */
  pairingEndsAt: Date | null
  pairedAt: Date | null
  /** To the minute. */
  lastSeenAt: Date | null
  revokedAt: Date | null
}

const devices = (db: Db) =>
  db
    .selectFrom('hallDevices as d')
    .innerJoin('halls as h', 'h.code', 'd.hallCode')
    .leftJoin('counters as c', 'c.id', 'd.counterId')
    .select([
      'd.id',
      'd.hallCode',
      'h.name as hallName',
      'd.counterId',
      'c.number as counterNumber',
      'd.kind',
      'd.name',
    ])
    .select(['d.pairingEndsAt', 'd.pairedAt', 'd.lastSeenAt', 'd.revokedAt'])
    .$narrowType<{ kind: DeviceKind }>()

/** Devices of a hall, those in use first. */
export const listDevices = (db: Db, hallCode: string): Promise<Device[]> =>
  devices(db)
    .where('d.hallCode', '=', hallCode)
    .orderBy('d.revokedAt', (o) => o.desc().nullsFirst())
    .orderBy('d.id')
    .execute()

/** Throws NotFound. */
export async function lockDevice(tx: Db, id: number): Promise<Device> {
  const device = await devices(tx).where('d.id', '=', id).forUpdate('d').executeTakeFirst()
  if (!device) throw new NotFound('这台设备')
  return device
}

/** The device that keeps this token and was not taken out of use. */
export const findDeviceByToken = (db: Db, tokenHash: Buffer): Promise<Device | undefined> =>
  devices(db).where('d.tokenHash', '=', tokenHash).where('d.revokedAt', 'is', null).executeTakeFirst()

export async function insertDevice(tx: Db, device: Insertable<HallDevices>): Promise<number> {
  const { id } = await tx.insertInto('hallDevices').values(device).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function saveDevice(db: Db, id: number, change: Updateable<HallDevices>): Promise<void> {
  await db.updateTable('hallDevices').set(change).where('id', '=', id).execute()
}

/** Gives the token to the device whose pairing code this is, and uses the code up. Undefined if there is none in time. */
export async function pairByCode(
  tx: Db,
  pairingHash: Buffer,
  { tokenHash, now }: { tokenHash: Buffer; now: Date },
): Promise<number | undefined> {
  const row = await tx
    .updateTable('hallDevices')
    .set({ pairingHash: null, pairingEndsAt: null, tokenHash, pairedAt: now, lastSeenAt: now })
    .where('pairingHash', '=', pairingHash)
    .where('pairingEndsAt', '>', now)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
