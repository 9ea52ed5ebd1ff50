import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Indicator, inScope, one, type Rate, type Scope } from '../../platform/indicator.ts'

const basis = '国办发〔2019〕51号；GB/T 39046-2020 A.8'
const common = {
  unit: '条',
  basis,
  period: 'during',
  href: (subject: string) => `/desk/ratings/${subject.slice('rating:'.length)}`,
} as const

/** Ratings of the period that count. A number and an item say nothing about who rated. */
const given = (db: Db, scope: Scope) =>
  db
    .selectFrom('ratings as r')
    .where(inScope('r.unitCode', scope))
    .where('r.level', 'is not', null)
    .where('r.state', 'in', ['valid', 'appealed'])
    .where('r.ratedOn', '>=', scope.from)
    .where('r.ratedOn', '<=', scope.to)
    .select([
      sql<string>`'rating:' || r.id`.as('subject'),
      sql<string>`'第 ' || r.id || ' 号评价 ' || r.item_name`.as('label'),
      sql<Day>`r.rated_on`.as('on'),
      'r.unitCode',
      one.as('amount'),
    ])
const real = (db: Db, scope: Scope) => given(db, scope).where('r.byDefault', '=', false)
const bad = (db: Db, scope: Scope) => real(db, scope).where('r.level', '>=', 4)

const figure = (id: string, label: string, definition: string, records: Indicator['records']): Indicator => ({
  ...common,
  ...{ id: `ratings.${id}`, label, definition, records },
})

/** Numbers of ratings. Those excluded after an appeal are in none of them. */
export const indicators: readonly Indicator[] = [
  figure('all', '评价数', '评价日期在期内的评价，真实的和默认计入的都算', given),
  figure('real', '真实评价数', '评价日期在期内、由办事的人自己作出的评价', real),
  figure('byDefault', '默认计入的评价数', '期内因为没有评价、按规定默认满意的', (db, scope) =>
    given(db, scope).where('r.byDefault', '=', true),
  ),
  figure('satisfied', '满意的评价数', '真实评价中非常满意、满意、基本满意的', (db, scope) =>
    real(db, scope).where('r.level', '<=', 3),
  ),
  figure('bad', '差评数', '真实评价中不满意、非常不满意的', bad),
  figure('rectified', '已经整改的差评数', '评价日期在期内、整改的工单在期末以前已经办结的差评', (db, scope) =>
    bad(db, scope).where('r.rectifiedOn', '<=', scope.to),
  ),
  figure('rectifiedInTime', '按期整改的差评数', '评价日期在期内、在整改期限内办结的差评', (db, scope) =>
    bad(db, scope).where('r.rectifiedOn', '<=', scope.to).where(sql<boolean>`r.rectified_on <= r.rectify_by`),
  ),
]

const rate = (id: string, label: string, definition: string, of: readonly [string, string]): Rate => ({
  ...{ id: `ratings.${id}`, label, definition, basis, period: 'during', as: 'share' },
  of: [`ratings.${of[0]}`, `ratings.${of[1]}`],
})

/** Rates of ratings, each of two of the numbers above; ratings by default are in none. */
export const rates: readonly Rate[] = [
  rate('satisfactionRate', '满意率', '期内的真实评价中，前三个等次的', ['satisfied', 'real']),
  rate('rectificationRate', '差评按期整改率', '期内的差评中，在整改期限内办结的', ['rectifiedInTime', 'bad']),
]
