import { type Claim, isCount } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'
import { countAlike } from './quantities.ts'

const ended = (words: RegExp) => (claim: Claim) => words.test(claim.before.replace(/\s/g, ''))
const added = ended(/(?:新增|新设|新建|新开|新登记|制定|制发|出台|纳入)[^,;。]{0,10}$/)
const removed = ended(/(?:废止|关停|注销|撤销|退出|停用|失效|核销|撤并|减少)[^,;。]{0,4}$/)
const begins = ended(/(?:年初|年底|上年末|年末|月末|月底|季末|期初)(?:为|有|的|共)?$/)
const stands = ended(/(?:现行有效|现有|在册|在库|在运行|运行|保留|年末|年底|月末)[^,;。]{0,14}$/)
const changes = ended(/修订|修改|更新|调整|合并|其中/)

/**
 * 制定 1 件、废止 2 件，现行有效 14 件（2024 年底 15 件）: what there was, with what came and without what went, is what there is.
 * Told only of sentences that name all four, and no other count of their unit.
 */
export function stocksIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const own of Map.groupBy(claims.filter(isCount), (c) => c.sentence).values())
    for (const of of Map.groupBy(own, (c) => c.quantity.unit).values()) {
      const counts = of.filter((c) => !changes(c))
      const [before] = counts.filter((c) => begins(c) && isAside(c))
      const [now] = counts.filter((c) => c !== before && stands(c) && !added(c) && !removed(c))
      const [plus, minus] = [counts.filter(added), counts.filter(removed)]
      if (!before || !now || plus.length > 1 || minus.length > 1 || counts.length !== 2 + plus.length + minus.length)
        continue
      if (plus.length + minus.length === 0) continue
      const sum = [before, ...plus].reduce((all, c) => all + c.quantity.value, 0)
      const due = sum - (minus[0]?.quantity.value ?? 0)
      const places = [now, before, ...plus, ...minus].map(placeOf)
      const terms = [before, ...plus].map((c) => shown(c.quantity.value)).join(' + ')
      const how = minus[0] ? `${terms} − ${shown(minus[0].quantity.value)}` : terms
      if (due === now.quantity.value) result.holding.push({ kind: 'sum', text: `${how} = ${shown(due)}`, places })
      else
        result.findings.push({
          kind: 'sum',
          severity: 'error',
          text: `原有的加上新增的、减去退出的，${how} 应为 ${shown(due)}，写的是 ${shown(now.quantity.value)}。请核对。`,
          places,
          stated: shown(now.quantity.value),
          computed: shown(due),
        })
    }
  carriedOn(claims.filter(isCount), result)
  return result
}

/** Whether the number stands in brackets behind another, or behind 由. */
const isAside = ({ paragraph, quantity }: Claim) =>
  /\([^()]*$/.test(paragraph.plain.slice(0, quantity.start).slice(-40))

const forward = ended(/结转(?:至|到)?(?:下一?年度?|次年|明年|20\d\d年度?)(?:继续办理)?$/)
const over = ended(/(?:上年度?|上一年度?|去年|20\d\d年度?)(?:结转)(?:来的?|的)?(?:申请)?$/)
const done = ended(/(?:办结|答复|办理完毕|审结)(?:了|申请|案件)?$/)
const received = ended(/(?:收到|新收|受理|收案|接收)[^,;。]{0,14}$/)
/** How many numbers back what came in may stand. */
const farthest = 40

/** 收到 64 件，…上年结转 1 件，答复 62 件，结转 2014 年 3 件: what came in and was carried over, and was not done, goes on. */
function carriedOn(counts: readonly Claim[], result: Result): void {
  for (const [i, left] of counts.entries()) {
    if (!forward(left)) continue
    const like = counts
      .slice(Math.max(0, i - farthest), i)
      .filter((c) => countAlike(c.quantity.unit, left.quantity.unit))
    const own = like.filter((c) => c.paragraph === left.paragraph)
    const [closed, carried] = [own.findLast(done), own.findLast(over)]
    if (!closed || !carried) continue
    const came = like.filter((c) => received(c) && like.indexOf(c) < like.indexOf(closed) && c !== carried)
    // 收到 12 件（含上年结转 1 件）: it is counted already; 办结 13 件（含上年结转 1 件） says only where it went.
    const counted = /含|包括|其中/.test(carried.before) && like.indexOf(carried) < like.indexOf(closed)
    const more = counted ? 0 : carried.quantity.value
    const due = (c: Claim) => c.quantity.value + more - closed.quantity.value
    const fits = came.findLast((c) => due(c) === left.quantity.value)
    // Which count of what came in is meant is certain only where there is one.
    const [one] = came
    const meant = fits ?? (came.length === 1 ? one : undefined)
    if (!meant) continue
    const places = [left, meant, carried, closed].map(placeOf)
    const how = `${[meant.quantity.value, more].map(shown).join(' + ')} − ${shown(closed.quantity.value)}`
    if (fits) result.holding.push({ kind: 'sum', text: `${how} = ${shown(left.quantity.value)}`, places })
    else
      result.findings.push({
        kind: 'sum',
        severity: 'error',
        text: `新收的加上上年结转的、减去办结的，${how} 应为 ${shown(due(meant))}，写的是结转 ${shown(left.quantity.value)}。请核对。`,
        places,
        stated: shown(left.quantity.value),
        computed: shown(due(meant)),
      })
  }
}
