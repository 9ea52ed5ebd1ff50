import { Type } from 'typebox'
import type { Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { AnswerForm, type WarningRule, warningRules } from '../schema.ts'
import { answerWarning, warningsInReach } from '../supervision.service.ts'
import { list } from './crumbs.ts'
import { ByNumber } from './record.ts'
import { warningsPage } from './warnings.view.tsx'

const ByRule = Type.Object({
  rule: Type.Optional(Type.Unsafe<WarningRule | ''>({ type: 'string', enum: ['', ...warningRules] })),
})
const config = { may: 'cases.view' } as const

/** Electronic supervision: warnings by rule, and what was answered to each. */
export const warningRoutes: Routes = (app) => {
  app.get('/cases/warnings', { schema: { querystring: ByRule }, config }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.query.rule || undefined)),
  )

  app.post(
    '/cases/:number/warnings',
    { schema: { params: ByNumber, body: AnswerForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const problems = await attempt(req, () => answerWarning(req.ctx, number, req.body))
      if (problems.length > 0) {
        const typed = { ...typedIn(req.body), number }
        return reply.page(await pageOf(req.ctx, undefined, typed, problems))
      }
      return reply.redirect(`${list}/warnings`, 303)
    },
  )
}

async function pageOf(
  ctx: Ctx,
  rule: WarningRule | undefined,
  typed: Record<string, string> = {},
  problems: readonly Problem[] = [],
): Promise<Page> {
  return warningsPage({ ...(await warningsInReach(ctx, rule)), rule, typed, problems })
}
