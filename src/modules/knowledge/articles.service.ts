import { Invalid, type Problem, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { toHtml } from '../../platform/html.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { reachUnit } from '../organisations/index.ts'
import * as store from './articles.store.ts'
import { problemInReview, stateAfter } from './rules.ts'
import type { ArticleForm, Content, EditForm } from './schema.ts'
import { articleVector } from './search.store.ts'
import { authorOf, change, note, SavedMeanwhile } from './step.ts'

/** Begins an article as a draft. Throws Invalid, Forbidden. @returns its number */
export async function writeArticle(ctx: Ctx, form: ArticleForm): Promise<number> {
  const unit = await reachUnit(ctx, form.unitCode, 'knowledge.write')
  return ctx.db.transaction().execute(async (tx) => {
    const content = await checked(ctx, tx, form)
    const { code: unitCode, regionCode } = unit
    const article = { unitCode, regionCode, reviewOn: form.reviewOn, state: 'draft' as const, changedAt: ctx.now }
    const id = await store.insertArticle(tx, article, content, articleVector(content), authorOf(ctx))
    await note(ctx, tx, { id, unitCode }, 'articleWritten', { title: content.title })
    return id
  })
}

/**
 * Saves a new version; readers go on reading the one that is published. Throws SavedMeanwhile when `form.version` is not the
 * newest, Invalid, Refused, Forbidden.
 */
export function saveArticle(ctx: Ctx, id: number, form: EditForm): Promise<void> {
  return change(ctx, id, 'save', async (tx, article) => {
    if (article.version !== form.version) throw new SavedMeanwhile(article)
    const unit = await reachUnit(ctx, form.unitCode, 'knowledge.write')
    const content = await checked(ctx, tx, form)
    await saveVersion(ctx, tx, article, content)
    await store.updateArticle(tx, id, {
      ...{ state: stateAfter('save', article.state), unitCode: unit.code, reviewOn: form.reviewOn },
      ...{ changedAt: ctx.now, withdrawnReason: '' },
    })
    await note(ctx, tx, article, 'articleSaved', { version: article.version + 1 })
  })
}

async function saveVersion(ctx: Ctx, tx: Db, article: store.Article, content: Content): Promise<void> {
  const version = article.version + 1
  await store.keepVersion(tx, article.id, version, content, authorOf(ctx))
  await store.updateArticle(tx, article.id, { version })
  if (article.publishedVersion === null) await store.showContent(tx, article.id, content, articleVector(content))
}

/** Gives the newest version to review. */
export const submitArticle = (ctx: Ctx, id: number): Promise<void> =>
  change(ctx, id, 'submit', async (tx, article) => {
    const submittedBy = ctx.actor.accountId ?? ctx.actor.name
    await store.updateArticle(tx, id, { state: 'inReview', submittedBy, returnNote: '', changedAt: ctx.now })
    await note(ctx, tx, article, 'articleSubmitted', { version: article.version })
  })

/** Takes it back from review. */
export const recallArticle = (ctx: Ctx, id: number): Promise<void> =>
  change(ctx, id, 'recall', async (tx, article) => {
    await store.updateArticle(tx, id, { state: 'draft', submittedBy: null, changedAt: ctx.now })
    await note(ctx, tx, article, 'articleRecalled', { version: article.version })
  })

/** Gives up what was written since the published version: its text becomes the newest version again. */
export const giveUpChanges = (ctx: Ctx, id: number): Promise<void> =>
  change(ctx, id, 'giveUp', async (tx, article) => {
    const { content } = await store.getVersion(tx, id, article.publishedVersion ?? 1)
    const version = article.version + 1
    await store.keepVersion(tx, id, version, content, authorOf(ctx))
    const publishedVersion = version
    await store.updateArticle(tx, id, {
      ...{ version, publishedVersion, state: 'published', returnNote: '', changedAt: ctx.now },
    })
    await note(ctx, tx, article, 'changesGivenUp', { from: article.version, to: article.publishedVersion })
  })

/** Gives the newest version back to its author with a reason. */
export const returnArticle = (ctx: Ctx, id: number, form: { note: string }): Promise<void> =>
  change(ctx, id, 'return', async (tx, article) => {
    await store.updateArticle(tx, id, { state: 'draft', returnNote: form.note.trim(), changedAt: ctx.now })
    await note(ctx, tx, article, 'articleReturned', { version: article.version, note: form.note.trim() })
  })

/** Publishes the newest version: from now on readers read it. Nobody publishes what they wrote. */
export const publishArticle = (ctx: Ctx, id: number): Promise<void> =>
  change(ctx, id, 'publish', async (tx, article) => {
    const late = problemInReview(article.reviewOn, ctx.today)
    if (late)
      throw new Refused({
        code: 'knowledge.reviewPassed',
        message: `这篇知识的复核日期 ${article.reviewOn} 已经过了`,
        next: '请退回起草人，改好复核日期再送审',
      })
    const { content } = await store.getVersion(tx, id, article.version)
    await store.showContent(tx, id, content, articleVector(content))
    await store.updateArticle(tx, id, {
      ...{ state: 'published', publishedVersion: article.version, publishedAt: ctx.now, changedAt: ctx.now },
      ...{ publishedBy: ctx.actor.accountId ?? ctx.actor.name, publishedName: ctx.actor.name, returnNote: '' },
    })
    await note(ctx, tx, article, 'articlePublished', { version: article.version, audience: content.audience })
    await publicChanged(tx)
  })

/** Notes that someone of the owner looked at it and it still holds, and when it is looked at next. Throws Invalid. */
export const revisitArticle = (ctx: Ctx, id: number, form: { reviewOn: ArticleForm['reviewOn'] }): Promise<void> =>
  change(ctx, id, 'revisit', async (tx, article) => {
    const problem = problemInReview(form.reviewOn, ctx.today)
    if (problem) throw new Invalid([problem])
    await store.updateArticle(tx, id, { reviewOn: form.reviewOn })
    await note(ctx, tx, article, 'articleRevisited', { before: article.reviewOn, reviewOn: form.reviewOn })
    await publicChanged(tx)
  })

/** Takes an article away from its readers. The record and its versions stay. */
export const withdrawArticle = (ctx: Ctx, id: number, form: { reason: string }): Promise<void> =>
  change(ctx, id, 'withdraw', async (tx, article) => {
    await store.updateArticle(tx, id, {
      ...{ state: 'withdrawn', publishedVersion: null, withdrawnReason: form.reason.trim(), changedAt: ctx.now },
    })
    await note(ctx, tx, article, 'articleWithdrawn', { reason: form.reason.trim() })
    await publicChanged(tx)
  })

/** Lines of a field that names records one a line; several may also stand in one line, parted by 、 or ;. */
export const namesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[\n\r、;\uFF1B]+/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]

/** The form as versions keep it, after the checks that need more than its shape. Throws Invalid with all problems at once. */
async function checked(ctx: Ctx, tx: Db, form: ArticleForm): Promise<Content> {
  const problems: Problem[] = []
  const late = problemInReview(form.reviewOn, ctx.today)
  if (late) problems.push(late)
  const items = await numbersOf('items', namesIn(form.items), (n) => store.findNamedItems(tx, n), problems)
  const documents = await numbersOf(
    'documents',
    namesIn(form.documents),
    (n) => store.findNamedDocuments(tx, n),
    problems,
  )
  const body = toHtml(form.body)
  if (body === '') problems.push({ field: 'body', message: '请填写正文' })
  if (form.title.trim().length < 2) problems.push({ field: 'title', message: '请填写标题' })
  if (problems.length > 0) throw new Invalid(problems)
  const { topic, audience } = form
  return { title: form.title.trim(), body, topic, keywords: form.keywords.trim(), audience, items, documents }
}

async function numbersOf(
  field: 'items' | 'documents',
  names: readonly string[],
  find: (names: readonly string[]) => Promise<{ named: string; id: number }[]>,
  problems: Problem[],
): Promise<number[]> {
  const found = await find(names)
  const missing = names.filter((name) => !found.some((f) => f.named === name))
  const what = field === 'items' ? '事项，请填写已发布事项的编码或者全称' : '文件，请填写已发布文件的索引号或者文号'
  if (missing.length > 0) problems.push({ field, message: `没有找到“${missing.join('”“')}”这样的${what}` })
  return [...new Set(found.map((f) => f.id))]
}
