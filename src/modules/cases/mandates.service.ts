import { Forbidden, Invalid, NotFound, type Problem, Refused } from '../../core/errors.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { listItemsOfUnit } from '../catalogue/index.ts'
import { findColleague, listColleagues } from '../identity/index.ts'
import { reachUnit } from '../organisations/index.ts'
import * as store from './mandates.store.ts'
import type { AuthorisationForm, DeputyForm } from './schema.ts'

const problemsInDays = (
  { validFrom, validUntil }: { validFrom: string; validUntil: string },
  today: string,
): Problem[] => {
  if (validUntil < validFrom) return [{ field: 'validUntil', message: '截止日期不能早于开始日期' }]
  return validUntil < today ? [{ field: 'validUntil', message: '截止日期已经过了，请重新填写' }] : []
}

/**
 * Signs a letter of authorisation: a clerk may accept, decide or issue in the name of the unit. Nobody authorises
 * themselves. Throws Invalid, Forbidden.
 * @basis 《行政许可法》第二十六条：应当确定一个机构统一受理、统一送达
 */
export async function authorise(ctx: Ctx, form: AuthorisationForm): Promise<number> {
  const unit = await reachUnit(ctx, form.unitCode, 'cases.authorise')
  const clerk = await findColleague(ctx.db, form.accountId)
  const problems = problemsInDays(form, ctx.today)
  if (!clerk) problems.push({ field: 'accountId', message: '请从列表中选择受委托的工作人员' })
  if (clerk?.id === ctx.actor.accountId) problems.push({ field: 'accountId', message: '不能给自己授权' })
  if (form.documentNumber.trim() === '') problems.push({ field: 'documentNumber', message: '请填写授权委托书编号' })
  const own = await listItemsOfUnit(ctx.db, unit.code)
  if (form.items.some((id) => !own.some((item) => item.id === id)))
    problems.push({ field: 'items', message: '只能授权办理本单位的事项，请从列表中选择' })
  if (problems.length > 0 || !clerk) throw new Invalid(problems)
  return ctx.db.transaction().execute(async (tx) => {
    const id = await store.insertAuthorisation(tx, {
      unitCode: unit.code,
      accountId: clerk.id,
      accountName: clerk.name,
      itemIds: form.items.length > 0 ? [...new Set(form.items)] : null,
      powers: form.powers,
      documentNumber: form.documentNumber.trim(),
      validFrom: form.validFrom,
      validUntil: form.validUntil,
      grantedBy: ctx.actor.name,
      grantedOn: ctx.today,
    })
    const data = { ...form, clerk: clerk.name }
    await ctx.acts.write(tx, { act: 'cases.authorised', subject: `authorisation:${id}`, unitCode: unit.code, data })
    return id
  })
}

/** Takes a letter of authorisation back from today on. Throws NotFound, Forbidden, Refused when it was taken back already. */
export async function revokeAuthorisation(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const letter = await store.lockAuthorisation(tx, id)
    if (!holds(ctx.actor, 'cases.authorise', letter.unitPath)) throw new Forbidden()
    if (letter.revokedOn !== null)
      throw new Refused({ code: 'cases.revokedBefore', message: `这份授权委托书已于 ${letter.revokedOn} 收回` })
    await store.revokeAuthorisation(tx, id, ctx.today)
    await ctx.acts.write(tx, {
      act: 'cases.authorisationRevoked',
      subject: `authorisation:${id}`,
      unitCode: letter.unitCode,
      data: { number: letter.documentNumber, clerk: letter.accountName },
    })
  })
}

/** Letters of authorisation of the units within the actor's reach. */
export const authorisationsInReach = (ctx: Ctx) => store.listAuthorisations(ctx.db, reach(ctx.actor, 'cases.view'))

/** Clerks whom a unit can authorise: everyone who works in the tree it belongs to. */
export const clerksToAuthorise = (ctx: Ctx) => listColleagues(ctx.db, [`/${ctx.settings.site.rootUnit}/`])

/**
 * Lets someone act for a colleague who is away: with their cases and their letters of authorisation, from day to day. Nobody
 * makes themselves a deputy. Throws Invalid, Forbidden.
 */
export async function deputise(ctx: Ctx, form: DeputyForm): Promise<number> {
  const [away, deputy] = [await findColleague(ctx.db, form.accountId), await findColleague(ctx.db, form.deputyId)]
  const problems = problemsInDays(form, ctx.today)
  if (!away) problems.push({ field: 'accountId', message: '请从列表中选择' })
  if (!deputy || deputy.id === away?.id) problems.push({ field: 'deputyId', message: '请从列表中选择另一位工作人员' })
  if (deputy?.id === ctx.actor.accountId)
    problems.push({ field: 'deputyId', message: '不能安排自己代理，请由另一位负责人安排' })
  if (away && deputy && deputy.unitCode !== away.unitCode)
    problems.push({ field: 'deputyId', message: '代理的人应在同一个单位' })
  if (form.reason.trim() === '') problems.push({ field: 'reason', message: '请填写原因' })
  if (problems.length > 0 || !away || !deputy) throw new Invalid(problems)
  if (!holds(ctx.actor, 'cases.authorise', away.unitPath)) throw new Forbidden()
  return ctx.db.transaction().execute(async (tx) => {
    const id = await store.insertDeputy(tx, {
      unitCode: away.unitCode,
      accountId: away.id,
      accountName: away.name,
      deputyId: deputy.id,
      deputyName: deputy.name,
      reason: form.reason.trim(),
      validFrom: form.validFrom,
      validUntil: form.validUntil,
      grantedBy: ctx.actor.name,
    })
    const data = {
      away: away.name,
      deputy: deputy.name,
      from: form.validFrom,
      until: form.validUntil,
      reason: form.reason,
    }
    await ctx.acts.write(tx, { act: 'cases.deputised', subject: `deputy:${id}`, unitCode: away.unitCode, data })
    return id
  })
}

/** Ends a mandate from today on. Throws NotFound, Forbidden. */
export async function endDeputy(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const mandate = await store.lockDeputy(tx, id)
    if (!holds(ctx.actor, 'cases.authorise', mandate.unitPath)) throw new Forbidden()
    if (mandate.endedOn !== null) throw new NotFound('还在生效的这一次代理')
    await store.endDeputy(tx, id, ctx.today)
    const data = { away: mandate.accountName, deputy: mandate.deputyName }
    await ctx.acts.write(tx, { act: 'cases.deputyEnded', subject: `deputy:${id}`, unitCode: mandate.unitCode, data })
  })
}

/** Mandates in the units within the actor's reach. */
export const deputiesInReach = (ctx: Ctx) => store.listDeputies(ctx.db, reach(ctx.actor, 'cases.view'))
