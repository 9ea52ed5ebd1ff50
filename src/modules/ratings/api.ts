import { Type } from 'typebox'
import { addDays, type Day } from '../../core/day.ts'
import { Invalid } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { listResults } from './results.store.ts'
import { sumOf, told } from './results.ts'

const day = (description: string) => Type.Optional(Type.Unsafe<Day>({ type: 'string', format: 'date', description }))
const Query = Type.Object({
  by: Type.Unsafe<'unit' | 'item' | 'counter'>({
    type: 'string',
    enum: ['unit', 'item', 'counter'],
    default: 'unit',
    description: 'What ratings are put together by',
  }),
  unit: Type.Optional(Type.String({ maxLength: 60, description: 'Code of one unit' })),
  from: day('First day; default a year ago'),
  to: day('Last day; default today'),
})
const count = (description: string) => Type.Integer({ description })
const Counts = {
  levels: Type.Array(Type.Integer(), {
    minItems: 5,
    maxItems: 5,
    description: 'Real ratings by level, very good to very bad. GB/T 39046-2020 A.8',
  }),
  real: count('Real ratings'),
  byDefault: count('Counted by default, in no share'),
  bad: count('Of the last two levels'),
  rectified: count('Bad ones that were put right'),
  satisfiedPercent: Type.Union([Type.Number(), Type.Null()], {
    description: 'Share of the first three levels among real ratings; null where there are too few',
  }),
}
const Results = Type.Object({
  from: Type.String({ format: 'date' }),
  to: Type.String({ format: 'date' }),
  minimum: count('Real ratings below which no share is told'),
  all: Type.Object(Counts),
  results: Type.Array(
    Type.Object({
      key: Type.String({ description: 'Code of the unit or item, id of the window' }),
      name: Type.String(),
      unit: Type.String({ description: 'Code of the unit' }),
      ...Counts,
    }),
  ),
})

/** Published results for programs. */
export const apiRoutes: Routes = (app) => {
  app.get(
    '/ratings/results',
    {
      schema: {
        summary: 'What people said of services （好差评）, by unit, item or window',
        querystring: Query,
        response: { 200: Results },
      },
      config: { may: 'everyone' },
    },
    async (req) => {
      const { ctx } = req
      const { by, unit, from = addDays(ctx.today, -365), to = ctx.today } = req.query
      if (from > to) throw new Invalid([{ field: 'from', message: '开始的日期不能晚于结束的日期' }])
      const minimum = ctx.settings.limits.ratingMinimum
      const found = await listResults(ctx.replica, { by, paths: ['/'], period: { from, to }, unitCode: unit })
      const counts = ({ levels, real, byDefault, bad, rectified, satisfied }: ReturnType<typeof told>) => ({
        ...{ levels, real, byDefault, bad, rectified, satisfiedPercent: satisfied },
      })
      return {
        ...{ from, to, minimum, all: counts(told(sumOf(found), minimum)) },
        results: found.map((r) => ({ key: r.key, name: r.name, unit: r.unitCode, ...counts(told(r, minimum)) })),
      }
    },
  )
}
