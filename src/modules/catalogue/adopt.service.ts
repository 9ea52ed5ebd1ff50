import type { Day } from '../../core/day.ts'
import { Invalid, type Problem, type Refusal, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { getUnitDetail, reachUnit } from '../organisations/index.ts'
import { blankElements, levelOf } from './blank.ts'
import { checkCode, codeOf, isScheme } from './code-schemes.ts'
import { codeLabel } from './codes.ts'
import { mayPublish } from './rules.ts'
import type { AdoptForm, HandlingForm } from './schema.ts'
import { change, editorOf, findingsOf, note, refuse, type Step } from './step.ts'
import * as store from './store.ts'

/** Exercise level that every level shares. GB/T 39046-2020 A.2 */
const shared = '7'

/**
 * Adopts an entry of the superior's catalogue for a unit (引用): the item gets its code, and a draft that takes over name,
 * legal basis, statutory limit and targets. The main item of a sub item is adopted along with it.
 * @returns the number of the item
 * @throws NotFound, Forbidden, Invalid for a code that is unsound or taken, Refused for an entry that is not of this level,
 *   cancelled or adopted already, or when the unit has no credit code to make a code of
 * @basis 国办函〔2016〕108号
 */
export async function adoptItem(ctx: Ctx, form: AdoptForm): Promise<number> {
  await reachUnit(ctx, form.unitCode, 'catalogue.fill')
  return ctx.db.transaction().execute((tx) => adopt(ctx, tx, form))
}

type AdoptingUnit = { name: string; kind: string; regionCode: string; creditCode: string | null }

/** The code an item would have, or why the unit may not adopt the entry. Whether the code is new is not asked here. */
export function adoptionOf(
  basic: store.BasicItem,
  unit: AdoptingUnit,
  typed: string,
  today: Day,
): { code: string } | { refusal: Refusal } | { problem: Problem } {
  const level = levelOf(unit)
  const { exerciseLevels } = basic.standard
  const refusal = (code: string, message: string, next: string) => ({
    refusal: { code: `catalogue.${code}`, message, next },
  })
  if (basic.cancelledOn !== null && basic.cancelledOn <= today)
    return refusal('entryCancelled', `目录清单已于 ${basic.cancelledOn} 取消“${basic.name}”`, '请引用现行的事项')
  if (exerciseLevels.length > 0 && !exerciseLevels.includes(level) && !exerciseLevels.includes(shared))
    return refusal(
      'notOfThisLevel',
      `“${basic.name}”由${exerciseLevels.map((l) => codeLabel('exerciseLevel', l)).join('、')}行使，${unit.name}是${codeLabel('exerciseLevel', level)}单位`,
      '请核对目录清单的行使层级；由下级受理的，请登记为下沉事项',
    )
  const made =
    typed.trim() || (isScheme(basic.scheme) ? codeOf(basic.scheme, basic.code, { ...unit, level }) : undefined)
  if (made === undefined)
    return refusal(
      'noCreditCode',
      `${unit.name}还没有登记统一社会信用代码，编不出实施编码`,
      '请先在机构页面登记，或者直接填写实施编码',
    )
  const unsound = checkCode(basic.scheme, 'implementation', made)
  return unsound ? { problem: { field: 'code', message: unsound } } : { code: made }
}

/** Adopts within a transaction, for whoever has asked already whether the actor may. */
export async function adopt(ctx: Ctx, tx: Db, { unitCode, basicCode, code = '' }: AdoptForm): Promise<number> {
  const [basic, unit] = await Promise.all([store.getBasic(tx, basicCode), getUnitDetail(tx, unitCode)])
  const adoption = adoptionOf(basic, unit, code, ctx.today)
  if ('refusal' in adoption) throw new Refused(adoption.refusal)
  if (await store.findAdopted(tx, unitCode, basicCode))
    refuse('adoptedBefore', `${unit.name}已经引用了“${basic.name}”`, '请直接填报它的实施清单')
  if ('problem' in adoption) throw new Invalid([adoption.problem])
  const made = adoption.code
  if (await store.findItemByCode(tx, made))
    throw new Invalid([{ field: 'code', message: `实施编码 ${made} 已经用过，编码不能重复使用，请另填一个` }])
  const parentId = basic.parentCode === null ? null : await mainItem(ctx, tx, unitCode, basic.parentCode)
  const id = await store.insertItem(tx, {
    ...{ regionCode: unit.regionCode, unitCode, basicCode, parentId, level: parentId === null ? 'main' : 'sub' },
    ...{ code: made, scheme: basic.scheme, name: basic.name, itemType: basic.itemType, adoptedOn: ctx.today },
  })
  await store.insertDraft(tx, {
    ...{
      itemId: id,
      version: 1,
      elements: blankElements(basic, unit),
      editedBy: editorOf(ctx),
      filledOn: null,
      note: '',
    },
  })
  await note(ctx, tx, { code: made, unitCode }, 'adopted', { basicCode, name: basic.name })
  return id
}

/** The item of a unit that a sub item hangs on, adopted when it is not yet. */
async function mainItem(ctx: Ctx, tx: Db, unitCode: string, basicCode: string): Promise<number> {
  const id = (await store.findAdopted(tx, unitCode, basicCode))?.id ?? (await adopt(ctx, tx, { unitCode, basicCode }))
  await store.changeItem(tx, id, { hasParts: true })
  return id
}

/**
 * Adds a handling item (业务办理项) below an item: what one applies for when an item covers several cases. It starts from
 * what the item says.
 * @returns the number of the handling item
 * @throws Refused when the scheme knows no handling items, or nothing is filled in yet
 */
export function addHandlingItem(ctx: Ctx, parentId: number, form: HandlingForm): Promise<number> {
  return change(ctx, parentId, 'catalogue.fill', {}, async (step) => {
    const { tx, item } = step
    if (item.level === 'handling') refuse('notBelowHandling', '业务办理项下面不能再分', '请在它上面的事项增加')
    const from = step.draft ?? step.published[0] ?? refuse('nothingFilled', '这个事项还没有填报', '请先填报实施清单')
    const code = `${item.code}${await nextNumber(step)}`
    const unsound = checkCode(item.scheme, 'handling', code)
    if (unsound) refuse('noHandlingCode', unsound)
    const elements = { ...from.elements, name: form.name.trim() }
    const id = await store.insertItem(tx, {
      ...{
        regionCode: item.regionCode,
        unitCode: item.unitCode,
        basicCode: item.basicCode,
        parentId,
        level: 'handling',
      },
      ...{ code, scheme: item.scheme, name: elements.name, itemType: item.itemType, adoptedOn: ctx.today },
    })
    const findings = await findingsOf(tx, { id, itemType: item.itemType }, elements)
    const filledOn = mayPublish(findings) ? ctx.today : null
    await store.insertDraft(tx, { itemId: id, version: 1, elements, editedBy: editorOf(ctx), filledOn, note: '' })
    await note(ctx, tx, { code, unitCode: item.unitCode }, 'handlingAdded', {
      code,
      name: elements.name,
      of: item.code,
    })
    return id
  })
}

/** Two digits that no handling item of this item has had, cancelled ones included. */
async function nextNumber({ tx, item }: Step): Promise<string> {
  const rows = await tx
    .selectFrom('serviceItems')
    .select('code')
    .where('parentId', '=', item.id)
    .where('level', '=', 'handling')
    .execute()
  const last = Math.max(0, ...rows.map((r) => Number(r.code.slice(-2))))
  return String(last + 1).padStart(2, '0')
}
