import { type Static, Type } from 'typebox'
import { addDays } from '../../../core/day.ts'
import { NotFound, type Problem } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn, typedList } from '../../../ui/index.ts'
import { hallToArrange } from '../arrange.service.ts'
import { getHall, listLines } from '../layout.store.ts'
import { addOffers, endOffer, setQuota } from '../offers.service.ts'
import { findOffer, listOffers } from '../offers.store.ts'
import { OfferForm, QuotaForm } from '../schema.ts'
import { hall } from './crumbs.ts'
import { offerPage, offersPage } from './offers.view.tsx'

const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })
const ByOffer = Type.Object({
  ...ByHall.properties,
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
})
const OfItem = Type.Object({ item: Type.Optional(Type.String({ maxLength: 60, title: '事项' })) })
const config = { may: 'hall.arrange' } as const

/** Slots that come back every week, item by item: added, given more or fewer places, ended. */
export const offerRoutes: Routes = (app) => {
  const offersOf = (code: string) => `${hall}/at/${code}/offers`

  app.get(
    '/hall/at/:hall/offers',
    { schema: { params: ByHall, querystring: OfItem }, config: { may: 'hall.view' } },
    async (req, reply) => reply.page(await pageOf(req.ctx, req.params.hall, req.query.item)),
  )

  app.post(
    '/hall/at/:hall/offers',
    { schema: { params: ByHall, body: OfferForm }, attachValidation: true, config },
    async (req, reply) => {
      const problems = await attempt(req, () => addOffers(req.ctx, req.params.hall, req.body))
      if (problems.length === 0)
        return reply.redirect(`${offersOf(req.params.hall)}?item=${encodeURIComponent(req.body.item.trim())}`, 303)
      const typed = { ...typedIn(req.body), weekdays: typedList(req.body, 'weekdays').join(' ') }
      return reply.page(await pageOf(req.ctx, req.params.hall, undefined, typed, problems))
    },
  )

  app.get('/hall/at/:hall/offers/:id', { schema: { params: ByOffer }, config }, async (req, reply) =>
    reply.page(await onePage(req.ctx, req.params)),
  )

  app.post(
    '/hall/at/:hall/offers/:id/quota',
    { schema: { params: ByOffer, body: QuotaForm }, attachValidation: true, config },
    async (req, reply) => {
      const { hall: code, id } = req.params
      const problems = await attempt(req, () => setQuota(req.ctx, code, id, req.body.quota))
      if (problems.length === 0) return reply.redirect(offersOf(code), 303)
      return reply.page(await onePage(req.ctx, req.params, typedIn(req.body), problems))
    },
  )

  app.post('/hall/at/:hall/offers/:id/end', { schema: { params: ByOffer }, config }, async (req, reply) => {
    await endOffer(req.ctx, req.params.hall, req.params.id)
    return reply.redirect(offersOf(req.params.hall), 303)
  })
}

async function pageOf(
  ctx: Ctx,
  code: string,
  item: string | undefined,
  typed?: Record<string, string>,
  problems: readonly Problem[] = [],
): Promise<Page> {
  const one = await getHall(ctx.db, code)
  const [offers, lines] = await Promise.all([
    listOffers(ctx.db, ctx.today, { hallCode: code }),
    listLines(ctx.db, code),
  ])
  return offersPage({
    hall: one,
    offers,
    item: offers.find((o) => o.itemCode === item),
    lines: lines.filter((l) => l.open && !l.zoneClosed),
    arranges: holds(ctx.actor, 'hall.arrange', one.unitPath),
    typed: typed ?? { item: item ?? '', validFrom: addDays(ctx.today, 1), quota: '5' },
    problems,
  })
}

/** Throws NotFound, Forbidden. */
async function onePage(
  ctx: Ctx,
  { hall: code, id }: Static<typeof ByOffer>,
  typed: Record<string, string> = {},
  problems: readonly Problem[] = [],
): Promise<Page> {
  const one = await hallToArrange(ctx, code)
  const offer = await findOffer(ctx.db, id)
  if (offer?.hallCode !== code) throw new NotFound('这个预约时段')
  return offerPage({ hall: one, offer, typed, problems })
}
