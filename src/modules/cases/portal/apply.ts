import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { typedIn } from '../../../ui/index.ts'
import { answersAmong, findItemOn, type ItemVersion, unanswered } from '../../catalogue/index.ts'
import { choiceName, typedChoices, typedUnder } from '../answer-fields.tsx'
import { beginDraft, draftFor } from '../drafts.service.ts'
import { lifeOf } from '../life.store.ts'
import { getCase } from '../store.ts'
import { draftHref, itemHref, keys, privately } from './addresses.ts'
import { applyPage } from './apply.view.tsx'
import { receiptPage } from './receipt.view.tsx'

const ByCode = Type.Object({ code: Type.String({ maxLength: 80 }) })
/** Answers to the questions may come along from the page 我要带什么. */
const Choices = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())

/** Where an online application begins, and what its applicant takes away. */
export const applyRoutes: Routes = (app) => {
  app.get(
    '/services/:code/apply',
    { schema: { params: ByCode, querystring: Choices }, config: { may: 'signedIn' } },
    async (req, reply) => {
      const version = await openItem(req.ctx, req.params.code)
      if (!version.elements.online) return reply.redirect(itemHref(version.code), 303)
      const begun = req.ctx.actor.kind === 'citizen' ? await draftFor(req.ctx, version.code) : undefined
      const typed = typedChoices(answersAmong(version.elements.questions, typedIn(req.query)))
      return privately(reply).page(applyPage({ ...applying(req.ctx, version), begun, typed, problems: [] }))
    },
  )

  app.post('/services/:code/apply', { schema: { params: ByCode }, config: { may: 'signedIn' } }, async (req, reply) => {
    const version = await openItem(req.ctx, req.params.code)
    const { questions } = version.elements
    const typed = typedIn(req.body)
    const choices = answersAmong(questions, typedUnder('choices', typed))
    const open = unanswered(questions, choices)
    if (open.length > 0) {
      const problems = open.map((q) => ({ field: choiceName(q.key), message: `请选择：${q.text}` }))
      return privately(reply).page(
        applyPage({ ...applying(req.ctx, version), begun: undefined, typed: typedChoices(choices), problems }),
      )
    }
    return reply.redirect(draftHref(await beginDraft(req.ctx, version.code, choices), 'form'), 303)
  })

  app.get('/cases/receipt', { config: { may: 'everyone' } }, async (req, reply) => {
    const receipt = keys.receiptIn(req)
    if (!receipt) return reply.redirect('/cases/follow', 303)
    const file = await getCase(req.ctx.db, receipt.number)
    const { papers } = await lifeOf(req.ctx.db, file.id)
    const paper = papers.find((p) => p.kind === 'receipt')
    return privately(reply).page(receiptPage({ code: receipt.code, file, paper }))
  })
}

type Ctx = Parameters<typeof beginDraft>[0]

/** The version of an item that holds today. Throws NotFound. */
async function openItem(ctx: Ctx, code: string): Promise<ItemVersion> {
  const version = await findItemOn(ctx.db, code, ctx.today)
  if (!version) throw new NotFound('这个事项，或者它现在不办理')
  return version
}

const applying = (ctx: Ctx, version: ItemVersion) => ({
  version,
  /** Staff have accounts of the house, not of a person or a firm. */
  mayApply: ctx.actor.kind === 'citizen',
  draftDays: ctx.settings.limits.draftDays,
})
