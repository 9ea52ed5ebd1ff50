import { randomUUID } from 'node:crypto'
import { clockOf, type Day } from '../../core/day.ts'
import { Forbidden, Invalid, type Problem, type Refusal, Refused } from '../../core/errors.ts'
import { checkContactPhone, checkIdNumber, plainIdentifier } from '../../core/identifiers.ts'
import { maskName } from '../../core/mask.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { hashOfCode, queryCodeOf } from '../../platform/query-code.ts'
import { hoursOn, isOpenAt, nextOpening, showOpening } from './hours.ts'
import { getHall, getLine, type Hall, type Line, openingOf } from './layout.store.ts'
import { labelOf, placeOf, type Slot } from './order.ts'
import * as store from './queue.store.ts'
import type { Priority, TakeAtDesk, TicketChannel } from './schema.ts'

/** Who takes a number, as typed or read from a card. */
export type Person = { idNumber?: string; phone?: string; name?: string }

export type TakeForm = Person & {
  lineId: number
  /** Service item the person named. */
  itemId?: number
  channel: Exclude<TicketChannel, 'appointment'>
  priority: Priority
  /** Random key of the press: pressed twice it is one ticket. */
  pressKey: string
}

/** What the person is given: the ticket, and the code in the address of the page that follows it. */
export type Taken = { ticket: store.Ticket; code: string }

/** A fresh key for one press of a button. */
export const newPressKey = (): string => randomUUID()

/** How a person is found again without being known: the ID number, else the mobile number. */
export function personKeyOf(ctx: Pick<Ctx, 'seal'>, { idNumber, phone }: Person): Buffer | null {
  if (idNumber?.trim()) return ctx.seal.digest(`id:${plainIdentifier(idNumber)}`)
  if (phone?.trim()) return ctx.seal.digest(`phone:${phone.trim()}`)
  return null
}

/** What is wrong with who takes a number. Only a clerk may give one to someone who has neither card nor phone at hand. */
export function problemsInPerson(ctx: Pick<Ctx, 'today'>, person: Person, channel: TicketChannel): Problem[] {
  const { idNumber = '', phone = '' } = person
  const problems: Problem[] = []
  const wrongId = idNumber.trim() === '' ? undefined : checkIdNumber(idNumber, ctx.today)
  const wrongPhone = phone.trim() === '' ? undefined : checkContactPhone(phone)
  if (wrongId) problems.push({ field: 'idNumber', message: wrongId })
  if (wrongPhone) problems.push({ field: 'phone', message: wrongPhone })
  if (channel !== 'counter' && idNumber.trim() === '' && phone.trim() === '')
    problems.push({
      field: channel === 'phone' ? 'phone' : 'idNumber',
      message: '请刷身份证，或者填写身份证号码、手机号',
    })
  return problems
}

/** Why no number of a line is given now; undefined if one is. What may be done instead stands in `next`. */
export async function refuseTaking(ctx: Ctx, hall: Hall, line: Line): Promise<Refusal | undefined> {
  const opening = await openingOf(ctx.db, hall.code, ctx.today)
  const clock = clockOf(ctx.now).slice(11)
  const { hours, reason } = hoursOn(opening, ctx.calendar, ctx.today)
  if (!isOpenAt(hours, clock)) {
    const next = nextOpening(opening, ctx.calendar, ctx.today, clock)
    const why = hours.length === 0 && reason ? `（${reason}）` : ''
    return {
      code: 'hall.notOpen',
      message: `${hall.name}现在不开放${why}`,
      next: next ? `${showOpening(next, ctx.today)} 起可以取号` : `请打电话问一问：${hall.phone}`,
    }
  }
  if (line.open && !line.zoneClosed) return undefined
  return {
    code: 'hall.lineClosed',
    message: `“${line.name}”现在不取号`,
    next: '请选择别的业务，或者到服务台问一问',
  }
}

/**
 * Takes a number. The same press gives the same ticket, whether it comes twice or at once. Throws Invalid, NotFound, Refused
 * outside the hours, when the line is closed or full, or when the person already has a live number for it.
 */
export async function takeTicket(ctx: Ctx, form: TakeForm): Promise<Taken> {
  const before = await store.findTicketByPress(ctx.db, form.pressKey)
  if (before) return { ticket: before, code: queryCodeOf(form.pressKey) }
  const problems = problemsInPerson(ctx, form, form.channel)
  if (problems.length > 0) throw new Invalid(problems)
  const line = await getLine(ctx.db, form.lineId)
  const refusal = await refuseTaking(ctx, await getHall(ctx.db, line.hallCode), line)
  if (refusal) throw new Refused(refusal)
  return once(ctx, form.pressKey, (tx) =>
    giveTicket(ctx, tx, line, {
      personKey: personKeyOf(ctx, form),
      personName: form.name?.trim() ? maskName(form.name) : '',
      phone: form.phone?.trim(),
      itemId: form.itemId,
      channel: form.channel,
      priority: form.priority,
      pressKey: form.pressKey,
    }),
  )
}

/** Gives a number at the service desk. Throws Forbidden outside the actor's halls, and what `takeTicket` throws. */
export async function takeAtDesk(ctx: Ctx, { press, ...form }: TakeAtDesk): Promise<Taken> {
  const line = await getLine(ctx.db, form.lineId)
  const hall = await getHall(ctx.db, line.hallCode)
  if (!holds(ctx.actor, 'hall.issue', hall.unitPath)) throw new Forbidden(`您没有在${hall.name}取号的权限`)
  return takeTicket(ctx, { ...form, channel: 'counter', pressKey: press })
}

/** Runs a transaction that gives a ticket; a press that was quicker elsewhere gives that one's ticket. */
export async function once(ctx: Ctx, pressKey: string, run: (tx: Db) => Promise<number>): Promise<Taken> {
  const code = queryCodeOf(pressKey)
  try {
    const id = await ctx.db.transaction().execute(run)
    return { ticket: await store.getTicket(ctx.db, id), code }
  } catch (error) {
    if (error instanceof PressedTwice || constraintOf(error) === 'queue_tickets_press_key_key') {
      const ticket = await store.findTicketByPress(ctx.db, pressKey)
      if (ticket) return { ticket, code }
    }
    if (constraintOf(error) === 'queue_tickets_one') throw new Refused(alreadyWaiting())
    throw error
  }
}

const constraintOf = (error: unknown): string | undefined => (error as { constraint?: string }).constraint

/** Ends a transaction whose press has just given a ticket in another one; its serial is given back with it. */
class PressedTwice extends Error {}

const alreadyWaiting = (ticket?: store.Ticket): Refusal => ({
  code: 'hall.alreadyWaiting',
  message: ticket ? `您办这项业务已经有号了：${ticket.label}` : '您办这项业务已经有号了',
  next: '一项业务同时只能有一个号。不等了的，可以先取消原来的号',
})

/** What is needed to give one number. */
export type Giving = {
  personKey: Buffer | null
  /** Masked. */
  personName: string
  phone?: string | undefined
  itemId?: number | undefined
  channel: TicketChannel
  priority: Priority
  pressKey: string
  /** The appointment that is kept by it, and its slot. */
  appointment?: { id: number; slot: Slot }
}

/**
 * Gives one number within a transaction: takes the serial, which keeps all others of the zone and day waiting, then looks
 * whether the press, the person or the line stand against it. Throws Refused.
 * @returns id of the ticket
 */
export async function giveTicket(ctx: Ctx, tx: Db, line: Line, giving: Giving): Promise<number> {
  const { personKey, pressKey, phone, appointment } = giving
  const day: Day = ctx.today
  const serial = await store.takeSerial(tx, line.zoneId, day)
  if (serial === undefined)
    throw new Refused({
      code: 'hall.dayClosed',
      message: `${line.zoneName}今天已经收号`,
      next: '请改天再来，也可以预约',
    })
  if (await store.findTicketByPress(tx, pressKey)) throw new PressedTwice()
  const live = personKey ? await store.findLiveTicket(tx, line.id, day, personKey) : undefined
  if (live) throw new Refused(alreadyWaiting(live))
  // Who has an appointment has a place of their own, however many walked in.
  if (
    !appointment &&
    line.dailyLimit !== null &&
    (await store.countTaken(tx, line.id, line.zoneId, day)) >= line.dailyLimit
  )
    throw new Refused({
      code: 'hall.lineFull',
      message: `“${line.name}”今天的号已经取完`,
      next: '请改天再来，也可以预约，能网上办的请在网上办',
    })
  const label = labelOf(line.letter, serial)
  const id = await store.insertTicket(tx, {
    regionCode: ctx.settings.site.regionCode,
    hallCode: line.hallCode,
    zoneId: line.zoneId,
    day,
    serial,
    label,
    lineId: line.id,
    itemId: giving.itemId ?? null,
    personKey,
    personName: giving.personName,
    phoneSealed: phone ? ctx.seal.seal(phone) : null,
    channel: giving.channel,
    priority: giving.priority,
    appointmentId: appointment?.id ?? null,
    ...placeOf(ctx.now, giving.priority, appointment?.slot),
    takenAt: ctx.now,
    waitingSince: ctx.now,
    pressKey,
    codeHash: hashOfCode(queryCodeOf(pressKey)),
  })
  await ctx.acts.write(tx, {
    act: 'hall.ticketTaken',
    subject: `ticket:${id}`,
    data: { hall: line.hallCode, label, line: line.id, channel: giving.channel, priority: giving.priority },
  })
  await store.tellHall(tx, line.hallCode)
  return id
}
