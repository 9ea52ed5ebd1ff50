import { NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { type CalendarEvent, calendarFile } from '../../platform/ics.ts'
import { codeMatches } from '../../platform/query-code.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import { appointmentHref, appointmentNumberIn, eventTitle } from './appointment-words.ts'
import * as store from './appointments.store.ts'

/** The number of an appointment, if the code is its own. Throws Refused when it is not, or was tried too often. */
export async function checkAppointmentCode(
  ctx: Ctx,
  form: { number: string; code: string },
  address: string,
): Promise<string> {
  const number = appointmentNumberIn(form.number)
  const tries: Throttled[] = [
    { kind: 'queryAddress', key: addressKey(address) },
    { kind: 'queryCode', key: number },
  ]
  if (await countTries(ctx.db, ctx.now, tries))
    throw new Refused({
      code: 'hall.tooManyTries',
      message: '查询码输错的次数太多，请过一会儿再试',
      next: '查询码在约好以后的页面上；找不到的，请带身份证到服务台，或者打大厅的电话',
    })
  const stored = await store.findCodeHash(ctx.db, number)
  // Always compared, so that an unknown number takes as long as a wrong code.
  const right = codeMatches(form.code, stored)
  if (!right || !stored)
    throw new Refused({
      code: 'hall.wrongCode',
      message: '预约号或者查询码不对',
      next: '请对照约好以后的页面核对，字母不分大小写',
    })
  await forgive(ctx.db, tries)
  return number
}

/**
 * An appointment of one's own: of the account, or opened with the query code. Throws NotFound for anyone else.
 * @param key - the number that this browser has opened
 */
export async function ownAppointment(ctx: Ctx, number: string, key: string | undefined): Promise<store.Appointment> {
  const a = number.includes('\0') ? undefined : await store.findAppointment(ctx.db, number)
  const mine = a && a.accountId !== null && a.accountId === ctx.actor.accountId
  if (!a || (!mine && key !== a.number)) throw new NotFound('这个预约')
  return a
}

export const appointmentsOfMine = (ctx: Ctx): Promise<store.Appointment[]> =>
  ctx.actor.accountId ? store.listOfAccount(ctx.db, ctx.actor.accountId) : Promise.resolve([])

/** The appointment for the person's own calendar. */
export function calendarOf(ctx: Ctx, a: store.Appointment): string {
  const { shortName, domain } = ctx.settings.site
  const event: CalendarEvent = {
    uid: `${a.number}@${domain}`,
    sequence: a.changes,
    stamp: a.madeAt,
    ...{ day: a.day, starts: a.starts, ends: a.ends },
    title: eventTitle(a),
    place: [a.hallName, a.hallAddress].filter((p) => p !== '').join('，'),
    text: `预约号 ${a.number}\n请带身份证，到了在自助机上取号，叫号优先。\n来不了请取消，把名额让给别人。`,
    url: `https://${domain}${appointmentHref(a.number)}`,
    cancelled: a.state === 'cancelled',
  }
  return calendarFile(shortName, event)
}
