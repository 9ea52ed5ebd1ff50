import { randomBytes } from 'node:crypto'
import { Forbidden, Invalid, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { hashOfCode, randomCode } from '../../platform/query-code.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import * as store from './devices.store.ts'
import { getHall, listCounters } from './layout.store.ts'
import type { DeviceForm } from './schema.ts'

/** How long a pairing code may be typed, minutes. */
export const pairingMinutes = 10
const pairingSigns = 6

/** A device and the code to type on it; the code is shown this once. */
export type Pairing = { id: number; name: string; code: string }

/** The halls' devices are set up by who may arrange the hall. Throws NotFound, Forbidden. */
async function arrangeable(ctx: Ctx, hallCode: string): Promise<void> {
  const hall = await getHall(ctx.db, hallCode)
  if (!holds(ctx.actor, 'hall.arrange', hall.unitPath)) throw new Forbidden(`您的账号不管${hall.name}`)
}

/** Registers a device of a hall. Throws NotFound, Forbidden, Invalid. */
export async function addDevice(ctx: Ctx, hallCode: string, form: DeviceForm): Promise<Pairing> {
  await arrangeable(ctx, hallCode)
  const counterId = await counterFor(ctx, hallCode, form)
  const { kind } = form
  const name = form.name.trim()
  if (name === '') throw new Invalid([{ field: 'name', message: '请填写设备名称' }])
  const code = randomCode(pairingSigns)
  return ctx.db.transaction().execute(async (tx) => {
    const device = {
      hallCode,
      counterId,
      kind,
      name,
      addedBy: ctx.actor.name,
      addedAt: ctx.now,
      ...pairingOf(ctx, code),
    }
    const id = await store.insertDevice(tx, device)
    await note(ctx, tx, 'deviceAdded', { id, hallCode }, { kind, name, counterId })
    return { id, name, code }
  })
}

/** A rating pad stands at a counter of the hall, anything else at none. */
async function counterFor(ctx: Ctx, hallCode: string, { kind, counter }: DeviceForm): Promise<number | null> {
  if (kind !== 'ratingPad') return null
  const found = (await listCounters(ctx.db, hallCode)).find((c) => String(c.number) === counter && c.inUse)
  if (!found) throw new Invalid([{ field: 'counter', message: '评价器放在窗口上，请选择是哪个窗口' }])
  return found.id
}

const pairingOf = (ctx: Ctx, code: string) => ({
  pairingHash: hashOfCode(code),
  pairingEndsAt: new Date(ctx.now.getTime() + pairingMinutes * 60_000),
})

/** A new code for a device, as when it got another browser. The one paired before works until then. Throws as above, Refused. */
export async function newPairingCode(ctx: Ctx, hallCode: string, id: number): Promise<Pairing> {
  const code = randomCode(pairingSigns)
  return change(ctx, hallCode, id, async (tx, device) => {
    await store.saveDevice(tx, id, pairingOf(ctx, code))
    await note(ctx, tx, 'pairingCodeGiven', device)
    return { id, name: device.name, code }
  })
}

/** Takes a device out of use: it is shut out at once. Throws as above. */
export function revokeDevice(ctx: Ctx, hallCode: string, id: number): Promise<void> {
  return change(ctx, hallCode, id, async (tx, device) => {
    await store.saveDevice(tx, id, { revokedAt: ctx.now, pairingHash: null, pairingEndsAt: null })
    await note(ctx, tx, 'deviceRevoked', device)
  })
}

async function change<T>(
  ctx: Ctx,
  hallCode: string,
  id: number,
  make: (tx: Db, device: store.Device) => Promise<T>,
): Promise<T> {
  await arrangeable(ctx, hallCode)
  return ctx.db.transaction().execute(async (tx) => {
    const device = await store.lockDevice(tx, id)
    if (device.hallCode !== hallCode || device.revokedAt !== null)
      throw new Refused({ code: 'hall.deviceRevoked', message: '这台设备已经停用', next: '还要用的，请重新登记一台' })
    return make(tx, device)
  })
}

/**
 * Pairs the device on which the code was typed. A code holds once and for ten minutes; who tries too often waits. Throws
 * Refused.
 * @returns the token that the device keeps
 */
export async function pairDevice(ctx: Ctx, typed: string, address: string): Promise<string> {
  const tries: Throttled[] = [{ kind: 'pairing', key: addressKey(address) }]
  if (await countTries(ctx.db, ctx.now, tries))
    throw new Refused({ code: 'hall.tooManyTries', message: '输错的次数太多，请过十分钟再试' })
  const token = randomBytes(32).toString('hex')
  const paired = await ctx.db.transaction().execute(async (tx) => {
    const id = await store.pairByCode(tx, hashOfCode(typed), { tokenHash: hashOfCode(token), now: ctx.now })
    if (id === undefined) return false
    await note(ctx, tx, 'devicePaired', await store.lockDevice(tx, id))
    return true
  })
  if (!paired)
    throw new Refused({
      code: 'hall.wrongPairingCode',
      message: '配对码不对，或者已经过期、用过了',
      next: '请在工作台“大厅设备”里重新生成一个',
    })
  await forgive(ctx.db, tries)
  return token
}

/** The device that keeps a token, and a note that it was seen. */
export async function deviceByToken(ctx: Ctx, token: string): Promise<store.Device | undefined> {
  const device = await store.findDeviceByToken(ctx.db, hashOfCode(token))
  const minute = new Date(Math.floor(ctx.now.getTime() / 60_000) * 60_000)
  if (device && (device.lastSeenAt === null || device.lastSeenAt < minute))
    await store.saveDevice(ctx.db, device.id, { lastSeenAt: minute })
  return device
}

function note(
  ctx: Ctx,
  tx: Db,
  act: string,
  device: Pick<store.Device, 'id' | 'hallCode'>,
  data: Record<string, unknown> = {},
): Promise<void> {
  return ctx.acts.write(tx, {
    act: `hall.${act}`,
    subject: `device:${device.id}`,
    data: { hall: device.hallCode, ...data },
  })
}
