import { type Claim, isChange, isPercent } from './claims.ts'
import { type Finding, placeOf, type Result, shown } from './findings.ts'
import { countAlike, fromChinese, inMeasureOf } from './quantities.ts'

/** Counts that can be parts or wholes: no shares, no changes, nothing vague. */
const countable = (claim: Claim) => !isPercent(claim) && !isChange(claim) && claim.quantity.vague === undefined

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
const totals = (claim: Claim) =>
  (totalWord.test(claim.before.trim()) && !ofOneKind.test(claim.before)) ||
  ofAll.test(claim.before.trim()) ||
  ofBoth.test(claim.paragraph.plain.slice(claim.sentence.start, claim.quantity.start)) ||
  /^(?:共计|共)/.test(claim.paragraph.plain.slice(claim.quantity.start, claim.quantity.start + 2))

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

/** 718 件申请中，: what is counted next are its parts. */
const among = /^[^,;。]{0,14}中[,:]/
/** 公开 229 条。在主动公开的信息中，: the sentences of a report that take apart what was published. */
const amongPublished = /^[^。]{0,30}。(?:[^。\d]{0,30}。)?\s*在[^,;。\d]{0,8}公开的[^,;。\d]{0,8}信息中[,:]/
/** 171 条：政策文件 124 条，…: a sign says that the parts follow. */
const colon = /^:[^,;。\d]{2,20}$/
const introduces =
  /(?:其中|包括|分别(?:为|是)?|分布(?:为|是)|构成(?:为|是)|包含|即|具体为|;涉及|按[^,;。\d]{1,8}分[,:])[:：]?/
/** Ways and kinds of which there are no others than those named together. */
const closedSets: readonly RegExp[][] = [
  [/当面|现场|窗口/, /电话|热线/, /信函|邮寄|信件|来信/, /网络|网上|在线|平台|电子邮件|互联网/, /传真/],
  [/自然人|个人|公民/, /法人|其他组织|企业|单位/],
  [/专职/, /兼职/],
  [/按时|按期/, /延期/],
  [/社区/, /村/],
  [/镇|乡/, /街道/],
  [/建议/, /提案/],
  [/[市县区州旗省]直|[市县区州旗省]级|本级/, /县区|区县|县\(市|乡镇|镇街|镇村|镇级|街道/],
  [/线上/, /线下/],
  [/主办/, /会办|协办|分办/],
  [/办公室|政府办|府办|本级/, /部门|[省市县区州旗]直/, /乡镇|镇街|街道|县区|区县|[县市]\)区/],
  [/部门/, /乡镇|镇街|街道|镇/],
  [/PC|电脑|桌面/, /移动|手机/],
]

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

/** As the text has it, whatever it is measured in. */
const figureOf = ({ quantity: { value, step, times } }: Claim) =>
  times === undefined
    ? value
    : Number(inMeasureOf(value, { value, step, times, unit: '' } as Claim['quantity']).replace(/[^\d.]/g, ''))

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

/** 681 件，增长 36.2%（2011 年为 500 件）。其中…: what stands in brackets that have closed is not taken apart. */
const isAside = ({ paragraph, quantity }: Claim, part: Claim) =>
  depth(paragraph.plain.slice(quantity.end, part.quantity.start)) < 0

/** 其他信息 19 条 */
const isRest = (part: Claim | undefined) => /^(?:以及|和)?(?:其他|其它)/.test(part?.before.trim() ?? '')

/**
 * Counts of the same unit that 其中 or its like introduce; they end where the text turns to something else.
 * @param loose - whether they may be counted by other words for papers and cut by one sign as well as another
 */
function partsBehind(total: Claim, behind: readonly Claim[], loose = false): Claim[] {
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
  /^[\u4e00-\u9fff]{0,6}$/.test(part.paragraph.plain.slice(part.quantity.end, next.quantity.start).trim())

const turnsAway = /[。!?]|其中|同比|较上年|此外|另外/
const endsList = /[。!?]|其中|总计|共计|合计|累计|同比|较上年|此外|另外/

/** 涉及经济的 290 件；涉及科技的 175 件: the next of a list, and no part of it. */
const isOneOfThem = (total: Claim, between: string) => /涉及/.test(total.before) && /;涉及/.test(between)

/** Of what is published some count 条, some 件, some 份 in one list. */
const countPapers = (a: Claim, b: Claim) => [a, b].every((c) => /^[条件份篇]$/.test(c.quantity.unit))

/** How many brackets are open at the end of a stretch that were not at its beginning. */
const depth = (text: string) => [...text].reduce((n, sign) => n + (sign === '(' ? 1 : sign === ')' ? -1 : 0), 0)

/** Whether brackets that open right behind the total hold three numbers of its unit and more, cut by the same sign. */
function isListInBrackets(total: Claim, first: Claim): boolean {
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

const prefixes = (parts: readonly Claim[]): Claim[][] =>
  Array.from({ length: Math.max(0, parts.length - 2) }, (_, i) => parts.slice(0, parts.length - 1 - i))

/** Whether the parts say that they are all there is. */
function isWhole(parts: readonly Claim[], total: Claim): boolean {
  const first = parts[0] as Claim
  const last = parts.at(-1) as Claim
  const words = total.paragraph.plain.slice(total.quantity.end, last.quantity.end + last.after.length)
  if (/等[,，。;；]|主要(?:有|是|为|涉及|包括)|以[^,，]{0,10}为主|占比?较|多为/.test(words)) return false
  if (!isIntroduced(parts, total)) return isClosed(parts)
  if (parts.some(isOfSeveral)) return false
  // 21 件文件，其中图解 18 件、文字解读 21 件: one is all of them, so the others are among them.
  if (parts.some((p) => p.quantity.value === total.quantity.value)) return isClosed(parts)
  if (leavesSome(total.paragraph.plain.slice(total.quantity.end, first.quantity.start))) return false
  if (sharesBehind(parts).length === parts.length && leavesSome(sharesBehind(parts).join())) return false
  if (parts.filter(isStage).length >= 2) return isClosed(parts)
  const lastWords = total.paragraph.plain.slice(parts.at(-2)?.quantity.end ?? last.quantity.start, last.quantity.start)
  const repeats = sumOf(parts) - total.quantity.value > total.quantity.value * mostSlip && parts.every(byChannel)
  if (repeats) return false
  if (/其他|其它|其余|剩余|另/.test(lastWords + last.after)) return true
  if (/分别(?:为|是)?/.test(total.paragraph.plain.slice(total.quantity.end, first.quantity.start))) return true
  if (someHaveShares(parts)) return false
  // Of two kinds a thing may be both: 涉企 3 件，涉民生 6 件. A list of three and more by one sign is meant to be all.
  const excess = sumOf(parts) - total.quantity.value
  // 随机抽取 300 件，其中有效回访 246 件，满意 240 件: what follows may be parts of the first part.
  const rest = sumOf(parts.slice(1))
  if (rest <= first.quantity.value && excess > rest / 2) return isClosed(parts)
  if (excess > 0 && (parts.length >= 3 || isEnumerated(first, last))) return true
  return isClosed(parts)
}

/** 网站 3,790 条、微博 1,024 条: one thing goes out in several ways, so more in all is no slip unless it is a little more. */
const byChannel = ({ before }: Claim) =>
  /网站|门户|微博|微信|公众号|公报|客户端|抖音|报[刊纸]|广播|电视|媒体|方式|渠道|平台|[开示]栏/.test(before)
const mostSlip = 0.05

/** 涉及态度和时限的 6 件, 同时…的 6 件: what is counted among two others as well. */
const isOfSeveral = ({ before, after }: Claim) =>
  /涉及[^,;。]+[和与及]|同时|既|兼有|交叉|重叠/.test(before) || /同时|重复|交叉|重叠/.test(after)

/** 分别占 62.3%、20.1%，分别为 623 件、201 件: shares that come to less than 100 % say that there are others. */
function leavesSome(words: string): boolean {
  const shares = [...words.matchAll(/(\d+(?:\.\d+)?)%/g)].map((m) => Number(m[1]))
  return shares.length >= 2 && /占/.test(words) && shares.reduce((sum, n) => sum + n, 0) < 99
}

/** 占 51.7% right behind the count it is of. */
const sharesBehind = (parts: readonly Claim[]): string[] =>
  parts.flatMap(
    (p) => /^[,、(]?占[^,;。、]{0,12}\d+(?:\.\d+)?%/.exec(p.paragraph.plain.slice(p.quantity.end))?.[0] ?? [],
  )

/** Of parts that each have their share, one that has none is none of them. */
const someHaveShares = (parts: readonly Claim[]) =>
  sharesBehind(parts).length > 1 && sharesBehind(parts).length < parts.length

/** 立案 996 件，应结案 972 件，结案 911 件: what is done with a thing one after the other, and no parts beside each other. */
const isStage = (part: Claim) =>
  /(?:立案|结案|审结|办结|处置|派遣|派单|整改|销号)(?:数|的)?(?:为|共|有)?$/.test(part.before.trim())

/** Whether the text says that parts follow: by 其中 or its like, or by 在 … 中. What only stands behind may be anything. */
function isIntroduced([first]: readonly Claim[], total: Claim): boolean {
  const words = total.paragraph.plain.slice(total.quantity.end, first?.quantity.start)
  return [introduces, among, amongPublished, colon, bracketed].some((sign) => sign.test(words))
}

/** 46 个（微信 33 个、微博 5 个…）: a list that opens in brackets right behind what it takes apart. */
const bracketed = /^[^,;。()]{0,8}\([^,;。()\d]{1,12}$/

/** Whether the parts are kinds of which there are no others. */
function isClosed(parts: readonly Claim[]): boolean {
  return closedSets.some((set) => {
    const hits = parts.map((p) => set.findIndex((kind) => kind.test(p.before || p.after)))
    return hits.every((h) => h >= 0) && new Set(hits).size === hits.length
  })
}

const levels = [/中央|国家/, /省|自治区/, /市|州/, /县|区/, /自筹|配套|本级/]
/** 中央 1.86 亿元、省级 9,200 万元、县级配套 6,400 万元: money of three levels and more, down to the last. */
function isOfAllLevels(parts: readonly Claim[]): boolean {
  const hits = parts.map((p) => levels.findIndex((level) => level.test(p.before)))
  return (
    parts.length >= 3 &&
    parts.every((p) => p.quantity.unit === '元') &&
    hits.every((hit, i) => hit >= 0 && (i === 0 || hit > (hits[i - 1] ?? 0))) &&
    (hits.at(-1) ?? 0) >= 3
  )
}

/** Three parts and more that leave almost nothing out: more likely a slip than a rest that nobody names. */
function isNearlyWhole(parts: readonly Claim[], total: Claim): boolean {
  if (someHaveShares(parts)) return false
  const rest = total.quantity.value - sumOf(parts)
  const words = total.paragraph.plain.slice(total.quantity.end, parts.at(-1)?.quantity.end)
  // Two parts leave a rest more often than three.
  const most = parts.length >= 4 ? 0.055 : parts.length >= 3 ? 0.02 : 0.01
  return (
    isIntroduced(parts, total) &&
    total.quantity.step === 1 &&
    rest > 0 &&
    (rest <= total.quantity.value * most || isListInBrackets(total, parts[0] as Claim)) &&
    rest < Math.min(...parts.map((p) => p.quantity.value)) &&
    !/等|主要/.test(words)
  )
}

const isEnumerated = (a: Claim, b: Claim) =>
  a.paragraph.plain.slice(a.quantity.end, b.quantity.start).trim().startsWith('、')

const sumOf = (parts: readonly Claim[]) => parts.reduce((sum, p) => sum + p.quantity.value, 0)

function adds(parts: readonly Claim[], total: Claim): boolean {
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

function hold(result: Result, total: Claim, parts: readonly Claim[]): void {
  result.holding.push({
    kind: 'sum',
    text: `${terms(parts)} = ${shown(total.quantity.value)}`,
    places: [placeOf(total), ...parts.map(placeOf)],
  })
}

function fault(result: Result, total: Claim, parts: readonly Claim[], severity: Finding['severity'] = 'error'): void {
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
