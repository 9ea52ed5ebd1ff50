import { Forbidden, Invalid, type Problem } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { hashOfCode } from '../../platform/query-code.ts'
import { listItemsOfUnit } from '../catalogue/index.ts'
import { getUnit } from '../organisations/index.ts'
import { getLot, insertLot, type Lot } from './lots.store.ts'
import { formCode, formNumber } from './paper.ts'
import { reasonLabel, reasonsFor } from './reasons.ts'
import { isBad } from './rules.ts'
import type { KeyedForm, LotForm } from './schema.ts'
import { give, refusalToRate } from './service.ts'
import { findOf, type Matter } from './store.ts'

/** Throws Forbidden: forms about a unit are printed and keyed in by another, within the actor's reach. 国办发〔2019〕51号 */
function mustStandOutside({ actor }: Ctx, { unitCode, unitPath }: Pick<Lot, 'unitCode' | 'unitPath'>): void {
  if (!holds(actor, 'ratings.paper', unitPath)) throw new Forbidden('这个单位不在您的管理范围内')
  if (actor.unitCode === unitCode) throw new Forbidden('评的是您所在的单位，评价表由别的单位印发和录入')
}

/** Makes a lot of forms that ask about one unit. Throws NotFound, Forbidden. @returns its id */
export async function printLot(ctx: Ctx, form: LotForm): Promise<number> {
  const unit = await getUnit(ctx.db, form.unit)
  mustStandOutside(ctx, { unitCode: unit.code, unitPath: unit.path })
  const { actor, today } = ctx
  const of = { unitCode: unit.code, place: form.place.trim(), forms: form.forms }
  return ctx.db.transaction().execute(async (tx) => {
    const by = { printedOn: today, printedBy: actor.accountId ?? actor.name, printedName: actor.name }
    const id = await insertLot(tx, ctx.settings.site.regionCode, { ...of, ...by })
    const data = { forms: of.forms, place: of.place }
    await ctx.acts.write(tx, { act: 'ratings.formsPrinted', subject: `ratingForms:${id}`, unitCode: unit.code, data })
    return id
  })
}

/** A lot to be printed by the actor. Throws NotFound, Forbidden. */
export async function reachLot(ctx: Ctx, id: number): Promise<Lot> {
  const lot = await getLot(ctx.db, id)
  mustStandOutside(ctx, lot)
  return lot
}

/** A form that came back, and what may be chosen for it. */
export type FormBack = { lot: Lot; number: string; items: Awaited<ReturnType<typeof listItemsOfUnit>> }

/**
 * The form whose number and code were typed. Throws Invalid when they do not belong together, or it was keyed in before;
 * Forbidden for who is of the rated unit.
 */
export async function formBack(ctx: Ctx, typed: { number: string; code: string }): Promise<FormBack> {
  const wrong = new Invalid([{ field: 'number', message: '编号和校验码对不上，请对着表再看一看' }])
  const [, lotId, n] = /^(\d{1,9})-(\d{1,3})$/.exec(typed.number.normalize('NFKC').replace(/\s/g, '')) ?? []
  if (!lotId || !n) throw wrong
  const number = formNumber({ id: Number(lotId) }, Number(n))
  if (!hashOfCode(typed.code).equals(hashOfCode(formCode(ctx, number)))) throw wrong
  const lot = await reachLot(ctx, Number(lotId))
  if (Number(n) > lot.forms) throw wrong
  if (await findOf(ctx.db, `paper:${number}`))
    throw new Invalid([{ field: 'number', message: `第 ${number} 号表已经录入过了，一张表录入一次` }])
  return { lot, number, items: await listItemsOfUnit(ctx.db, lot.unitCode) }
}

/**
 * Keys in what stands on a form, once: a rating like any other, that nobody asked for. Throws Invalid, Refused.
 * @returns the id of the rating
 */
export async function keyIn(ctx: Ctx, { lot, number, items }: FormBack, form: KeyedForm): Promise<number> {
  const item = items.find((i) => i.code === form.item)
  const matter: Matter = {
    ...{ subject: `paper:${number}`, itemCode: item?.code ?? null, itemName: item?.name ?? '没有写是哪件事' },
    ...{ unitCode: lot.unitCode, counterId: null, counterName: '', clerkId: null, clerkName: '' },
    servedOn: form.servedOn,
  }
  const problems: Problem[] = []
  if (form.servedOn > ctx.today) problems.push({ field: 'servedOn', message: '办完的日期不能晚于今天' })
  const refusal = await refusalToRate(ctx, matter)
  if (refusal) problems.push({ field: 'servedOn', message: refusal.message })
  const fitting = new Set(reasonsFor(form.level).map((r) => r.code))
  const strange = form.reasons.find((r) => !fitting.has(r))
  if (strange)
    problems.push({ field: 'reasons', message: `“${reasonLabel(strange)}”和选的等次对不上：表上真是这样填的，就不勾` })
  if (form.phone.trim() !== '' && !isBad(form.level))
    problems.push({ field: 'phone', message: '满意的不用回访，电话请不要录入' })
  if (problems.length > 0) throw new Invalid(problems)
  const keyed = {
    act: 'ratings.formKeyedIn',
    subject: `ratingForms:${lot.id}`,
    unitCode: lot.unitCode,
    data: { number },
  }
  return give(ctx, matter, { ...form, named: '' }, { channel: 'paper', contact: undefined, noting: keyed })
}
