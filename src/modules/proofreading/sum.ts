import { type Claim, isChange, isPercent } from './claims.ts'
import { type Finding, placeOf, type Result, shown } from './findings.ts'
import { inMeasureOf } from './quantities.ts'

/** Counts that can be parts or wholes: no shares, no changes, nothing vague. */
export const countable = (claim: Claim) => !isPercent(claim) && !isChange(claim) && claim.quantity.vague === undefined

/** As the text has it, whatever it is measured in. */
export const figureOf = ({ quantity: { value, step, times } }: Claim) =>
  times === undefined
    ? value
    : Number(inMeasureOf(value, { value, step, times, unit: '' } as Claim['quantity']).replace(/[^\d.]/g, ''))

/** 其他信息 19 条 */
export const isRest = (part: Claim | undefined) => /^(?:以及|和)?(?:其他|其它)/.test(part?.before.trim() ?? '')

export const sumOf = (parts: readonly Claim[]) => parts.reduce((sum, p) => sum + p.quantity.value, 0)

export function adds(parts: readonly Claim[], total: Claim): boolean {
  // Numbers that were rounded, such as 1.2 万, add up as well as their last place allows.
  const slack = parts
    .concat(total)
    .reduce((sum, c) => sum + (c.quantity.step > 1 || c.quantity.step < 1 ? c.quantity.step / 2 : 0), 0)
  return Math.abs(sumOf(parts) - total.quantity.value) <= slack + 1e-6
}

/** Parts in one measure without their unit; each with its own where they differ. */
function termsOf(parts: readonly Claim[]): string {
  const mixed = parts.some((p) => p.quantity.times !== undefined)
  return parts.map((p) => (mixed ? inMeasureOf(p.quantity.value, p.quantity) : shown(p.quantity.value))).join(' + ')
}

const terms = (parts: readonly Claim[]) => parts.map((p) => shown(p.quantity.value)).join(' + ')

export function hold(result: Result, total: Claim, parts: readonly Claim[]): void {
  result.holding.push({
    kind: 'sum',
    text: `${terms(parts)} = ${shown(total.quantity.value)}`,
    places: [placeOf(total), ...parts.map(placeOf)],
  })
}

export function fault(
  result: Result,
  total: Claim,
  parts: readonly Claim[],
  severity: Finding['severity'] = 'error',
): void {
  const sum = sumOf(parts)
  const finding: Finding = {
    kind: 'sum',
    severity,
    text: `总数写的是 ${inMeasureOf(total.quantity.value, total.quantity)}，各分项 ${termsOf(parts)} 合计 ${inMeasureOf(sum, total.quantity)}，相差 ${inMeasureOf(Math.abs(sum - total.quantity.value), total.quantity)}。请核对总数和分项${severity === 'warning' ? '；没有列全的，请写明其他还有多少' : ''}。`,
    places: [placeOf(total), ...parts.map(placeOf)],
    stated: shown(total.quantity.value),
    computed: shown(sum),
  }
  result.findings.push(finding)
}
