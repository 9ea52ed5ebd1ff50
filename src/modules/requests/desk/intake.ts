import type { Problem } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import { readFormWithFiles } from '../../../platform/form-with-files.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { answersRequests, newSubmissionKey, type Registered, takeIn } from '../intake.service.ts'
import { IntakeForm } from '../schema.ts'
import { requestRecord } from '../service.ts'
import { intakePage, registeredPage } from './intake.view.tsx'

const config = { may: 'requests.register' } as const

/** Requests that come in person, by fax or by letter. */
export const intakeRoutes: Routes = (app) => {
  app.get('/requests/new', { config }, async (req, reply) => {
    const { ctx } = req
    const typed = {
      unitCode: ctx.actor.unitCode ?? '',
      channel: 'inPerson',
      postKind: '',
      arrivedOn: ctx.today,
      applicantKind: 'naturalPerson',
      idKind: 'residentId',
      wantedForm: 'paper',
      wantedRoute: 'inPerson',
      submissionKey: newSubmissionKey(),
    }
    return reply.page(await pageOf(ctx, typed))
  })

  app.post('/requests/new', { schema: { body: IntakeForm }, attachValidation: true, config }, async (req, reply) => {
    const { ctx } = req
    const files = await readFormWithFiles(req)
    let registered: Registered | undefined
    const problems = await attempt(req, async () => {
      const { identityProof = [], application = [] } = files()
      registered = await takeIn(ctx, req.body, { identityProof, application })
    })
    if (!registered) return reply.page(await pageOf(ctx, typedIn(req.body), problems))
    // Shown at once and not by a redirect: the code must stand in no address. Sent again, it gives the same.
    const record = await requestRecord(ctx, registered.number)
    return reply.page(registeredPage({ record, code: registered.code, site: ctx.settings.site.domain }))
  })
}

async function pageOf(ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[] = []) {
  const units = (await listUnits(ctx.db, reach(ctx.actor, 'requests.register'))).filter(answersRequests)
  const regime = ctx.law.regimeOn(ctx.today)
  return intakePage({ units, typed, problems, limits: ctx.settings.limits, today: ctx.today, regime })
}
