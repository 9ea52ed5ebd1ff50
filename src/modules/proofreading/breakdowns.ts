import { type Claim, isCount } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'
import { countAlike } from './quantities.ts'

/** How a sentence opens that takes apart what was counted in one before it: 按内容分类：…, 从类型看，…, 来信中，反映…. */
const opens =
  /^\s*(?:其中[,:]?)?(?:按照?|从)[^,;:。\d]{2,14}(?:分类?|划分|看)[,:]|^\s*[^,;:。\d]{0,10}(?:来信|来电|诉求|建议|提案|留言|申请|案件|投诉)中[,:]|^\s*其中[,:]涉及/
const isRest = (part: Claim) => /^(?:以及|和)?(?:其他|其它)/.test(part.before.trim())

type Breakdown = { parts: readonly Claim[]; sum: number; before: readonly Claim[] }

/**
 * Lists whose whole stands in another sentence. Which count they take apart is certain where they come to it; one that
 * comes to no count is told where another list takes the same apart and comes to it, or where it names what else there is.
 */
export function breakdownsIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  const lists = breakdowns(claims)
  const wholeOf = ({ before, sum }: Breakdown) => before.findLast((c) => c.quantity.value === sum)
  const taken = lists.map(wholeOf).filter((whole) => whole !== undefined)
  for (const list of lists) {
    const { parts, sum, before } = list
    const whole = wholeOf(list)
    if (whole) {
      const text = `${parts.map((p) => shown(p.quantity.value)).join(' + ')} = ${shown(sum)}`
      result.holding.push({ kind: 'sum', text, places: [whole, ...parts].map(placeOf) })
      continue
    }
    const near = (c: Claim) => Math.abs(c.quantity.value - sum) <= c.quantity.value * 0.05
    const meant = before.findLast((c) => taken.includes(c) && near(c)) ?? lastIfAll(list, near)
    if (!meant) continue
    const { value, unit } = meant.quantity
    result.findings.push({
      kind: 'sum',
      severity: 'error',
      text: `总数写的是 ${shown(value)}${unit}，这里所列各项 ${parts.map((p) => shown(p.quantity.value)).join(' + ')} 合计 ${shown(sum)}${unit}，相差 ${shown(Math.abs(value - sum))}${unit}。请核对总数和分项。`,
      places: [meant, ...parts].map(placeOf),
      stated: shown(value),
      computed: shown(sum),
    })
  }
  ofNamed(claims, result)
  return result
}

/** 供地信息 537 条。…供地信息中，出让 318 条、划拨 291 条: more than the count that is called so before. */
function ofNamed(claims: readonly Claim[], result: Result): void {
  for (const own of Map.groupBy(claims, (c) => c.sentence).values()) {
    const [first] = own
    const name = first && /^\s*(?:在)?([\u4e00-\u9fff]{2,10}?)(?:的)?中[,:]/.exec(first.sentence.plain)?.[1]
    if (!name) continue
    const parts = own.filter(isCount)
    const gaps = parts.slice(1).map((p, i) => p.paragraph.plain.slice(parts[i]?.quantity.end, p.quantity.start).trim())
    const unit = parts[0]?.quantity.unit
    // One thing may concern several.
    if (parts.length < 2 || parts.some((p) => p.quantity.unit !== unit || /涉/.test(p.before))) continue
    if (!gaps.every((gap) => /^、[^,;:。、]{1,12}$/.test(gap))) continue
    const at = claims.indexOf(first)
    const named = claims.slice(Math.max(0, at - 30), at).filter((c) => isCount(c) && c.before.trim().endsWith(name))
    const whole = named.at(-1)
    if (!whole || whole.quantity.unit !== unit) continue
    const sum = parts.reduce((all, p) => all + p.quantity.value, 0)
    const terms = parts.map((p) => shown(p.quantity.value)).join(' + ')
    const places = [whole, ...parts].map(placeOf)
    if (sum === whole.quantity.value) result.holding.push({ kind: 'sum', text: `${terms} = ${shown(sum)}`, places })
    else if (sum > whole.quantity.value || isRest(parts.at(-1) as Claim))
      result.findings.push({
        kind: 'sum',
        severity: 'error',
        text: `“${name}”写的是 ${shown(whole.quantity.value)}${unit}，这里所列各项 ${terms} 合计 ${shown(sum)}${unit}，相差 ${shown(Math.abs(whole.quantity.value - sum))}${unit}。请核对总数和分项。`,
        places,
        stated: shown(whole.quantity.value),
        computed: shown(sum),
      })
  }
}

/** The count right before a list that ends with what else there is. */
function lastIfAll({ parts, before }: Breakdown, near: (c: Claim) => boolean): Claim | undefined {
  const last = before.at(-1)
  return last && isRest(parts.at(-1) as Claim) && near(last) ? last : undefined
}

function breakdowns(claims: readonly Claim[]): Breakdown[] {
  const lists: Breakdown[] = []
  for (const [paragraph, own] of Map.groupBy(claims, (c) => c.paragraph)) {
    let from = 0
    for (const sentence of paragraph.plain.split(/(?<=[。!?])/)) {
      const to = from + sentence.length
      const parts = opens.test(sentence)
        ? own.filter((c) => c.quantity.start >= from && c.quantity.start < to && isCount(c))
        : []
      const [first] = parts
      if (first && isList(parts)) {
        const { unit } = first.quantity
        const least = Math.max(...parts.map((p) => p.quantity.value))
        const before = claims
          .slice(0, claims.indexOf(first))
          .filter((c) => isCount(c) && countAlike(c.quantity.unit, unit) && c.quantity.value > least)
        lists.push({ parts, sum: parts.reduce((sum, p) => sum + p.quantity.value, 0), before })
      }
      from = to
    }
  }
  return lists
}

/** Three counts of one unit and more, cut by one sign, with nothing between them but their shares. */
function isList(parts: readonly Claim[]): boolean {
  const gaps = parts.slice(1).map((part, i) => part.paragraph.plain.slice(parts[i]?.quantity.end, part.quantity.start))
  const signs = gaps.map((gap) => /^(?:\([^)]*\)|,?占[^,;、]{0,12}%)?([,;、])[^,;、。:]+$/.exec(gap.trim())?.[1])
  return (
    parts.length >= 3 &&
    new Set(parts.map((p) => p.quantity.unit)).size === 1 &&
    signs.every((sign) => sign !== undefined && sign === signs[0]) &&
    !parts.some((p) => /共$|合计$|总计$/.test(p.before.trim()))
  )
}
