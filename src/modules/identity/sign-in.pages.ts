import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../platform/http.ts'
import { problemsIn, typedIn } from '../../ui/index.ts'
import type { Identity } from './identity.ts'
import { safeNext } from './rules.ts'
import { NextQuery, SecondFactorForm, SignInForm } from './schema.ts'
import { type Browser, type SignInResult, secondStep, signIn } from './sign-in.ts'
import { type Door, secondFactorPage, signInPage } from './sign-in.view.tsx'

const everyone = { may: 'everyone' } as const

/** Words shown above the sign-in page, by the name in `?done=`. */
const doneWords: Record<string, string> = {
  signedOut: '您已退出登录',
  outsideFailed: '没有登录成功：请先用本站账号登录，在“我的账号”里绑定后再试',
}

export function browserOf(req: FastifyRequest): Browser {
  return { cookie: req.headers.cookie, userAgent: req.headers['user-agent'], address: req.ip }
}

/** The two steps of signing in with a password, the same on the portal and on the desk. */
export function signInRoutes(app: App, identity: Identity, door: Door): void {
  // Routes hang under their wing, so the wing's own prefix is left out.
  const path = '/sign-in'

  app.get(path, { schema: { querystring: NextQuery }, config: everyone }, async (req, reply) => {
    const { next, done } = req.query
    return reply.page(
      signInPage({ door, typed: { next }, problems: [], done: doneWords[done ?? ''], oidc: identity.oidc }),
    )
  })

  app.post(path, { schema: { body: SignInForm }, attachValidation: true, config: everyone }, async (req, reply) => {
    const typed = typedIn(req.body)
    const again = (problems = problemsIn(req), status?: number) =>
      reply.page(signInPage({ door, typed, problems, status, oidc: identity.oidc }))
    if (problemsIn(req).length > 0) return again()
    const result = await signIn(identity, req.ctx, browserOf(req), req.body)
    if (result.is === 'refused') return again(result.problems, result.status)
    if (result.is === 'signedIn') return enter(identity, req, reply, result, req.body.next)
    const next = req.body.next ? `?next=${encodeURIComponent(req.body.next)}` : ''
    return reply.header('set-cookie', result.cookies).redirect(`${door.base}/second-factor${next}`, 303)
  })

  app.get(`${path}/second-factor`, { schema: { querystring: NextQuery }, config: everyone }, async (req, reply) =>
    reply.page(secondFactorPage({ door, typed: { next: req.query.next }, problems: [] })),
  )

  app.post(
    `${path}/second-factor`,
    { schema: { body: SecondFactorForm }, attachValidation: true, config: everyone },
    async (req, reply) => {
      const again = (problems = problemsIn(req), status?: number) =>
        reply.page(secondFactorPage({ door, typed: typedIn(req.body), problems, status }))
      if (problemsIn(req).length > 0) return again()
      const result = await secondStep(identity, req.ctx, browserOf(req), req.body.code)
      if (result.is === 'refused') return again(result.problems, result.status)
      return enter(identity, req, reply, result, req.body.next)
    },
  )
}

/** Leads whoever has signed in to where they wanted; first to their account when something there keeps them from working. */
export async function enter(
  identity: Identity,
  _req: FastifyRequest,
  reply: FastifyReply,
  result: Exclude<SignInResult, { is: 'refused' }>,
  next: string | undefined,
): Promise<FastifyReply> {
  reply.header('set-cookie', result.cookies)
  if (result.is === 'secondFactor') return reply.redirect('/sign-in/second-factor', 303)
  const session = await identity.sessionOf({ cookie: result.cookies.map((c) => c.split(';')[0]).join('; ') })
  const held = session?.mustChangePassword || (session?.asleep.length ?? 0) > 0
  const home = result.account.kind === 'staff' ? '/desk' : '/my'
  return reply.redirect(held ? '/my/account' : safeNext(next, home), 303)
}
