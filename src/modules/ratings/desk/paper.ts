import { Type } from 'typebox'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn, typedList } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { listLots } from '../lots.store.ts'
import { type FormBack, formBack, keyIn, printLot, reachLot } from '../paper.service.ts'
import { formsOf } from '../paper.ts'
import { KeyedForm, LotForm } from '../schema.ts'
import { paperList } from './crumbs.ts'
import { formPage, keyPage, type Listed, lotsPage, sheetsPage } from './paper.view.tsx'

const config = { may: 'ratings.paper' } as const
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const NumberAndCode = Type.Object({
  number: Type.String({ title: '评价表编号', minLength: 1, maxLength: 20 }),
  code: Type.String({ title: '校验码', minLength: 1, maxLength: 20 }),
})
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })

/** How many lots are listed; the newest. */
const shown = 100

/** Rating forms on paper: printed in lots, keyed in one by one. */
export const paperRoutes: Routes = (app) => {
  app.get('/ratings/paper', { config }, async (req, reply) => reply.page(lotsPage(await listed(req.ctx))))

  app.post('/ratings/paper', { schema: { body: LotForm }, attachValidation: true, config }, async (req, reply) => {
    let id = 0
    const problems = await attempt(req, async () => {
      id = await printLot(req.ctx, req.body)
    })
    if (problems.length > 0)
      return reply.page(lotsPage({ ...(await listed(req.ctx)), typed: typedIn(req.body), problems }))
    return reply.redirect(`${paperList}/${id}`, 303)
  })

  app.get('/ratings/paper/:id', { schema: { params: ById }, config }, async (req, reply) => {
    const lot = await reachLot(req.ctx, req.params.id)
    return reply.page(sheetsPage({ lot, sheets: await formsOf(req.ctx, lot) }))
  })

  app.get('/ratings/paper/key', { schema: { querystring: Done }, config }, async (req, reply) => {
    const page = keyPage({ typed: {}, problems: [] })
    return reply.page(req.query.done ? { ...page, notice: `第 ${req.query.done} 号表已经录入` } : page)
  })

  app.post(
    '/ratings/paper/key',
    { schema: { body: NumberAndCode }, attachValidation: true, config },
    async (req, reply) => {
      let found: FormBack | undefined
      const problems = await attempt(req, async () => {
        found = await formBack(req.ctx, req.body)
      })
      if (!found) return reply.page(keyPage({ typed: typedIn(req.body), problems }))
      return reply.redirect(`${paperList}/key/${found.number}/${encodeURIComponent(req.body.code.trim())}`, 303)
    },
  )

  app.get('/ratings/paper/key/:number/:code', { schema: { params: NumberAndCode }, config }, async (req, reply) =>
    reply.page(formPage({ ...(await formBack(req.ctx, req.params)), typed: {}, reasons: [], problems: [] })),
  )

  app.post(
    '/ratings/paper/key/:number/:code',
    { schema: { params: NumberAndCode, body: KeyedForm }, attachValidation: true, config },
    async (req, reply) => {
      const back = await formBack(req.ctx, req.params)
      const problems = await attempt(req, () => keyIn(req.ctx, back, req.body))
      if (problems.length === 0) return reply.redirect(`${paperList}/key?done=${back.number}`, 303)
      const reasons = typedList(req.body, 'reasons')
      return reply.page(formPage({ ...back, typed: typedIn(req.body), reasons, problems }))
    },
  )
}

async function listed(ctx: Ctx): Promise<Listed> {
  const paths = reach(ctx.actor, 'ratings.paper')
  const units = (await listUnits(ctx.db, paths)).filter((u) => u.code !== ctx.actor.unitCode)
  return { lots: await listLots(ctx.db, paths, shown), units, typed: {}, problems: [] }
}
