import { Type } from 'typebox'
import type { Day } from '../../../core/day.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { listUnits } from '../../organisations/index.ts'
import { countRatings, type Group, groups, listRatings, type RatingQuery } from '../lists.store.ts'
import { levels } from '../schema.ts'
import { listPage } from './list.view.tsx'

const orNone = <const T extends readonly string[]>(values: T) =>
  Type.Optional(Type.Unsafe<T[number] | ''>({ type: 'string', enum: ['', ...values] }))
const code = Type.Optional(Type.String({ maxLength: 80 }))
const day = Type.Optional(
  Type.Unsafe<Day | ''>({ anyOf: [{ const: '' }, { type: 'string', format: 'date' }], title: '日期' }),
)
const ListQuery = Type.Object({
  group: orNone(groups),
  level: orNone(['1', '2', '3', '4', '5'] as const),
  state: orNone(['valid', 'appealed', 'excluded'] as const),
  kind: orNone(['real', 'default'] as const),
  unit: code,
  item: code,
  counter: Type.Optional(Type.String({ pattern: '^[0-9]{0,15}$' })),
  clerk: code,
  from: day,
  to: day,
  after: Type.Optional(Type.String({ maxLength: 1024 })),
})
type Sent = { [F in keyof RatingQuery]?: string } & { after?: string }

export const listRoutes: Routes = (app) => {
  app.get('/ratings', { schema: { querystring: ListQuery }, config: { may: 'ratings.view' } }, async (req, reply) => {
    const { ctx } = req
    const paths = reach(ctx.actor, 'ratings.view')
    const query = queryIn(req.query)
    const [found, total, units, waiting] = await Promise.all([
      listRatings(ctx.db, paths, query, 50),
      countRatings(ctx.db, paths, query),
      listUnits(ctx.db, paths),
      counts(ctx),
    ])
    return reply.page(listPage({ ...found, total, units, waiting, query, actor: ctx.actor }))
  })
}

/** How much waits in each list within the actor's reach. */
export async function counts(ctx: Ctx): Promise<Partial<Record<Group, number>>> {
  const paths = reach(ctx.actor, 'ratings.view')
  const count = (group: Group) => countRatings(ctx.db, paths, { group })
  const [open, appeals, words] = await Promise.all([count('open'), count('appeals'), count('words')])
  return { open, appeals, words }
}

function queryIn({ after, level, counter, ...sent }: Sent): RatingQuery {
  const some = Object.fromEntries(Object.entries(sent).filter(([, v]) => v !== '' && v !== undefined)) as RatingQuery
  const chosen = levels.find((l) => String(l) === level)
  return {
    ...some,
    ...(chosen ? { level: chosen } : {}),
    ...(counter ? { counter: Number(counter) } : {}),
    cursor: after,
  }
}
