import { Type } from 'typebox'
import type { Routes } from '../../../platform/http.ts'
import { answersAmong, unanswered } from '../rules-materials.ts'
import { ByCode, itemHref, open } from './addresses.ts'
import { getGuide } from './guide.ts'
import { preparePage } from './prepare.view.tsx'

/** Answers stand in the address under the keys of their questions, so that a list can be kept and sent on. */
const AnswerQuery = Type.Record(Type.String({ maxLength: 40 }), Type.Unknown())

/** 我要带什么: two or three questions, and just what this case needs. */
export const prepareRoutes: Routes = (app) => {
  app.get(
    '/services/:code/prepare',
    { schema: { params: ByCode, querystring: AnswerQuery }, config: open },
    async (req, reply) => {
      const guide = await getGuide(req.ctx, req.params.code)
      if (guide.cancelledOn) return reply.redirect(itemHref(guide.code), 302)
      const { questions } = guide.elements
      const typed = Object.fromEntries(
        Object.entries(req.query).filter((e): e is [string, string] => typeof e[1] === 'string'),
      )
      const answers = answersAmong(questions, typed)
      const missing = unanswered(questions, answers)
      const asked = Object.keys(typed).length > 0
      const problems = asked ? missing.map((q) => ({ field: q.key, message: `请回答：${q.text}` })) : []
      return reply.page(preparePage({ guide, answers, complete: missing.length === 0, problems }))
    },
  )
}
