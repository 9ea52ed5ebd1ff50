import { Type } from 'typebox'
import { addDays } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { type ArticleFile, readArticle } from '../articles.read.ts'
import * as service from '../articles.service.ts'
import { countUses, getVersion } from '../articles.store.ts'
import { compareContents } from '../compare.ts'
import { ArticleForm, EditForm, ReturnForm, RevisitForm, WithdrawForm } from '../schema.ts'
import { SavedMeanwhile } from '../step.ts'
import { articlePage, comparePage } from './article.view.tsx'
import { editArticlePage, newArticlePage } from './article-form.view.tsx'
import { giveUpPage, reviewPage, revisitPage, withdrawPage } from './article-moves.view.tsx'
import { articleAt } from './crumbs.ts'

const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000, title: '版本' })
const Two = Type.Object({ from: Version, to: Version })
const view = { may: 'knowledge.view' } as const
type Config = { may: `knowledge.${string}` }
const write: Config = { may: 'knowledge.write' }
const publish: Config = { may: 'knowledge.publish' }

const done: Readonly<Record<string, string>> = {
  saved: '已保存',
  submitted: '已送审，请等另一位同事发布',
  recalled: '已撤回送审',
  givenUp: '已放弃这次修改',
  returned: '已退回修改',
  published: '已发布',
  revisited: '已复核',
  withdrawn: '已撤下',
}

const unitsOf = (ctx: Ctx) => listUnits(ctx.db, reach(ctx.actor, 'knowledge.write'))

/** The newest version as the form shows it. */
function typedOf({ article, newest: { content, version }, items, documents }: ArticleFile): Record<string, string> {
  return {
    ...typedIn(content),
    ...{ unitCode: article.unitCode, reviewOn: article.reviewOn, version: String(version) },
    items: items.map((i) => i.code).join('\n'),
    documents: documents.map((d) => d.indexNumber ?? '').join('\n'),
  }
}

/** Writing, reading, reviewing and looking again at articles. */
export const articleRoutes: Routes = (app) => {
  const at = '/knowledge/:id'

  app.get('/knowledge/new', { config: write }, async (req, reply) => {
    const { ctx } = req
    const typed = { unitCode: ctx.actor.unitCode ?? '', audience: 'public', reviewOn: addDays(ctx.today, 365) }
    return reply.page(newArticlePage({ units: await unitsOf(ctx), typed, problems: [], today: ctx.today }))
  })
  app.post(
    '/knowledge/new',
    { schema: { body: ArticleForm }, attachValidation: true, config: write },
    async (req, reply) => {
      const { ctx } = req
      let id = 0
      const problems = await attempt(req, async () => {
        id = await service.writeArticle(ctx, req.body)
      })
      if (problems.length === 0) return reply.redirect(`${articleAt(id)}?done=saved`, 303)
      const { today } = ctx
      return reply.page(newArticlePage({ units: await unitsOf(ctx), typed: typedIn(req.body), problems, today }))
    },
  )

  app.get(at, { schema: { params: ById, querystring: Done }, config: view }, async (req, reply) => {
    const { ctx, params, query } = req
    const file = await readArticle(ctx, params.id)
    const notice = query.done === undefined ? undefined : done[query.done]
    return reply.page(articlePage({ ...file, used: await countUses(ctx.db, params.id), today: ctx.today, notice }))
  })

  app.get(`${at}/compare`, { schema: { params: ById, querystring: Two }, config: view }, async (req, reply) => {
    const { ctx, params, query } = req
    const file = await readArticle(ctx, params.id)
    const numbers = file.within ? [query.from, query.to] : [file.newest.version, file.newest.version]
    const [from, to] = await Promise.all([
      getVersion(ctx.db, params.id, numbers[0] ?? 1),
      getVersion(ctx.db, params.id, numbers[1] ?? 1),
    ])
    return reply.page(comparePage({ file, from, to, compared: compareContents(from.content, to.content) }))
  })

  app.get(`${at}/edit`, { schema: { params: ById }, config: write }, async (req, reply) => {
    const { ctx, params } = req
    const file = await readArticle(ctx, params.id)
    const { today } = ctx
    return reply.page(
      editArticlePage({ article: file.article, units: await unitsOf(ctx), typed: typedOf(file), problems: [], today }),
    )
  })
  app.post(
    `${at}/edit`,
    { schema: { params: ById, body: EditForm }, attachValidation: true, config: write },
    async (req, reply) => {
      const { ctx, params, body } = req
      const { today } = ctx
      const again = { typed: typedIn(body), today }
      try {
        const problems = await attempt(req, () => service.saveArticle(ctx, params.id, body))
        if (problems.length === 0) return reply.redirect(`${articleAt(params.id)}?done=saved`, 303)
        const { article } = await readArticle(ctx, params.id)
        return reply.page(editArticlePage({ ...again, article, units: await unitsOf(ctx), problems }))
      } catch (error) {
        if (!(error instanceof SavedMeanwhile)) throw error
        // Both texts are shown, and saving again is meant for the version now seen.
        const { article, newest } = await readArticle(ctx, params.id)
        const typed = { ...again.typed, version: String(newest.version) }
        const page = { ...again, typed, article, units: await unitsOf(ctx), problems: [], saved: newest.content }
        return reply.page({ ...editArticlePage(page), status: 409 })
      }
    },
  )

  // Moves that ask nothing.
  const atOnce = [
    ['submit', write, service.submitArticle, 'submitted'],
    ['recall', write, service.recallArticle, 'recalled'],
    ['give-up', write, service.giveUpChanges, 'givenUp'],
    ['publish', publish, service.publishArticle, 'published'],
  ] as const
  for (const [path, config, make, what] of atOnce)
    app.post(`${at}/${path}`, { schema: { params: ById }, config }, async (req, reply) => {
      await make(req.ctx, req.params.id)
      return reply.redirect(`${articleAt(req.params.id)}?done=${what}`, 303)
    })

  app.get(`${at}/give-up`, { schema: { params: ById }, config: write }, async (req, reply) =>
    reply.page(giveUpPage({ file: await readArticle(req.ctx, req.params.id) })),
  )

  const review = async (ctx: Ctx, id: number, typed: Record<string, string>, problems: readonly Problem[]) => {
    const file = await readArticle(ctx, id)
    const { publishedVersion } = file.article
    const before = publishedVersion === null ? undefined : await getVersion(ctx.db, id, publishedVersion)
    const refusal = file.moves.find((m) => m.name === 'publish')?.refusal
    const compared = before && compareContents(before.content, file.newest.content)
    return reviewPage({ file, compared, refusal, typed, problems })
  }
  app.get(`${at}/review`, { schema: { params: ById }, config: publish }, async (req, reply) =>
    reply.page(await review(req.ctx, req.params.id, {}, [])),
  )
  app.post(
    `${at}/return`,
    { schema: { params: ById, body: ReturnForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => service.returnArticle(ctx, params.id, body))
      if (problems.length > 0) return reply.page(await review(ctx, params.id, typedIn(body), problems))
      return reply.redirect(`${articleAt(params.id)}?done=returned`, 303)
    },
  )

  app.get(`${at}/revisit`, { schema: { params: ById }, config: write }, async (req, reply) => {
    const typed = { reviewOn: addDays(req.ctx.today, 365) }
    return reply.page(revisitPage({ file: await readArticle(req.ctx, req.params.id), typed, problems: [] }))
  })
  app.post(
    `${at}/revisit`,
    { schema: { params: ById, body: RevisitForm }, attachValidation: true, config: write },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => service.revisitArticle(ctx, params.id, body))
      if (problems.length === 0) return reply.redirect(`${articleAt(params.id)}?done=revisited`, 303)
      return reply.page(revisitPage({ file: await readArticle(ctx, params.id), typed: typedIn(body), problems }))
    },
  )

  app.get(`${at}/withdraw`, { schema: { params: ById }, config: publish }, async (req, reply) =>
    reply.page(withdrawPage({ file: await readArticle(req.ctx, req.params.id), typed: {}, problems: [] })),
  )
  app.post(
    `${at}/withdraw`,
    { schema: { params: ById, body: WithdrawForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => service.withdrawArticle(ctx, params.id, body))
      if (problems.length === 0) return reply.redirect(`${articleAt(params.id)}?done=withdrawn`, 303)
      return reply.page(withdrawPage({ file: await readArticle(ctx, params.id), typed: typedIn(body), problems }))
    },
  )
}
