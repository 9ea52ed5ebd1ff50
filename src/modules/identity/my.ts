import type { FastifyRequest } from 'fastify'
import type { Problem } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt, type Page } from '../../ui/index.ts'
import type { Identity } from './identity.ts'
import { accountPage, secondFactorSetupPage } from './my.view.tsx'
import { outsideAddress } from './outside.ts'
import {
  changePassword,
  confirmSecondFactor,
  endSessions,
  type NewSecondFactor,
  ownId,
  startSecondFactor,
  stopSecondFactor,
} from './own-account.ts'
import { listGrants } from './role-store.ts'
import { ById, ChangePasswordForm, CodeForm, NextQuery, PasswordForm } from './schema.ts'
import { browserOf } from './sign-in.pages.ts'
import { findPassword, getAccount, listSessions } from './store.ts'

const config = { may: 'signedIn' } as const

const doneWords: Record<string, string> = {
  password: '密码已修改，其他浏览器上的登录已结束',
  on: '第二重验证已启用',
  off: '第二重验证已关闭',
  ended: '登录已结束',
}

export function myRoutes(identity: Identity): Routes {
  return (app) => {
    app.get('/account', { schema: { querystring: NextQuery }, config }, async (req, reply) =>
      reply.page(await page(identity, req, [], doneWords[req.query.done ?? ''])),
    )

    app.post(
      '/account/password',
      { schema: { body: ChangePasswordForm }, attachValidation: true, config },
      async (req, reply) => {
        const session = await identity.sessionOf(req.headers)
        const problems = await attempt(req, () => changePassword(identity, req.ctx, session?.sessionId ?? '', req.body))
        return problems.length > 0
          ? reply.page(await page(identity, req, problems))
          : reply.redirect('/my/account?done=password', 303)
      },
    )

    app.post(
      '/account/second-factor/start',
      { schema: { body: PasswordForm }, attachValidation: true, config },
      async (req, reply) => {
        let factor: NewSecondFactor | undefined
        const problems = await attempt(req, async () => {
          factor = await startSecondFactor(identity, req.ctx, browserOf(req), req.body.password)
        })
        return reply.page(
          factor ? secondFactorSetupPage({ factor, problems: [] }) : await page(identity, req, problems),
        )
      },
    )

    app.post(
      '/account/second-factor/confirm',
      { schema: { body: CodeForm }, attachValidation: true, config },
      async (req, reply) => {
        let cookies: string[] = []
        const problems = await attempt(req, async () => {
          cookies = await confirmSecondFactor(identity, req.ctx, browserOf(req), req.body.code)
        })
        if (problems.length > 0) return reply.page(secondFactorSetupPage({ problems }))
        return reply.header('set-cookie', cookies).redirect('/my/account?done=on', 303)
      },
    )

    app.post(
      '/account/second-factor/off',
      { schema: { body: PasswordForm }, attachValidation: true, config },
      async (req, reply) => {
        let cookies: string[] = []
        const problems = await attempt(req, async () => {
          cookies = await stopSecondFactor(identity, req.ctx, browserOf(req), req.body.password)
        })
        if (problems.length > 0) return reply.page(await page(identity, req, problems))
        return reply.header('set-cookie', cookies).redirect('/my/account?done=off', 303)
      },
    )

    app.post('/account/sessions/end-others', { config }, async (req, reply) => {
      const session = await identity.sessionOf(req.headers)
      if (session) await endSessions(identity, req.ctx, { but: session.sessionId })
      return reply.redirect('/my/account?done=ended', 303)
    })

    app.post('/account/sessions/:id/end', { schema: { params: ById }, config }, async (req, reply) => {
      await endSessions(identity, req.ctx, { only: req.params.id })
      return reply.redirect('/my/account?done=ended', 303)
    })

    const { oidc } = identity
    if (oidc)
      app.get('/account/outside', { config }, async (req, reply) => {
        const { url, cookies } = await outsideAddress(identity, browserOf(req), { provider: oidc.id, link: true })
        return reply.header('set-cookie', cookies).redirect(url, 303)
      })
  }
}

async function page(
  identity: Identity,
  req: FastifyRequest,
  problems: readonly Problem[],
  notice?: string,
): Promise<Page> {
  const { db, now } = req.ctx
  const id = ownId(req.ctx)
  const [session, account, sessions, grants, password] = await Promise.all([
    identity.sessionOf(req.headers),
    getAccount(db, id),
    listSessions(db, id, now),
    listGrants(db, id),
    findPassword(db, id),
  ])
  if (!session) throw new Error('the session ended while its page was made')
  return accountPage({
    account,
    session,
    sessions,
    grants,
    hasPassword: password !== undefined,
    problems,
    notice,
    oidc: identity.oidc,
  })
}
