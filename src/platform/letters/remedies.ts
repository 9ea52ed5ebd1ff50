import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Day } from '../../core/day.ts'
import { OperatorError } from '../operator-error.ts'
import { root } from '../root.ts'
import { placeholdersIn, type RemedyKind } from './letter.ts'

const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** One version of the law of remedies, as data. Wordings may name {reviewBody}, {court} and the terms. */
const RemedyLaw = Type.Object(
  {
    validFrom: DayText,
    validUntil: Type.Union([DayText, Type.Null()]),
    /** To apply for reconsideration, calendar days. */
    reviewDays: Type.Integer({ minimum: 1 }),
    /** To sue without reconsideration, months. */
    suitMonths: Type.Integer({ minimum: 1 }),
    /** To sue after reconsideration, calendar days. */
    suitAfterReviewDays: Type.Integer({ minimum: 1 }),
    basis: Type.String(),
    reviewFirst: Type.String(),
    either: Type.String(),
  },
  { additionalProperties: false },
)
export type RemedyLaw = Static<typeof RemedyLaw>

const known = ['you', 'this', 'reviewBody', 'court', 'reviewDays', 'suitMonths', 'suitAfterReviewDays']

/** Reads `data/law/remedies.json`. Throws OperatorError when it has the wrong shape. */
export function loadRemedies(path: string = join(root, 'data', 'law', 'remedies.json')): readonly RemedyLaw[] {
  const shape = Type.Array(RemedyLaw)
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (Value.Check(shape, value)) {
    const strange = value
      .flatMap((l) => [...placeholdersIn(l.reviewFirst), ...placeholdersIn(l.either)])
      .find((n) => !known.includes(n))
    if (strange) throw new OperatorError(`${path}: {${strange}} means nothing in a remedy`)
    return value
  }
  const first = Value.Errors(shape, value)[0]
  throw new OperatorError(`${path}${first?.instancePath ?? ''}: ${first?.message ?? 'has the wrong shape'}`)
}

/**
 * What a letter tells of remedies: the terms in force on the day of the letter. Since 2024 a refusal to disclose is
 * reconsidered before it can be sued. Throws RangeError for a day before the first version.
 * @basis 《行政复议法》(2023年修订)第二十条、第二十三条第一款第四项;《行政诉讼法》第四十五条、第四十六条
 * @basis 《行政复议法》(1999年)第九条;《行政诉讼法》(1989年)第三十八条、第三十九条
 */
export function remediesOn(laws: readonly RemedyLaw[], signedOn: Day, kind: RemedyKind): string {
  const law = laws.find((l) => l.validFrom <= signedOn && (l.validUntil === null || signedOn <= l.validUntil))
  if (!law) throw new RangeError(`no law of remedies on ${signedOn}`)
  const terms: Record<string, number> = {
    reviewDays: law.reviewDays,
    suitMonths: law.suitMonths,
    suitAfterReviewDays: law.suitAfterReviewDays,
  }
  return law[kind].replace(/\{(\w+)\}/g, (whole, name: string) => String(terms[name] ?? whole))
}
