import { type Static, Type } from 'typebox'
import { type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import { readFormWithFiles } from '../../../platform/form-with-files.ts'
import type { Routes } from '../../../platform/http.ts'
import type { Upload } from '../../../platform/web.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { acting, makeMove, moveNames, pathOf, sentWith } from '../acting.ts'
import { answersRequests } from '../intake.service.ts'
import { moves } from '../rules.ts'
import type { SupplementForm } from '../schema.ts'
import { requestRecord } from '../service.ts'
import { supplement } from '../steps.service.ts'
import { hrefOf } from './crumbs.ts'
import { effectsOf } from './effects.ts'
import { movePage } from './move.view.tsx'
import { choicesOf, defaultsOf, isPaged, type PagedMove } from './move-looks.ts'
import { ByNumber } from './record.ts'

/** Which of several letters or consultations a page is opened for. */
const Picked = Type.Object({
  letter: Type.Optional(Type.Integer({ minimum: 1 })),
  consultation: Type.Optional(Type.Integer({ minimum: 1 })),
})

/** One page for each move that needs a word, at /desk/requests/:number/the-move. */
export const moveRoutes: Routes = (app) => {
  for (const name of moveNames.filter(isPaged)) {
    const address = `/requests/:number/${pathOf(name)}`
    const config = { may: moves[name].may }
    const body = sentWith(acting[name].form)

    app.get(address, { schema: { params: ByNumber, querystring: Picked }, config }, async (req, reply) =>
      reply.page(await pageOf(req.ctx, req.params.number, name, { typed: typedIn(req.query) })),
    )

    app.post(address, { schema: { params: ByNumber, body }, attachValidation: true, config }, async (req, reply) => {
      const { ctx } = req
      const { number } = req.params
      const files = await readFormWithFiles(req)
      const typed = typedIn(req.body)
      try {
        const problems = await attempt(req, () =>
          name === 'supplement'
            ? sendSupplement(ctx, number, req.body, files().files ?? [])
            : makeMove(ctx, number, name, req.body),
        )
        if (problems.length > 0) return reply.page(await pageOf(ctx, number, name, { typed, problems }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const page = await pageOf(ctx, number, name, { typed, refusal: error.refusal })
        return reply.page({ ...page, status: 409 })
      }
      return reply.redirect(`${hrefOf(number)}?done=${name}`, 303)
    })
  }
}

function sendSupplement(ctx: Ctx, number: string, sent: unknown, files: readonly Upload[]): Promise<void> {
  const { version, ...form } = sent as Static<typeof SupplementForm> & { version?: number }
  return supplement(ctx, number, form, files, { version })
}

type State = { typed: Record<string, string>; problems?: readonly Problem[]; refusal?: Refusal }

async function pageOf(
  ctx: Ctx,
  number: string,
  name: PagedMove,
  { typed, problems = [], refusal }: State,
): Promise<Page> {
  const record = await requestRecord(ctx, number)
  const units = name === 'handOver' ? (await listUnits(ctx.db, ['/'])).filter(answersRequests) : []
  const filled = { ...defaultsOf(ctx, name, record), ...typed }
  return movePage({
    record,
    name,
    typed: filled,
    problems,
    choices: choicesOf(name, record, units),
    effects: effectsOf(ctx, name, record, filled),
    limits: ctx.settings.limits,
    ...(refusal ? { refusal } : {}),
  })
}
