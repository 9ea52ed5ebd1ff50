import { judge } from './changes.ts'
import { type Claim, isPercent, wordsBetween } from './claims.ts'
import type { Result } from './findings.ts'

const byLaw = /法定[^,;。\d]{0,12}$/
const promised = /(?:承诺|实际)[^,;。\d]{0,12}$/
const shorter = /^,?(?:平均|总体|整体|共)?(?:压缩|缩短|压减|提速|缩减)(?:了|率|比例|幅度|比)*(?:为|达到?|约)?$/

/** 法定时限平均 18.5 个工作日，承诺时限平均 7.2 个工作日，压缩 61.1%: of what the law allows, what is promised leaves out. */
export function timeLimitsIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, law] of claims.entries()) {
    const [own, share] = [claims[i + 1], claims[i + 2]]
    if (!own || !share || !isPercent(share) || share.quantity.vague || own.quantity.unit !== law.quantity.unit) continue
    if (own.sentence !== law.sentence || share.sentence !== law.sentence || isPercent(law)) continue
    if (!byLaw.test(law.before) || !promised.test(own.before)) continue
    if (!shorter.test(wordsBetween(own, share))) continue
    judge(result, [law, own, share], (a, b) => (Math.abs(b - a) / a) * 100)
  }
  return result
}
