import { Type } from 'typebox'
import { Refused } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { originOf } from '../../../platform/web.ts'
import { attempt } from '../../../ui/index.ts'
import { deviceOf, keepOn, keepToken } from '../device-cookie.ts'
import { pairDevice } from '../devices.service.ts'
import { getHall } from '../layout.store.ts'
import { nearAddress } from '../near.ts'
import { ByHall, config, endVisit, kiosk, kioskHref } from './addresses.ts'
import { pairPage, startPage } from './start.view.tsx'

const PairForm = Type.Object({ code: Type.String({ title: '配对码', minLength: 1, maxLength: 20 }) })

/** Pairing, and the page at which every visit begins and ends. */
export const startRoutes: Routes = (app) => {
  app.get('/', { config }, async (req, reply) => {
    const device = await deviceOf(req, 'kiosk')
    return device ? reply.redirect(kioskHref(device.hallCode), 303) : reply.page(pairPage([]))
  })

  app.post('/', { schema: { body: PairForm }, attachValidation: true, config }, async (req, reply) => {
    try {
      const problems = await attempt(req, async () =>
        keepToken(reply, await pairDevice(req.ctx, req.body.code, req.ip)),
      )
      if (problems.length > 0) return reply.page(pairPage(problems))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { message, next } = error.refusal
      return reply.page({
        ...pairPage([{ field: 'code', message: [message, next].filter(Boolean).join('。') }]),
        status: 409,
      })
    }
    return reply.redirect('/kiosk/paired', 303)
  })

  // Where a device goes once it is paired, whatever it is.
  app.get('/paired', { config }, async (req, reply) => {
    const board = await deviceOf(req, 'board')
    if (await deviceOf(req, 'ratingPad')) return reply.redirect('/kiosk/pad', 303)
    return reply.redirect(board ? `/board/${encodeURIComponent(board.hallCode)}` : '/kiosk', 303)
  })

  app.get('/:hall', { schema: { params: ByHall }, ...kiosk }, async (req, reply) => {
    const hall = await getHall(req.ctx.db, req.params.hall)
    endVisit(reply)
    keepOn(req, reply)
    const has = (path: string) => app.hasRoute({ method: 'GET', url: `/kiosk/:hall/${path}` })
    return reply.page(startPage({ hall, has, takeUrl: nearAddress(req, originOf(req), hall.code) }))
  })

  // Asked all the time: tells the terminal that the server is there, and the desk that the terminal is.
  app.get('/:hall/ping', { schema: { params: ByHall }, ...kiosk }, async (_, reply) => reply.code(204).send())
}
