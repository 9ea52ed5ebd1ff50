import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Day } from '../../core/day.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import { root } from '../../platform/root.ts'

const days = Type.Integer({ minimum: 1, maximum: 365 })
const limits = {
  /** To ask for a supplement, once and for everything; silence means accepted. */
  supplementNoticeDays: days,
  decisionDays: days,
  extensionDays: days,
  /** Handled by several organs together. */
  jointDays: days,
  jointExtensionDays: days,
  /** First review by a lower organ. */
  firstReviewDays: days,
  /** To issue and deliver after the decision. */
  deliverDays: days,
  hearingRequestDays: days,
  hearingHoldDays: days,
  hearingNoticeDays: days,
  renewalDays: days,
}
const Shape = Type.Array(
  Type.Object(
    {
      code: Type.String(),
      title: Type.String(),
      orderNumber: Type.String(),
      validFrom: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      validUntil: Type.Union([Type.String(), Type.Null()]),
      limits: Type.Object(limits, { additionalProperties: false }),
      articles: Type.Record(Type.String(), Type.String()),
      unconfirmed: Type.Array(Type.String()),
    },
    { additionalProperties: false },
  ),
)
/** One version of the licensing law as data; all limits are working days (第八十二条). */
export type Licensing = Static<typeof Shape>[number]
type LicensingLimit = keyof Licensing['limits']

/** Reads `data/law/licensing.json`. Throws OperatorError when it has the wrong shape. */
export function loadLicensing(path: string = join(root, 'data', 'law', 'licensing.json')): readonly Licensing[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (Value.Check(Shape, value)) return value
  const first = Value.Errors(Shape, value)[0]
  throw new OperatorError(`${path}${first?.instancePath ?? ''}: ${first?.message ?? 'has the wrong shape'}`)
}

// Read and checked when the house starts: a fault stops it there.
const laws = loadLicensing()

/**
 * The licensing law in force on a day; for an earlier day the first.
 * @basis 《行政许可法》第八十三条：自2004年7月1日起施行
 */
export function licensingOn(day: Day): Licensing {
  const law = laws.find((l) => l.validFrom <= day && (l.validUntil === null || day <= l.validUntil)) ?? laws[0]
  if (!law) throw new RangeError('no licensing law is known')
  return law
}

/** 《行政许可法》第四十二条第一款, as a reader finds it. */
export const article = (law: Licensing, limit: LicensingLimit): string => `《${law.title}》${law.articles[limit] ?? ''}`
