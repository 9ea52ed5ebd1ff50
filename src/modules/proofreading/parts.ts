import { type Claim, isChange, isPercent, wordsBetween } from './claims.ts'
import { countAlike } from './quantities.ts'
import { countable } from './sum.ts'

const totalWord =
  /(?:共计|合计|总计|一共|总共|共)(?:有|为|是|达|达到)?$|(?:[两三四五]年|[二两三四五]者|[两三四五六七八](?:项|个?(?:领域|渠道|方面|平台|部门|类别|环节)|类))(?:共计|合计|累计|共)[\u4e00-\u9fff]{0,4}$/

/** 各部门合计 300 条: together of one kind of offices, a part of what all have. */
const ofOneKind =
  /(?:部门|单位|乡镇|镇街|街道|园区|县区|区县|[县市]\)区|[省市县区州旗]直|[村社]区?)(?:等)?(?:共计|合计|总计|共)/

/** 全市共受理 265 件: the sum of all offices, whatever they did. */
const ofAll =
  /全[省市县区州旗镇乡局系统]{1,2}(?:一共|总共|共计|合计|总计|共)(?:收到|受理|新收|接收|主动公开|公开|发布|办理|办结|答复|处理|培训|投入|发放|兑现)?(?:了)?(?:(?:政府|政务)?(?:信息|申请|资金))?$/

/** 受理 2,047 件，加上上年结转 184 件，共办理 2,231 件 */
const ofBoth = /,(?:再)?(?:加上?|连同)[^,;。]{2,20},(?:本年度?|全年|今年|当年|实际)?共(?:计|有)?[\u4e00-\u9fff]{0,6}$/

export const totals = (claim: Claim) =>
  (totalWord.test(claim.before.trim()) && !ofOneKind.test(claim.before)) ||
  ofAll.test(claim.before.trim()) ||
  ofBoth.test(claim.paragraph.plain.slice(claim.sentence.start, claim.quantity.start)) ||
  /^(?:共计|共)/.test(claim.paragraph.plain.slice(claim.quantity.start, claim.quantity.start + 2))

/** 718 件申请中，: what is counted next are its parts. */
export const among = /^[^,;。]{0,14}中[,:]/

/** 公开 229 条。在主动公开的信息中，: the sentences of a report that take apart what was published. */
export const amongPublished = /^[^。]{0,30}。(?:[^。\d]{0,30}。)?\s*在[^,;。\d]{0,8}公开的[^,;。\d]{0,8}信息中[,:]/

/** 171 条：政策文件 124 条，…: a sign says that the parts follow. */
export const colon = /^:[^,;。\d]{2,20}$/

export const introduces =
  /(?:其中|包括|分别(?:为|是)?|分布(?:为|是)|构成(?:为|是)|包含|即|具体为|;涉及|按[^,;。\d]{1,8}分[,:])[:：]?/

/** 681 件，增长 36.2%（2011 年为 500 件）。其中…: what stands in brackets that have closed is not taken apart. */
export const isAside = ({ paragraph, quantity }: Claim, part: Claim) =>
  depth(paragraph.plain.slice(quantity.end, part.quantity.start)) < 0

/**
 * Counts of the same unit that 其中 or its like introduce; they end where the text turns to something else.
 * @param loose - whether they may be counted by other words for papers and cut by one sign as well as another
 */
export function partsBehind(total: Claim, behind: readonly Claim[], loose = false): Claim[] {
  const parts: Claim[] = []
  let introduced = false
  let cut: string | undefined
  let from = total.quantity.end
  for (const [at, part] of behind.entries()) {
    if (!introduced && inBrackets(total, part) && !isListInBrackets(total, part)) continue
    const between = part.paragraph.plain.slice(from, part.quantity.start)
    if (!introduced) {
      // 其中 may begin a sentence of its own, right behind the one with the total.
      if (/[。!?]/.test(between) && !/^[^。]{0,30}。\s*其中/.test(between) && !amongPublished.test(between)) return []
      // 最多的是甲市，共 14 户；其次为乙市和丙市，分别 5 户、4 户: what comes next in a ranking is beside it.
      if (/其次/.test(between)) return []
      if (
        (introduces.test(between) && !/[月日年人户平]均|每/.test(between) && !isOneOfThem(total, between)) ||
        among.test(between) ||
        amongPublished.test(between) ||
        colon.test(between) ||
        isListInBrackets(total, part) ||
        (totals(total) && /^,[^,;:。]{1,10}$/.test(between))
      )
        introduced = true
      else if (!isPercent(part) && !isChange(part) && !isBeside(part)) return []
    } else if ((loose ? turnsAway : endsList).test(between.replace(ofOneKind, ''))) break
    // 其他 9 个事项 72 件: how many they are, and then what is counted of them.
    if (introduced && describes(part, behind[at + 1], total)) continue
    from = part.quantity.end
    if (isPercent(part) || isChange(part) || (!introduced && isBeside(part))) continue
    const first = parts[0]
    const open = first ? depth(part.paragraph.plain.slice(first.quantity.end, part.quantity.start)) : 0
    if (open > 0) continue
    // 文件类 418 条，这 418 条里…: what follows is taken out of that one.
    if (/这$/.test(part.before.trim())) break
    // The brackets in which the first one stands have closed.
    if (open < 0) break
    if (!(countsLike(total, part) || (loose && countPapers(total, part))) || !countable(part)) {
      if (introduced) break
      return []
    }
    // What was done with them is no part beside them.
    if (!loose && parts.length > 0 && /^(?:均|已|全部)?(?:回复|办结|答复|整改|完成|采纳)/.test(part.before.trim())) {
      if (!/^(?:均|已|全部)?(?:回复|办结|答复|整改|完成|采纳)/.test(parts[0]?.before.trim() ?? '')) break
    }
    if (!loose && parts.length > 0) {
      // Parts in a row are cut by the same sign; where another cuts, they have ended or are taken apart themselves.
      const sign = /[;；]/.test(between) ? ';' : ','
      cut ??= sign
      if (cut !== sign) break
    }
    parts.push(part)
  }
  return parts
}

/** The same unit, or the other one that the total names: 326 篇（条），其中电视 112 条. */
const countsLike = (total: Claim, part: Claim) =>
  countAlike(part.quantity.unit, total.quantity.unit) || total.after.startsWith(`(${part.quantity.unit})`)

/** 发放 3,126 万元，惠及 8,742 户，户均 3,576 元: what goes with a count before it is taken apart. */
const isBeside = ({ before }: Claim) => /(?:惠及|受益|涉及|覆盖)[^,]{0,6}$|[人户亩件]均$/.test(before.trim())

const describes = (part: Claim, next: Claim | undefined, total: Claim) =>
  next !== undefined &&
  !countsLike(total, part) &&
  countsLike(total, next) &&
  /^[\u4e00-\u9fff]{0,6}$/.test(wordsBetween(part, next))

const turnsAway = /[。!?]|其中|同比|较上年|此外|另外/

const endsList = /[。!?]|其中|总计|共计|合计|累计|同比|较上年|此外|另外/

/** 涉及经济的 290 件；涉及科技的 175 件: the next of a list, and no part of it. */
const isOneOfThem = (total: Claim, between: string) => /涉及/.test(total.before) && /;涉及/.test(between)

/** Of what is published some count 条, some 件, some 份 in one list. */
const countPapers = (a: Claim, b: Claim) => [a, b].every((c) => /^[条件份篇]$/.test(c.quantity.unit))

/** How many brackets are open at the end of a stretch that were not at its beginning. */
const depth = (text: string) => [...text].reduce((n, sign) => n + (sign === '(' ? 1 : sign === ')' ? -1 : 0), 0)

/** Whether brackets that open right behind the total hold three numbers of its unit and more, cut by the same sign. */
export function isListInBrackets(total: Claim, first: Claim): boolean {
  const { plain } = total.paragraph
  const words = plain.slice(total.quantity.end, first.quantity.start)
  if (!bracketed.test(words) || /含|上年|去年|同比|20\d\d/.test(words)) return false
  const inside = /^[^()]*/.exec(plain.slice(total.quantity.end + words.indexOf('(') + 1))?.[0] ?? ''
  return inside.split(first.quantity.unit).length > 3 && !/其中|等$/.test(inside)
}

/** Whether the claim stands in brackets that were opened behind the total: an aside, not a part. */
function inBrackets(total: Claim, claim: Claim): boolean {
  const between = claim.paragraph.plain.slice(total.quantity.end, claim.quantity.start)
  return between.lastIndexOf('(') > between.lastIndexOf(')') && between.indexOf('(') < 8 && !introduces.test(between)
}

/** 46 个（微信 33 个、微博 5 个…）: a list that opens in brackets right behind what it takes apart. */
export const bracketed = /^[^,;。()]{0,8}\([^,;。()\d]{1,12}$/
