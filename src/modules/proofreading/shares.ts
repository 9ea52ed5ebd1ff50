import { type Claim, isCount, isPercent, wordsBetween } from './claims.ts'
import type { Result } from './findings.ts'
import { countAlike } from './quantities.ts'
import { rate } from './rates.ts'
import {
  fault,
  held,
  inRow,
  inSentence,
  isAsideOf,
  isShare,
  listedTogether,
  namedTogether,
  near,
  percentOf,
  standsAlone,
} from './share.ts'
import { sharesFirst } from './share-first.ts'
import { respectively, siblings } from './share-lists.ts'

/** Shares and rates whose part and whole stand beside them: …件，占总数的 75%; 受理…件，办结…件，办结率 100%. */
export function sharesIn(section: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, share] of section.entries()) {
    if (!isPercent(share) || (share.quantity.vague && !share.quantity.between)) continue
    const lead = share.before
    if (inRow(section, i) || /合计占比?$|(?:总共|共)占$/.test(lead)) continue
    const sentence = inSentence(section, i)
    if (namedTogether(sentence, share)) continue
    if (
      /占(?:比|总数|总量|全部|全年|申请|答复|公开)?[^,，]{0,14}$/.test(lead) ||
      /占比(?:为|达|约)?$/.test(lead) ||
      standsAlone(section, i)
    )
      part(result, near(section, i), sentence, share)
    else if (share.quantity.between) roughFirst(result, section, i)
    else if (/率[^,，率]{0,6}$/.test(lead)) rate(result, sentence, share, near(section, i))
  }
  siblings(section, result)
  respectively(section, result)
  sharesFirst(section, result)
  return result
}

/** 9 个街道中，六成以上没有专职人员，共 4 个: the rough share comes first, and then the count it is of. */
function roughFirst(result: Result, section: readonly Claim[], at: number): void {
  const [whole, share, counted] = [section[at - 1], section[at] as Claim, section[at + 1]]
  if (!whole || !counted || whole.sentence !== share.sentence || counted.sentence !== share.sentence) return
  if (!isCount(whole) || !isCount(counted) || whole.quantity.unit !== counted.quantity.unit) return
  const words = share.paragraph.plain.slice(share.quantity.end, counted.quantity.start)
  const lead = share.paragraph.plain.slice(whole.quantity.end, share.quantity.start)
  if (words.length > 30 || !/^[^,、]{0,12}[,:(][^,、]{0,6}$/.test(lead) || changing.test(lead)) return
  const clauses = words.split(/[,(]/)
  const [about = '', last = ''] = [clauses.slice(0, -1).join(), clauses.at(-1)]
  const named = [...last].some((_, i) => i + 2 <= last.length && about.includes(last.slice(i, i + 2)))
  if (clauses.length < 2 || (!/^(?:达到?|共计?|即|为|有|计|约)?$/.test(last.trim()) && !named)) return
  if (isShare(share, counted, whole)) held(result, share, counted, whole)
  else if (
    !near(section, at).some(
      (c) =>
        c !== counted && isCount(c) && countAlike(c.quantity.unit, counted.quantity.unit) && isShare(share, counted, c),
    )
  )
    fault(result, share, [counted, whole], percentOf(counted, whole))
}

const changing = /增|减|升|降|比|较|缩|翻/

/** The part is the count right before; the whole is one of the counts before it. */
function part(result: Result, before: readonly Claim[], sentence: readonly Claim[], share: Claim): void {
  const counted = named(sentence, share) ?? sentence.findLast((c) => isCount(c) && !isAsideOf(c, share))
  if (!counted || share.quantity.start - counted.quantity.end > 30) return
  if (listedTogether(counted, share)) return
  const wholes = before.filter(
    (c) =>
      c !== counted &&
      isCount(c) &&
      countAlike(c.quantity.unit, counted.quantity.unit) &&
      c.quantity.value >= counted.quantity.value &&
      c.quantity.value > 0,
  )
  if (wholes.length === 0) return
  const called = calledWhole(before, counted, share)
  const fits = called
    ? [called].find((w) => isShare(share, counted, w))
    : wholes.findLast((w) => isShare(share, counted, w))
  if (fits) {
    held(result, share, counted, fits)
    return
  }
  const meant = called ?? opened(before, counted, share) ?? ofAll(before, counted, share)
  if (meant) {
    fault(result, share, [counted, meant], percentOf(counted, meant))
    return
  }
  if (ofAnother(counted, share) || share.quantity.value > 100) return
  // Which whole is meant is certain only where the sentence has one: the count that opens it.
  const own = sentence.filter((c) => c !== counted && isCount(c) && countAlike(c.quantity.unit, counted.quantity.unit))
  const whole = own[0]
  if (
    !whole ||
    whole.quantity.value < counted.quantity.value ||
    whole.quantity.value !== Math.max(...own.map((c) => c.quantity.value)) ||
    ofWholeNamed(share, whole)
  )
    return
  fault(result, share, [counted, whole], (counted.quantity.value / whole.quantity.value) * 100)
}

/** 占投诉的 55.5%: the whole is called by its name, and one count before was called so. */
function calledWhole(before: readonly Claim[], counted: Claim, share: Claim): Claim | undefined {
  const name = /^[,(]?占([\u4e00-\u9fff]{2,8}?)(?:总量|总数|量|总)?的$/.exec(wordsBetween(counted, share))?.[1]
  if (name === undefined || /总|全[省市县区部]|比|本|同类/.test(name)) return undefined
  const named = before.filter(
    (c) =>
      isCount(c) &&
      c.quantity.unit === counted.quantity.unit &&
      c.before.trim().replace(/类$/, '').endsWith(name) &&
      /(?:^|其中:?|接收|受理|收到|共|办理)$/.test(c.before.trim().replace(/类$/, '').slice(0, -name.length)),
  )
  const whole = named.at(-1)
  const same = named.every((c) => c.quantity.value === whole?.quantity.value)
  return whole && same && whole.quantity.value >= counted.quantity.value ? whole : undefined
}

/** 审结 1,986 件。审结案件中，维持 812 件，占 49.0%: the sentence opens with what it takes apart. */
function opened(before: readonly Claim[], counted: Claim, share: Claim): Claim | undefined {
  const { plain } = share.paragraph
  const from = Math.max(...[...'。!?'].map((sign) => plain.lastIndexOf(sign, counted.quantity.start))) + 1
  const lead = plain.slice(from, counted.quantity.start)
  const name = /^\s*(?:在)?([\u4e00-\u9fff]{2,6}?)(?:的)?(?:案件|申请|诉求|信息|事项)?中[,:]/.exec(lead)?.[1]
  if (name === undefined || !/^[,(]?占(?:比)?(?:为|约)?$/.test(wordsBetween(counted, share))) return undefined
  const named = before.filter((c) => isCount(c) && c !== counted && c.before.trim().endsWith(name))
  const [whole] = named
  const same = named.every((c) => c.quantity.value === whole?.quantity.value)
  return whole &&
    same &&
    whole.quantity.unit === counted.quantity.unit &&
    whole.quantity.value >= counted.quantity.value
    ? whole
    : undefined
}

/** 全市收到申请 2,318 件。市本级收到申请 864 件，占全市的 37.3%: the same of all, if it was told once. */
function ofAll(before: readonly Claim[], counted: Claim, share: Claim): Claim | undefined {
  const all = /^[,(]?占(全[省市县区州])(?:总数|总量)?的$/.exec(wordsBetween(counted, share))?.[1]
  const noun = counted.before.trim().slice(-4)
  if (all === undefined || noun.length < 4) return undefined
  const named = before.filter(
    (c) => isCount(c) && c !== counted && c.before.trim().endsWith(noun) && c.quantity.unit === counted.quantity.unit,
  )
  const of = named.filter((c) => c.sentence.plain.slice(0, c.quantity.start - c.sentence.start).includes(all))
  const [whole] = of
  return whole && of.length === 1 && whole.quantity.value >= counted.quantity.value ? whole : undefined
}

const anyWhole = /总|全[部年省市县区]|其|比|申请|答复|公开|该|上述|受理|收到|同类|约|到|达/

/** 占调整预算 90.8%: a share whose whole is called otherwise than the count before it. */
function ofWholeNamed(share: Claim, whole: Claim): boolean {
  const name = /占([\u4e00-\u9fff]{4,10}?)的?$/.exec(share.before.trim())?.[1]
  if (name === undefined || anyWhole.test(name)) return false
  const words = whole.paragraph.plain.slice(whole.sentence.start, whole.quantity.end) + whole.after
  return ![...name].some((_, i) => i + 2 <= name.length && words.includes(name.slice(i, i + 2)))
}

/** 专职人员占 12.9%: a share that names another subject than what stands before it. */
function ofAnother(counted: Claim, share: Claim): boolean {
  const noun = /^[^,;。]*?([\u4e00-\u9fff]{2,10})占(?:比|总数|总量)?(?:的|为|达|约)?$/.exec(share.before.trim())?.[1]
  if (noun === undefined || /^(?:其中|分别|各|约|共|仅|只|合计|比例)/.test(noun)) return false
  const words = counted.before + counted.after
  return ![...noun].some((_, i) => i + 2 <= noun.length && words.includes(noun.slice(i, i + 2)))
}

/** 税收 61.37 亿元，非税收入 25.05 亿元，税收占比 71.0%: the share says whose it is. */
function named(sentence: readonly Claim[], share: Claim): Claim | undefined {
  const noun = /([\u4e00-\u9fffA-Z]{2,8})占(?:比|总数)?(?:为|达|约)?$/.exec(share.before.trim())?.[1]
  return noun === undefined || /^(?:其中|分别|各|约|共|仅|只|合计|比例)/.test(noun)
    ? undefined
    : sentence.find(
        (c) =>
          isCount(c) &&
          c.before
            .trim()
            .replace(/^(?:其中:?|、)/, '')
            .startsWith(noun),
      )
}
