import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid, type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { papers } from '../../../platform/kept-uploads.ts'
import { type Page, shapeProblems } from '../../../ui/index.ts'
import { findItemOn, type ItemVersion } from '../../catalogue/index.ts'
import { getUnit, type Unit } from '../../organisations/index.ts'
import { accept } from '../acceptance.service.ts'
import { typedUnder } from '../answer-fields.tsx'
import { readAnswers } from '../answers.ts'
import { decideAtOnce } from '../decision.service.ts'
import { newSubmissionKey, type Registered, reusableFor, takeIn } from '../intake.service.ts'
import { channelsOf, itemsToTakeIn, recallApplicant, rightsHere } from '../intake-help.service.ts'
import { refuseSubmission } from '../rules.ts'
import { IntakeForm, Origin } from '../schema.ts'
import { caseRecord } from '../service.ts'
import { choosePage, intakePage } from './intake.view.tsx'
import {
  filesOf,
  givenIn,
  holdMaterials,
  nothingSent,
  type SentMaterials,
  sentWithMaterials,
  wayName,
} from './material-form.ts'
import { takenPage } from './taken.view.tsx'

const config = { may: 'cases.accept' } as const
const From = { origin: Type.Optional(Origin) }
const Words = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })), ...From })
const ByItem = Type.Object({ item: Type.String({ minLength: 1, maxLength: 60 }) })
/** A letter, or the recording of a call. */
const recordings = ['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/amr', 'audio/ogg']
const consentField = { consent: { ...papers, types: [...papers.types, ...recordings], most: 1 } }

/** Applications that come to the window, to the town and the village, or by post. */
export const intakeRoutes: Routes = (app) => {
  app.get('/cases/new', { schema: { querystring: Words }, config }, async (req, reply) => {
    const q = req.query.q ?? ''
    return reply.page(choosePage({ q, items: await itemsToTakeIn(req.ctx, q), origin: req.query.origin ?? '' }))
  })

  app.get(
    '/cases/new/:item',
    { schema: { params: ByItem, querystring: Type.Object(From) }, config },
    async (req, reply) => {
      const version = await findItemOn(req.ctx.db, req.params.item, req.ctx.today)
      if (!version) return reply.page({ ...(await choose(req.ctx, req.params.item)), status: 404 })
      const here = await unitOf(req.ctx)
      const typed = {
        channel: channelsOf(here)[0] ?? 'window',
        applicantKind: version.elements.serviceTargets.includes('1') ? 'naturalPerson' : 'organisation',
        idKind: version.elements.serviceTargets.includes('1') ? 'residentId' : 'creditCode',
        wantedDelivery: 'counter',
        submissionKey: newSubmissionKey(),
        origin: req.query.origin ?? '',
        ...sharedWays(version),
      }
      return reply.page(await pageOf(req, version, here, nothingSent(typed)))
    },
  )

  app.post('/cases/new/:item', { schema: { params: ByItem }, config }, async (req, reply) => {
    const { ctx } = req
    const version = await findItemOn(ctx.db, req.params.item, ctx.today)
    if (!version) return reply.page({ ...(await choose(ctx, req.params.item)), status: 404 })
    const sent = await sentWithMaterials(req, version.elements.materials, (t) => t.submissionKey ?? '', consentField)
    const here = await unitOf(ctx)
    const { press } = sent.typed
    if (press === 'recall' || press === 'paper' || press === 'list')
      return reply.page(await pageOf(req, version, here, await helped(ctx, version, sent, press)))
    let taken: Registered
    try {
      taken = await take(ctx, version, sent)
    } catch (error) {
      if (error instanceof Invalid)
        return reply.page(await pageOf(req, version, here, { ...sent, problems: error.problems }))
      if (!(error instanceof Refused)) throw error
      return reply.page({ ...(await pageOf(req, version, here, sent, error.refusal)), status: 409 })
    }
    const refusal = await goOn(ctx, taken.number, press)
    // Shown at once and not by a redirect: the code must stand in no address. Sent again, it gives the same.
    const record = await caseRecord(ctx, taken.number)
    reply.header('cache-control', 'no-store')
    return reply.page(takenPage({ record, code: taken.code, site: ctx.settings.site.domain, refusal }))
  })
}

async function choose(ctx: Ctx, item: string): Promise<Page> {
  const problem = { field: 'q', message: `没有找到现在办理的事项“${item}”，请换几个字再找` }
  return { ...choosePage({ q: '', items: await itemsToTakeIn(ctx, ''), origin: '' }), problems: [problem] }
}

const unitOf = (ctx: Ctx): Promise<Unit> => getUnit(ctx.db, ctx.actor.unitCode ?? '')

/** What the government holds already needs no choice. */
const sharedWays = ({ elements }: ItemVersion): Record<string, string> =>
  Object.fromEntries(elements.materials.filter((m) => m.source === 'shared').map((m) => [wayName(m.key), 'shared']))

async function take(ctx: Ctx, version: ItemVersion, { typed, uploads, problems }: SentMaterials): Promise<Registered> {
  const form = Value.Default(IntakeForm, {
    ...Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()])),
    itemCode: version.code,
    answers: readAnswers(version.elements.form, typedUnder('answers', typed)),
    choices: typedUnder('choices', typed),
    materials: givenIn(typed),
  })
  const wrong = [...problems, ...shapeProblems(IntakeForm, form as object)]
  if (wrong.length > 0 || !Value.Check(IntakeForm, form)) throw new Invalid(wrong)
  const [consent] = uploads.consent ?? []
  return takeIn(ctx, form, { materials: filesOf(uploads), ...(consent ? { consent } : {}) })
}

/** Goes on at once where the clerk wishes to: the case is taken in whatever becomes of it. */
async function goOn(ctx: Ctx, number: string, press: string | undefined): Promise<Refusal | undefined> {
  try {
    if (press === 'accept') await accept(ctx, number, { note: '' })
    if (press === 'decide') await decideAtOnce(ctx, number, { decision: 'approve', reason: '' })
    return undefined
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    // Sent twice: the second time it stands where the first one brought it.
    return error.refusal.code === 'cases.notInThisState' ? undefined : error.refusal
  }
}

/** What a button before the last one does: fills in who came before, ticks what was all brought on paper. */
async function helped(ctx: Ctx, version: ItemVersion, sent: SentMaterials, press: string): Promise<SentMaterials> {
  const { typed } = sent
  if (press === 'paper') {
    const open = version.elements.materials.filter((m) => m.necessity !== 'optional' && !typed[wayName(m.key)])
    return { ...sent, typed: { ...typed, ...Object.fromEntries(open.map((m) => [wayName(m.key), 'paper'])) } }
  }
  if (press !== 'recall') return sent
  const found = await recallApplicant(ctx, typed.idNumber ?? '')
  const unknown = { field: 'idNumber', message: '没有找到这个号码以前的办件，请核对号码，或者直接填写' }
  return found ? { ...sent, typed: { ...typed, ...found } } : { ...sent, problems: [unknown] }
}

async function pageOf(
  req: FastifyRequest,
  version: ItemVersion,
  here: Unit,
  sent: SentMaterials & { problems: readonly Problem[] },
  refusal?: Refusal,
): Promise<Page> {
  const { ctx } = req
  const key = /^[0-9a-f-]{36}$/.test(sent.typed.submissionKey ?? '') ? sent.typed.submissionKey : undefined
  const submissionKey = key ?? newSubmissionKey()
  return intakePage({
    ...sent,
    typed: { ...sent.typed, submissionKey },
    version,
    here,
    today: ctx.today,
    channels: channelsOf(here),
    rights: await rightsHere(ctx, version, here),
    reusable: await reusableFor(ctx, version, sent.typed.idNumber ?? '', undefined),
    kept: await holdMaterials(req, submissionKey, sent),
    maxBytes: ctx.settings.limits.uploadBytes,
    refusal: refusal ?? refuseSubmission(version, ctx.today),
  })
}
