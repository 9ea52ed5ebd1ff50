import { type Static, Type } from 'typebox'
import type { Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { AnswerForm, type WarningRule, warningRules } from '../schema.ts'
import { answerWarning, warningsInReach } from '../supervision.service.ts'
import { list } from './crumbs.ts'
import { ByNumber } from './record.ts'
import { addressOf, warningsPage } from './warnings.view.tsx'

const Wish = Type.Object({
  rule: Type.Optional(Type.Unsafe<WarningRule | ''>({ type: 'string', enum: ['', ...warningRules] })),
  after: Type.Optional(Type.String({ maxLength: 1024 })),
})
const config = { may: 'cases.view' } as const

/** Electronic supervision: warnings by rule, and what was answered to each. */
export const warningRoutes: Routes = (app) => {
  app.get('/cases/warnings', { schema: { querystring: Wish }, config }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.query)),
  )

  app.post(
    '/cases/:number/warnings',
    { schema: { params: ByNumber, querystring: Wish, body: AnswerForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const problems = await attempt(req, () => answerWarning(req.ctx, number, req.body))
      if (problems.length > 0) {
        const typed = { ...typedIn(req.body), number }
        return reply.page(await pageOf(req.ctx, req.query, typed, problems))
      }
      return reply.redirect(`${list}/warnings${addressOf(req.query)}`, 303)
    },
  )
}

async function pageOf(
  ctx: Ctx,
  { rule, after }: Static<typeof Wish>,
  typed: Record<string, string> = {},
  problems: readonly Problem[] = [],
): Promise<Page> {
  const query = { rule: rule || undefined, after }
  return warningsPage({ ...(await warningsInReach(ctx, { rule: query.rule, cursor: after })), query, typed, problems })
}
