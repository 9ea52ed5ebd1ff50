import type { Routes } from '../../platform/http.ts'
import { problemsIn, typedIn } from '../../ui/index.ts'
import type { Identity } from './identity.ts'
import { callbackFrom, outsideAddress } from './outside.ts'
import { registerOrganisation, registerPerson } from './register.ts'
import { registerDetailsPage, registerPage, registerPhonePage } from './register.view.tsx'
import { AskCodeForm, CodeSignInForm, NextQuery, OrganisationForm, PersonForm } from './schema.ts'
import { browserOf, enter, signInRoutes } from './sign-in.pages.ts'
import { sendCode, signInWithCode, signOut } from './sign-in.ts'
import { askCodePage, codePage, signOutPage } from './sign-in.view.tsx'

const everyone = { may: 'everyone' } as const
const signedIn = { may: 'signedIn' } as const

export function portalRoutes(identity: Identity): Routes {
  return (app) => {
    signInRoutes(app, identity, { base: '/sign-in', forStaff: false })

    app.get('/sign-in/code', { schema: { querystring: NextQuery }, config: everyone }, async (req, reply) =>
      reply.page(askCodePage({ typed: { next: req.query.next }, problems: [] })),
    )
    app.post(
      '/sign-in/code',
      { schema: { body: AskCodeForm }, attachValidation: true, config: everyone },
      async (req, reply) => {
        const typed = typedIn(req.body)
        const problems = [...problemsIn(req)]
        if (problems.length === 0) problems.push(...(await sendCode(identity, req.ctx, browserOf(req), req.body.phone)))
        return reply.page(problems.length > 0 ? askCodePage({ typed, problems }) : codePage({ typed, problems }))
      },
    )
    app.post(
      '/sign-in/code/verify',
      { schema: { body: CodeSignInForm }, attachValidation: true, config: everyone },
      async (req, reply) => {
        const typed = typedIn(req.body)
        const problems = problemsIn(req)
        if (problems.length > 0) return reply.page(codePage({ typed, problems }))
        const result = await signInWithCode(identity, req.ctx, browserOf(req), req.body)
        if (result.is === 'refused') {
          const atPhone = result.problems.some((p) => p.field === 'phone')
          const page = atPhone ? askCodePage : codePage
          return reply.page({ ...page({ typed, problems: result.problems }), status: result.status })
        }
        return enter(identity, req, reply, result, req.body.next)
      },
    )

    app.get('/sign-out', { config: signedIn }, async (req, reply) =>
      reply.page(signOutPage({ name: req.ctx.actor.name })),
    )
    app.post('/sign-out', { config: signedIn }, async (req, reply) => {
      const cookies = await signOut(identity, req.ctx, browserOf(req))
      return reply.header('set-cookie', cookies).redirect('/sign-in?done=signedOut', 303)
    })

    app.get('/register', { config: everyone }, async (_req, reply) => reply.page(registerPage()))
    for (const kind of ['person', 'organisation'] as const) {
      app.get(`/register/${kind}`, { config: everyone }, async (_req, reply) =>
        reply.page(registerPhonePage({ kind, typed: {}, problems: [] })),
      )
      app.post(
        `/register/${kind}`,
        { schema: { body: AskCodeForm }, attachValidation: true, config: everyone },
        async (req, reply) => {
          const typed = typedIn(req.body)
          const problems = [...problemsIn(req)]
          if (problems.length === 0)
            problems.push(...(await sendCode(identity, req.ctx, browserOf(req), req.body.phone)))
          const page = problems.length > 0 ? registerPhonePage : registerDetailsPage
          return reply.page(page({ kind, typed, problems }))
        },
      )
    }
    app.post(
      '/register/person/finish',
      { schema: { body: PersonForm }, attachValidation: true, config: everyone },
      async (req, reply) => {
        const again = (problems = problemsIn(req)) =>
          reply.page(registerDetailsPage({ kind: 'person', typed: typedIn(req.body), problems }))
        if (problemsIn(req).length > 0) return again()
        const result = await registerPerson(identity, req.ctx, browserOf(req), req.body)
        return result.is === 'refused' ? again([...result.problems]) : enter(identity, req, reply, result, undefined)
      },
    )
    app.post(
      '/register/organisation/finish',
      { schema: { body: OrganisationForm }, attachValidation: true, config: everyone },
      async (req, reply) => {
        const again = (problems = problemsIn(req)) =>
          reply.page(registerDetailsPage({ kind: 'organisation', typed: typedIn(req.body), problems }))
        if (problemsIn(req).length > 0) return again()
        const result = await registerOrganisation(identity, req.ctx, browserOf(req), req.body)
        return result.is === 'refused' ? again([...result.problems]) : enter(identity, req, reply, result, undefined)
      },
    )

    // The outside provider: addresses exist only where one is configured.
    const { oidc } = identity
    if (!oidc) return
    app.get('/sign-in/outside', { schema: { querystring: NextQuery }, config: everyone }, async (req, reply) => {
      const { url, cookies } = await outsideAddress(identity, browserOf(req), {
        provider: oidc.id,
        next: req.query.next,
      })
      return reply.header('set-cookie', cookies).redirect(url, 303)
    })
    app.get(`/api/auth/callback/${oidc.id}`, { config: everyone }, async (req, reply) => {
      const answer = await callbackFrom(identity, browserOf(req), req.url)
      return reply.header('set-cookie', answer.cookies).redirect(answer.location, 303)
    })
  }
}
