import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { addDays, type Day, isDay } from '../../core/day.ts'
import { Forbidden, type Problem } from '../../core/errors.ts'
import type { ImportReport } from '../../core/import.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { toHtml } from '../../platform/html.ts'
import { coded, dayIn, type ImportOptions, importJson, importSheet, isJson } from '../../platform/sheet-import.ts'
import { shapeProblems } from '../../ui/index.ts'
import { listUnits, type Unit } from '../organisations/index.ts'
import { namesIn } from './articles.service.ts'
import * as store from './articles.store.ts'
import { audienceLabels } from './labels.ts'
import { problemInReview } from './rules.ts'
import { ArticleForm, type Content } from './schema.ts'
import { articleVector } from './search.store.ts'
import { authorOf } from './step.ts'
import { topics } from './topics.ts'
import { fields, imported } from './transfer-fields.ts'

type Ready = { line: number; unit: Unit; reviewOn: Day; content: Content }
type Values = (name: string) => string

/** A member of a .json: the columns of the table as names, all texts. */
const Entry = Type.Object(
  Object.fromEntries(
    imported.map((f) => [
      f.name,
      'required' in f ? Type.String({ title: f.head }) : Type.Optional(Type.String({ title: f.head })),
    ]),
  ),
)

/** What rows are held against: what exists in the actor's reach, read once. */
async function readKnown(ctx: Ctx, paths: readonly string[]) {
  const [units, titles, items, documents] = await Promise.all([
    listUnits(ctx.db, paths),
    ctx.db.selectFrom('knowledgeArticles').select(['unitCode', 'title']).where('state', '<>', 'withdrawn').execute(),
    ctx.db.selectFrom('serviceItems').select(['id', 'code', 'name']).where('versionId', 'is not', null).execute(),
    ctx.db
      .selectFrom('documents')
      .select(['id', 'indexNumber', 'documentNumber'])
      .where('state', '=', 'published')
      .execute(),
  ])
  return {
    units,
    titles: new Set(titles.map((t) => `${t.unitCode}\n${t.title}`)),
    items: new Map(items.flatMap((i) => [[i.name, i.id] as const, [i.code, i.id] as const])),
    documents: new Map(
      documents.flatMap((d) => [d.documentNumber, d.indexNumber].flatMap((n) => (n ? [[n, d.id] as const] : []))),
    ),
  }
}
type Known = Awaited<ReturnType<typeof readKnown>>

/**
 * Reads articles from an .xlsx, .csv or .json; each becomes a draft that somebody else reviews and publishes. All are stored
 * in one transaction, or none. Throws Forbidden, Invalid.
 */
export async function importArticles(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<ImportReport> {
  const paths = ctx.actor.kind === 'system' ? ['/'] : reach(ctx.actor, 'knowledge.write')
  if (paths.length === 0) throw new Forbidden()
  const known = await readKnown(ctx, paths)
  const save = (ready: readonly Ready[]) => saveAll(ctx, ready)
  if (isJson(bytes))
    return importJson<Record<string, string>, Ready>(bytes, (value) => wrongIn(value), options, {
      read: ({ line, value, told }) => readRow(ctx, known, line, (name) => value[name]?.trim() ?? '', told),
      save,
    })
  return importSheet(bytes, fields, options, {
    read: ({ line, value, told }) => readRow(ctx, known, line, value, told),
    save,
  })
}

const wrongIn = (value: unknown): Problem[] =>
  value === null || typeof value !== 'object'
    ? [{ field: '', message: '应是一个对象' }]
    : Value.Check(Entry, value)
      ? []
      : shapeProblems(Entry, value)

function readRow(ctx: Ctx, known: Known, line: number, value: Values, told: Problem[]): Ready | undefined {
  const unit = known.units.find((u) => [u.code, u.name, u.shortName].includes(value('unitCode')))
  if (!unit) told.push({ field: 'unitCode', message: `没有单位“${value('unitCode')}”，或它不在您的管理范围内` })
  const reviewOn = value('reviewOn') === '' ? addDays(ctx.today, 365) : dayIn(value('reviewOn'))
  if (!isDay(reviewOn)) told.push({ field: 'reviewOn', message: `“${value('reviewOn')}”不是日期，请写成 2018-12-03` })
  const form = {
    title: value('title'),
    unitCode: unit?.code ?? 'unknown',
    topic: topics.find((t) => [t.code, t.name].includes(value('topic')))?.code ?? value('topic'),
    keywords: value('keywords'),
    audience: coded(audienceLabels, value('audience'), 'public'),
    reviewOn: isDay(reviewOn) ? reviewOn : addDays(ctx.today, 365),
    body: value('body'),
    items: value('items'),
    documents: value('documents'),
  }
  told.push(...shapeProblems(ArticleForm, form))
  const late = problemInReview(form.reviewOn, ctx.today)
  if (late && isDay(reviewOn)) told.push(late)
  const items = numbersOf(known.items, 'items', form.items, told)
  const documents = numbersOf(known.documents, 'documents', form.documents, told)
  const key = `${form.unitCode}\n${form.title}`
  if (told.length === 0 && known.titles.has(key)) told.push({ field: 'title', message: '这个单位已经有同名的知识' })
  known.titles.add(key)
  if (!unit || told.length > 0) return undefined
  const { title, topic, keywords, audience } = form
  return {
    line,
    unit,
    reviewOn: form.reviewOn,
    content: { title, body: toHtml(form.body), topic, keywords, audience, items, documents },
  }
}

function numbersOf(
  known: ReadonlyMap<string, number>,
  field: 'items' | 'documents',
  typed: string,
  told: Problem[],
): number[] {
  const names = namesIn(typed)
  const missing = names.filter((name) => !known.has(name))
  if (missing.length > 0) told.push({ field, message: `没有找到“${missing.join('”“')}”` })
  return [...new Set(names.flatMap((name) => known.get(name) ?? []))]
}

async function saveAll(ctx: Ctx, ready: readonly Ready[]): Promise<number[]> {
  return ctx.db.transaction().execute(async (tx) => {
    const ids: number[] = []
    for (const { unit, reviewOn, content } of ready) {
      const { code: unitCode, regionCode } = unit
      const article = { unitCode, regionCode, reviewOn, state: 'draft' as const, changedAt: ctx.now }
      ids.push(await store.insertArticle(tx, article, content, articleVector(content), authorOf(ctx)))
    }
    await ctx.acts.writeMany(
      tx,
      ready.map(({ line, unit, content }, i) => ({
        act: 'knowledge.imported',
        subject: `article:${ids[i]}`,
        unitCode: unit.code,
        data: { line, title: content.title },
      })),
    )
    return ids
  })
}
