import { Invalid, Refused } from '../../core/errors.ts'
import { checkIdNumber } from '../../core/identifiers.ts'
import { maskName } from '../../core/mask.ts'
import type { Ctx } from '../../platform/context.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import { appointmentMoves, refuseAppointmentMove } from './appointment-rules.ts'
import { appointmentNumberIn } from './appointment-words.ts'
import * as store from './appointments.store.ts'
import { type By, mayActOn, noteAppointment } from './book.service.ts'
import { getHall, getLine } from './layout.store.ts'
import { findTicketByPress, getTicket } from './queue.store.ts'
import { giveTicket, once, personKeyOf, refuseTaking, type Taken } from './take.service.ts'

/**
 * Turns an appointment into a ticket, which goes before all others inside its slot. Who comes late the same day gets one too,
 * that waits like everyone's; the miss is taken back. The same press gives the same ticket. Throws NotFound, Forbidden, and
 * Refused outside the hours, on another day, or when it was kept already.
 */
export async function keepAppointment(ctx: Ctx, number: string, press: string, by: By): Promise<Taken> {
  const found = await store.getAppointment(ctx.db, number)
  mayActOn(ctx, found, by)
  const line = await getLine(ctx.db, found.lineId)
  // Looked at before the transaction begins, which would otherwise wait for a connection while it holds one.
  const closed = await refuseTaking(ctx, await getHall(ctx.db, found.hallCode), line)
  return once(ctx, press, async (tx) => {
    const a = await store.lockAppointment(tx, number)
    if (a.state === 'kept' && a.ticketId !== null) {
      if ((await findTicketByPress(tx, press))?.id === a.ticketId) return a.ticketId
      throw new Refused({
        code: 'hall.alreadyKept',
        message: `您已经取过号了：${(await getTicket(tx, a.ticketId)).label}`,
        next: '请看大屏等候叫号；小票不见了的，请到服务台',
      })
    }
    const refusal = refuseAppointmentMove('keep', a, ctx.now) ?? closed
    if (refusal) throw new Refused(refusal)
    const ticketId = await giveTicket(ctx, tx, line, {
      personKey: a.personKey,
      personName: maskName(a.name),
      phone: ctx.seal.open(a.phoneSealed),
      itemId: a.itemId,
      channel: 'appointment',
      priority: a.priority,
      pressKey: press,
      appointment: { id: a.id, slot: a },
    })
    await store.saveAppointment(tx, a.id, { state: appointmentMoves.keep.to, ticketId, endedAt: ctx.now })
    await noteAppointment(ctx, tx, 'appointmentKept', a, { ticket: ticketId, by, late: a.state === 'noShow' })
    return ticketId
  })
}

const notFound = {
  code: 'hall.noAppointment',
  message: '今天在这个大厅没有找到您的预约',
  next: '请核对号码；约的是别的日子、别的大厅的，在这里取不到。也可以直接取号排队，或者到服务台问一问',
}

/** What someone has today in a hall, found by the number of their card. Throws Invalid, Refused. */
export async function todaysByCard(ctx: Ctx, hallCode: string, idNumber: string): Promise<store.Appointment[]> {
  const wrong = checkIdNumber(idNumber, ctx.today)
  if (wrong) throw new Invalid([{ field: 'idNumber', message: wrong }])
  const personKey = personKeyOf(ctx, { idNumber })
  const found = personKey ? await store.listOfPerson(ctx.db, hallCode, ctx.today, personKey) : []
  if (found.length === 0) throw new Refused(notFound)
  // What is kept already is only told when there is nothing else to keep.
  const open = found.filter((a) => a.state !== 'kept')
  return open.length > 0 ? open : found.slice(-1)
}

/**
 * The appointment of a number, for who also knows the end of the telephone number it was made with: numbers alone follow one
 * another and could be tried. Throws Invalid, Refused.
 */
export async function todaysByNumber(
  ctx: Ctx,
  hallCode: string,
  typed: { number: string; phoneEnd: string },
  address: string,
): Promise<store.Appointment> {
  if (!/^\d{4}$/.test(typed.phoneEnd)) throw new Invalid([{ field: 'phoneEnd', message: '请填写手机号码的后四位' }])
  const number = appointmentNumberIn(typed.number)
  const tries: Throttled[] = [
    { kind: 'ticketAddress', key: addressKey(address) },
    { kind: 'queryCode', key: number },
  ]
  if (await countTries(ctx.db, ctx.now, tries))
    throw new Refused({
      code: 'hall.tooManyTries',
      message: '输错的次数太多，请过一会儿再试',
      next: '请刷身份证取号，或者到服务台',
    })
  const a = number.includes('\0') ? undefined : await store.findAppointment(ctx.db, number)
  const right = a && ctx.seal.open(a.phoneSealed).replace(/\D/g, '').endsWith(typed.phoneEnd)
  if (!a || !right || a.hallCode !== hallCode) throw new Refused(notFound)
  await forgive(ctx.db, tries.slice(1))
  return a
}
