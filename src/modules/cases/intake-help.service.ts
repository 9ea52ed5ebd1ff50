import { checkCreditCode, checkIdNumber, plainIdentifier } from '../../core/identifiers.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { findItemOn, findItems, type ItemVersion } from '../catalogue/index.ts'
import { getUnit, type Unit } from '../organisations/index.ts'
import { findLastOf, listOftenTaken } from './lists.store.ts'
import { lettersFor } from './mandates.store.ts'
import { type Right, rightTo } from './rights.ts'
import type { Channel, IntakeForm, Power } from './schema.ts'

/** An item from which a clerk chooses. */
export type Choosable = { code: string; name: string; unitName: string; instant: boolean }

/** Items that a clerk can take in, by words or code; without words those that the clerk's unit takes in most. */
export async function itemsToTakeIn(ctx: Ctx, words: string): Promise<Choosable[]> {
  const q = words.normalize('NFKC').trim()
  if (q === '') return listOftenTaken(ctx.db, ctx.actor.unitCode ?? '')
  const exact = await findItemOn(ctx.db, q, ctx.today)
  if (exact) {
    const { name } = await getUnit(ctx.db, exact.unitCode)
    return [{ code: exact.code, name: exact.elements.name, unitName: name, instant: exact.elements.caseType === '1' }]
  }
  const { rows } = await findItems(ctx.db, ctx.today, { q, topics: [], ways: [], all: false, size: 30 })
  return rows.map(({ code, name, unitName, caseType }) => ({ code, name, unitName, instant: caseType === '1' }))
}

const towns: readonly string[] = ['town', 'subdistrict']
const villages: readonly string[] = ['village', 'community']

/** How an application can come to a unit: to its own counter, or by post. */
export const channelsOf = ({ kind }: Pick<Unit, 'kind'>): Exclude<Channel, 'online'>[] => [
  villages.includes(kind) ? 'village' : towns.includes(kind) ? 'town' : 'window',
  'post',
]

/** What the clerk may do at once with a case of an item that is taken in here, by office or by letter of authorisation. */
export async function rightsHere(ctx: Ctx, version: ItemVersion, here: Unit): Promise<Record<Power, Right>> {
  const { actor, today } = ctx
  const letters = actor.accountId === undefined ? [] : await lettersFor(ctx.db, actor.accountId, today)
  const place = {
    ...{ itemId: version.itemId, unitCode: version.unitCode, unitPath: version.unitPath, stepPaths: [] },
    ...{ intakeUnitPath: here.path, atUnitPath: here.path },
  }
  const right = (power: Power) => rightTo(power, actor, place, letters, today)
  return { accept: right('accept'), decide: right('decide'), issue: right('issue') }
}

/** Who applied before, as the form takes it. */
export type Recalled = Pick<
  IntakeForm,
  'applicantKind' | 'applicantName' | 'idKind' | 'contactPerson' | 'phone' | 'email' | 'address'
>

/**
 * What the same person told before, by the whole number of their card: only from cases within the actor's reach, and on
 * record. Undefined for a number that is not sound or not known here.
 * @basis 《优化营商环境条例》第三十五条：不得重复要求提供
 */
export async function recallApplicant(ctx: Ctx, typed: string): Promise<Recalled | undefined> {
  const idNumber = plainIdentifier(typed)
  if (checkIdNumber(idNumber, ctx.today) !== undefined && checkCreditCode(idNumber) !== undefined) return undefined
  if (!holds(ctx.actor, 'cases.accept')) return undefined
  const found = await findLastOf(ctx.db, reach(ctx.actor, 'cases.view'), idNumber)
  if (!found) return undefined
  const { number, unitCode, ...recalled } = found
  await ctx.acts.write(ctx.db, { act: 'cases.applicantRecalled', subject: `case:${number}`, unitCode })
  return recalled
}
