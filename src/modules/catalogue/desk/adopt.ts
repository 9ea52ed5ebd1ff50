import { Type } from 'typebox'
import { Invalid, type Problem, Refused } from '../../../core/errors.ts'
import { holds, reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt } from '../../../ui/index.ts'
import { getUnit, listUnits } from '../../organisations/index.ts'
import { adoptItem } from '../adopt.service.ts'
import { countBasic, findBasic } from '../basic.store.ts'
import { levelOf } from '../blank.ts'
import { type Adopted, adoptPage } from './adopt.view.tsx'
import { at } from './crumbs.ts'

const size = 50
const config = { may: 'catalogue.fill' } as const
const Query = Type.Object({
  unit: Type.Optional(Type.String({ maxLength: 40 })),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  type: Type.Optional(Type.String({ maxLength: 2 })),
})
const Sent = Type.Object({
  unit: Type.String({ minLength: 1, maxLength: 40, title: '单位' }),
  codes: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: size, title: '事项' })),
  code: Type.Optional(Type.String({ maxLength: 40, title: '实施编码' })),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  type: Type.Optional(Type.String({ maxLength: 2 })),
})
type Wish = { unit?: string; q?: string; type?: string }

/** Adopting entries of the superior's catalogue for a unit, several at once. */
export const adoptRoutes: Routes = (app) => {
  app.get('/catalogue/adopt', { schema: { querystring: Query }, config }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.query, {})),
  )

  app.post('/catalogue/adopt', { schema: { body: Sent }, attachValidation: true, config }, async (req, reply) => {
    const { ctx, body } = req
    const adopted: Adopted[] = []
    const refused: { code: string; why: string }[] = []
    const problems = await attempt(req, async () => {
      const { unit, codes = [], code = '' } = body
      if (codes.length === 0) throw new Invalid([{ field: 'codes', message: '请勾选要引用的事项' }])
      if (code.trim() !== '' && codes.length > 1)
        throw new Invalid([{ field: 'code', message: '自己填写实施编码的，一次只引用一个事项' }])
      for (const basicCode of codes)
        try {
          adopted.push({ id: await adoptItem(ctx, { unitCode: unit, basicCode, code }), code: basicCode })
        } catch (error) {
          // What one entry is refused for keeps no other from being adopted.
          if (!(error instanceof Refused)) throw error
          refused.push({ code: basicCode, why: `${error.refusal.message}${error.refusal.next ?? ''}` })
        }
    })
    const [only] = adopted
    if (problems.length === 0 && refused.length === 0 && adopted.length === 1 && only)
      return reply.redirect(`${at.item(only.id)}?done=adopted`, 303)
    return reply.page(await pageOf(ctx, body, { adopted, refused, problems, chosen: body.codes ?? [] }))
  })
}

type More = {
  adopted?: readonly Adopted[]
  refused?: readonly { code: string; why: string }[]
  problems?: readonly Problem[]
  chosen?: readonly string[]
}

async function pageOf(ctx: Ctx, { unit: wanted, q, type }: Wish, more: More) {
  const units = await listUnits(ctx.db, reach(ctx.actor, 'catalogue.fill'))
  const code = wanted || (units.find((u) => u.code === ctx.actor.unitCode) ?? units[0])?.code || ''
  const unit = await getUnit(ctx.db, code)
  const may = holds(ctx.actor, 'catalogue.fill', unit.path)
  const wish = {
    ...{ q: q?.trim() || undefined, type: type || undefined, inForceOn: ctx.today, notOf: code },
    levels: [levelOf(unit), '7'],
  }
  const [lines, total] = may
    ? await Promise.all([findBasic(ctx.db, wish, '', size), countBasic(ctx.db, wish)])
    : [[], 0]
  return adoptPage({
    ...{ units, unit, query: { q: q ?? '', type: type ?? '' }, lines, total },
    ...{ adopted: [], refused: [], problems: [], chosen: [], ...more },
  })
}
