import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Problem } from '../../../core/errors.ts'
import { Invalid } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { shapeProblems, typedIn } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { getArticle } from '../articles.store.ts'
import { enterEnquiry } from '../enquiries.service.ts'
import { channels, EntryForm } from '../schema.ts'
import { suggestKnowledge } from '../search.store.ts'
import { enquiriesAt } from './crumbs.ts'
import { entryPage } from './entry.view.tsx'

const config = { may: 'knowledge.enquire' } as const
const Query = Type.Object({
  channel: Type.Optional(Type.Unsafe<(typeof channels)[number]>({ type: 'string', enum: [...channels] })),
  done: Type.Optional(Type.String({ maxLength: 40 })),
})

/** Noting an enquiry while the person waits: question, article or answer, done. */
export const entryRoutes: Routes = (app) => {
  app.get('/enquiries/new', { schema: { querystring: Query }, config }, async (req, reply) => {
    const { channel = 'phone', done } = req.query
    return reply.page(await page(req.ctx, { channel }, [], done))
  })

  app.post('/enquiries/new', { config }, async (req, reply) => {
    const { ctx } = req
    const typed = typedIn(req.body)
    // Asked only what the knowledge base has: nothing is judged yet.
    if (typed.look !== undefined) return reply.page(await page(ctx, typed, []))
    const form = Value.Default(EntryForm, await withUnit(ctx, typed)) as EntryForm
    const problems = shapeProblems(EntryForm, form)
    if (problems.length > 0) return reply.page(await page(ctx, typed, problems))
    try {
      const number = await enterEnquiry(ctx, form)
      const next = new URLSearchParams({ channel: form.channel, done: number })
      return reply.redirect(`${enquiriesAt}/new?${next}`, 303)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      return reply.page(await page(ctx, typed, error.problems))
    }
  })
}

/** Where an article was chosen and no unit, it is the article's unit that the question concerns. */
async function withUnit(ctx: Ctx, typed: Record<string, string>): Promise<Record<string, string>> {
  if (typed.unitCode || !/^[1-9]\d{0,14}$/.test(typed.article ?? '')) return typed
  const article = await getArticle(ctx.db, Number(typed.article)).catch(() => undefined)
  return article ? { ...typed, unitCode: article.unitCode } : typed
}

async function page(ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[], done?: string) {
  const question = typed.question?.trim() ?? ''
  const [units, hits] = await Promise.all([
    listUnits(ctx.db, [`/${ctx.settings.site.rootUnit}/`]),
    suggestKnowledge(ctx.db, question, { internal: true }),
  ])
  const known = /^[0-9a-f-]{36}$/.test(typed.submissionKey ?? '')
  return entryPage({
    units,
    hits,
    typed: { ...typed, submissionKey: known ? (typed.submissionKey ?? '') : randomUUID() },
    problems,
    done: done !== undefined && /^ZX\d{8}-\d{4,}$/.test(done) ? done : undefined,
  })
}
