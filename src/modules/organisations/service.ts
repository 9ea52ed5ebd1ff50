import { type Day, day } from '../../core/day.ts'
import { Forbidden, Invalid, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { problemsInUnit, refuseChild, refuseClosing, refuseHolding } from './rules.ts'
import type { NewUnitForm, StaffForm, Unit, UnitForm } from './schema.ts'
import * as store from './store.ts'

/** The unit, if the actor's permission reaches it. Throws NotFound or Forbidden. */
export async function reachUnit(ctx: Ctx, code: string, permission: string): Promise<Unit> {
  const unit = await store.getUnit(ctx.db, code)
  if (!holds(ctx.actor, permission, unit.path)) throw new Forbidden(`“${unit.name}”不在您的管理范围内`)
  return unit
}

/**
 * Sets up a unit below another.
 * @basis 《政府信息公开条例》第二十条第二项
 */
export async function openUnit(ctx: Ctx, form: NewUnitForm): Promise<void> {
  const parent = await reachUnit(ctx, form.parentCode, 'organisations.edit')
  const problems = problemsInUnit(form)
  if (await store.findUnit(ctx.db, form.code))
    problems.push({ field: 'code', message: `代码“${form.code}”已有单位使用，请换一个` })
  if (problems.length > 0) throw new Invalid(problems)
  const refusal = refuseChild(parent, form.kind)
  if (refusal) throw new Refused(refusal)
  await ctx.db.transaction().execute(async (tx) => {
    await store.insertUnit(tx, { ...form, path: `${parent.path}${form.code}/`, regionCode: parent.regionCode })
    await ctx.acts.write(tx, {
      act: 'organisations.unitOpened',
      subject: `unit:${form.code}`,
      unitCode: form.code,
      data: form,
    })
    await publicChanged(tx)
  })
}

/** Corrects what is published of a unit. Throws Invalid, Forbidden, NotFound. */
export async function describeUnit(ctx: Ctx, code: string, form: UnitForm): Promise<void> {
  await reachUnit(ctx, code, 'organisations.edit')
  const problems = problemsInUnit(form)
  if (problems.length > 0) throw new Invalid(problems)
  await ctx.db.transaction().execute(async (tx) => {
    await store.updateUnit(tx, code, form)
    await ctx.acts.write(tx, {
      act: 'organisations.unitDescribed',
      subject: `unit:${code}`,
      unitCode: code,
      data: form,
    })
    await publicChanged(tx)
  })
}

/** Closes a unit; its records stay. Throws Refused while units hang below it. */
export async function closeUnit(ctx: Ctx, code: string, closedOn: Day): Promise<void> {
  const unit = await reachUnit(ctx, code, 'organisations.edit')
  await ctx.db.transaction().execute(async (tx) => {
    const refusal = refuseClosing(unit, await store.hasOpenChildren(tx, code))
    if (refusal) throw new Refused(refusal)
    await store.closeUnit(tx, code, closedOn)
    await ctx.acts.write(tx, {
      act: 'organisations.unitClosed',
      subject: `unit:${code}`,
      unitCode: code,
      data: { closedOn },
    })
    await publicChanged(tx)
  })
}

/** Takes a person into a unit and a post. Throws Refused while another holds the post. */
export async function appoint(ctx: Ctx, unitCode: string, form: StaffForm): Promise<void> {
  await reachUnit(ctx, unitCode, 'organisations.edit')
  const startedOn = day(form.startedOn)
  await ctx.db.transaction().execute(async (tx) => {
    const postId = await store.obtainPost(tx, unitCode, form.title, form.leads === 'yes')
    const refusal = refuseHolding(await store.findHolder(tx, postId), form.title)
    if (refusal) throw new Refused(refusal)
    const { name, phone, duties, biography } = form
    const staffId = await store.insertStaff(tx, {
      unitCode,
      name,
      phone,
      duties,
      biography,
      isLeader: form.isLeader === 'yes',
      startedOn,
    })
    await store.insertHolding(tx, { postId, staffId, startedOn })
    await ctx.acts.write(tx, {
      act: 'organisations.appointed',
      subject: `staff:${staffId}`,
      unitCode,
      data: { name, title: form.title, startedOn },
    })
    await publicChanged(tx)
  })
}

/** Notes that a person left the unit, and with it every post held there. */
export async function dismiss(ctx: Ctx, staffId: number, endedOn: Day): Promise<void> {
  const person = await store.getStaff(ctx.db, staffId)
  await reachUnit(ctx, person.unitCode, 'organisations.edit')
  if (endedOn < person.startedOn)
    throw new Invalid([{ field: 'endedOn', message: `离任日期不能早于到任日期 ${person.startedOn}` }])
  await ctx.db.transaction().execute(async (tx) => {
    await store.endStaff(tx, staffId, endedOn)
    await ctx.acts.write(tx, {
      act: 'organisations.dismissed',
      subject: `staff:${staffId}`,
      unitCode: person.unitCode,
      data: { endedOn },
    })
    await publicChanged(tx)
  })
}
