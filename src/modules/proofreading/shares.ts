import { agrees, isCutOff, standsFor } from './changes.ts'
import { type Claim, isChange, isPercent, quoteOf } from './claims.ts'
import { placeIn, type Result, shown } from './findings.ts'
import { countAlike } from './quantities.ts'

const placeOf = (claim: Claim) => placeIn(claim.paragraph, claim.quantity.start, claim.quantity.end, quoteOf(claim))
const count = (c: Claim) => !isPercent(c) && !isChange(c) && c.quantity.vague === undefined && c.quantity.unit !== ''

/** Shares and rates whose part and whole stand beside them: …件，占总数的 75%; 受理…件，办结…件，办结率 100%. */
export function sharesIn(section: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, share] of section.entries()) {
    if (!isPercent(share) || (share.quantity.vague && !share.quantity.between)) continue
    const lead = share.before
    if (inRow(section, i) || /合计占比?$|(?:总共|共)占$/.test(lead)) continue
    const sentence = inSentence(section, i)
    if (
      /占(?:比|总数|总量|全部|全年|申请|答复|公开)?[^,，]{0,14}$/.test(lead) ||
      /占比(?:为|达|约)?$/.test(lead) ||
      standsAlone(section, i)
    )
      part(result, near(section, i), sentence, share)
    else if (share.quantity.between) roughFirst(result, section, i)
    else if (/率[^,，率]{0,6}$/.test(lead)) rate(result, sentence, share)
  }
  siblings(section, result)
  respectively(section, result)
  return result
}

/** How many numbers back the whole of a share may stand. */
const farthest = 300
const near = (section: readonly Claim[], at: number) => section.slice(Math.max(0, at - farthest), at)

/** The numbers before one in its sentence. */
function inSentence(section: readonly Claim[], at: number): Claim[] {
  let from = at
  while (from > 0 && section[from - 1]?.sentence === section[at]?.sentence) from -= 1
  return section.slice(from, at)
}

/** 417 篇，近七成；: a rough share right behind what it is of. */
function standsAlone(section: readonly Claim[], at: number): boolean {
  const [counted, share] = [section[at - 1], section[at]]
  if (!counted || !share?.quantity.between || counted.paragraph !== share.paragraph || !count(counted)) return false
  const { plain } = share.paragraph
  return (
    /^[,(]$/.test(plain.slice(counted.quantity.end, share.quantity.start).trim()) &&
    /^\s*(?:[,;。)、]|$)/.test(plain.slice(share.quantity.end))
  )
}

/** 9 个街道中，六成以上没有专职人员，共 4 个: the rough share comes first, and then the count it is of. */
function roughFirst(result: Result, section: readonly Claim[], at: number): void {
  const [whole, share, counted] = [section[at - 1], section[at] as Claim, section[at + 1]]
  if (!whole || !counted || whole.sentence !== share.sentence || counted.sentence !== share.sentence) return
  if (!count(whole) || !count(counted) || whole.quantity.unit !== counted.quantity.unit) return
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
        c !== counted && count(c) && countAlike(c.quantity.unit, counted.quantity.unit) && isShare(share, counted, c),
    )
  )
    fault(result, share, [counted, whole], percentOf(counted, whole))
}

const changing = /增|减|升|降|比|较|缩|翻/

/** The part is the count right before; the whole is one of the counts before it. */
function part(result: Result, before: readonly Claim[], sentence: readonly Claim[], share: Claim): void {
  const counted = named(sentence, share) ?? sentence.findLast((c) => count(c) && !isAsideOf(c, share))
  if (!counted || share.quantity.start - counted.quantity.end > 30) return
  const wholes = before.filter(
    (c) =>
      c !== counted &&
      count(c) &&
      countAlike(c.quantity.unit, counted.quantity.unit) &&
      c.quantity.value >= counted.quantity.value &&
      c.quantity.value > 0,
  )
  if (wholes.length === 0) return
  const fits = wholes.findLast((w) => isShare(share, counted, w))
  if (fits) {
    held(result, share, counted, fits)
    return
  }
  const called = calledWhole(before, counted, share)
  if (called) {
    fault(result, share, [counted, called], percentOf(counted, called))
    return
  }
  if (ofAnother(counted, share)) return
  // Which whole is meant is certain only where the sentence has one: the count that opens it.
  const own = sentence.filter((c) => c !== counted && count(c) && countAlike(c.quantity.unit, counted.quantity.unit))
  const whole = own[0]
  if (
    !whole ||
    whole.quantity.value < counted.quantity.value ||
    whole.quantity.value !== Math.max(...own.map((c) => c.quantity.value))
  )
    return
  fault(result, share, [counted, whole], (counted.quantity.value / whole.quantity.value) * 100)
}

/** 325 件（其中无照经营 210 件），占 9%: what the brackets hold is not what the share is of. */
function isAsideOf(counted: Claim, share: Claim): boolean {
  const { plain } = share.paragraph
  if (!/^[^()]*\)/.test(plain.slice(counted.quantity.end, share.quantity.start))) return false
  return /\([^()]*$/.test(plain.slice(counted.sentence.start, counted.quantity.start))
}

/** Whether a share is one of a row: 占比分别为 29.3%、23.6%、13.0%. */
function inRow(section: readonly Claim[], at: number): boolean {
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

/** 分别为 36 件、29 件和 16 件，分别占 29.3%、23.6% 和 13.0%: the first of the one belongs to the first of the other. */
function respectively(section: readonly Claim[], result: Result): void {
  for (const [i, first] of section.entries()) {
    if (!isPercent(first) || !inRow(section, i) || !/分别/.test(first.before) || !/占/.test(first.before)) continue
    let end = i + 1
    while (end < section.length && isPercent(section[end] as Claim) && inRow(section, end)) end += 1
    const shares = section.slice(i, end)
    const counts = inSentence(section, i).filter(count)
    const parts = counts.slice(-shares.length)
    const unit = parts[0]?.quantity.unit
    if (parts.length !== shares.length || parts.some((p) => p.quantity.unit !== unit)) continue
    const pairs = shares.map((share, k) => ({ share, counted: parts[k] as Claim }))
    const wholes = near(section, i).filter((c) => !parts.includes(c) && count(c) && c.quantity.unit === unit)
    const fits = (whole: Claim) => pairs.filter(({ share, counted }) => isShare(share, counted, whole))
    const whole = wholes.findLast((w) => fits(w).length === pairs.length) ?? wholes.findLast((w) => fits(w).length > 1)
    if (!whole) continue
    for (const pair of pairs)
      if (fits(whole).includes(pair)) held(result, pair.share, pair.counted, whole)
      else fault(result, pair.share, [pair.counted, whole], percentOf(pair.counted, whole))
  }
}

/** The share as the text has it: 25.4%, or in its words where it is rough. */
const told = ({ quantity: { value, between, start, end }, paragraph }: Claim) =>
  between ? paragraph.text.slice(start, end) : `${shown(value)}%`

function held(result: Result, share: Claim, counted: Claim, whole: Claim): void {
  result.holding.push({
    kind: 'percentage',
    text: `${shown(counted.quantity.value)} ÷ ${shown(whole.quantity.value)} = ${told(share)}`,
    places: [placeOf(counted), placeOf(whole), placeOf(share)],
  })
}

/** 占投诉的 55.5%: the whole is called by its name, and one count before was called so. */
function calledWhole(before: readonly Claim[], counted: Claim, share: Claim): Claim | undefined {
  const name = /^[,(]?占([\u4e00-\u9fff]{2,8}?)(?:总量|总数|量|总)?的$/.exec(
    share.paragraph.plain.slice(counted.quantity.end, share.quantity.start).trim(),
  )?.[1]
  if (name === undefined || /总|全[省市县区部]|比|本|同类/.test(name)) return undefined
  const named = before.filter(
    (c) =>
      count(c) &&
      c.quantity.unit === counted.quantity.unit &&
      c.before.trim().replace(/类$/, '').endsWith(name) &&
      /(?:^|其中:?|接收|受理|收到|共|办理)$/.test(c.before.trim().replace(/类$/, '').slice(0, -name.length)),
  )
  const whole = named.at(-1)
  const same = named.every((c) => c.quantity.value === whole?.quantity.value)
  return whole && same && whole.quantity.value >= counted.quantity.value ? whole : undefined
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
  const noun = /([\u4e00-\u9fff]{2,8})占比(?:为|达|约)?$/.exec(share.before.trim())?.[1]
  return noun === undefined
    ? undefined
    : sentence.find(
        (c) =>
          count(c) &&
          c.before
            .trim()
            .replace(/^其中:?/, '')
            .startsWith(noun),
      )
}

type Listed = { share: Claim; counted: Claim }

/** Shares of one list are of one whole: where some are of a known whole and one is of none, that one is wrong. */
function siblings(section: readonly Claim[], result: Result): void {
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
      if (!count(whole)) continue
      const own = listed.filter(
        ({ counted }) => (order.get(counted) ?? 0) > at && countAlike(counted.quantity.unit, whole.quantity.unit),
      )
      const right = own.filter(({ share, counted }) => isShare(share, counted, whole))
      const wrong = own.filter((o) => !right.includes(o) && (inOneBreath(whole, o.share) || !opensAnew(o.counted)))
      const [one] = wrong
      // A part of the list is the whole of others only if more than one of them says so.
      const isPart = listed.some(({ counted }) => counted === whole)
      if (isPart && right.filter(({ share }) => share.quantity.value > 0).length < 2) continue
      if (!one || right.length < 1 || wrong.length > right.length) continue
      // Behind the end of a sentence a list is of that whole only if nearly all of it is.
      if (!inOneBreath(whole, one.share) && (right.length < 3 || wrong.length > 1)) continue
      for (const { share, counted } of wrong) {
        const named = /占[^,;。]*(?:总|数|量)/.test(share.before)
        const fitsOther = claims.some(
          (c) => c !== counted && count(c) && isShare(share, counted, c) && (named || inOneBreath(c, share)),
        )
        const told = result.findings.some((f) => f.places[0]?.quote === quoteOf(share))
        if (!fitsOther && !told) fault(result, share, [counted, whole], percentOf(counted, whole))
      }
    }
  }
}

/** 全年受理投诉 1,880 件，占 56%: what was received begins something new, and no part of the list before. */
const opensAnew = ({ before }: Claim) => /(?:受理|收到|接到|接收|新收|登记)/.test(before)

/** The count right before a share that says 占, or nothing, between them. */
function listedBefore(claims: readonly Claim[], at: number): Claim | undefined {
  const share = claims[at] as Claim
  const counted = claims
    .slice(Math.max(0, at - 4), at)
    .findLast((c) => c.paragraph === share.paragraph && !isAsideOf(c, share))
  if (!counted || counted.paragraph !== share.paragraph || !isPercent(share) || !count(counted)) return undefined
  if (share.quantity.vague && !share.quantity.between) return undefined
  const between = share.paragraph.plain
    .slice(counted.quantity.end, share.quantity.start)
    .replace(/^\([^()]*\d[^()]*\)/, '')
  // 住房 43 件（30.2%）；
  if (between.trim() === '(' && share.paragraph.plain[share.quantity.end] === ')') return counted
  const tells = /^[,\s(]*约?占(?:比|[^,;。:\d]{0,6}(?:总数|总量|总额|数|量))?(?:的|为|约)?$/.test(between)
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

/** Whether no sentence ends between two numbers of one paragraph. */
const inOneBreath = (a: Claim, b: Claim) =>
  a.paragraph === b.paragraph && !/[。!?]/.test(a.paragraph.plain.slice(a.quantity.end, b.quantity.start))

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
    if (!one || wrong.length !== 1 || Math.abs(told - 100) < 0.5) continue
    const quote = quoteOf(one.share)
    if (result.holding.some((h) => h.places.at(-1)?.quote === quote)) continue
    if (result.findings.some((f) => f.places[0]?.quote === quote)) continue
    const exact = `${shown(Math.round((one.counted.quantity.value / all) * 1e4) / 100)}%`
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
    const whole = before.findLast((c) => count(c) && c.quantity.unit === unit && c.quantity.value === all)
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
    const before = near(section, section.indexOf(first.counted)).filter((c) => count(c) && c.quantity.unit === unit)
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

/** Whether a share is off by one in its last place, and the shares of its sentence come to 100 % with it. */
function isMadeWhole({ paragraph, quantity }: Claim, computed: number): boolean {
  const { value, step, start } = quantity
  if (Math.abs(Math.round(computed / step) - Math.round(value / step)) > 1) return false
  const from = Math.max(...[...'。!?'].map((sign) => paragraph.plain.lastIndexOf(sign, start))) + 1
  const sentence = paragraph.plain.slice(from).split(/[。!?]/)[0] ?? ''
  const shares = [...sentence.matchAll(/(?:占[^,;。\d]{0,12}|\()(\d+(?:\.\d+)?)%/g)].map((m) => Number(m[1]))
  return shares.length >= 3 && Math.abs(shares.reduce((sum, n) => sum + n, 0) - 100) < step / 2
}

const percentOf = (part: Claim, whole: Claim) => (part.quantity.value / whole.quantity.value) * 100
const isShare = (share: Claim, part: Claim, whole: Claim) =>
  whole.quantity.value >= part.quantity.value &&
  whole.quantity.value > 0 &&
  standsFor(share.quantity, percentOf(part, whole))

/** 不合格率 is of 48 个不合格, and of no others. */
const negated = (share: Claim) => (/不[\u4e00-\u9fff]{2}率/.test(share.before) ? '不' : '')

/** 受理 X 件，办结 Y 件，办结率 P%: exactly two counts of one unit stand before it in the sentence. */
function rate(result: Result, sentence: readonly Claim[], share: Claim): void {
  if (/增长率|满意率|知晓率|覆盖率|同比/.test(share.before)) return
  const counts = sentence.filter(count)
  const [whole, done] = counts.slice(-2)
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
  if (whole.quantity.value < done.quantity.value || whole.quantity.value === 0) return
  const computed = (done.quantity.value / whole.quantity.value) * 100
  const same = counts.filter((c) => c !== done && c.quantity.unit === whole.quantity.unit)
  const fits = same.findLast((c) => isShare(share, done, c))
  if (fits) held(result, share, done, fits)
  // Among several counts the one that is meant is certain only where the rate is called like what is counted.
  else if (same.length === 1 || (stem && done.before.includes(stem) && /受理|收到|接收/.test(whole.before)))
    fault(result, share, [done, whole], computed)
}

function fault(result: Result, share: Claim, [of, whole]: readonly [Claim, Claim], computed: number): void {
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
