import { type Claim, isCount } from './claims.ts'
import type { Result } from './findings.ts'
import { fault, held, isShare } from './share.ts'

/** 受理 X 件，办结 Y 件，办结率 P%: exactly two counts of one unit stand before it in the sentence. */
export function rate(
  result: Result,
  sentence: readonly Claim[],
  share: Claim,
  before: readonly Claim[] = sentence,
): void {
  if (/增长率|满意率|知晓率|覆盖率|同比/.test(share.before)) return
  const counts = sentence.filter(isCount)
  const [whole, done] = counts.slice(-2)
  if (whole && counts.length === 1) ofEarlier(result, whole, share, before)
  if (!whole || !done || whole.quantity.unit !== done.quantity.unit) return
  const between = share.paragraph.plain.slice(whole.quantity.end, done.quantity.start)
  // What was late or left undone is what the rate lacks.
  if (/延期|逾期|超期|未|尚|正在/.test(done.before)) return
  // 属实 63 件，属实率: what the rate is called says of what it is.
  if (/[到至为成]$/.test(between.trim())) return
  const stem = /([\u4e00-\u9fff]{2})率[^率]{0,6}$/.exec(share.before)?.[1]
  if (
    between.length > 16 ||
    share.quantity.start - done.quantity.end > 14 ||
    !(
      /办结|完成|答复|回复|办理|已/.test(between) ||
      (stem &&
        (between.includes(stem) || done.after.startsWith(`${negated(share)}${stem}`)) &&
        !whole.before.includes(stem))
    )
  )
    return
  // 逮捕 25 人，不捕 24 人，不捕率: both together are all there were.
  if (stem && /^不/.test(stem) && whole.before.replaceAll(stem, '').includes(stem.slice(1))) return
  if (whole.quantity.value < done.quantity.value || whole.quantity.value === 0) return
  // 上门面商 163 件，电话沟通 52 件，面商沟通率: two of a kind, side by side.
  if (counts.some((c) => c.quantity.value === whole.quantity.value + done.quantity.value)) return
  const [one, other] = [whole, done].map((c) => c.before.trim().slice(-2))
  if (one !== other && share.before.includes(`${one}${other}率`)) return
  const computed = (done.quantity.value / whole.quantity.value) * 100
  const same = counts.filter((c) => c !== done && c.quantity.unit === whole.quantity.unit)
  const fits = same.findLast((c) => isShare(share, done, c))
  // What the sentence leaves out may have been counted before.
  const elsewhere = before.findLast(
    (c) =>
      isCount(c) &&
      c.quantity.unit === done.quantity.unit &&
      c.quantity.value > done.quantity.value &&
      isShare(share, done, c),
  )
  if (fits ?? elsewhere) held(result, share, done, (fits ?? elsewhere) as Claim)
  // Among several counts the one that is meant is certain only where the rate is called like what is counted.
  else if (same.length === 1 || (stem && done.before.includes(stem) && /受理|收到|接收/.test(whole.before)))
    fault(result, share, [done, whole], computed)
}

/** 不合格率 is of 48 个不合格, and of no others. */
const negated = (share: Claim) => (/不[\u4e00-\u9fff]{2}率/.test(share.before) ? '不' : '')

const ofAllThatCame = /(?:办结|答复|回复|办复|审结|接通|整改)率/
const came = /(?:受理|收到|接到|新收|接收|承办|登记|呼入|转办|共办理)[^,;。]{0,10}$/

/** 受理诉求 36,214 件，…；办结 36,102 件，办结率 99.7%: all that came in was counted in a clause before, once. */
function ofEarlier(result: Result, done: Claim, share: Claim, before: readonly Claim[]): void {
  const stem = /([\u4e00-\u9fff]{2})率[^率]{0,6}$/.exec(share.before)?.[1]
  const { plain } = share.paragraph
  if (!stem || !ofAllThatCame.test(share.before) || !done.before.trim().endsWith(stem)) return
  if (share.quantity.start - done.quantity.end > 14 || /应办|到期|按[时期]|提前/.test(share.before + done.before))
    return
  const earlier = before.filter(
    (c) =>
      c.paragraph === done.paragraph &&
      c.quantity.start < done.sentence.start &&
      isCount(c) &&
      c.quantity.unit === done.quantity.unit &&
      c.quantity.value >= done.quantity.value,
  )
  const fits = earlier.findLast((c) => isShare(share, done, c))
  const wholes = earlier.filter((c) => came.test(c.before.trim()))
  const [whole] = wholes
  if (fits) held(result, share, done, fits)
  else if (whole && new Set(wholes.map((c) => c.quantity.value)).size === 1 && !/应办结|应办/.test(plain))
    fault(result, share, [done, whole], (done.quantity.value / whole.quantity.value) * 100)
}
