import { Type } from 'typebox'
import { day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt } from '../../ui/index.ts'
import { crumbs, newStaffPage, newUnitPage, unitDeskPage, unitListPage } from './desk.view.tsx'
import { ledgers } from './ledgers/own.ts'
import { ledgerRoutes } from './ledgers/pages.ts'
import { CloseUnitForm, EndForm, NewUnitForm, StaffForm, UnitForm } from './schema.ts'
import { appoint, closeUnit, describeUnit, dismiss, openUnit, reachUnit } from './service.ts'
import * as store from './store.ts'

const ByCode = Type.Object({ code: Type.String({ maxLength: 40 }) })
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const view = { may: 'organisations.view' } as const
const edit = { may: 'organisations.edit' } as const

export const deskRoutes: Routes = (app) => {
  app.get('/organisations', { config: view }, async (req, reply) => {
    const { db, actor } = req.ctx
    return reply.page(unitListPage({ units: await store.listUnits(db, reach(actor, 'organisations.view')) }))
  })

  app.get('/organisations/new', { config: edit }, async (req, reply) => {
    const { db, actor } = req.ctx
    return reply.page(
      newUnitPage({ parents: await store.listUnits(db, reach(actor, 'organisations.edit')), typed: {}, problems: [] }),
    )
  })

  app.post(
    '/organisations/new',
    { schema: { body: NewUnitForm }, attachValidation: true, config: edit },
    async (req, reply) => {
      const { db, actor } = req.ctx
      const problems = await attempt(req, () => openUnit(req.ctx, req.body))
      if (problems.length > 0)
        return reply.page(
          newUnitPage({
            parents: await store.listUnits(db, reach(actor, 'organisations.edit')),
            typed: req.body,
            problems,
          }),
        )
      return reply.redirect(`/desk/organisations/${req.body.code}`, 303)
    },
  )

  app.get('/organisations/:code', { schema: { params: ByCode }, config: view }, async (req, reply) =>
    reply.page(await deskPage(req.ctx, req.params.code)),
  )

  app.post(
    '/organisations/:code',
    { schema: { params: ByCode, body: UnitForm }, attachValidation: true, config: edit },
    async (req, reply) => {
      const problems = await attempt(req, () => describeUnit(req.ctx, req.params.code, req.body))
      if (problems.length > 0) return reply.page(await deskPage(req.ctx, req.params.code, req.body, problems))
      return reply.redirect(`/desk/organisations/${req.params.code}`, 303)
    },
  )

  app.post(
    '/organisations/:code/close',
    { schema: { params: ByCode, body: CloseUnitForm }, attachValidation: true, config: edit },
    async (req, reply) => {
      const problems = await attempt(req, () => closeUnit(req.ctx, req.params.code, day(req.body.closedOn)))
      if (problems.length > 0) return reply.page(await deskPage(req.ctx, req.params.code, undefined, problems))
      return reply.redirect('/desk/organisations', 303)
    },
  )

  app.get('/organisations/:code/staff/new', { schema: { params: ByCode }, config: edit }, async (req, reply) => {
    const unit = await reachUnit(req.ctx, req.params.code, 'organisations.edit')
    return reply.page(newStaffPage({ unit, typed: {}, problems: [], today: req.ctx.today }))
  })

  app.post(
    '/organisations/:code/staff/new',
    { schema: { params: ByCode, body: StaffForm }, attachValidation: true, config: edit },
    async (req, reply) => {
      const problems = await attempt(req, () => appoint(req.ctx, req.params.code, req.body))
      if (problems.length === 0) return reply.redirect(`/desk/organisations/${req.params.code}`, 303)
      const unit = await reachUnit(req.ctx, req.params.code, 'organisations.edit')
      return reply.page(newStaffPage({ unit, typed: req.body, problems, today: req.ctx.today }))
    },
  )

  app.post(
    '/organisations/staff/:id/end',
    { schema: { params: ById, body: EndForm }, config: edit },
    async (req, reply) => {
      const person = await store.getStaff(req.ctx.db, req.params.id)
      await dismiss(req.ctx, req.params.id, day(req.body.endedOn))
      return reply.redirect(`/desk/organisations/${person.unitCode}`, 303)
    },
  )

  ledgerRoutes(app, ledgers, crumbs)
}

async function deskPage(ctx: Ctx, code: string, typed?: UnitForm, problems: readonly Problem[] = []) {
  await reachUnit(ctx, code, 'organisations.view')
  const [unit, staff, children] = await Promise.all([
    store.getUnitDetail(ctx.db, code),
    store.listStaff(ctx.db, code),
    store.listChildren(ctx.db, code),
  ])
  return unitDeskPage({ unit, staff, children, typed, problems, today: ctx.today })
}
