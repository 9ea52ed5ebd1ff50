import type { Static, TObject } from 'typebox'
import { Value } from 'typebox/value'
import { addDays, type Day, days as daysFrom } from '../../core/day.ts'
import { Forbidden, Invalid, type Problem } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { findColleague } from '../identity/index.ts'
import * as arranged from './arrange.store.ts'
import { hoursOn, readHours } from './hours.ts'
import * as layout from './layout.store.ts'
import { tellHall } from './queue.store.ts'
import { CounterForm, type ExceptionForm, type Half, LineForm, ShiftForm, ZoneForm } from './schema.ts'
import { dropShift, saveShift } from './shifts.store.ts'

/** The hall, if the actor may arrange it. Throws NotFound, Forbidden. */
export async function hallToArrange(ctx: Ctx, hallCode: string): Promise<layout.Hall> {
  const hall = await layout.getHall(ctx.db, hallCode)
  if (!holds(ctx.actor, 'hall.arrange', hall.unitPath)) throw new Forbidden(`${hall.name}不归您安排`)
  return hall
}

/** Changes the layout in one transaction with its act. What a unique key refuses becomes a problem of its field. */
export async function changeHall(
  ctx: Ctx,
  hall: layout.Hall,
  act: string,
  data: Record<string, unknown>,
  run: (tx: Db) => Promise<void>,
): Promise<void> {
  try {
    await ctx.db.transaction().execute(async (tx) => {
      await run(tx)
      await ctx.acts.write(tx, {
        act: `hall.${act}`,
        subject: `hall:${hall.code}`,
        unitCode: hall.unitCode,
        data: { ...data },
      })
      await tellHall(tx, hall.code)
    })
  } catch (error) {
    const problem = taken[(error as { constraint?: string }).constraint ?? '']
    throw problem ? new Invalid([problem]) : error
  }
}

/** What the form asks, and nothing else that came with it. */
const only = <T extends TObject>(shape: T, sent: Static<T>): Static<T> => Value.Clean(shape, { ...sent }) as Static<T>

const taken: Record<string, Problem> = {
  hall_zones_hall_code_letter_key: { field: 'letter', message: '这个字母已经有别的区域在用，请换一个' },
  hall_zones_hall_code_code_key: { field: 'letter', message: '这个字母用过了，请换一个' },
  counters_hall_code_number_key: { field: 'number', message: '这个窗口号已经有了，请换一个' },
  counter_shifts_account_id_day_half_key: { field: 'accountId', message: '他那个时间在别的窗口值班，请换人或者换时间' },
}

/** @param id - of the zone; undefined for a new one */
export async function saveZone(ctx: Ctx, hallCode: string, id: number | undefined, sent: ZoneForm): Promise<void> {
  const form = only(ZoneForm, sent)
  const hall = await hallToArrange(ctx, hallCode)
  await changeHall(ctx, hall, 'zoneSaved', { id, ...form }, async (tx) => {
    await arranged.saveZone(tx, id, { ...form, name: form.name.trim(), hallCode })
  })
}

export async function saveLine(ctx: Ctx, hallCode: string, id: number | undefined, sent: LineForm): Promise<void> {
  const form = only(LineForm, sent)
  const hall = await hallToArrange(ctx, hallCode)
  const { units, items, dailyLimit, ...line } = form
  const codes = [...new Set(items.split(/[\s,\uFF0C\u3001]+/).filter((c) => c !== ''))]
  const known = await arranged.itemIds(ctx.db, codes)
  const unknown = codes.find((c) => !known.has(c))
  const zones = await layout.listZones(ctx.db, hallCode)
  const problems: Problem[] = []
  if (unknown) problems.push({ field: 'items', message: `没有编码是 ${unknown} 的事项，请核对` })
  if (!zones.some((z) => z.id === line.zoneId)) problems.push({ field: 'zoneId', message: '请从列表中选择区域' })
  if (dailyLimit !== '' && Number(dailyLimit) === 0)
    problems.push({ field: 'dailyLimit', message: '请填写 1 以上的数；不限的请留空' })
  if (problems.length > 0) throw new Invalid(problems)
  await changeHall(ctx, hall, 'lineSaved', { id, ...form }, async (tx) => {
    const row = { ...line, name: line.name.trim(), dailyLimit: dailyLimit === '' ? null : Number(dailyLimit) }
    await arranged.setLineServes(tx, await arranged.saveLine(tx, id, row), units, [...known.values()])
  })
}

export async function saveCounter(
  ctx: Ctx,
  hallCode: string,
  id: number | undefined,
  sent: CounterForm,
): Promise<void> {
  const form = only(CounterForm, sent)
  const hall = await hallToArrange(ctx, hallCode)
  const { zone, lines, ...counter } = form
  const [zones, known] = await Promise.all([layout.listZones(ctx.db, hallCode), layout.listLines(ctx.db, hallCode)])
  const zoneId = zone === '' ? null : Number(zone)
  const problems: Problem[] = []
  if (zoneId !== null && !zones.some((z) => z.id === zoneId))
    problems.push({ field: 'zone', message: '请从列表中选择区域' })
  if (lines.some((l) => !known.some((k) => k.id === l)))
    problems.push({ field: 'lines', message: '请选择本大厅的业务' })
  if (!form.inUse && id !== undefined && (await layout.getCounter(ctx.db, id)).state !== 'closed')
    problems.push({ field: 'inUse', message: '这个窗口有人在岗，请先让他下岗' })
  if (problems.length > 0) throw new Invalid(problems)
  await changeHall(ctx, hall, 'counterSaved', { id, ...form }, async (tx) => {
    const saved = await arranged.saveCounter(tx, id, { ...counter, name: counter.name.trim(), zoneId, hallCode })
    await arranged.setCounterLines(tx, saved, lines)
  })
}

const wrongHours = '请这样填写：08:30—12:00 14:30—17:30，不开放的留空'

/** @param form - by `day0` (Sunday) to `day6` */
export async function saveHours(ctx: Ctx, hallCode: string, form: Record<string, string>): Promise<void> {
  const hall = await hallToArrange(ctx, hallCode)
  const read = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, hours: readHours(form[`day${weekday}`] ?? '') }))
  const wrong = read.filter((r) => r.hours === undefined)
  if (wrong.length > 0) throw new Invalid(wrong.map((r) => ({ field: `day${r.weekday}`, message: wrongHours })))
  const hours = read.flatMap((r) => (r.hours ?? []).map((h) => ({ ...h, weekday: r.weekday })))
  await changeHall(ctx, hall, 'hoursSaved', { hours }, (tx) => arranged.setHours(tx, hallCode, hours))
}

export async function saveException(ctx: Ctx, hallCode: string, form: ExceptionForm): Promise<void> {
  const hall = await hallToArrange(ctx, hallCode)
  const hours = readHours(form.hours)
  const problems: Problem[] = []
  if (!hours) problems.push({ field: 'hours', message: wrongHours })
  if (form.day < ctx.today) problems.push({ field: 'day', message: '日期不能早于今天' })
  if (!hours || problems.length > 0) throw new Invalid(problems)
  const reason = form.reason.trim()
  await changeHall(ctx, hall, 'exceptionSaved', { day: form.day, hours, reason }, (tx) =>
    arranged.setException(tx, hallCode, form.day, { hours, reason }),
  )
}

export async function dropException(ctx: Ctx, hallCode: string, day: Day): Promise<void> {
  const hall = await hallToArrange(ctx, hallCode)
  await changeHall(ctx, hall, 'exceptionRemoved', { day }, (tx) => arranged.setException(tx, hallCode, day, null))
}

/** The longest stretch put on duty at once, days. */
const longest = 62

/** Puts someone on duty on the days between two on which the hall is open. */
export async function putOnDuty(ctx: Ctx, hallCode: string, sent: ShiftForm): Promise<void> {
  const form = only(ShiftForm, sent)
  const hall = await hallToArrange(ctx, hallCode)
  const { counterId, from, until } = form
  const [counter, colleague, opening] = await Promise.all([
    layout.getCounter(ctx.db, counterId),
    findColleague(ctx.db, form.accountId),
    layout.openingOf(ctx.db, hallCode, from),
  ])
  const problems: Problem[] = []
  if (counter.hallCode !== hallCode) problems.push({ field: 'counterId', message: '请选择本大厅的窗口' })
  if (!colleague) problems.push({ field: 'accountId', message: '请从列表中选择谁值班' })
  if (until < from) problems.push({ field: 'until', message: '结束的日期不能早于开始的日期' })
  if (until > addDays(from, longest)) problems.push({ field: 'until', message: `一次最多排 ${longest} 天` })
  if (!colleague || problems.length > 0) throw new Invalid(problems)
  const days = daysFrom(from, until).filter((d) => hoursOn(opening, ctx.calendar, d).hours.length > 0)
  if (days.length === 0) throw new Invalid([{ field: 'from', message: '这几天大厅都不开放' }])
  await changeHall(ctx, hall, 'shiftSaved', { ...form, days: days.length }, async (tx) => {
    for (const day of days)
      for (const half of form.halves)
        await saveShift(tx, { counterId, day, half, accountId: form.accountId, accountName: colleague.name })
  })
}

export async function takeOffDuty(ctx: Ctx, hallCode: string, counterId: number, day: Day, half: Half): Promise<void> {
  const hall = await hallToArrange(ctx, hallCode)
  if ((await layout.getCounter(ctx.db, counterId)).hallCode !== hallCode) throw new Forbidden()
  await changeHall(ctx, hall, 'shiftRemoved', { counterId, day, half }, async (tx) => {
    await dropShift(tx, counterId, day, half)
  })
}
