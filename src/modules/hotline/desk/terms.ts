import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { changeTerms } from '../catalogue.service.ts'
import { listTerms, termsOf } from '../catalogue.store.ts'
import { type TermKind, TermsForm, termKinds } from '../schema.ts'
import { list } from './crumbs.ts'
import { oneTermsPage, termsPage } from './terms.view.tsx'

const ByKind = Type.Object({ kind: Type.Unsafe<TermKind>({ type: 'string', enum: [...termKinds] }) })
const config = { may: 'hotline.arrange' } as const

/** How long each kind of order may take: figures of the county, changed here. */
export const termsRoutes: Routes = (app) => {
  app.get('/hotline/terms', { config }, async (req, reply) => reply.page(termsPage(await listTerms(req.ctx.db))))

  app.get('/hotline/terms/:kind', { schema: { params: ByKind }, config }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.params.kind)),
  )

  app.post(
    '/hotline/terms/:kind',
    { schema: { params: ByKind, body: TermsForm }, attachValidation: true, config },
    async (req, reply) => {
      const { kind } = req.params
      const problems = await attempt(req, () =>
        changeTerms(req.ctx, kind, Value.Clean(TermsForm, { ...req.body }) as TermsForm),
      )
      if (problems.length === 0) return reply.redirect(`${list}/terms`, 303)
      return reply.page(await pageOf(req.ctx, kind, typedIn(req.body), problems))
    },
  )
}

async function pageOf(
  ctx: Ctx,
  kind: TermKind,
  typed?: Record<string, string>,
  problems: readonly Problem[] = [],
): Promise<Page> {
  return oneTermsPage(kind, typed ?? typedIn(await termsOf(ctx.db, kind)), problems)
}
