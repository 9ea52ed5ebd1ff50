import { grows, judge, lastTime, unclear } from './changes.ts'
import { type Claim, isCount, isPercent, wordsBetween } from './claims.ts'
import type { Result } from './findings.ts'

const ofBefore = new RegExp(`^,而?${lastTime}(?:为|是|共?有|收到|受理)?$`)

/** 收到 186 件，2023 年为 79 件，同比增长 135.4%: what was before stands in a clause of its own, between now and the change. */
export function changesBehind(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, now] of claims.entries()) {
    const [before, change] = [claims[i + 1], claims[i + 2]]
    if (!before || !change || change.sentence !== now.sentence || !isPercent(change) || unclear(change)) continue
    if (!isCount(now) || before.quantity.vague || before.quantity.unit !== now.quantity.unit) continue
    if (before.quantity.value === 0) continue
    if (ofBefore.test(wordsBetween(now, before)) && grows.test(wordsBetween(before, change)))
      judge(result, [before, now, change], (x, y) => (Math.abs(y - x) / x) * 100)
  }
  return result
}
