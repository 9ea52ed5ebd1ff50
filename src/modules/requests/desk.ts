import { Type } from 'typebox'
import type { Routes } from '../../platform/http.ts'
import { requestListPage, requestPage } from './desk.view.tsx'
import { requestStates } from './schema.ts'
import { requestRecord, requestsInReach } from './service.ts'

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
    reply.page(requestPage(await requestRecord(req.ctx, req.params.number))),
  )
}
