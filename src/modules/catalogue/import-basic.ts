import type { Readable } from 'node:stream'
import { type Day, isDay } from '../../core/day.ts'
import { Forbidden, type Problem } from '../../core/errors.ts'
import type { ImportReport, SheetField } from '../../core/import.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { jsonStream } from '../../platform/json-stream.ts'
import { sheetStream } from '../../platform/sheet.ts'
import { coded, dayIn, type ImportOptions, importJson, importSheet, isJson } from '../../platform/sheet-import.ts'
import { checkCode, mainCodeOf } from './code-schemes.ts'
import { codeLabel, codeLists } from './codes.ts'
import { keepDepartures, lockAdopted } from './deviations.ts'
import { codesIn, wrongIn } from './import-words.ts'
import { limitUnitLabels } from './labels.ts'
import { BasicEntry, type Limit, limitUnits } from './schema.ts'
import * as store from './store.ts'

/** Columns of the superior's catalogue as a table file. */
export const basicFields: readonly SheetField[] = [
  { name: 'code', head: '基本编码', required: true },
  { name: 'scheme', head: '编码规则' },
  { name: 'parentCode', head: '主项编码' },
  { name: 'name', head: '事项名称', required: true },
  { name: 'itemType', head: '事项类型', required: true },
  { name: 'legalBasis', head: '设定依据', required: true },
  { name: 'exerciseLevels', head: '行使层级' },
  { name: 'limitDays', head: '法定时限天数' },
  { name: 'limitUnit', head: '法定时限单位' },
  { name: 'limitNote', head: '法定时限说明' },
  { name: 'serviceTargets', head: '服务对象' },
  { name: 'issuedBy', head: '发布机关', required: true },
  { name: 'effectiveOn', head: '生效日期', required: true },
  { name: 'cancelledOn', head: '取消日期' },
]

/**
 * Reads the superior's catalogue from an .xlsx, .csv or .json. An entry whose code is known is brought up to date; none is
 * ever taken away, it is cancelled by its day. All are stored in one transaction, or none.
 * @throws Forbidden, Invalid
 * @basis 国办函〔2016〕108号
 */
export async function importBasic(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<ImportReport> {
  if (ctx.actor.kind !== 'system' && !holds(ctx.actor, 'catalogue.keepBasic')) throw new Forbidden()
  const known = new Set((await store.listBasic(ctx.db)).map((e) => e.code))
  const seen = new Set<string>()
  const mains = new Set<string>()
  const check = (entry: BasicEntry, told: Problem[]) => {
    told.push(...problemsInEntry(entry, [known, mains]))
    if (seen.has(entry.code)) told.push({ field: 'code', message: `基本编码 ${entry.code} 在文件中重复` })
    seen.add(entry.code)
    if (told.length === 0 && entry.parentCode === null) mains.add(entry.code)
    return entry
  }
  const save = (entries: readonly BasicEntry[]) => saveEntries(ctx, entries, known)
  if (isJson(bytes))
    return importJson<BasicEntry, BasicEntry>(bytes, (value) => wrongIn(BasicEntry, value), options, {
      read: ({ value, told }) => check(value, told),
      save,
    })
  return importSheet(bytes, basicFields, options, {
    read: ({ value, told }) => {
      const entry = entryOf(value)
      told.push(...wrongIn(BasicEntry, entry))
      return told.length === 0 ? check(entry as BasicEntry, told) : undefined
    },
    save,
  })
}

/** A row as an entry; what cannot be read stays as it is written, to be told. */
function entryOf(value: (name: string) => string): unknown {
  const parent = value('parentCode')
  const unit = coded<string>(limitUnitLabels, value('limitUnit'), value('limitDays') === '' ? 'none' : 'workingDay')
  return {
    ...{ code: value('code'), scheme: value('scheme') || '2018', parentCode: parent === '' ? null : parent },
    ...{ name: value('name'), itemType: coded(codeLists.itemType, value('itemType'), '' as '01') },
    standard: {
      legalBasis: value('legalBasis'),
      exerciseLevels: codesIn('exerciseLevel', value('exerciseLevels')),
      statutoryLimit: {
        unit,
        days: value('limitDays') === '' ? null : Number(value('limitDays')),
        note: value('limitNote'),
      },
      serviceTargets: codesIn('serviceTarget', value('serviceTargets')),
    },
    ...{ issuedBy: value('issuedBy'), effectiveOn: dayIn(value('effectiveOn')) },
    cancelledOn: value('cancelledOn') === '' ? null : dayIn(value('cancelledOn')),
  }
}

/** What is wrong with an entry besides its shape. A main item stands before its sub items. */
function problemsInEntry(entry: BasicEntry, mains: readonly ReadonlySet<string>[]): Problem[] {
  const problems: Problem[] = []
  const unsound = checkCode(entry.scheme, 'basic', entry.code)
  if (unsound) problems.push({ field: 'code', message: unsound })
  if (!Object.hasOwn(codeLists.itemType, entry.itemType))
    problems.push({
      field: 'itemType',
      message: `没有事项类型“${entry.itemType}”，可填：${Object.values(codeLists.itemType).join('、')}`,
    })
  const strange = entry.standard.exerciseLevels.filter((l) => !Object.hasOwn(codeLists.exerciseLevel, l))
  if (strange.length > 0) problems.push({ field: 'exerciseLevels', message: `没有行使层级“${strange.join('、')}”` })
  const others = entry.standard.serviceTargets.filter((t) => !Object.hasOwn(codeLists.serviceTarget, t))
  if (others.length > 0) problems.push({ field: 'serviceTargets', message: `没有服务对象“${others.join('、')}”` })
  const { unit, days } = entry.standard.statutoryLimit
  if ((unit === 'workingDay' || unit === 'calendarDay') !== (days !== null))
    problems.push({ field: 'limitDays', message: '以天计的法定时限要写天数，当场办结和没有规定期限的不写' })
  if (entry.parentCode !== null && unsound === undefined) {
    if (entry.parentCode !== mainCodeOf(entry.code) || entry.parentCode === entry.code)
      problems.push({ field: 'parentCode', message: `子项 ${entry.code} 的主项编码应为 ${mainCodeOf(entry.code)}` })
    else if (!mains.some((m) => m.has(entry.parentCode ?? '')))
      problems.push({ field: 'parentCode', message: `没有主项 ${entry.parentCode}，请把主项排在子项前面` })
  }
  if (!isDay(entry.effectiveOn))
    problems.push({ field: 'effectiveOn', message: `“${entry.effectiveOn}”不是日期，请写成 2018-12-03` })
  if (entry.cancelledOn !== null && (!isDay(entry.cancelledOn) || entry.cancelledOn < entry.effectiveOn))
    problems.push({ field: 'cancelledOn', message: '取消日期要写成 2018-12-03，不早于生效日期' })
  return problems
}

async function saveEntries(ctx: Ctx, entries: readonly BasicEntry[], known: ReadonlySet<string>): Promise<number[]> {
  const codes = entries.map((e) => e.code)
  await ctx.db.transaction().execute(async (tx) => {
    await lockAdopted(tx, codes)
    for (let i = 0; i < entries.length; i += 1000) {
      const rows = entries.slice(i, i + 1000).map((e) => ({
        ...e,
        effectiveOn: e.effectiveOn as Day,
        cancelledOn: e.cancelledOn as Day | null,
        standard: JSON.stringify(e.standard),
      }))
      await tx
        .insertInto('basicItems')
        .values(rows)
        .onConflict((c) =>
          c.column('code').doUpdateSet((q) => ({
            scheme: q.ref('excluded.scheme'),
            parentCode: q.ref('excluded.parentCode'),
            name: q.ref('excluded.name'),
            itemType: q.ref('excluded.itemType'),
            standard: q.ref('excluded.standard'),
            issuedBy: q.ref('excluded.issuedBy'),
            effectiveOn: q.ref('excluded.effectiveOn'),
            cancelledOn: q.ref('excluded.cancelledOn'),
          })),
        )
        .execute()
    }
    await keepDepartures(tx, { entries: codes })
    await ctx.acts.writeMany(
      tx,
      entries.map((e) => ({
        act: 'catalogue.basicImported',
        subject: `basicItem:${e.code}`,
        data: { name: e.name, issuedBy: e.issuedBy, changed: known.has(e.code) },
      })),
    )
  })
  return entries.map((_, i) => i + 1)
}

/** The superior's catalogue as a table, in the columns an import reads. */
export function exportBasic(ctx: Ctx, format: 'csv' | 'xlsx'): Readable {
  async function* rows() {
    for (const e of await store.listBasic(ctx.db)) yield basicFields.map((f) => told(e, f.name))
  }
  return sheetStream(
    format,
    basicFields.map((f) => f.head),
    rows(),
    '目录清单',
  )
}

/** The same, whole, as a .json an import reads. */
export const exportBasicJson = (ctx: Ctx): Readable =>
  jsonStream(async function* () {
    yield* await store.listBasic(ctx.db)
  })

function told(entry: store.BasicItem, name: string): string {
  const { legalBasis, exerciseLevels, serviceTargets, statutoryLimit } = entry.standard
  const limit: Limit = statutoryLimit
  const values: Record<string, string> = {
    ...{ code: entry.code, scheme: entry.scheme, parentCode: entry.parentCode ?? '', name: entry.name, legalBasis },
    ...{ itemType: codeLabel('itemType', entry.itemType), issuedBy: entry.issuedBy, effectiveOn: entry.effectiveOn },
    ...{ cancelledOn: entry.cancelledOn ?? '', limitNote: limit.note, limitDays: String(limit.days ?? '') },
    limitUnit: limitUnitLabels[limitUnits.find((u) => u === limit.unit) ?? 'none'],
    exerciseLevels: exerciseLevels.map((l) => codeLabel('exerciseLevel', l)).join('、'),
    serviceTargets: serviceTargets.map((t) => codeLabel('serviceTarget', t)).join('、'),
  }
  return values[name] ?? ''
}
