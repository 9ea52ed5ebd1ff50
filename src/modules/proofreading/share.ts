import { isCutOff, isOfRounded, standsFor } from './changes.ts'
import { type Claim, isCount, isPercent } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'

export const percentOf = (part: Claim, whole: Claim) => (part.quantity.value / whole.quantity.value) * 100
export const isShare = (share: Claim, part: Claim, whole: Claim) =>
  whole.quantity.value >= part.quantity.value &&
  whole.quantity.value > 0 &&
  (standsFor(share.quantity, percentOf(part, whole)) ||
    (!share.quantity.between &&
      isOfRounded(share.quantity, [part.quantity, whole.quantity], (of, all) => (of / all) * 100)))

/** How many numbers back the whole of a share may stand. */
const farthest = 300
export const near = (section: readonly Claim[], at: number) => section.slice(Math.max(0, at - farthest), at)

/** The numbers before one in its sentence. */
export function inSentence(section: readonly Claim[], at: number): Claim[] {
  let from = at
  while (from > 0 && section[from - 1]?.sentence === section[at]?.sentence) from -= 1
  return section.slice(from, at)
}

/** Whether no sentence ends between two numbers of one paragraph. */
export const inOneBreath = (a: Claim, b: Claim) =>
  a.paragraph === b.paragraph && !/[。!?]/.test(a.paragraph.plain.slice(a.quantity.end, b.quantity.start))

/** 图解和视频解读占 39.5%: the counts of its sentence that a share names, two or more; else undefined. */
export function namedTogether(sentence: readonly Claim[], share: Claim): Claim[] | undefined {
  const names = /([\u4e00-\u9fff、]{2,16}[和与及][\u4e00-\u9fff]{2,8}?)占(?:比|总数)?(?:为|达|约|的)?$/
    .exec(share.before.trim())?.[1]
    ?.split(/[、和与及]/)
  const counts = names?.map((name) => sentence.find((c) => isCount(c) && c.before.includes(name)))
  return counts?.every((c) => c !== undefined) && new Set(counts).size > 1 ? counts : undefined
}

/** Whether a share is one of a row: 占比分别为 29.3%、23.6%、13.0%. */
export function inRow(section: readonly Claim[], at: number): boolean {
  const share = section[at] as Claim
  const next = section[at + 1]
  const follows = (a: Claim | undefined, b: Claim | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.paragraph === b.paragraph &&
    isPercent(a) &&
    isPercent(b) &&
    /^\s*(?:、|和|及|以及|与)\s*$/.test(a.paragraph.plain.slice(a.quantity.end, b.quantity.start))
  return follows(section[at - 1], share) || follows(share, next)
}

/** 417 篇，近七成；: a rough share right behind what it is of. */
export function standsAlone(section: readonly Claim[], at: number): boolean {
  const [counted, share] = [section[at - 1], section[at]]
  if (!counted || !share?.quantity.between || counted.paragraph !== share.paragraph || !isCount(counted)) return false
  const { plain } = share.paragraph
  return (
    /^[,(]$/.test(plain.slice(counted.quantity.end, share.quantity.start).trim()) &&
    /^\s*(?:[,;。)、]|$)/.test(plain.slice(share.quantity.end))
  )
}

/** 甲 23 宗、乙 17 宗、丙 16 宗，三项占: how many of those before it a share is of, if a number says so. */
export function listedTogether(counted: Claim | undefined, share: Claim): number | undefined {
  if (
    !counted ||
    counted.sentence !== share.sentence ||
    !/^[项类者]$|^个(?:方面|单位|部门|领域)?$/.test(counted.quantity.unit)
  )
    return undefined
  const { plain } = share.paragraph
  const { start, end, value } = counted.quantity
  const opens = /[,;、]\s*(?:以上|上述|这|前)?$/.test(plain.slice(0, start))
  const together = /^(?:合计|共计|共|之和)?占(?:比|总数|总量|全部[^,;。\d]{0,6})?(?:的|为|达|约)*$/.test(
    plain.slice(end, share.quantity.start),
  )
  return opens && together && value >= 2 && value <= 10 ? value : undefined
}

/** 325 件（其中无照经营 210 件），占 9%: what the brackets hold is not what the share is of. */
export function isAsideOf(counted: Claim, share: Claim): boolean {
  const { plain } = share.paragraph
  if (!/^[^()]*\)/.test(plain.slice(counted.quantity.end, share.quantity.start))) return false
  return /\([^()]*$/.test(plain.slice(counted.sentence.start, counted.quantity.start))
}

/** The share as the text has it: 25.4%, or in its words where it is rough. */
const told = ({ quantity: { value, between, start, end }, paragraph }: Claim) =>
  between ? paragraph.text.slice(start, end) : `${shown(value)}%`

export function held(result: Result, share: Claim, counted: Claim, whole: Claim): void {
  result.holding.push({
    kind: 'percentage',
    text: `${shown(counted.quantity.value)} ÷ ${shown(whole.quantity.value)} = ${told(share)}`,
    places: [placeOf(counted), placeOf(whole), placeOf(share)],
  })
}

export function fault(result: Result, share: Claim, [of, whole]: readonly [Claim, Claim], computed: number): void {
  const { value, step, between } = share.quantity
  if (!between && isCutOff(value, computed, step)) return
  if (!between && isMadeWhole(share, computed)) {
    result.findings.push({
      kind: 'percentage',
      severity: 'note',
      text: `${shown(of.quantity.value)} 占 ${shown(whole.quantity.value)} 的 ${shown(Math.round(computed / step) * step)}%，写的是 ${told(share)}。各项比例加起来正好 100%，像是为了凑足 100% 改了尾数；可以注明“因四舍五入，合计可能不等于 100%”，不必凑。`,
      places: [placeOf(share), placeOf(of), placeOf(whole)],
      stated: told(share),
      computed: `${shown(Math.round(computed / step) * step)}%`,
    })
    return
  }
  const exact = shown(Math.round(computed * 100) / 100)
  result.findings.push({
    kind: 'percentage',
    severity: 'error',
    text: `${shown(of.quantity.value)} 占 ${shown(whole.quantity.value)} 的 ${exact}%，写的是 ${told(share)}。请核对比例和两个数。`,
    places: [placeOf(share), placeOf(of), placeOf(whole)],
    stated: told(share),
    computed: `${exact}%`,
  })
}

/** Whether a share is off by one in its last place, and the shares of its sentence come to 100 % with it. */
function isMadeWhole({ paragraph, quantity }: Claim, computed: number): boolean {
  const { value, step, start } = quantity
  if (Math.abs(Math.round(computed / step) - Math.round(value / step)) > 1) return false
  const from = Math.max(...[...'。!?'].map((sign) => paragraph.plain.lastIndexOf(sign, start))) + 1
  const sentence = paragraph.plain.slice(from).split(/[。!?]/)[0] ?? ''
  const shares = [...sentence.matchAll(/(?:占[^,;。\d]{0,12}|\()(\d+(?:\.\d+)?)%/g)].map((m) => Number(m[1]))
  return shares.length >= 2 && Math.abs(shares.reduce((sum, n) => sum + n, 0) - 100) < step / 2
}
