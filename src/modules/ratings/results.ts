import type { Result } from './results.store.ts'

/** A result with what follows from its counts. */
export type Told = Result & {
  /** Real ratings. */
  real: number
  bad: number
  /** Share of the first three levels among real ratings, percent with one decimal; null: too few to say. */
  satisfied: number | null
}

/**
 * What follows from the counts of a result. Ratings by default are never in a share.
 * @param least - real ratings below which no share is told
 */
export function told(result: Result, least: number): Told {
  const [a, b, c, d, e] = result.levels
  const real = a + b + c + d + e
  const satisfied = real < least ? null : Math.round(((a + b + c) * 1000) / real) / 10
  return { ...result, real, bad: d + e, satisfied }
}

/** Those with enough ratings in the order of their share, then the others as they stood. Of equals the better known first. */
export function ranked(results: readonly Told[]): Told[] {
  const enough = results.filter((r) => r.satisfied !== null)
  const few = results.filter((r) => r.satisfied === null)
  return [...enough.toSorted((a, b) => (b.satisfied ?? 0) - (a.satisfied ?? 0) || b.real - a.real), ...few]
}

/** All of them together. */
export function sumOf(results: readonly Result[]): Result {
  const level = (i: number) => results.reduce((sum, r) => sum + (r.levels[i] ?? 0), 0)
  return {
    ...{ key: '', name: '合计', unitCode: '', unitName: '' },
    levels: [level(0), level(1), level(2), level(3), level(4)],
    byDefault: results.reduce((sum, r) => sum + r.byDefault, 0),
    rectified: results.reduce((sum, r) => sum + r.rectified, 0),
  }
}
