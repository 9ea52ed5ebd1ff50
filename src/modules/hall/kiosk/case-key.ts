import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refused } from '../../../core/errors.ts'
import type { App } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { checkQueryCode } from '../../cases/index.ts'
import { ByHall, beginVisit, kiosk, kioskHref, visitOf } from './addresses.ts'
import { caseKeyPage } from './case-key.view.tsx'

const KeyForm = Type.Object({
  number: Type.String({ title: '办件编号', minLength: 1, maxLength: 50 }),
  code: Type.String({ title: '查询码', minLength: 1, maxLength: 40 }),
})

/** A number as it is kept, also when only its digits were typed: 430781-20261127-0001. */
export const caseNumberIn = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^(\d{6})(\d{8})(\d{4,})$/, '$1-$2-$3')

/** Two addresses: where number and code of a case are asked for, and whence it goes on with what they open. */
export function caseKeyRoutes(
  app: App,
  { path, next, ...words }: { path: string; next: string; title: string; button: string },
): void {
  app.get(`/:hall/${path}`, { schema: { params: ByHall }, ...kiosk }, async (_, reply) =>
    reply.page(caseKeyPage({ ...words, typed: {}, problems: [] })),
  )

  app.post(
    `/:hall/${path}`,
    { schema: { params: ByHall, body: KeyForm }, attachValidation: true, ...kiosk },
    async (req, reply) => {
      let number = ''
      const again = { ...words, typed: typedIn(req.body) }
      try {
        const problems = await attempt(req, async () => {
          number = await checkQueryCode(req.ctx, { ...req.body, number: caseNumberIn(req.body.number) }, req.ip)
        })
        if (problems.length > 0) return reply.page(caseKeyPage({ ...again, problems }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const { message, next: then } = error.refusal
        const problems = [{ field: 'code', message: [message, then].filter(Boolean).join('；') }]
        return reply.page({ ...caseKeyPage({ ...again, problems }), status: error.status })
      }
      beginVisit(req, reply, { case: number })
      return reply.redirect(kioskHref(req.params.hall, path, next), 303)
    },
  )
}

/** The case that was opened at this terminal; leads back to the start when that is over. */
export function openCase(req: FastifyRequest, reply: FastifyReply): string | undefined {
  const number = visitOf(req).case
  if (number === undefined) reply.redirect(kioskHref((req.params as { hall: string }).hall), 303)
  return number
}
