import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound, Refused } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { verifyResult } from '../applicant.service.ts'
import { privately } from './addresses.ts'
import { askCodePage, verifiedPage } from './verify.view.tsx'

const Asked = Type.Object({ code: Type.Optional(Type.String({ maxLength: 60 })) })
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) })

/** Whether a certificate or document is genuine and holds: by the code on it, typed or scanned. */
export const verifyRoutes: Routes = (app) => {
  app.get('/verify', { schema: { querystring: Asked }, config: { may: 'everyone' } }, async (req, reply) => {
    const code = req.query.code?.trim()
    return code ? answer(req, reply, code) : reply.page(askCodePage({ typed: '', problems: [] }))
  })

  app.get('/verify/:code', { schema: { params: ByCode }, config: { may: 'everyone' } }, async (req, reply) =>
    answer(req, reply, req.params.code),
  )
}

async function answer(req: FastifyRequest, reply: FastifyReply, code: string) {
  privately(reply)
  try {
    const verified = await verifyResult(req.ctx, code, req.ip)
    return reply.page(verifiedPage(verified, req.ctx.today))
  } catch (error) {
    if (!(error instanceof NotFound || error instanceof Refused)) throw error
    // What was typed wrong is typed again on the same page.
    const problems = [{ field: 'code', message: error.message }]
    return reply.page({ ...askCodePage({ typed: code.slice(0, 60), problems }), status: error.status })
  }
}
