import type { Claim } from './claims.ts'
import { among, amongPublished, bracketed, colon, introduces, isListInBrackets } from './parts.ts'
import { sumOf } from './sum.ts'

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

/** Whether the parts say that they are all there is. */
export function isWhole(parts: readonly Claim[], total: Claim): boolean {
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

/** Whether the parts are kinds of which there are no others. */
export function isClosed(parts: readonly Claim[]): boolean {
  return closedSets.some((set) => {
    const hits = parts.map((p) => set.findIndex((kind) => kind.test(p.before || p.after)))
    return hits.every((h) => h >= 0) && new Set(hits).size === hits.length
  })
}

const levels = [/中央|国家/, /省|自治区/, /市|州/, /县|区/, /自筹|配套|本级/]

/** 中央 1.86 亿元、省级 9,200 万元、县级配套 6,400 万元: money of three levels and more, down to the last. */
export function isOfAllLevels(parts: readonly Claim[]): boolean {
  const hits = parts.map((p) => levels.findIndex((level) => level.test(p.before)))
  return (
    parts.length >= 3 &&
    parts.every((p) => p.quantity.unit === '元') &&
    hits.every((hit, i) => hit >= 0 && (i === 0 || hit > (hits[i - 1] ?? 0))) &&
    (hits.at(-1) ?? 0) >= 3
  )
}

/** Three parts and more that leave almost nothing out: more likely a slip than a rest that nobody names. */
export function isNearlyWhole(parts: readonly Claim[], total: Claim): boolean {
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
