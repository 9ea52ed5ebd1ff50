import { Type } from 'typebox'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt, typedIn } from '../../ui/index.ts'
import { requestListPage, requestPage } from './desk.view.tsx'
import { applicantFieldLabels } from './labels.ts'
import { RevealForm, requestStates } from './schema.ts'
import { requestRecord, requestsInReach, revealApplicant } from './service.ts'

const ByNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 40 }) })
const Filter = Type.Object({
  state: Type.Optional(Type.Union([Type.Literal(''), ...requestStates.map((state) => Type.Literal(state))])),
  after: Type.Optional(Type.String({ maxLength: 1024 })),
})
const config = { may: 'requests.view' } as const

export const deskRoutes: Routes = (app) => {
  app.get('/requests', { schema: { querystring: Filter }, config }, async (req, reply) => {
    const state = req.query.state || undefined
    const found = await requestsInReach(req.ctx, { state, cursor: req.query.after })
    return reply.page(requestListPage({ ...found, state }))
  })

  app.get('/requests/:number', { schema: { params: ByNumber }, config }, async (req, reply) =>
    reply.page(
      requestPage({ ...(await requestRecord(req.ctx, req.params.number)), ...view(req.ctx), typed: {}, problems: [] }),
    ),
  )

  app.post(
    '/requests/:number/reveal',
    { schema: { params: ByNumber, body: RevealForm }, attachValidation: true, config: { may: 'identity.reveal' } },
    async (req, reply) => {
      const record = await requestRecord(req.ctx, req.params.number)
      let value: string | undefined
      const problems = await attempt(req, async () => {
        value = await revealApplicant(req.ctx, req.params.number, req.body)
      })
      const revealed = value === undefined ? undefined : { label: applicantFieldLabels[req.body.field], value }
      const typed = revealed ? {} : typedIn(req.body)
      return reply.page(requestPage({ ...record, ...view(req.ctx), revealed, typed, problems }))
    },
  )
}

const view = ({ actor, calendar: { knownUntil } }: Ctx) => ({
  knownUntil,
  mayReveal: holds(actor, 'identity.reveal'),
})
