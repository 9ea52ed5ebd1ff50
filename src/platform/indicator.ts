import { type SelectQueryBuilder, sql } from 'kysely'
import { addDays, type Day, startOf } from '../core/day.ts'
import type { Db } from './database.ts'

/** The unit and the time a figure speaks of. */
export type Scope = {
  /** Root of the subtree counted, such as `/jinshi/`. */
  path: string
  /** First day of the period. */
  from: Day
  /** Last day of the period, included. */
  to: Day
}

/** One record behind a figure. It names no private person: personal data is masked in the query itself. */
export type IndicatorRecord = {
  /** Key as in acts, such as `document:12`; unique within the indicator. */
  subject: string
  /** What a reader sees of it. */
  label: string
  /** The day on which it counts. */
  on: Day
  unitCode: string
  /** What it adds to the figure: 1 for a count, an amount otherwise. */
  amount: number
}

// biome-ignore lint/suspicious/noExplicitAny: the tables a query reads from are its own business
export type RecordsQuery = SelectQueryBuilder<any, any, IndicatorRecord>

/** 指标: one named query over records. Count and drill-down both come from `records`, so they cannot disagree. */
export type Indicator = {
  /** `module.name`, such as `disclosure.published`. */
  id: string
  label: string
  /** 条, 件, 次, 人, 万元 … */
  unit: string
  /** How it is counted, in a sentence for the reader. */
  definition: string
  /** Law or form it rests on. */
  basis: string
  /** Whether it sums over the period or states what stands at its end. */
  period: 'during' | 'at the end'
  /** Register that must be kept for the figure to exist; without it the figure is blank, not zero. */
  register?: string
  /** Divides the sum of amounts into the unit, such as 1,000,000 for 分 → 万元. Default 1. */
  divisor?: number
  /** Where a record can be opened by staff, from its subject. */
  href?: (subject: string) => string | undefined
  /** Where the public can read a record, from its subject. */
  publicHref?: (subject: string) => string | undefined
  records: (db: Db, scope: Scope) => RecordsQuery
  /** Set where the indicator is some classes of a family: grouped once, the family's query counts all its members. */
  family?: Family
  /** Classes of the family that the indicator counts. */
  classes?: readonly string[]
}

/**
 * 比率: what share one figure is of another, or by how much a figure went down. It is asked of the two and shown with both;
 * the records behind it are theirs.
 */
export type Rate = Pick<Indicator, 'id' | 'label' | 'definition' | 'basis' | 'period'> & {
  /** `share`: the first of the second; `reduction`: from the first down to the second. */
  as: 'share' | 'reduction'
  /** Ids of the two indicators. */
  of: readonly [string, string]
}

/** A rate in percent with one decimal; null when one of the two is blank, or there is nothing to divide by. */
export function percent(as: Rate['as'], first: number | null, second: number | null): number | null {
  if (first === null || second === null) return null
  const [part, whole] = as === 'share' ? [first, second] : [first - second, first]
  return whole === 0 ? null : Math.round((part * 1000) / whole) / 10
}

/** A query whose records each bear one class, such as the answers to requests by kind of answer and of applicant. */
export type Family = {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: the tables a query reads from are its own business
  records: (db: Db, scope: Scope) => SelectQueryBuilder<any, any, IndicatorRecord & { class: string }>
}

/** The indicator of some classes of a family; its records are the family's, those of other classes left out. */
export function ofFamily(
  family: Family,
  classes: readonly string[],
  about: Omit<Indicator, 'records' | 'family' | 'classes'>,
): Indicator {
  return {
    ...about,
    family,
    classes,
    records: (db, scope) =>
      db
        .selectFrom(family.records(db, scope).as('r'))
        .select(['r.subject', 'r.label', 'r.on', 'r.unitCode', 'r.amount'])
        .where('r.class', 'in', classes),
  }
}

/**
 * Condition that the unit a column names lies in the scope. The units are looked up once, before the records: joined, they
 * would make the planner guess how many there are.
 */
export const inScope = (column: string, scope: Scope) =>
  sql<boolean>`${sql.ref(column)} = any (array(select code from units where starts_with(path, ${scope.path})))`

/** Condition that an instant lies in the period, by the days of Asia/Shanghai. */
export const within = (column: string, scope: Scope) =>
  sql<boolean>`${sql.ref(column)} >= ${startOf(scope.from)} and ${sql.ref(column)} < ${startOf(addDays(scope.to, 1))}`

/** The day in Asia/Shanghai of an instant. */
export const dayIn = (column: string) => sql<Day>`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`

/** What a record adds to a count. */
export const one = sql<number>`1`
