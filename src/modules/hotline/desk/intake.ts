import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid, type Problem, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { type Page, shapeProblems, typedIn } from '../../../ui/index.ts'
import { suggestKnowledge } from '../../knowledge/index.ts'
import { makeMove } from '../acting.ts'
import { listPlaces } from '../catalogue.store.ts'
import { proposalsFor } from '../dispatch.service.ts'
import { newSubmissionKey, register } from '../register.service.ts'
import { RegisterForm } from '../schema.ts'
import { besides, orderRecord } from '../service.ts'
import { emergenciesIn } from './emergency.ts'
import { intakePage, takenPage } from './intake.view.tsx'

const config = { may: 'hotline.register' } as const
const Call = Type.Object({ phone: Type.Optional(Type.String({ maxLength: 40 })) })

/** Registering who is on the phone, or a letter: one page, with what helps beside it. */
export const intakeRoutes: Routes = (app) => {
  const fresh = { kind: 'help', channel: 'phone', anonymous: '', confidential: '' }
  app.get('/hotline/new', { config }, async (req, reply) => reply.page(await pageOf(req.ctx, fresh)))

  // Where the telephone system opens it, with the number of the caller.
  app.get('/hotline/call', { schema: { querystring: Call }, config }, async (req, reply) => {
    reply.header('cache-control', 'no-store')
    return reply.page(await pageOf(req.ctx, { ...fresh, personPhone: req.query.phone ?? '' }))
  })

  app.post('/hotline/new', { config }, async (req, reply) => {
    const { ctx } = req
    const typed = withTitle(typedIn(req.body))
    // Asked only what helps: nothing is judged yet.
    if (typed.look !== undefined) return reply.page(await pageOf(ctx, typedIn(req.body)))
    const form = Value.Convert(RegisterForm, Value.Default(RegisterForm, { ...typed })) as RegisterForm
    // A title that nobody typed is missing only because the text is: that is told once.
    const shape = shapeProblems(RegisterForm, form).filter((p) => p.field !== 'title' || typed.text?.trim())
    const problems = [...shape, ...problemsOfPress(typed)]
    if (problems.length > 0) return reply.page(await pageOf(ctx, typed, problems))
    try {
      const { number, code } = await register(ctx, Value.Clean(RegisterForm, form) as RegisterForm)
      const hindrance = await goOn(ctx, number, typed)
      const record = await orderRecord(ctx, number)
      // Shown at once and not by a redirect: the code must stand in no address. Sent again, it gives the same.
      reply.header('cache-control', 'no-store')
      return reply.page(takenPage({ record, code, hindrance }))
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      return reply.page(await pageOf(ctx, typed, error.problems))
    }
  })
}

/** The first sentence stands for a title that was not typed. */
function withTitle(typed: Record<string, string>): Record<string, string> {
  if (typed.title?.trim()) return typed
  const [first = ''] = (typed.text ?? '').trim().split(/[\u3002\uFF1B\uFF01\uFF1F\n]/)
  return { ...typed, title: first.slice(0, 40) }
}

/** Unit and topic as chosen: a unit chosen from the list goes before that of a proposal. */
function chosenIn({ proposed = '', unitCode = '' }: Record<string, string>) {
  const [topicCode = '', unit = ''] = proposed.split('|')
  return { topicCode, unitCode: unitCode || unit }
}

function problemsOfPress(typed: Record<string, string>): Problem[] {
  if (typed.press === 'answer' && !typed.answer?.trim())
    return [{ field: 'answer', message: '当场答复的，请写明怎样答复' }]
  if (typed.press === 'dispatch' && chosenIn(typed).unitCode === '')
    return [{ field: 'unitCode', message: '马上派单的，请选择主办单位；还不知道派给谁的，请只登记' }]
  return []
}

/** Goes on at once where the operator wishes to: it is registered whatever becomes of that. */
async function goOn(ctx: Ctx, number: string, typed: Record<string, string>): Promise<string | undefined> {
  const { topicCode, unitCode } = chosenIn(typed)
  try {
    if (typed.press === 'answer')
      await makeMove(ctx, number, 'answerAtOnce', { topicCode, text: typed.answer, result: 'explained' })
    if (typed.press === 'dispatch')
      await makeMove(ctx, number, 'dispatch', { unitCode, topicCode, assisting: [], words: '' })
    return undefined
  } catch (error) {
    if (error instanceof Invalid) return error.problems[0]?.message
    if (!(error instanceof Refused)) throw error
    // Sent twice: the second time it stands where the first one brought it.
    return error.refusal.code === 'hotline.notInThisState' ? undefined : error.refusal.message
  }
}

async function pageOf(ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[] = []): Promise<Page> {
  const { title = '', text = '', place = '', placeUnitCode, personPhone: phone } = typed
  const said = `${title} ${text}`.trim().slice(0, 5000)
  const [units, beside, proposed, hits] = await Promise.all([
    listPlaces(ctx.db),
    besides(ctx, { text: said, phone, placeUnitCode: placeUnitCode || undefined }),
    said === '' ? [] : proposalsFor(ctx, `${said} ${place}`, placeUnitCode),
    said === '' ? [] : suggestKnowledge(ctx.db, said.slice(0, 200), { internal: true, limit: 3 }),
  ])
  const known = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(typed.submissionKey ?? '')
  return intakePage({
    ...{ ...beside, units, proposed, hits, problems, emergencies: emergenciesIn(said), asked: said !== '' },
    typed: { ...typed, submissionKey: known ? (typed.submissionKey ?? '') : newSubmissionKey() },
  })
}
