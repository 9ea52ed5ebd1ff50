import { type Static, Type } from 'typebox'
import { Forbidden, type Problem } from '../../core/errors.ts'
import type { ImportReport } from '../../core/import.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { type ImportOptions, importJson, importSheet, isJson } from '../../platform/sheet-import.ts'
import { adopt, adoptionOf } from './adopt.service.ts'
import { blankElements } from './blank.ts'
import { begin, writeDraft } from './draft.service.ts'
import { wrongIn } from './import-words.ts'
import { itemColumns, itemFields } from './item-columns.ts'
import { elementLabels } from './labels.ts'
import { checkElements } from './rules.ts'
import { ItemElements } from './schema.ts'
import type { Step } from './step.ts'
import * as store from './store.ts'

/** An item as a .json holds it: whole, with materials, steps, questions and form. */
const ItemEntry = Type.Object({
  unitCode: Type.String({ minLength: 1, maxLength: 40 }),
  basicCode: Type.String({ minLength: 1, maxLength: 40 }),
  code: Type.Optional(Type.String({ maxLength: 40 })),
  elements: ItemElements,
})
type ItemEntry = Static<typeof ItemEntry>

type Ready = { unitCode: string; basicCode: string; code: string; elements: ItemElements }

/** What the rows are held against: what exists in the actor's reach, read once. */
type Known = Awaited<ReturnType<typeof readKnown>>

async function readKnown(ctx: Ctx, paths: readonly string[]) {
  const [units, basics, items, codes, files] = await Promise.all([
    ctx.db.selectFrom('units').selectAll().where('closedOn', 'is', null).execute(),
    store.listBasic(ctx.db),
    store.listLatest(ctx.db),
    ctx.db.selectFrom('serviceItems').select('code').execute(),
    ctx.db.selectFrom('itemFiles').select(['id', 'itemId']).execute(),
  ])
  const filesOf = Map.groupBy(files, (f) => f.itemId)
  return {
    units: units.filter((u) => paths.some((p) => u.path.startsWith(p))),
    unitCodes: new Set(units.map((u) => u.code)),
    basics: new Map(basics.map((b) => [b.code, b])),
    items: new Map(items.map((i) => [`${i.unitCode} ${i.basicCode}`, i])),
    codes: new Set(codes.map((c) => c.code)),
    files: (itemId: number | undefined) => new Set((filesOf.get(itemId ?? 0) ?? []).map((f) => f.id)),
    seen: new Set<string>(),
  }
}

/**
 * Reads implementation lists from an .xlsx or .csv (one row an item, single values; an empty cell leaves what is there) or
 * a .json (whole lists). Items that no unit has adopted yet are adopted; every list becomes a draft, which may be
 * incomplete but not contradict itself. All are stored in one transaction, or none.
 * @throws Forbidden, Invalid
 */
export async function importItems(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<ImportReport> {
  const paths = ctx.actor.kind === 'system' ? ['/'] : reach(ctx.actor, 'catalogue.fill')
  if (paths.length === 0) throw new Forbidden()
  const known = await readKnown(ctx, paths)
  const save = (ready: readonly Ready[]) => saveItems(ctx, ready)
  if (isJson(bytes))
    return importJson<ItemEntry, Ready>(bytes, (value) => wrongIn(ItemEntry, value), options, {
      read: ({ value, told }) => {
        const place = placeOf(ctx, known, { ...value, code: value.code ?? '' }, told)
        return place && readyOf(known, place, value.elements, told, (field) => `elements.${field}`)
      },
      save,
    })
  return importSheet(bytes, itemFields, options, {
    read: ({ value, told }) => {
      const place = placeOf(
        ctx,
        known,
        { unitCode: value('unitCode'), basicCode: value('basicCode'), code: value('code') },
        told,
      )
      if (!place) return undefined
      const filled = itemColumns.filter((c) => value(c.name) !== '')
      const elements = filled.reduce((e, c) => c.into(e, value(c.name)), place.from)
      told.push(...wrongIn(ItemElements, elements))
      return told.length === 0 ? readyOf(known, place, elements, told, columnOf) : undefined
    },
    save,
  })
}

type Placed = {
  unitCode: string
  basicCode: string
  code: string
  itemType: string
  id: number | undefined
  from: ItemElements
}

/** Where a row belongs: unit, entry, code, and the elements to start from. */
function placeOf(
  ctx: Ctx,
  known: Known,
  { unitCode: named, basicCode, code }: { unitCode: string; basicCode: string; code: string },
  told: Problem[],
): Placed | undefined {
  const unit = known.units.find((u) => [u.code, u.name, u.shortName].includes(named))
  const basic = known.basics.get(basicCode)
  if (!unit) told.push({ field: 'unitCode', message: `没有单位“${named}”，或它不在您的管理范围内` })
  if (!basic) told.push({ field: 'basicCode', message: `目录清单里没有基本编码“${basicCode}”，请先导入目录清单` })
  if (!unit || !basic) return undefined
  const key = `${unit.code} ${basic.code}`
  if (known.seen.has(key)) {
    told.push({ field: 'basicCode', message: '同一单位、同一基本编码在文件中重复' })
    return undefined
  }
  known.seen.add(key)
  const own = known.items.get(key)
  if (own) {
    if (code !== '' && code !== own.code)
      told.push({ field: 'code', message: `这个事项的实施编码是 ${own.code}，编码不能改，请改正或者留空` })
    const from = own.elements ?? blankElements(basic, unit)
    return { unitCode: unit.code, basicCode, code: own.code, itemType: own.itemType, id: own.id, from }
  }
  const adoption = adoptionOf(basic, unit, code, ctx.today)
  if ('refusal' in adoption)
    told.push({ field: 'basicCode', message: `${adoption.refusal.message}，${adoption.refusal.next}` })
  else if ('problem' in adoption) told.push(adoption.problem)
  else {
    if (known.codes.has(adoption.code))
      told.push({ field: 'code', message: `实施编码 ${adoption.code} 已经用过，请另填一个` })
    known.codes.add(adoption.code)
    const { code: made } = adoption
    return {
      unitCode: unit.code,
      basicCode,
      code: made,
      itemType: basic.itemType,
      id: undefined,
      from: blankElements(basic, unit),
    }
  }
  return undefined
}

/** The column a finding is about; what has none of its own is called as on the desk. */
const columnOf = (field: string): string => {
  const [root = field] = field.split('.')
  return itemColumns.some((c) => c.name === field) ? field : (elementLabels[root as keyof ItemElements] ?? field)
}

/** A list that may become a draft: what is missing may follow, what contradicts itself may not come in. */
function readyOf(
  known: Known,
  place: Placed,
  elements: ItemElements,
  told: Problem[],
  name: (field: string) => string,
): Ready {
  const { unitCode, basicCode, code, itemType, id } = place
  const findings = checkElements(elements, { itemType, units: known.unitCodes, files: known.files(id) })
  told.push(
    ...findings
      .filter((f) => f.severity === 'error' && !f.missing)
      .map(({ field, message }) => ({ field: name(field), message })),
  )
  return { unitCode, basicCode, code, elements }
}

async function saveItems(ctx: Ctx, ready: readonly Ready[]): Promise<number[]> {
  return ctx.db.transaction().execute(async (tx) => {
    const ids: number[] = []
    for (const { elements, ...place } of ready) {
      const id = (await store.findAdopted(tx, place.unitCode, place.basicCode))?.id ?? (await adopt(ctx, tx, place))
      const item = await store.lockItem(tx, id)
      const versions = await store.listVersions(tx, id)
      const draft = versions.find((v) => v.state === 'draft')
      const step: Step = { tx, item, draft, published: versions.filter((v) => v.state !== 'draft') }
      await writeDraft(ctx, step, draft ?? (await begin(ctx, step)), { elements, note: draft?.note ?? '' }, 'imported')
      ids.push(id)
    }
    return ids
  })
}
