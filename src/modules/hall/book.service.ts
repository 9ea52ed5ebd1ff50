import { addDays } from '../../core/day.ts'
import { Forbidden, Invalid, type Problem, type Refusal, Refused } from '../../core/errors.ts'
import { checkContactPhone, checkIdNumber, checkMailAddress } from '../../core/identifiers.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queueMessage } from '../../platform/mail.ts'
import { hashOfCode, hashOfSubmission, queryCodeOf } from '../../platform/query-code.ts'
import { revealPersonalData } from '../identity/index.ts'
import { appointmentMoves, barredUntil, refuseAppointmentMove } from './appointment-rules.ts'
import { slotWords } from './appointment-words.ts'
import * as store from './appointments.store.ts'
import { bookableAt, findOpenSlot, type OpenSlot } from './places.service.ts'
import type { AppointmentChannel, BookForm } from './schema.ts'
import { personKeyOf } from './take.service.ts'

export type Booking = BookForm & {
  hallCode: string
  itemCode: string
  day: string
  starts: string
  channel: AppointmentChannel
}

/** What the person is given: the appointment, and the code by which it is followed. */
export type Booked = { appointment: store.Appointment; code: string }

/** What is wrong with who comes. Unlike a number, an appointment needs to know whom it is kept for. */
function problemsInComer(ctx: Ctx, form: Pick<BookForm, 'idNumber' | 'name' | 'phone' | 'email'>): Problem[] {
  const checks: [string, string | undefined][] = [
    ['name', form.name.trim() === '' ? '请填写姓名' : undefined],
    ['idNumber', checkIdNumber(form.idNumber, ctx.today)],
    ['phone', checkContactPhone(form.phone.trim())],
    ['email', form.email.trim() === '' ? undefined : checkMailAddress(form.email.trim())],
  ]
  return checks.flatMap(([field, message]) => (message ? [{ field, message }] : []))
}

const gone: Refusal = {
  code: 'hall.slotGone',
  message: '这个时段现在不能约',
  next: '请另选一个时段；大厅开放的时候也可以直接取号排队',
}
const full = (slot: OpenSlot): Refusal => ({
  code: 'hall.slotFull',
  message: `${slotWords(slot)} 刚刚约满了`,
  next: '请另选一个时段，或者过一会儿再看看有没有人取消',
})
/** Says no more: whoever types the number of a card need not be its owner. */
const alreadyBooked: Refusal = {
  code: 'hall.alreadyBooked',
  message: '这个身份证号码已经约了这个事项',
  next: '一个人一个事项同时只能有一个预约；要换时间的，请凭预约号和查询码改期',
}

/**
 * Books a place. The same form gives the same appointment, whether it comes twice or at once; the last place goes to one
 * alone. Throws Invalid, NotFound, Refused when the slot is gone or full, the person has one for the item already, or did not
 * come too often (online alone: a clerk sees the person).
 */
export async function book(ctx: Ctx, form: Booking): Promise<Booked> {
  const pressKey = hashOfSubmission(form.press).toString('hex')
  const code = queryCodeOf(form.press)
  const before = await store.findByPress(ctx.db, pressKey)
  if (before) return { appointment: before, code }
  const problems = problemsInComer(ctx, form)
  if (problems.length > 0) throw new Invalid(problems)
  const { item } = await bookableAt(ctx, form.itemCode)
  const slot = await findOpenSlot(ctx, { ...form, itemId: item.itemId })
  if (!slot) throw new Refused(gone)
  const personKey = personKeyOf(ctx, form)
  if (!personKey) throw new Error('an ID number always gives a key')
  if (form.channel === 'portal') await refuseBarred(ctx, personKey)
  const row = {
    ...comer(ctx, form, personKey),
    ...{ itemId: item.itemId, day: slot.day, pressKey, codeHash: hashOfCode(code), channel: form.channel },
  }
  try {
    const number = await ctx.db.transaction().execute((tx) => place(ctx, tx, slot, row))
    return { appointment: await store.getAppointment(ctx.db, number), code }
  } catch (error) {
    // The same press was quicker elsewhere: by its key, by its person, or by the last place.
    const mine = await store.findByPress(ctx.db, pressKey)
    if (mine) return { appointment: mine, code }
    if ((error as { constraint?: string }).constraint === 'appointments_one') throw new Refused(alreadyBooked)
    throw error
  }
}

/** Who comes, as it is stored. */
function comer({ seal, actor, now }: Ctx, form: BookForm, personKey: Buffer) {
  const [phone, email] = [form.phone.trim(), form.email.trim()]
  return {
    personKey,
    name: form.name.trim(),
    phoneSealed: seal.seal(phone),
    emailSealed: email === '' ? null : seal.seal(email),
    priority: form.priority,
    accountId: actor.kind === 'citizen' ? (actor.accountId ?? null) : null,
    madeAt: now,
  }
}

type NewAppointment = Omit<Parameters<typeof store.insertAppointment>[1], 'number' | 'regionCode' | 'slotId'>

/** @returns number of the appointment */
async function place(ctx: Ctx, tx: Db, slot: OpenSlot, row: NewAppointment): Promise<string> {
  const slotId = await store.slotOf(tx, slot.offer, slot.day)
  if (!(await store.takePlace(tx, slotId))) throw new Refused(full(slot))
  const { regionCode } = ctx.settings.site
  const number = await store.nextNumber(tx, regionCode, ctx.today)
  await store.insertAppointment(tx, { ...row, number, regionCode, slotId })
  const made = await store.getAppointment(tx, number)
  await noteAppointment(ctx, tx, 'appointmentBooked', made, { channel: made.channel })
  await tellComer(ctx, tx, made, `约好了：${slotWords(made)}，${made.hallName}。请带身份证，到了在自助机上取号。`)
  return number
}

async function refuseBarred(ctx: Ctx, personKey: Buffer): Promise<void> {
  const { limits } = ctx.settings
  const missed = await store.missedDays(ctx.db, personKey, addDays(ctx.today, -limits.noShowWindowDays))
  const until = barredUntil(missed, ctx.today, limits)
  if (until)
    throw new Refused({
      code: 'hall.barred',
      message: `约了没有来的次数多了，${until} 以前暂时不能在网上预约`,
      next: '要办的事请直接到大厅取号；确有原因的，请打大厅的电话请工作人员代约',
    })
}

/** Who acts on an appointment: the person it is for, or a clerk who gives numbers in its hall. */
export type By = 'person' | 'desk'

/** Throws Forbidden for a clerk of another hall. */
export function mayActOn(ctx: Ctx, a: Pick<store.Appointment, 'unitPath' | 'hallName'>, by: By): void {
  if (by === 'desk' && !holds(ctx.actor, 'hall.issue', a.unitPath))
    throw new Forbidden(`您没有在${a.hallName}登记预约的权限`)
}

/** Moves an appointment to another slot of its item, in this hall or another. Throws NotFound, Forbidden, Refused. */
export async function changeAppointment(
  ctx: Ctx,
  number: string,
  to: { hallCode: string; day: string; starts: string },
  by: By,
): Promise<void> {
  const { itemId } = await store.getAppointment(ctx.db, number)
  const slot = await findOpenSlot(ctx, { ...to, itemId })
  if (!slot) throw new Refused(gone)
  await ctx.db.transaction().execute(async (tx) => {
    const slotId = await store.slotOf(tx, slot.offer, slot.day)
    const a = await store.lockAppointment(tx, number)
    mayActOn(ctx, a, by)
    const refusal = refuseAppointmentMove('change', a, ctx.now)
    if (refusal) throw new Refused(refusal)
    if (a.slotId === slotId) return
    await store.lockSlots(tx, [a.slotId, slotId])
    if (!(await store.takePlace(tx, slotId))) throw new Refused(full(slot))
    await store.givePlaceBack(tx, a.slotId)
    await store.saveAppointment(tx, a.id, { slotId, day: slot.day, changes: a.changes + 1, remindedAt: null })
    const moved = await store.getAppointment(tx, number)
    const from = { hall: a.hallCode, day: a.day, starts: a.starts }
    await noteAppointment(ctx, tx, 'appointmentChanged', moved, { from, by })
    await tellComer(ctx, tx, moved, `已经改到 ${slotWords(moved)}，${moved.hallName}。`)
  })
}

/** Gives a place back. @param reason - told to the person when a clerk cancels. Throws NotFound, Forbidden, Refused. */
export async function cancelAppointment(ctx: Ctx, number: string, by: By, reason = ''): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const a = await store.lockAppointment(tx, number)
    mayActOn(ctx, a, by)
    const refusal = refuseAppointmentMove('cancel', a, ctx.now)
    if (refusal) throw new Refused(refusal)
    await endCancelled(ctx, tx, a, reason)
    await noteAppointment(ctx, tx, 'appointmentCancelled', a, { by, reason })
    if (by === 'desk') await tellComer(ctx, tx, a, `已经取消${reason && `，原因：${reason}`}。`)
  })
}

/** Ends a locked appointment as cancelled and gives its place back. */
export async function endCancelled(ctx: Ctx, tx: Db, a: store.Appointment, cancelReason: string): Promise<void> {
  await store.saveAppointment(tx, a.id, { state: appointmentMoves.cancel.to, endedAt: ctx.now, cancelReason })
  await store.givePlaceBack(tx, a.slotId)
}

export const noteAppointment = (
  ctx: Ctx,
  tx: Db,
  act: string,
  a: Pick<store.Appointment, 'number' | 'unitCode' | 'hallCode' | 'itemCode' | 'day' | 'starts'>,
  data: Record<string, unknown>,
): Promise<void> =>
  ctx.acts.write(tx, {
    act: `hall.${act}`,
    subject: `appointment:${a.number}`,
    unitCode: a.unitCode,
    data: { hall: a.hallCode, item: a.itemCode, day: a.day, starts: a.starts, ...data },
  })

/** Tells the person by text message, and by mail if they gave an address. No personal data, nor what it is about. */
export async function tellComer(ctx: Ctx, tx: Db, a: store.Appointment, sentence: string): Promise<void> {
  const { shortName, domain } = ctx.settings.site
  const phone = ctx.seal.open(a.phoneSealed)
  const body = `您的预约 ${a.number} ${sentence}改期、取消：https://${domain}/appointments/follow`
  if (/^1\d{10}$/.test(phone))
    await queueMessage(tx, ctx.jobs, { channel: 'sms', recipient: phone, body: `【${shortName}】${body}` })
  if (a.emailSealed)
    await queueMessage(tx, ctx.jobs, {
      ...{ channel: 'mail', recipient: ctx.seal.open(a.emailSealed) },
      ...{ subject: `${shortName}：您的预约 ${a.number}`, body },
    })
}

/** What of an appointment is masked, and can be seen for a reason. */
export const personalFields = { name: '姓名', phone: '手机号码', email: '电子邮箱' } as const
export type PersonalField = keyof typeof personalFields

/** Shows one of them to a clerk of the hall, which is an act. Throws NotFound, Forbidden, Invalid without a reason. */
export async function revealComer(
  ctx: Ctx,
  number: string,
  form: { field: PersonalField; reason: string },
): Promise<string> {
  const { unitPath, unitCode } = await store.getAppointment(ctx.db, number)
  const reveal = { subject: `appointment:${number}`, ...form, unitPath, unitCode, may: 'hall.issue' }
  return revealPersonalData(ctx, reveal, async () => {
    const a = await store.getAppointment(ctx.db, number)
    if (form.field === 'name') return a.name
    if (form.field === 'phone') return ctx.seal.open(a.phoneSealed)
    return a.emailSealed ? ctx.seal.open(a.emailSealed) : '没有留下'
  })
}
