import { Type } from 'typebox'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { type Printable, paperToPrint, printable, standingOf } from '../../cases/index.ts'
import { ByHall, kiosk, kioskHref } from './addresses.ts'
import { caseKeyRoutes, openCase } from './case-key.ts'
import { paperPage, papersPage, standingPage } from './cases.view.tsx'

const ByPaper = Type.Object({
  ...ByHall.properties,
  table: Type.Unsafe<Printable['table']>({ type: 'string', enum: ['casePapers', 'caseResults'] }),
  id: Type.Integer({ minimum: 1, maximum: 1e15 }),
})

/** Where a case stands, and its papers on paper: for who has its number and query code. */
export const caseRoutes: Routes = (app) => {
  caseKeyRoutes(app, { path: 'check', next: 'state', title: '查办件', button: '查办到哪一步' })
  caseKeyRoutes(app, { path: 'print', next: 'papers', title: '打印文书', button: '看有哪些文书' })

  app.get('/:hall/check/state', { schema: { params: ByHall }, ...kiosk }, async (req, reply) => {
    const number = openCase(req, reply)
    if (number === undefined) return reply
    return reply.page(standingPage({ ...(await standingOf(req.ctx, number, number)), hall: req.params.hall }))
  })

  app.get('/:hall/print/papers', { schema: { params: ByHall }, ...kiosk }, async (req, reply) => {
    const number = openCase(req, reply)
    if (number === undefined) return reply
    const papers = await printable(req.ctx, number, number)
    const href = (p: Printable) => kioskHref(req.params.hall, 'print', 'papers', p.table, p.id)
    return reply.page(papersPage({ papers, href }))
  })

  app.get('/:hall/print/papers/:table/:id', { schema: { params: ByPaper }, ...kiosk }, async (req, reply) => {
    const number = openCase(req, reply)
    if (number === undefined) return reply
    const { hall, ...which } = req.params
    const paper = await paperToPrint(req.ctx, number, number, which)
    return reply.page(paperPage({ paper: layOut(paper), back: kioskHref(hall, 'print', 'papers') }))
  })
}
