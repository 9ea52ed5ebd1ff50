import { Value } from 'typebox/value'
import { type Day, isDay, startOf } from '../../core/day.ts'
import { Forbidden, type Problem } from '../../core/errors.ts'
import type { ImportReport } from '../../core/import.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { toHtml } from '../../platform/html.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { coded, dayIn, type ImportOptions, importSheet, type ReadRow } from '../../platform/sheet-import.ts'
import { problemsFrom } from '../../ui/index.ts'
import { listUnits, type Unit } from '../organisations/index.ts'
import { type Column, listColumns } from './columns.store.ts'
import * as imported from './import.store.ts'
import { attributeLabels, channelLabels, kindLabels } from './labels.ts'
import { findingsIn, problemsInDraft, publicationDue } from './rules.ts'
import { type Channel, channels, DraftForm } from './schema.ts'
import { readableText, vectorOf } from './service.ts'
import { fields } from './sheet-fields.ts'

type Ready = {
  line: number
  form: DraftForm
  unit: Unit
  publishedAt: Date | undefined
  channels: Channel[]
  indexNumber: string | undefined
}

/**
 * Reads documents from an .xlsx or .csv. All rows are stored in one transaction, or none.
 * Rows become drafts; those with a time of publication are taken over as published, which only an installing engineer or
 * who may publish without a second person can do, and the act says so.
 */
export async function importDocuments(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<ImportReport> {
  const paths = ctx.actor.kind === 'system' ? ['/'] : reach(ctx.actor, 'disclosure.import')
  if (paths.length === 0) throw new Forbidden()
  const [units, columns, known] = await Promise.all([
    listUnits(ctx.db, paths),
    listColumns(ctx.db),
    imported.listKnown(ctx.db),
  ])
  return importSheet(bytes, fields, options, {
    read: (row) => readRow(ctx, row, units, columns, known),
    save: (ready) => save(ctx, ready),
  })
}

function readRow(
  ctx: Ctx,
  { line, value, told }: ReadRow,
  units: readonly Unit[],
  columns: readonly Column[],
  known: Set<string>,
): Ready | undefined {
  const unit = units.find((u) => [u.code, u.name, u.shortName].includes(value('unitCode')))
  if (!unit) told.push({ field: 'unitCode', message: `没有单位“${value('unitCode')}”，或它不在您的管理范围内` })
  const named = columns.filter((c) => c.code === value('columnCode') || c.name === value('columnCode'))
  if (named.length !== 1)
    told.push({
      field: 'columnCode',
      message:
        named.length === 0 ? `没有栏目“${value('columnCode')}”` : `有几个栏目叫“${value('columnCode')}”，请填栏目代码`,
    })
  const form = {
    unitCode: unit?.code ?? 'unknown',
    columnCode: named[0]?.code ?? 'unknown',
    kind: coded(kindLabels, value('kind'), 'document'),
    title: value('title'),
    documentNumber: value('documentNumber'),
    issuingBody: value('issuingBody') || (unit?.name ?? value('unitCode')),
    subjectCategory: value('subjectCategory'),
    keywords: value('keywords'),
    source: value('source'),
    abstract: value('abstract'),
    body: value('body'),
    fullText: value('fullText') === '否' || value('fullText') === 'no' ? 'no' : 'yes',
    writtenOn: dayIn(value('writtenOn')),
    effectiveOn: dayIn(value('effectiveOn')),
    expiresOn: dayIn(value('expiresOn')),
    attribute: coded(attributeLabels, value('attribute'), 'proactive'),
    attributeGround: value('attributeGround'),
    explains: '',
    replaces: '',
  }
  if (!isDay(form.writtenOn))
    told.push({ field: 'writtenOn', message: `成文日期“${value('writtenOn')}”不是日期，请写成 2018-12-03` })
  for (const name of ['effectiveOn', 'expiresOn'] as const)
    if (form[name] !== '' && !isDay(form[name]))
      told.push({ field: name, message: `“${value(name)}”不是日期，请写成 2018-12-03` })
  const shaped = Value.Check(DraftForm, form)
  if (!shaped)
    told.push(
      ...problemsFrom(
        [...Value.Errors(DraftForm, form)] as unknown as Parameters<typeof problemsFrom>[0],
        DraftForm as unknown as Parameters<typeof problemsFrom>[1],
      ).filter((p) => !told.some((t) => t.field === p.field)),
    )
  if (told.length === 0 && shaped) told.push(...problemsInDraft(form, ctx.today))
  const published = publishedIn(ctx, value, unit, told)
  if (published.publishedAt && form.attribute !== 'proactive')
    told.push({ field: 'attribute', message: '已发布的信息，公开属性只能是主动公开' })
  if (
    published.publishedAt &&
    findingsIn(readableText({ title: form.title, abstract: form.abstract, body: toHtml(form.body) })).length > 0
  )
    told.push({ field: 'body', message: '文中有疑似个人信息，请删去或遮盖后再导入' })
  const key = imported.keyOf({
    unitCode: form.unitCode,
    title: form.title.trim(),
    documentNumber: form.documentNumber.trim() || null,
    writtenOn: form.writtenOn,
  })
  if (told.length === 0 && known.has(key))
    told.push({ field: 'title', message: '已有同一单位、同一标题、同一文号、同一成文日期的信息' })
  known.add(key)
  return unit && shaped ? { line, form, unit, ...published } : undefined
}

/** Time, channels and index number of a row that has been published elsewhere before. */
function publishedIn(
  ctx: Ctx,
  value: (name: string) => string,
  unit: Unit | undefined,
  told: Problem[],
): { publishedAt: Date | undefined; channels: Channel[]; indexNumber: string | undefined } {
  const none = { publishedAt: undefined, channels: [], indexNumber: undefined }
  if (value('publishedAt') === '') return none
  const at = instantIn(value('publishedAt'))
  if (!at || at > ctx.now) {
    told.push({
      field: 'publishedAt',
      message: `发布时间“${value('publishedAt')}”不是过去的时间，请写成 2018-12-03 08:30`,
    })
    return none
  }
  if (ctx.actor.kind !== 'system' && unit && !holds(ctx.actor, 'disclosure.forcePublish', unit.path))
    told.push({ field: 'publishedAt', message: '您不能直接导入已发布的信息：请去掉发布时间，作为草稿导入后送审' })
  const names = value('channels')
    .split(/[\s,\uFF0C、;\uFF1B]+/)
    .filter((c) => c !== '')
  const chosen = names.map((n) => channels.find((c) => c === n || channelLabels[c] === n))
  if (chosen.includes(undefined))
    told.push({
      field: 'channels',
      message: `不认识的渠道“${value('channels')}”，可填：${Object.values(channelLabels).join('、')}`,
    })
  const index = value('indexNumber')
  if (index.length > 60) told.push({ field: 'indexNumber', message: '索引号最多 60 个字' })
  const found = chosen.filter((c) => c !== undefined)
  return { publishedAt: at, channels: found.length > 0 ? found : ['website'], indexNumber: index || undefined }
}

function instantIn(typed: string): Date | undefined {
  const [date = '', time] = typed.trim().split(/[ T]+/)
  const day = dayIn(date)
  if (!isDay(day) || (time !== undefined && !/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time))) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = (time ?? '9:00').split(':').map(Number)
  return new Date(startOf(day).getTime() + (hours * 3600 + minutes * 60 + seconds) * 1000)
}

async function save(ctx: Ctx, ready: readonly Ready[]): Promise<number[]> {
  const by = ctx.actor.accountId ?? ctx.actor.name
  return ctx.db.transaction().execute(async (tx) => {
    const numbers = await imported.takeNumbers(tx, ctx.settings.site.regionCode, ready)
    const documents = ready.map(({ form, unit, publishedAt }, i) => {
      const writtenOn = form.writtenOn as Day
      const regime = ctx.law.regimes.findLast((r) => r.validFrom <= writtenOn) ?? ctx.law.regimes[0]
      if (!regime) throw new Error('no regime of law is installed')
      const { fullText, explains: _explains, replaces: _replaces, ...plain } = form
      const values = {
        ...plain,
        title: form.title.trim(),
        documentNumber: form.documentNumber.trim() || null,
        body: toHtml(form.body),
        fullText: fullText === 'yes',
        writtenOn,
        effectiveOn: (form.effectiveOn || null) as Day | null,
        expiresOn: (form.expiresOn || null) as Day | null,
        validity: form.kind === 'document' || form.kind === 'normative' ? 'inForce' : 'none',
        attributeGround: form.attributeGround.trim() || null,
        regime: regime.code,
        dueOn: publicationDue(regime, ctx.calendar, { writtenOn, attribute: form.attribute }),
      }
      const indexNumber = numbers[i] ?? null
      return {
        content: values,
        row: {
          ...values,
          regionCode: unit.regionCode,
          state: publishedAt ? 'published' : 'draft',
          draftedBy: by,
          indexNumber,
          ...(publishedAt ? { publishedAt, publishedBy: by } : {}),
          search: vectorOf({ ...values, indexNumber }),
        },
      }
    })
    const ids = await imported.insertAll(tx, documents, ctx)
    await imported.insertChannels(
      tx,
      ready.flatMap((r, i) =>
        r.publishedAt
          ? r.channels.map((channel) => ({ documentId: ids[i] ?? 0, channel, publishedAt: r.publishedAt as Date }))
          : [],
      ),
    )
    await ctx.acts.writeMany(
      tx,
      ready.map((r, i) => ({
        act: 'disclosure.imported',
        subject: `document:${ids[i]}`,
        unitCode: r.unit.code,
        data: { line: r.line, title: r.form.title, published: r.publishedAt !== undefined },
      })),
    )
    await publicChanged(tx)
    return ids
  })
}
