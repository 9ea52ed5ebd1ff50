import { createHash } from 'node:crypto'
import { type Day, isDay } from '../../core/day.ts'
import { Forbidden, Invalid, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Db, inOneMoment } from '../../platform/database.ts'
import { getUnit } from '../organisations/index.ts'
import { yearScope } from './counting.ts'
import { evaluate } from './evaluate.ts'
import {
  computeForm,
  type FilledCell,
  type FilledForm,
  type FormOf,
  indicatorsBehind,
  obstacles,
  valuesOf,
} from './form.ts'
import type { FormCell } from './forms/form.ts'
import { templates } from './forms/index.ts'
import { recordsBehind } from './service.ts'
import * as store from './store.ts'

export type FreezeForm = {
  template: store.FrozenForm['template']
  year: number
  unit: string
  preparer: string
  reviewer: string
  unitHead: string
  phone: string
  filledOn: string
  /** Why the form is frozen anew; needed when it was frozen before. */
  reason?: string
}

/** As `freezeWithin`, in a transaction of its own that sees one moment. */
export const freeze = (ctx: Ctx, form: FreezeForm): Promise<number> =>
  inOneMoment(ctx.db, (tx) => freezeWithin({ ...ctx, db: tx }, form))

/**
 * Freezes a year's form: its cells and the keys of the records behind each, under a digest, inside the transaction that `ctx.db` is. Throws
 * Refused while a blocking identity fails that nobody let pass, and Invalid when a new freezing gives no reason.
 * @basis 国办发〔2014〕32号;《政府信息公开条例》第四十九条、第五十条
 */
export async function freezeWithin(ctx: Ctx, form: FreezeForm): Promise<number> {
  await reachForm(ctx, form.unit, 'statistics.freeze')
  const filledOn = checkedDay(form.filledOn)
  const tx = ctx.db
  const filled = await computeForm(ctx, form, { filledOn })
  const blocking = obstacles(filled)
  if (blocking.length > 0) throw new Refused(notBalanced(blocking))
  const before = await store.findFrozen(tx, form)
  if (before && !form.reason?.trim())
    throw new Invalid([{ field: 'reason', message: '这张表已经定稿，请写明重新定稿的理由' }])
  if (before) await store.supersede(tx, before.id, ctx.now, form.reason?.trim() ?? '')
  const { template, year, unit, preparer, reviewer, unitHead, phone } = form
  const signed = { preparer, reviewer, unitHead, phone, filledOn }
  const id = await store.insertFrozen(tx, {
    template,
    year,
    unitCode: unit,
    frozenAt: ctx.now,
    frozenBy: ctx.actor.name,
    asOf: filled.asOf,
    ...signed,
  })
  await keep(ctx, id, filled)
  const digest = await digestOf(tx, id)
  await store.saveDigest(tx, id, digest)
  await ctx.acts.write(tx, {
    act: before ? 'statistics.formRefrozen' : 'statistics.formFrozen',
    subject: `form:${template}-${year}-${unit}`,
    unitCode: unit,
    data: {
      id,
      digest: digest.toString('hex'),
      ...signed,
      ...(before && { supersedes: before.id, reason: form.reason }),
    },
  })
  return id
}

/** Lets one identity pass for one form, with a reason; it is printed on the form. Throws Invalid without a reason. */
export async function grantException(ctx: Ctx, of: FormOf & { identity: string; reason: string }): Promise<void> {
  await reachForm(ctx, of.unit, 'statistics.grantException')
  if (!templates[of.template].identities.some((i) => i.id === of.identity))
    throw new Invalid([{ field: 'identity', message: '请从列表中选择勾稽关系' }])
  if (!of.reason.trim()) throw new Invalid([{ field: 'reason', message: '请写明例外的理由，它会印在统计表上' }])
  await ctx.db.transaction().execute(async (tx) => {
    await store.insertException(tx, of, {
      identityId: of.identity,
      reason: of.reason.trim(),
      grantedBy: ctx.actor.name,
      grantedAt: ctx.now,
    })
    await ctx.acts.write(tx, {
      act: 'statistics.exceptionGranted',
      subject: `form:${of.template}-${of.year}-${of.unit}`,
      unitCode: of.unit,
      data: { identity: of.identity, reason: of.reason.trim() },
    })
  })
}

/** Throws NotFound for a unit that does not exist, Forbidden for one that the permission does not reach. */
export async function reachForm(ctx: Ctx, unit: string, permission: string): Promise<void> {
  const { name, path } = await getUnit(ctx.db, unit)
  if (!holds(ctx.actor, permission, path)) throw new Forbidden(`“${name}”的统计表不在您的权限范围内`)
}

/** Copies values, and for cells that an indicator fills the keys of the records; a sum is the sum of such cells. */
async function keep(ctx: Ctx, id: number, form: FilledForm): Promise<void> {
  await store.insertCells(ctx.db, id, valuesOf(form.cells))
  for (const cell of countedCells(form)) {
    const [indicator] = indicatorsBehind(form.template, cell)
    if (indicator) await store.insertCellRecords(ctx.db, id, cell, recordsBehind(ctx, form.scope, [indicator]))
  }
}

/** Cells that an indicator fills with a value. */
const countedCells = (form: FilledForm) =>
  form.cells.filter((c) => 'indicator' in c.source && c.value !== null).map((c) => c.id)

const batch = 10_000

/**
 * SM3 over a frozen form: its head, every cell with its value, every record with its amount, in a fixed order.
 * @basis GB/T 32905
 */
export async function digestOf(db: Db, id: number): Promise<Buffer> {
  const form = await store.getFrozen(db, id)
  const sm3 = createHash('sm3')
  sm3.update(
    JSON.stringify([
      form.template,
      form.year,
      form.unitCode,
      form.asOf,
      form.preparer,
      form.reviewer,
      form.unitHead,
      form.phone,
      form.filledOn,
    ]),
  )
  const values = await store.valuesOfFrozen(db, id)
  for (const cell of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) sm3.update(`\n${JSON.stringify(cell)}`)
  let after = { rowId: '', subject: '' }
  for (;;) {
    const records = await store.listCellRecords(db, id, after, batch)
    for (const r of records) sm3.update(`\n${JSON.stringify([r.rowId, r.subject, Number(r.amount)])}`)
    const last = records.at(-1)
    if (!last || records.length < batch) return sm3.digest()
    after = last
  }
}

/** A frozen form as it was signed, for those who read it in a published report. Throws NotFound. */
export async function frozenForm(ctx: Ctx, id: number): Promise<{ form: FilledForm; frozen: store.FrozenForm }> {
  const frozen = await store.getFrozen(ctx.db, id)
  const template = templates[frozen.template]
  const [unit, values, exceptions] = await Promise.all([
    getUnit(ctx.db, frozen.unitCode),
    store.valuesOfFrozen(ctx.db, id),
    store.listExceptions(ctx.db, { template: frozen.template, year: frozen.year, unit: frozen.unitCode }),
  ])
  const scope = yearScope(unit.path, frozen.year)
  const form: FilledForm = {
    template,
    year: frozen.year,
    unit,
    title: template.title(frozen.year, ctx.settings.site.formPrefix || unit.name),
    scope,
    asOf: frozen.asOf,
    cells: template.cells.map((cell) => asItWas(cell, values.get(cell.id) ?? null)),
    identities: evaluate(template.identities, values, { reasons: new Map(), to: scope.to, filledOn: frozen.filledOn }),
    exceptions,
  }
  return { form, frozen }
}

function asItWas(cell: FormCell, value: number | null): FilledCell {
  if (value !== null || 'heading' in cell.source) return { ...cell, value }
  return { ...cell, value, blankBecause: 'blank' in cell.source ? cell.source.blank : '定稿时没有台账' }
}

export type CellDifference = {
  cell: string
  label: string
  frozen: number | null
  now: number | null
  records: store.Difference[]
}

/** A frozen form beside the records as they are now: whether it is untouched, and what has come, gone or changed since. */
export type Comparison = {
  frozen: store.FrozenForm
  /** Whether cells and records still give the digest that was signed. */
  untouched: boolean
  now: FilledForm
  values: ReadonlyMap<string, number | null>
  differences: CellDifference[]
}

/** Compares a frozen form with the records as they are now. Throws NotFound, Forbidden. */
export async function compare(ctx: Ctx, id: number): Promise<Comparison> {
  const frozen = await store.getFrozen(ctx.db, id)
  await reachForm(ctx, frozen.unitCode, 'statistics.view')
  const now = await computeForm(ctx, { template: frozen.template, year: frozen.year, unit: frozen.unitCode })
  const [values, digest] = await Promise.all([store.valuesOfFrozen(ctx.db, id), digestOf(ctx.db, id)])
  const differences: CellDifference[] = []
  for (const cell of now.cells) {
    if ('heading' in cell.source) continue
    const before = values.get(cell.id) ?? null
    const records =
      'indicator' in cell.source
        ? await differencesOf(ctx, frozen.id, now, cell.id, before !== null || cell.value !== null)
        : []
    if (before !== cell.value || records.length > 0)
      differences.push({ cell: cell.id, label: cell.label, frozen: before, now: cell.value, records })
  }
  return { frozen, untouched: digest.equals(frozen.digest), now, values, differences }
}

function differencesOf(
  ctx: Ctx,
  id: number,
  now: FilledForm,
  cell: string,
  filled: boolean,
): Promise<store.Difference[]> | never[] {
  return filled
    ? store.listDifferences(ctx.db, id, cell, recordsBehind(ctx, now.scope, indicatorsBehind(now.template, cell)))
    : []
}

function checkedDay(text: string): Day {
  if (!isDay(text)) throw new Invalid([{ field: 'filledOn', message: '请填写存在的日期，例如 2019-01-18' }])
  return text
}

const notBalanced = (blocking: readonly { id: string; text: string }[]) => ({
  code: 'statistics.notBalanced',
  message: `以下勾稽关系不成立，不能定稿：${blocking.map((i) => `${i.id} ${i.text}`).join('；')}`,
  basis: '国办发〔2014〕32号；国办公开办函〔2021〕30号',
  next: '请核对并更正记录；确属特殊情况的，由有权限的人写明理由登记例外',
})

/** Frozen forms within the actor's reach, newest first. */
export const frozenForms = (ctx: Ctx, paths: readonly string[]) => store.listFrozen(ctx.db, paths)
