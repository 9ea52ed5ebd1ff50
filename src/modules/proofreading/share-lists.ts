import { agrees, standsFor } from './changes.ts'
import { type Claim, isCount, isPercent, quoteOf } from './claims.ts'
import { type Place, placeOf, type Result, shown } from './findings.ts'
import { countAlike } from './quantities.ts'
import {
  fault,
  held,
  inOneBreath,
  inRow,
  inSentence,
  isAsideOf,
  isShare,
  near,
  percentOf,
  standsAlone,
} from './share.ts'

/** 分别为 36 件、29 件和 16 件，分别占 29.3%、23.6% 和 13.0%: the first of the one belongs to the first of the other. */
export function respectively(section: readonly Claim[], result: Result): void {
  for (const [i, first] of section.entries()) {
    if (!isPercent(first) || !inRow(section, i) || !/分别/.test(first.before) || !/占/.test(first.before)) continue
    let end = i + 1
    while (end < section.length && isPercent(section[end] as Claim) && inRow(section, end)) end += 1
    const shares = section.slice(i, end)
    const counts = inSentence(section, i).filter(isCount)
    const parts = counts.slice(-shares.length)
    const unit = parts[0]?.quantity.unit
    if (parts.length !== shares.length || parts.some((p) => p.quantity.unit !== unit)) continue
    const pairs = shares.map((share, k) => ({ share, counted: parts[k] as Claim }))
    const wholes = near(section, i).filter((c) => !parts.includes(c) && isCount(c) && c.quantity.unit === unit)
    const fits = (whole: Claim) => pairs.filter(({ share, counted }) => isShare(share, counted, whole))
    const whole = wholes.findLast((w) => fits(w).length === pairs.length) ?? wholes.findLast((w) => fits(w).length > 1)
    if (!whole) continue
    for (const pair of pairs)
      if (fits(whole).includes(pair)) held(result, pair.share, pair.counted, whole)
      else fault(result, pair.share, [pair.counted, whole], percentOf(pair.counted, whole))
  }
}

type Listed = { share: Claim; counted: Claim }

/** Shares of one list are of one whole: where some are of a known whole and one is of none, that one is wrong. */
export function siblings(section: readonly Claim[], result: Result): void {
  for (const claims of lists(section)) {
    const listed = claims.flatMap((share, i) => {
      const counted = listedBefore(claims, i)
      return counted ? [{ share, counted }] : []
    })
    const exact = listed.filter((l) => !l.share.quantity.between)
    ofTheirSum(exact, result)
    ofAllThereIs(exact, section, result)
    ofStatedSum(exact, section, result)
    const order = new Map(claims.map((c, i) => [c, i]))
    for (const [at, whole] of claims.entries()) {
      if (!isCount(whole)) continue
      const own = listed.filter(
        ({ counted }) =>
          (order.get(counted) ?? 0) > at &&
          countAlike(counted.quantity.unit, whole.quantity.unit) &&
          counted.quantity.value <= whole.quantity.value,
      )
      const right = own.filter(({ share, counted }) => isShare(share, counted, whole))
      const wrong = own.filter((o) => !right.includes(o) && (inOneBreath(whole, o.share) || !opensAnew(o.counted)))
      const [one] = wrong
      // A part of the list is the whole of others only if more than one of them says so.
      const isPart = listed.some(({ counted }) => counted === whole)
      if (isPart && right.filter(({ share }) => share.quantity.value > 0).length < 2) continue
      if (!one || right.length < 1 || wrong.length > right.length) continue
      // Behind the end of a sentence a list is of that whole only if nearly all of it is.
      const all = own.reduce((sum, o) => sum + o.counted.quantity.value, 0) === whole.quantity.value
      if (!inOneBreath(whole, one.share) && !all && (right.length < 3 || wrong.length > 1)) continue
      for (const { share, counted } of wrong) {
        const named = /占[^,;。]*(?:总|数|量)/.test(share.before)
        const fitsOther = claims.some(
          (c) => c !== counted && isCount(c) && isShare(share, counted, c) && (named || inOneBreath(c, share)),
        )
        const another = claims.some(
          (c) => c !== whole && isCount(c) && own.every((o) => isShare(o.share, o.counted, c)),
        )
        const quote = quoteOf(share)
        // Told before, or right of another whole that stands further back.
        const told =
          result.findings.some((f) => f.places[0]?.quote === quote) ||
          result.holding.some((h) => h.places.at(-1)?.quote === quote)
        if (!fitsOther && !another && !told && !isOfCommonWhole(share, result))
          fault(result, share, [counted, whole], percentOf(counted, whole))
      }
    }
  }
}

/** Whether a share was found right of a whole further back that others of its paragraph are of as well. */
function isOfCommonWhole(share: Claim, { holding }: Result): boolean {
  const { line, quote } = placeOf(share)
  const shares = holding.filter((h) => h.kind === 'percentage' && h.places[2]?.line === line)
  const wholeOf = ({ places: [, whole] }: (typeof shares)[number]) => JSON.stringify(whole)
  const own = shares.find((h) => h.places[2]?.quote === quote)
  return own !== undefined && shares.some((h) => h !== own && wholeOf(h) === wholeOf(own))
}

/** 全年受理投诉 1,880 件，占 56%: what was received begins something new, and no part of the list before. */
const opensAnew = ({ before }: Claim) => /(?:受理|收到|接到|接收|新收|登记)/.test(before)

/** The count right before a share that says 占, or nothing, between them. */
function listedBefore(claims: readonly Claim[], at: number): Claim | undefined {
  const share = claims[at] as Claim
  const counted = claims
    .slice(Math.max(0, at - 4), at)
    .findLast((c) => c.paragraph === share.paragraph && !isAsideOf(c, share))
  if (!counted || counted.paragraph !== share.paragraph || !isPercent(share) || !isCount(counted)) return undefined
  if (share.quantity.vague && !share.quantity.between) return undefined
  const between = share.paragraph.plain
    .slice(counted.quantity.end, share.quantity.start)
    .replace(/^\((?:[^()]*\d[^()]*|[件人户次批个]{1,2})\)/, '')
  // 住房 43 件（30.2%）；
  if (between.trim() === '(' && share.paragraph.plain[share.quantity.end] === ')') return counted
  const tells = /^[,\s(]*约?占(?:比|[^,;。:\d]{0,6}(?:总[\u4e00-\u9fff]{1,2}|数|量))?(?:的|为|约)?$/.test(between)
  return tells || standsAlone(claims, at) ? counted : undefined
}

/** Numbers in one list of shares; what is longer is several. */
const longestList = 100

/** Paragraphs that a list of shares runs through, together, with the one before, in which its whole may stand. */
function lists(section: readonly Claim[]): Claim[][] {
  const paragraphs = [...Map.groupBy(section, (c) => c.paragraph).values()]
  const lists: Claim[][] = []
  let runs = false
  for (const [i, claims] of paragraphs.entries()) {
    const has = claims.some((_, at) => listedBefore(claims, at))
    const last = lists.at(-1)
    if (has && runs && last && last.length < longestList) last.push(...claims)
    else if (has) lists.push([...(paragraphs[i - 1] ?? []), ...claims])
    runs = has
  }
  return lists
}

/** Shares in one sentence that name no whole: most are of the sum of what is listed, so the one that is not is wrong. */
function ofTheirSum(listed: readonly Listed[], result: Result): void {
  for (const list of inSentences(listed)) {
    const unit = list[0]?.counted.quantity.unit
    const all = list.reduce((sum, l) => sum + l.counted.quantity.value, 0)
    const told = list.reduce((sum, l) => sum + l.share.quantity.value, 0)
    if (list.length < 2 || list.some((l) => l.counted.quantity.unit !== unit) || all === 0) continue
    const wrong = list.filter(
      ({ share, counted }) => !agrees(share.quantity.value, (counted.quantity.value / all) * 100, share.quantity.step),
    )
    const [one] = wrong
    if (!one || wrong.length !== 1) continue
    const { line, quote } = placeOf(one.share)
    const isIt = (place: Place | undefined) => place?.quote === quote && place.line === line
    if (result.holding.some((h) => isIt(h.places.at(-1))) || result.findings.some((f) => isIt(f.places[0]))) continue
    const exact = `${shown(Math.round((one.counted.quantity.value / all) * 1e4) / 100)}%`
    if (Math.abs(told - 100) < 0.5) {
      const { step, value } = one.share.quantity
      const places = Math.round((one.counted.quantity.value / all / step) * 100)
      const rounded = `${shown(places * step)}%`
      if (list.length >= 3 && Math.abs(places - Math.round(value / step)) === 1 && Math.abs(told - 100) < step / 2)
        result.findings.push({
          kind: 'percentage',
          severity: 'note',
          text: `所列各项合计 ${shown(all)}${unit}，其中 ${shown(one.counted.quantity.value)} 占 ${rounded}，写的是 ${shown(value)}%。各项比例加起来正好 100%，像是为了凑足 100% 改了尾数；可以注明“因四舍五入，合计可能不等于 100%”，不必凑。`,
          places: [placeOf(one.share), ...list.map((l) => placeOf(l.counted))],
          stated: `${shown(value)}%`,
          computed: rounded,
        })
      continue
    }
    result.findings.push({
      kind: 'percentage',
      severity: 'error',
      text: `所列各项合计 ${shown(all)}${unit}，其中 ${shown(one.counted.quantity.value)} 占 ${exact}，写的是 ${shown(one.share.quantity.value)}%。请核对比例和各项的数。`,
      places: [placeOf(one.share), ...list.map((l) => placeOf(l.counted))],
      stated: `${shown(one.share.quantity.value)}%`,
      computed: exact,
    })
  }
}

/** What each sentence lists, from one full stop to the next. */
function inSentences(listed: readonly Listed[]): Listed[][] {
  const sentences: Listed[][] = []
  for (const one of listed) {
    const last = sentences.at(-1)?.at(-1)
    if (last && inOneBreath(last.share, one.share)) sentences.at(-1)?.push(one)
    else sentences.push([one])
  }
  return sentences
}

/** 收到 139 件。…43 件（30.2%）；…: parts that come to a count before them are of it, and so are their shares. */
function ofStatedSum(listed: readonly Listed[], section: readonly Claim[], result: Result): void {
  for (const list of inSentences(listed)) {
    const [first] = list
    if (!first || list.length < 3) continue
    const { unit } = first.counted.quantity
    const all = list.reduce((sum, l) => sum + l.counted.quantity.value, 0)
    const before = near(section, section.indexOf(first.counted))
    const whole = before.findLast((c) => isCount(c) && c.quantity.unit === unit && c.quantity.value === all)
    const wrong = list.filter(({ share, counted }) => whole && !isShare(share, counted, whole))
    if (!whole || wrong.length === list.length || list.some((l) => l.counted.quantity.unit !== unit)) continue
    for (const { share, counted } of wrong)
      if (!result.findings.some((f) => f.places[0]?.quote === quoteOf(share)))
        fault(result, share, [counted, whole], percentOf(counted, whole))
  }
}

/** Of a whole and a list that leaves almost nothing out, one is a slip; what is further off is another whole. */
const nearest = 0.02

/** 共 591 件，…148 件占 25.2%、…共 100%: a list whose shares are all there is names all there is. */
function ofAllThereIs(listed: readonly Listed[], section: readonly Claim[], result: Result): void {
  for (const list of inSentences(listed)) {
    const [first] = list
    if (!first || list.length < 3) continue
    const { unit } = first.counted.quantity
    const all = list.reduce((sum, l) => sum + l.counted.quantity.value, 0)
    const told = list.reduce((sum, l) => sum + l.share.quantity.value, 0)
    const slack = list.reduce((sum, l) => sum + l.share.quantity.step / 2, 0)
    if (Math.abs(told - 100) > slack || list.some((l) => l.counted.quantity.unit !== unit)) continue
    if (list.some(({ share, counted: c }) => !standsFor(share.quantity, (c.quantity.value / all) * 100))) continue
    const before = near(section, section.indexOf(first.counted)).filter((c) => isCount(c) && c.quantity.unit === unit)
    const whole = before.findLast((c) => Math.abs(c.quantity.value - all) <= c.quantity.value * nearest)
    if (!whole || before.some((c) => c.quantity.value === all)) continue
    result.findings.push({
      kind: 'sum',
      severity: 'error',
      text: `所列各项的比例加起来是 100%，各项合计 ${shown(all)}${unit}，总数写的是 ${shown(whole.quantity.value)}${unit}，相差 ${shown(Math.abs(whole.quantity.value - all))}${unit}。请核对总数和分项，比例也要按核对后的总数重算。`,
      places: [placeOf(whole), ...list.map((l) => placeOf(l.counted))],
      stated: shown(whole.quantity.value),
      computed: shown(all),
    })
  }
}
