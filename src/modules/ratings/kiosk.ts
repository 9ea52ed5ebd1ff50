import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { findServedCase } from '../cases/index.ts'
import { ByHall, caseKeyRoutes, kiosk, kioskHref, visitOf } from '../hall/index.ts'
import { contactOfCase, matterOfCase } from './matters.ts'
import { ratingPages, type ToRate } from './portal/rate.ts'

/** Rating at a terminal in the hall what was done for oneself: with number and query code of the case. */
export const kioskRoutes: Routes = (app) => {
  caseKeyRoutes(app, { path: 'rate', next: 'case', title: '评价服务', button: '去评价' })
  ratingPages(app, { path: '/:hall/rate/case', params: ByHall, find: byTerminal, reached: kiosk })
}

async function byTerminal(req: FastifyRequest): Promise<ToRate> {
  const { hall } = req.params as { hall: string }
  const number = visitOf(req).case
  const served = number === undefined ? undefined : await findServedCase(req.ctx.db, number)
  if (!served) throw new NotFound('已经办完的办件，办完以后才能评价')
  return {
    matter: matterOfCase(served),
    contact: contactOfCase(served),
    channel: 'kiosk',
    at: kioskHref(hall, 'rate', 'case'),
    terminal: kioskHref(hall),
  }
}
