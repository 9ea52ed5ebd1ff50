import { Type } from 'typebox'
import { Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { listLines } from '../layout.store.ts'
import { TakeAtDesk } from '../schema.ts'
import { newPressKey, type Taken, takeAtDesk } from '../take.service.ts'
import { giveUp } from '../ticket.service.ts'
import { outlookOf } from '../wait.service.ts'
import { hallsToServe } from '../window.service.ts'
import { hall } from './crumbs.ts'
import { takenPage, takePage } from './take.view.tsx'

const config = { may: 'hall.issue' } as const
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Numbers given at the service desk, to whoever cannot or does not want to use the kiosk. */
export const takeRoutes: Routes = (app) => {
  app.get('/hall/tickets/new', { config }, async (req, reply) =>
    reply.page(takePage({ ...(await lines(req.ctx)), typed: { press: newPressKey() }, problems: [] })),
  )

  app.post(
    '/hall/tickets/new',
    { schema: { body: TakeAtDesk }, attachValidation: true, config },
    async (req, reply) => {
      let taken: Taken | undefined
      try {
        const problems = await attempt(req, async () => {
          taken = await takeAtDesk(req.ctx, req.body)
        })
        if (!taken) return reply.page(takePage({ ...(await lines(req.ctx)), typed: typedIn(req.body), problems }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const typed = typedIn(req.body)
        const page = takePage({ ...(await lines(req.ctx)), typed, problems: [], refusal: error.refusal })
        return reply.page({ ...page, status: error.status })
      }
      // Shown at once and not by a redirect: the code must stand in no address of the desk.
      reply.header('cache-control', 'no-store')
      const site = req.ctx.settings.site.domain
      return reply.page(takenPage({ ...taken, outlook: await outlookOf(req.ctx, taken.ticket), site }))
    },
  )

  app.post('/hall/tickets/:id/give-up', { schema: { params: ById }, config }, async (req, reply) => {
    await giveUp(req.ctx, req.params.id, 'desk')
    return reply.redirect(hall, 303)
  })
}

async function lines(ctx: Ctx) {
  const halls = await hallsToServe(ctx, 'hall.issue')
  return {
    halls: await Promise.all(halls.map(async (h) => ({ hall: h, lines: await listLines(ctx.db, h.code) }))),
  }
}
