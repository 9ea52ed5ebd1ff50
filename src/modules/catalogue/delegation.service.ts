import { type Day, isDay } from '../../core/day.ts'
import { Invalid, type Problem } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { type DelegationForm, type DelegationPlace, delegationPlaces } from './schema.ts'
import { change, note, refuse } from './step.ts'

/** What is wrong with a delegation besides its shape. */
export function problemsInDelegation(form: DelegationForm, today: Day): Problem[] {
  const problems: Problem[] = []
  if (!isDay(form.delegatedOn))
    problems.push({ field: 'delegatedOn', message: '请填写下放日期，写成 2018-06-01 的样子' })
  else if (form.delegatedOn > today) problems.push({ field: 'delegatedOn', message: '下放日期不能晚于今天' })
  const height = (place: DelegationPlace) => delegationPlaces.indexOf(place)
  if (height(form.decidedAt) < height(form.acceptedAt))
    problems.push({ field: 'decidedAt', message: '决定的层级不能低于受理的层级，请核对' })
  if (form.acceptedAt === 'department')
    problems.push({ field: 'acceptedAt', message: '由部门自己受理的不是下沉，请选择村（社区）或者镇（街道）' })
  return problems
}

/**
 * Hands an item down to towns or villages. Deciding stays with the department unless `decidedAt` says otherwise.
 * @throws Invalid, Refused while it is handed down already or nothing is published
 */
export function delegateItem(ctx: Ctx, id: number, form: DelegationForm): Promise<void> {
  return change(ctx, id, 'catalogue.publish', {}, async ({ tx, item }) => {
    const problems = problemsInDelegation(form, ctx.today)
    if (problems.length > 0) throw new Invalid(problems)
    if (item.versionId === null) refuse('notPublished', '还没有发布实施清单的事项不能下沉', '请先发布')
    if (await findDelegation(tx, id)) refuse('delegatedBefore', '这个事项已经下沉', '要改变的请先停止现在的下沉')
    const { acceptedAt, decidedAt, materialsBefore, materialsAfter, daysBefore, daysAfter } = form
    const row = {
      ...{ acceptedAt, decidedAt, authority: form.authority.trim(), accountScope: form.accountScope.trim() },
      ...{ materialsBefore, materialsAfter, daysBefore, daysAfter, delegatedOn: form.delegatedOn as Day },
      assigned: form.assigned === 'yes',
    }
    await tx
      .insertInto('delegations')
      .values({ ...row, itemId: id })
      .execute()
    await note(ctx, tx, item, 'delegated', row)
    await publicChanged(tx)
  })
}

/** Ends a delegation with a day; the years before still count it. */
export function endDelegation(ctx: Ctx, id: number, on: string): Promise<void> {
  return change(ctx, id, 'catalogue.publish', {}, async ({ tx, item }) => {
    const held = (await findDelegation(tx, id)) ?? refuse('notDelegated', '这个事项没有下沉', '请核对是不是别的事项')
    if (!isDay(on) || on < held.delegatedOn || on > ctx.today)
      throw new Invalid([{ field: 'on', message: `请填写停止日期，不早于 ${held.delegatedOn}，不晚于今天` }])
    await tx.updateTable('delegations').set({ endedOn: on }).where('id', '=', held.id).execute()
    await note(ctx, tx, item, 'delegationEnded', { on })
    await publicChanged(tx)
  })
}

/** How an item is handed down now; undefined if it is not. */
export const findDelegation = (db: Db, itemId: number) =>
  db.selectFrom('delegations').selectAll().where('itemId', '=', itemId).where('endedOn', 'is', null).executeTakeFirst()

export type DelegationLine = Awaited<ReturnType<typeof listDelegations>>[number]

/** What is handed down now in the subtrees, unit by unit. */
export function listDelegations(db: Db, paths: readonly string[]) {
  return db
    .selectFrom('delegations as d')
    .innerJoin('serviceItems as i', 'i.id', 'd.itemId')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .selectAll('d')
    .select(['i.name', 'u.name as unitName'])
    .where((w) => w.or(paths.map((p) => w('u.path', 'like', `${p}%`))))
    .where('d.endedOn', 'is', null)
    .orderBy('u.path')
    .orderBy('d.delegatedOn')
    .orderBy('d.id')
    .execute()
}
