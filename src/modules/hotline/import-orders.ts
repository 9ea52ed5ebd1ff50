import { isDay } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import type { ImportReport, SheetField } from '../../core/import.ts'
import type { Ctx } from '../../platform/context.ts'
import { coded, dayIn, type ImportOptions, importSheet } from '../../platform/sheet-import.ts'
import { shapeProblems } from '../../ui/index.ts'
import { listPlaces } from './catalogue.store.ts'
import type { Place } from './dispatch.ts'
import { channelLabels, kindLabels } from './labels.ts'
import { assignAll, mayRegister, problemsInPerson } from './register.service.ts'
import { AssignForm, superiorChannels } from './schema.ts'

/** Columns of the superior's list as a table file. */
export const orderFields: readonly SheetField[] = [
  { name: 'channel', head: '来源', required: true },
  { name: 'superiorNumber', head: '上级的编号', required: true },
  { name: 'kind', head: '类别', required: true },
  { name: 'title', head: '标题', required: true },
  { name: 'text', head: '内容', required: true },
  { name: 'superiorDueOn', head: '上级要求的期限' },
  { name: 'placeUnitCode', head: '所在乡镇或者村居' },
  { name: 'place', head: '具体地点' },
  { name: 'personName', head: '姓名' },
  { name: 'personPhone', head: '联系电话' },
  { name: 'personEmail', head: '电子邮箱' },
  { name: 'complainedUnitCode', head: '被投诉举报的单位' },
  { name: 'urgent', head: '紧急' },
  { name: 'anonymous', head: '匿名' },
  { name: 'confidential', head: '保密' },
  { name: 'publicWish', head: '同意公开' },
]

const flags = ['urgent', 'anonymous', 'confidential', 'publicWish'] as const

/**
 * Reads the list of orders that the superior's mailbox or hotline assigned, from an .xlsx or .csv. A number that was taken
 * in before stays as it is. All are registered in one transaction, or none.
 * @throws Forbidden, Invalid
 * @basis 国办发〔2020〕53号
 */
export async function importOrders(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<ImportReport> {
  await mayRegister(ctx)
  const places = await listPlaces(ctx.db)
  const seen = new Set<string>()
  return importSheet<AssignForm>(bytes, orderFields, options, {
    read: ({ value, told }) => {
      const form = formOf(value, places, told)
      told.push(...shapeProblems(AssignForm, form))
      if (told.length > 0) return undefined
      told.push(...problemsInPerson(form, { mustName: false }))
      const key = `${form.channel} ${form.superiorNumber}`
      if (seen.has(key)) told.push({ field: 'superiorNumber', message: `编号 ${form.superiorNumber} 在文件中重复` })
      seen.add(key)
      return form
    },
    save: async (forms) => (await assignAll(ctx, forms)).map((_, i) => i + 1),
  })
}

/** A row as what the superior's platform would send; what cannot be read stays as it is written, to be told. */
function formOf(value: (name: string) => string, places: readonly Place[], told: Problem[]): AssignForm {
  const texts: Record<string, string> = Object.fromEntries(orderFields.map(({ name }) => [name, value(name).trim()]))
  const unit = (field: string, fits: (place: Place) => boolean = () => true): string => {
    const typed = texts[field] ?? ''
    const found = places.find((p) => [p.code, p.name, p.shortName].includes(typed) && fits(p))
    if (typed !== '' && !found) told.push({ field, message: `没有“${typed}”，请填名称、简称或者代码` })
    return found?.code ?? ''
  }
  const superior = Object.fromEntries(superiorChannels.map((c) => [c, channelLabels[c]]))
  const due = dayIn(texts.superiorDueOn ?? '')
  if (due !== '' && !isDay(due)) told.push({ field: 'superiorDueOn', message: `“${due}”不是日期，请写成 2026-03-12` })
  const form = {
    ...texts,
    ...{
      channel: coded<string>(superior, texts.channel ?? '', ''),
      kind: coded<string>(kindLabels, texts.kind ?? '', ''),
    },
    placeUnitCode: unit('placeUnitCode', (p) => ['town', 'subdistrict', 'village', 'community'].includes(p.kind)),
    complainedUnitCode: unit('complainedUnitCode'),
    superiorDueOn: isDay(due) ? due : '',
    ...Object.fromEntries(flags.map((name) => [name, ['是', 'true', '1'].includes(texts[name] ?? '')])),
  }
  return form as unknown as AssignForm
}
