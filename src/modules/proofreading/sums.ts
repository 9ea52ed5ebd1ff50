import { type Claim, isChange, isPercent } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'
import { isAside, isListInBrackets, partsBehind, totals } from './parts.ts'
import { countAlike, fromChinese } from './quantities.ts'
import { adds, countable, fault, figureOf, hold, isRest, sumOf } from './sum.ts'
import { isClosed, isNearlyWhole, isOfAllLevels, isWhole } from './whole-parts.ts'

/**
 * Sums that a sentence states: parts and then their total (…项，…项，共计…项), or a total and then its parts
 * (…件，其中…件、…件). Parts after 其中 may leave something out, so they are held against the total only where they say that
 * they are all there is: by 其他, by 分别, by ways that have no other, or by being more than the total.
 */
export function sumsIn(paragraphClaims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  const sentences = Map.groupBy(paragraphClaims, (c) => c.sentence)
  for (const claims of sentences.values()) totalsLast(claims, result)
  totalsFirst(paragraphClaims, result)
  return result
}

function totalsLast(claims: readonly Claim[], result: Result): void {
  for (const [i, total] of claims.entries()) {
    if (!countable(total) || !totals(total) || i < 2) continue
    const run: Claim[] = []
    let lead: Claim | undefined
    for (let j = i - 1; j >= 0; j--) {
      const claim = claims[j] as Claim
      if (isPercent(claim) || isChange(claim)) continue
      lead = claim
      if (claim.quantity.unit !== total.quantity.unit || !countable(claim) || totals(claim)) break
      run.unshift(claim)
    }
    if (run.length < 2) continue
    const between = total.paragraph.plain.slice(run[0]?.sentence.start ?? 0, total.quantity.start)
    // What stands after 其中 are parts of something else.
    if (/其中|另外?有|此外/.test(between)) continue
    const fitting = suffixes(run).find((parts) => adds(parts, total))
    if (fitting) hold(result, total, fitting)
    else if (lead && lists(lead, total)) continue
    // 新登记 26 家，注销 4 家，年末共有 248 家: what came and went is no part of what there is.
    else if (run.some((c) => moved.test(c.before)) || /年末|年底|期末|[现尚]|目前|截[至止]|累计/.test(total.before))
      continue
    else if (sameKind(run) || isList(run, total) || isRow(run, total) || isClosed(run))
      fault(result, total, isAddedUp(run.slice(-2)) ? run.slice(-2) : run)
  }
}

/** 3,437 条，包括人事 12 条、动态 1,740 条，解读共计 110 条: a total that is itself one of what a count before it lists. */
const lists = (lead: Claim, total: Claim) =>
  lead.quantity.value >= total.quantity.value &&
  /^[^,;。\d]{0,6}[,，]?(?:包括|包含|具体为|即)?:|^[^,;。\d]{0,6},?(?:包括|包含|具体为)/.test(
    total.paragraph.plain.slice(lead.quantity.end, total.quantity.start),
  )

/** Runs that end right before the total, the longest first, of two at least. */
const suffixes = (run: readonly Claim[]): Claim[][] => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i))

const moved = /新增|新登记|新设|新建|新开|注销|撤销|关停|退出|取消|废止|减少|增加|修改|调整|剩余|办结|整改/

/** Counts in a list whose total says nothing of its own: 建议 78 件、提案 121 件，共计 199 件. */
function isList(run: readonly Claim[], total: Claim): boolean {
  if (isAddedUp(run.slice(-2))) return true
  const opens = total.paragraph.plain.slice(total.quantity.start - total.before.length, total.quantity.end)
  if (!/^\s*(?:共计|合计|总计|一共|共)(?:有|为|是)?\s*\d/.test(opens)) return false
  if (run.some((c) => moved.test(c.before))) return false
  const gaps = run.slice(1).map((c, i) => c.paragraph.plain.slice(run[i]?.quantity.end, c.quantity.start))
  return (
    gaps.every((gap) => /^(?:[^,;:、]{0,8}、|和|及|以及)/.test(gap.trim())) ||
    (run.length === 2 && !/[;:]/.test(gaps[0] ?? ';'))
  )
}

/** 受理 2,047 件，加上上年结转 184 件，共办理 2,231 件: two counts that are said to be added. */
const isAddedUp = (run: readonly Claim[]) => /^再?(?:加上?|连同)/.test(run[1]?.before.trim() ?? '')

/** 2021年、2022年、2023年分别为 306 条、412 条和 451 条，三年共公开…: as many as the total says, in a row. */
function isRow(run: readonly Claim[], total: Claim): boolean {
  const many = /([两二三四五六七八])(?:[年者项类]|个[^,;。\d]{2})(?:共计|合计|累计|共)/.exec(
    total.paragraph.plain.slice(total.quantity.start - total.before.length, total.quantity.end),
  )?.[1]
  const gaps = run.slice(1).map((c, i) => c.paragraph.plain.slice(run[i]?.quantity.end, c.quantity.start).trim())
  return (
    many !== undefined &&
    fromChinese(many) === run.length &&
    gaps.every((gap) => /^(?:[、,]|和|及|以及)[^,;。\d]{0,12}$/.test(gap))
  )
}

/** Things that can be added: their nouns end alike, or each is one of a row cut by the same signs. */
function sameKind(run: readonly Claim[]): boolean {
  const ends = run.map(({ before, after }) =>
    (before.trim() === '' ? after : before).replace(/["”]/g, '').trim().slice(-2),
  )
  return new Set(ends).size === 1 || run.every((c) => c.after.trim() === '')
}

function totalsFirst(claims: readonly Claim[], result: Result): void {
  for (const [i, total] of claims.entries()) {
    // 2,584 件、1,620 件、1,215 件: the last of a row is no total of what comes next.
    if (!countable(total) || total.before.trim() === '、') continue
    const strict = partsBehind(total, claims.slice(i + 1))
    const loose = partsBehind(total, claims.slice(i + 1), true)
    // A list of all kinds of things, to the last of them; it is one list if it adds up or says what else there is.
    const isOne = loose.length > strict.length && loose.length > 2 && (adds(loose, total) || isRest(loose.at(-1)))
    const parts = isOne ? loose : strict
    const [first] = parts
    if (!first || parts.length < 2 || isAside(total, first)) continue
    // What brackets hold is all meant to be parts; elsewhere the last may be something else.
    const runs = isListInBrackets(total, first) ? [parts] : [parts, ...prefixes(parts)]
    const fitting = runs.find((p) => adds(p, total))
    if (fitting) {
      hold(result, total, fitting)
      continue
    }
    // 报送 4,321 篇，采用 2,876 篇。其中……: what is taken apart may be the count before.
    const other = claims
      .slice(Math.max(0, i - 6), i)
      .find((c) => countable(c) && c.quantity.unit === total.quantity.unit && adds(parts, c))
    if (other) hold(result, other, parts)
    else if (isOfBoth(total, claims[i - 1], parts)) continue
    else if (inAnotherMeasure(total, parts, claims, result)) continue
    else if (parts.some((p) => p.quantity.value > total.quantity.value)) continue
    else if (isWhole(parts, total)) fault(result, total, parts)
    else if (isNearlyWhole(parts, total) || isOfAllLevels(parts)) fault(result, total, parts, 'warning')
  }
}

/** 建议 17 件、提案 22 件，其中主办 21 件、会办 18 件: the parts are of both together. */
const isOfBoth = (total: Claim, before: Claim | undefined, parts: readonly Claim[]) =>
  before !== undefined &&
  before.sentence === total.sentence &&
  countAlike(before.quantity.unit, total.quantity.unit) &&
  sumOf(parts) === before.quantity.value + total.quantity.value

/** 3,214 亩，其中 2,508 亩、482 亩、224 公顷: figures that add up, but for the measure of the last. */
function inAnotherMeasure(total: Claim, parts: readonly Claim[], claims: readonly Claim[], result: Result): boolean {
  const last = parts.at(-1) as Claim
  const odd = claims[claims.indexOf(last) + 1]
  const same = (c: Claim) => c.quantity.unit === total.quantity.unit && c.quantity.times === total.quantity.times
  // 18.62 万元，其中 13.41 亿元、2.87 亿元、2.34 亿元: the total is in the other measure.
  if (parts.length >= 2 && parts.every((p) => !same(p) && p.quantity.times !== undefined)) {
    const all = parts.reduce((sum, p) => sum + figureOf(p), 0)
    if (Math.abs(all - figureOf(total)) > 1e-6 || new Set(parts.map((p) => p.quantity.times)).size > 1) return false
    result.findings.push({
      kind: 'sum',
      severity: 'error',
      text: `各分项的数加起来正好是 ${shown(all)}，但总数的单位和各分项不同。请核对单位。`,
      places: [total, ...parts].map(placeOf),
      stated: total.paragraph.text.slice(total.quantity.start, total.quantity.end),
    })
    return true
  }
  if (!odd || !countable(odd) || same(odd) || !parts.every(same)) return false
  const words = odd.paragraph.plain.slice(last.quantity.end, odd.quantity.start)
  if (!/^、[^,;:。、]{1,12}$/.test(words.trim())) return false
  const sum = parts.reduce((all, p) => all + figureOf(p), figureOf(odd))
  if (Math.abs(sum - figureOf(total)) > 1e-6) return false
  const told = odd.paragraph.text.slice(odd.quantity.start, odd.quantity.end)
  result.findings.push({
    kind: 'sum',
    severity: 'error',
    text: `各分项的数加起来正好是 ${shown(figureOf(total))}，但“${told}”的单位和总数不同。请核对单位。`,
    places: [odd, total, ...parts].map(placeOf),
    stated: told,
  })
  return true
}

const prefixes = (parts: readonly Claim[]): Claim[][] =>
  Array.from({ length: Math.max(0, parts.length - 2) }, (_, i) => parts.slice(0, parts.length - 1 - i))
