import { Forbidden, NotFound } from '../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt, typedIn } from '../../ui/index.ts'
import { rootPath } from './accounts.ts'
import type { Identity } from './identity.ts'
import { personFieldLabels } from './labels.ts'
import { findPerson } from './person-store.ts'
import { personPage, personsPage } from './persons.view.tsx'
import { revealPerson } from './reveal.ts'
import { ById, PersonsQuery, RevealForm } from './schema.ts'
import { countAccounts, getAccount, listAccounts } from './store.ts'

const config = { may: 'identity.reveal' } as const
const pageSize = 50

/** Desk pages of registered persons, for who may look behind the mask; managing accounts is another right. */
export function personRoutes(identity: Identity): Routes {
  return (app) => {
    app.get('/persons', { schema: { querystring: PersonsQuery }, config }, async (req, reply) => {
      reachesEveryone(req.ctx)
      const { q, after } = req.query
      const filter = { paths: [], everyone: true, words: q?.trim() || undefined }
      const cursor = decodeCursor(after, ['string', 'string'] as const)
      const [found, total] = await Promise.all([
        listAccounts(req.ctx.db, filter, cursor, pageSize + 1),
        countAccounts(req.ctx.db, filter),
      ])
      const rows = found.slice(0, pageSize)
      const last = found.length > pageSize ? rows.at(-1) : undefined
      const search = new URLSearchParams({ ...(q ? { q } : {}), after: last ? encodeCursor([last.name, last.id]) : '' })
      return reply.page(personsPage({ rows, total, q, next: last && `/desk/persons?${search}` }))
    })

    app.get('/persons/:id', { schema: { params: ById }, config }, async (req, reply) =>
      reply.page(personPage({ ...(await viewPerson(req.ctx, req.params.id)), typed: {}, problems: [] })),
    )

    app.post(
      '/persons/:id/reveal',
      { schema: { params: ById, body: RevealForm }, attachValidation: true, config },
      async (req, reply) => {
        const view = await viewPerson(req.ctx, req.params.id)
        let value: string | undefined
        const problems = await attempt(req, async () => {
          value = await revealPerson(identity, req.ctx, req.params.id, req.body)
        })
        if (value === undefined) return reply.page(personPage({ ...view, typed: typedIn(req.body), problems }))
        const revealed = { label: personFieldLabels[req.body.field], value }
        return reply.page(personPage({ ...view, revealed, typed: {}, problems: [] }))
      },
    )
  }
}

async function viewPerson(ctx: Ctx, id: string) {
  reachesEveryone(ctx)
  const [account, person] = await Promise.all([getAccount(ctx.db, id), findPerson(ctx.db, id)])
  if (!person) throw new NotFound('这个人的登记信息')
  return { account, person }
}

/** Citizens and organisations belong to no unit, so only who reaches the root reaches them. */
function reachesEveryone(ctx: Ctx): void {
  if (!holds(ctx.actor, 'identity.reveal', rootPath(ctx))) throw new Forbidden('注册的个人和法人不在您的管理范围内')
}
