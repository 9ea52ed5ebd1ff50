import type { FastifyRequest } from 'fastify'
import type { Problem } from '../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import { reach } from '../../platform/actor.ts'
import { listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt, typedIn } from '../../ui/index.ts'
import {
  createStaffAccount,
  disableAccount,
  enableAccount,
  resetPassword,
  resetSecondFactor,
  rootPath,
  subjectOf,
  viewAccount,
  visibleAccounts,
} from './accounts.ts'
import { type AccountDetail, accountDetailPage, accountsPage, newAccountPage, passwordPage } from './desk.view.tsx'
import { grantRole, revokeRole } from './grants.ts'
import type { Identity } from './identity.ts'
import { findPerson } from './person-store.ts'
import { personRoutes } from './persons.ts'
import { listGrants, listRoles } from './role-store.ts'
import { grantsPage, rolesPage } from './roles.view.tsx'
import { refuseEnd, refuseGrantAtAll, refuseManage } from './rules.ts'
import { AccountsQuery, ByGrant, ById, GrantForm, NewAccountForm, ReasonForm } from './schema.ts'
import { signInRoutes } from './sign-in.pages.ts'
import { countAccounts, getAccount, listAccounts, listUnits } from './store.ts'

const manage = { may: 'identity.manageAccounts' } as const
const grants = { may: 'identity.grantRoles' } as const
const pageSize = 50

export function deskRoutes(identity: Identity): Routes {
  return (app) => {
    signInRoutes(app, identity, { base: '/desk/sign-in', forStaff: true })
    personRoutes(identity)(app)

    app.get('/accounts', { schema: { querystring: AccountsQuery }, config: manage }, async (req, reply) => {
      const { db, actor } = req.ctx
      const { q, kind, after } = req.query
      const filter = {
        ...visibleAccounts(actor, rootPath(req.ctx)),
        kind: kind || undefined,
        words: q?.trim() || undefined,
      }
      const cursor = decodeCursor(after, ['string', 'string'] as const)
      const [found, total] = await Promise.all([
        listAccounts(db, filter, cursor, pageSize + 1),
        countAccounts(db, filter),
      ])
      const rows = found.slice(0, pageSize)
      const last = found.length > pageSize ? rows.at(-1) : undefined
      const next =
        last &&
        `/desk/accounts?${new URLSearchParams({ ...(q ? { q } : {}), ...(kind ? { kind } : {}), after: encodeCursor([last.name, last.id]) })}`
      return reply.page(accountsPage({ rows, total, query: req.query, next }))
    })

    app.get('/roles', { config: manage }, async (req, reply) =>
      reply.page(rolesPage({ roles: await listRoles(req.ctx.db), permissionLabels: identity.permissionLabels })),
    )

    app.get('/accounts/new', { config: manage }, async (req, reply) =>
      reply.page(
        newAccountPage({ units: await unitsFor(req.ctx, 'identity.manageAccounts'), typed: {}, problems: [] }),
      ),
    )
    app.post(
      '/accounts/new',
      { schema: { body: NewAccountForm }, attachValidation: true, config: manage },
      async (req, reply) => {
        let made: { id: string; password: string } | undefined
        const problems = await attempt(req, async () => {
          made = await createStaffAccount(identity, req.ctx, req.body)
        })
        if (made)
          return reply.page(passwordPage({ account: await getAccount(req.ctx.db, made.id), password: made.password }))
        const units = await unitsFor(req.ctx, 'identity.manageAccounts')
        return reply.page(newAccountPage({ units, typed: typedIn(req.body), problems }))
      },
    )

    app.get('/accounts/:id', { schema: { params: ById }, config: manage }, async (req, reply) =>
      reply.page(accountDetailPage(await detail(req.ctx, req.params.id))),
    )
    app.post('/accounts/:id/reset-password', { schema: { params: ById }, config: manage }, async (req, reply) => {
      const account = await viewAccount(req.ctx, req.params.id)
      return reply.page(passwordPage({ account, password: await resetPassword(identity, req.ctx, account.id) }))
    })
    app.post('/accounts/:id/reset-second-factor', { schema: { params: ById }, config: manage }, async (req, reply) => {
      await resetSecondFactor(identity, req.ctx, req.params.id)
      return reply.redirect(`/desk/accounts/${req.params.id}`, 303)
    })
    app.post(
      '/accounts/:id/disable',
      { schema: { params: ById, body: ReasonForm }, attachValidation: true, config: manage },
      async (req, reply) => {
        const problems = await attempt(req, () => disableAccount(identity, req.ctx, req.params.id, req.body.reason))
        if (problems.length > 0)
          return reply.page(accountDetailPage({ ...(await detail(req.ctx, req.params.id)), ...typing(req, problems) }))
        return reply.redirect(`/desk/accounts/${req.params.id}`, 303)
      },
    )
    app.post('/accounts/:id/enable', { schema: { params: ById }, config: manage }, async (req, reply) => {
      await enableAccount(identity, req.ctx, req.params.id)
      return reply.redirect(`/desk/accounts/${req.params.id}`, 303)
    })
    app.get('/accounts/:id/roles', { schema: { params: ById }, config: grants }, async (req, reply) =>
      reply.page(await rolesOf(req.ctx, req.params.id, identity)),
    )
    app.post(
      '/accounts/:id/roles',
      { schema: { params: ById, body: GrantForm }, attachValidation: true, config: grants },
      async (req, reply) => {
        const problems = await attempt(req, () => grantRole(identity, req.ctx, req.params.id, req.body))
        if (problems.length > 0)
          return reply.page(await rolesOf(req.ctx, req.params.id, identity, typing(req, problems)))
        return reply.redirect(`/desk/accounts/${req.params.id}/roles`, 303)
      },
    )
    app.post('/accounts/:id/roles/:grant/end', { schema: { params: ByGrant }, config: grants }, async (req, reply) => {
      await revokeRole(identity, req.ctx, req.params.id, req.params.grant)
      return reply.redirect(`/desk/accounts/${req.params.id}/roles`, 303)
    })
  }
}

function typing(req: FastifyRequest, problems: readonly Problem[]) {
  return { typed: typedIn(req.body), problems }
}

function unitsFor(ctx: Ctx, permission: string) {
  return listUnits(ctx.db, reach(ctx.actor, permission))
}

async function detail(ctx: Ctx, id: string): Promise<AccountDetail> {
  const account = await viewAccount(ctx, id)
  const [person, held, acts, subject] = await Promise.all([
    findPerson(ctx.db, id),
    listGrants(ctx.db, id),
    listActs(ctx.db, `account:${id}`),
    subjectOf(ctx.db, account, ctx.today),
  ])
  return {
    account,
    person,
    grants: held,
    // The newest are what is looked for; all of them stand in the audit.
    acts: acts.slice(-30).reverse(),
    refusal: refuseManage(ctx.actor, subject, rootPath(ctx)),
    typed: {},
    problems: [],
    today: ctx.today,
  }
}

async function rolesOf(
  ctx: Ctx,
  id: string,
  identity: Identity,
  typing?: { typed: Record<string, string>; problems: readonly Problem[] },
) {
  const account = await viewAccount(ctx, id)
  const [held, roles, units] = await Promise.all([
    listGrants(ctx.db, id),
    listRoles(ctx.db),
    unitsFor(ctx, 'identity.grantRoles'),
  ])
  return grantsPage({
    account,
    grants: held,
    roles,
    units,
    permissionLabels: identity.permissionLabels,
    mayEnd: (grant) => refuseEnd(ctx.actor, grant) === undefined,
    refusal: refuseGrantAtAll(ctx.actor, {
      ...account,
      isStaff: account.kind === 'staff',
      isDisabled: account.disabledAt !== null,
    }),
    typed: typing?.typed ?? {},
    problems: typing?.problems ?? [],
    today: ctx.today,
  })
}
