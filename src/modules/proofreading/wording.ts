import { type Claim, isChange, isPercent } from './claims.ts'
import { type Finding, placeIn, placeOf, placeOn, type Result } from './findings.ts'
import type { FilledForm } from './forms.ts'
import { datesIn } from './quantities.ts'
import type { Paragraph } from './text.ts'

/** A count said to be about so many: whoever counts knows how many. Large and round numbers are left alone. */
export function vagueIn(claims: readonly Claim[]): Finding[] {
  return claims
    .filter(
      (c) =>
        (c.quantity.vague === 'about' || isCounted(c)) &&
        !isPercent(c) &&
        !isChange(c) &&
        !planned.test(c.sentence.plain.slice(0, c.quantity.start - c.sentence.start)) &&
        !/[日月人年周户村平]均$|每\S{0,2}$/.test(c.before.trim()) &&
        c.quantity.step === 1 &&
        c.quantity.value < 1000 &&
        !(c.quantity.value >= 100 && c.quantity.value % 10 === 0) &&
        /[条件项个篇份次期场家人]/.test(c.quantity.unit),
    )
    .map((c) => ({
      kind: 'wording' as const,
      severity: 'note' as const,
      text: `“${c.paragraph.text.slice(c.quantity.start, c.quantity.end)}”是约数。能数得清的，请写准确数。`,
      places: [placeOf(c)],
    }))
}

/** What is to be is not counted yet. */
const planned = /(?:要求|目标|计划|力争|拟|预计|将)[^,;。]*$/

/** 66 余件: who knows the last place knows the number. */
const isCounted = ({ quantity, paragraph }: Claim) =>
  quantity.vague === 'over' &&
  quantity.value % 10 !== 0 &&
  /\d[余多]/.test(paragraph.plain.slice(quantity.start, quantity.end))

const lastMonth =
  /(?:较|比|与)(?:上个?月|上季度|上一季度)[^,;。\d]{0,6}(?:\d+[件个次条]?,)?同比|同比(?:较)?上个?月|(?:较|比)(?:上年|去年)同期[^,;。]{0,4}环比/

const pointsAsShare =
  /[\u4e00-\u9fff]{2}率[^,;。\d]{0,4}(?:较|比)(?:上年|去年|上一年|20\d\d年)度?(?:同期)?(?:提高|上升|下降|降低|提升)(?:了|约)?\d+(?:\.\d+)?%/

/** 审结率较上年提高了 5.97%: of a share one says how many points. */
export function pointsIn(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const match = pointsAsShare.exec(paragraph.plain)
    if (!match) return []
    return [
      {
        kind: 'wording' as const,
        severity: 'note' as const,
        text: `“${match[0]}”：两个比率相减，差多少写“百分点”；写“%”会读成比率的增减幅度。请核对是哪一种。`,
        places: [placeIn(paragraph, match.index, match.index + match[0].length)],
      },
    ]
  })
}

/** 较上月同比: with the month before it is 环比, with the same month of the year before 同比. */
export function comparedWithIn(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const match = lastMonth.exec(paragraph.plain)
    if (!match) return []
    return [
      {
        kind: 'wording' as const,
        severity: 'note' as const,
        text: `“${match[0]}”：与上个月、上一季度比是环比，与上年同一时期比是同比。请核对是和哪一期比。`,
        places: [placeIn(paragraph, match.index, match.index + match[0].length)],
      },
    ]
  })
}

/** 1,3641 件: the comma of thousands stands before three digits. */
export function commasIn(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) =>
    [...paragraph.text.matchAll(/(?<![\d,.])\d{1,3},\d{4,6}(?=[万件条项个人次份元篇])/g)].map((match) => ({
      kind: 'wording' as const,
      severity: 'note' as const,
      text: `“${match[0]}”的逗号位置不对：千分位的逗号后面应当是三位数字。请核对是不是多写或者漏写了数字。`,
      places: [placeIn(paragraph, match.index, match.index + match[0].length)],
      stated: match[0],
    })),
  )
}

/** 202020年: no year has so many digits. */
export function yearsIn(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) =>
    [...paragraph.plain.matchAll(/(?<![\d.])20\d{3,5}(?=\s*年\s*\d{1,2}\s*月)/g)].map((match) => ({
      kind: 'date' as const,
      severity: 'warning' as const,
      text: `“${match[0]}年”多写了数字。请改正年份。`,
      places: [placeIn(paragraph, match.index, match.index + match[0].length + 1)],
      stated: match[0],
    })),
  )
}

/** Names under which the same office goes in one text. */
export function namesIn(paragraphs: readonly Paragraph[]): Finding[] {
  const spots = new Map<string, { paragraph: Paragraph; start: number; end: number }>()
  for (const paragraph of paragraphs)
    for (const match of paragraph.plain.matchAll(
      /政务公开(?:工作)?领导小组(?:办公室)?|政府信息公开(?:工作)?领导小组(?:办公室)?/g,
    ))
      if (!spots.has(match[0]))
        spots.set(match[0], { paragraph, start: match.index, end: match.index + match[0].length })
  for (const suffix of ['领导小组办公室', '领导小组']) {
    const same = [...spots].filter(([name]) => name.endsWith(suffix))
    const stems = same.map(([name]) => name.replace(/(?:办公室)$/, ''))
    if (new Set(stems).size > 1) return [nameFinding(same)]
  }
  const all = [...spots].map(([name, spot]) => [name.replace(/办公室$/, ''), name, spot] as const)
  if (new Set(all.map(([stem]) => stem)).size > 1)
    return [nameFinding(all.map(([, name, spot]) => [name, spot] as const))]
  return []
}

function nameFinding(
  same: readonly (readonly [string, { paragraph: Paragraph; start: number; end: number }])[],
): Finding {
  return {
    kind: 'wording',
    severity: 'note',
    text: `同一个机构有几种叫法：${same.map(([name]) => `“${name}”`).join('、')}。请统一用规范的名称。`,
    places: same.map(([, { paragraph, start, end }]) => placeIn(paragraph, start, end)),
  }
}

const year = /(20\d{2})\s*年度?/

const title = /年度?[^。]{0,40}(?:政府信息公开|政务公开|信息公开)[^。]{0,12}(?:年度)?报告/

/** The year a report speaks of, from its title: on a web page, where others are linked, the title that stands alone most often. */
export function yearOfReport(paragraphs: readonly Paragraph[]): number | undefined {
  const titles = paragraphs.filter((p) => title.test(p.plain) && year.test(p.plain))
  const first = titles.find((p) => paragraphs.indexOf(p) < 12) ?? oftenest(titles.filter((p) => alone.test(p.plain)))
  const found = first && year.exec(first.plain)
  return found ? Number(found[1]) : undefined
}

const alone = /^[^。,;:|]{0,30}20\d{2}\s*年[^。,;:|\d]{0,30}报告$/

function oftenest(titles: readonly Paragraph[]): Paragraph | undefined {
  const [most, next] = [...Map.groupBy(titles, (p) => p.plain.trim()).values()].sort((a, b) => b.length - a.length)
  return most && most.length > (next?.length ?? 0) ? most[0] : undefined
}

/** A report for a whole year whose figures end before it. */
export function periodsIn(paragraphs: readonly Paragraph[], reportYear: number | undefined): Finding[] {
  if (reportYear === undefined) return []
  const findings: Finding[] = []
  for (const paragraph of paragraphs) {
    findings.push(...carriedInto(paragraph, reportYear))
    const stated = periodStated(paragraph, reportYear)
    if (stated) findings.push(stated)
    for (const match of paragraph.plain.matchAll(
      /(?:截至|截止|截止到|截至到)\s*((?:20\d{2})\s*年)?\s*(\d{1,2})\s*月(?:底|末|\s*\d{1,2}\s*日)?/g,
    )) {
      const named: number = Number(match[1]?.replace(/\D/g, '') ?? reportYear)
      const month: number = Number(match[2])
      const rest = paragraph.plain.slice(match.index + match[0].length)
      if (
        named !== reportYear ||
        month === 12 ||
        !/\d/.test(rest) ||
        /^的?(?:第三方|评估|测评|考核|得分|排名)/.test(rest)
      )
        continue
      findings.push({
        kind: 'period',
        severity: 'warning',
        text: `年度报告统计全年，这里的数只到 ${month} 月。请补到 12 月 31 日，或者写明为什么只到这一天。`,
        places: [placeIn(paragraph, match.index, Math.min(paragraph.plain.length, match.index + 24))],
        stated: match[0],
      })
    }
  }
  return findings
}

/** 结转 2025 年, in the report of 2025: what is not done goes into the year after. */
const carriedInto = (paragraph: Paragraph, reportYear: number): Finding[] =>
  [...paragraph.plain.matchAll(/结转(?:至|到)?(20\d\d)年(?!度?结转)/g)]
    .filter(([, into]) => Number(into) === reportYear)
    .map((match) => ({
      kind: 'period',
      severity: 'warning',
      text: `${reportYear} 年的报告，没有办完的结转到 ${reportYear + 1} 年，这里写的是“${match[0]}”。请核对是不是沿用了上年的文字。`,
      places: [placeIn(paragraph, match.index, match.index + match[0].length)],
      stated: match[0],
    }))

/**
 * 统计期限自 2013 年 1 月 1 日起至 2013 年 11 月 30 日止: the year that is reported, from its first day to its last. The
 * regulations came into force on 1 May 2008, so the first reports begin there.
 */
function periodStated(paragraph: Paragraph, reportYear: number): Finding | undefined {
  const at =
    /统计(?:起止时间|起止日期|起止期限|期限|时限|时间|期间|区间|数据时间)|(?:数据|情况)[^,，。;；]{0,6}(?:期限|时限)/.exec(
      paragraph.plain,
    )
  if (!at) return undefined
  const clause = paragraph.plain.slice(at.index).split(/[。;；]/)[0] ?? ''
  const [from, to] = datesIn(clause)
  if (!from?.year || !from.month || !from.day || !to?.month || !to.day) return undefined
  if (!/^[\s()自从起到至\-—－~～]{0,6}$/.test(clause.slice(from.end, to.start).replace(/[年月日号]/g, '')))
    return undefined
  const begins =
    from.year === reportYear && from.day === 1 && (from.month === 1 || (from.month === 5 && reportYear === 2008))
  const ends = (to.year ?? from.year) === reportYear && to.month === 12 && to.day === 31
  if (begins && ends) return undefined
  return {
    kind: 'period',
    severity: 'warning',
    text: `年度报告统计 ${reportYear} 年全年，这里写的期限是 ${clause.slice(from.start, to.end)}。请核对期限和所列的数。`,
    places: [placeIn(paragraph, at.index, Math.min(paragraph.plain.length, at.index + to.end))],
    stated: clause.slice(from.start, to.end),
  }
}

/** 2015-2016 学年 runs from September to August. */
const schoolYear = /(20\d{2})\s*[-—–~至]+\s*(20\d{2})\s*学年/
const stated =
  /统计(?:期限|时间|时段|周期|期间)[为是自从:]{0,2}(20\d\d)年(\d{1,2})月\d{1,2}日(?:起)?[至到—-]+(20\d\d)年(\d{1,2})月\d{1,2}日/

/** A report of a school year, as universities make them, whose figures are of another. */
export function schoolYearIn(paragraphs: readonly Paragraph[]): Finding[] {
  const [, from, to] =
    paragraphs
      .slice(0, 4)
      .map((p) => schoolYear.exec(p.plain))
      .find((m) => m) ?? []
  return paragraphs.flatMap((paragraph) => {
    const match = from && stated.exec(paragraph.plain)
    if (!match || (match[1] === from && match[3] === to)) return []
    return [
      {
        kind: 'period' as const,
        severity: 'warning' as const,
        text: `报告写的是 ${from}—${to} 学年，这里写的期限是另外的时间。请核对是不是沿用了上一学年的文字。`,
        places: [placeIn(paragraph, match.index, match.index + match[0].length)],
        stated: match[0],
      },
    ]
  })
}

/** When the report was signed: the last line that is nothing but a date. */
export function signedOn(paragraphs: readonly Paragraph[]): { date: Date; paragraph: Paragraph } | undefined {
  const found = paragraphs.findLast((p) => {
    const text = p.plain.trim()
    const [date] = datesIn(text)
    const lead = text.slice(0, date?.start)
    return (
      date?.year &&
      date.month &&
      date.day &&
      (lead === '' || /^(?:报告|成文|落款|编制)(?:日期|时间):?\s*$/.test(lead)) &&
      date.end >= text.length - 1
    )
  })
  const [date] = found ? datesIn(found.plain) : []
  return found && date?.year && date.month && date.day
    ? { date: new Date(Date.UTC(date.year, date.month - 1, date.day)), paragraph: found }
    : undefined
}

/** The dates of report and form, held against each other and against the end of the year. */
export function datesOf(
  form: FilledForm | undefined,
  paragraphs: readonly Paragraph[],
  reportYear: number | undefined,
): Result {
  const result: Result = { findings: [], holding: [] }
  const signed = signedOn(paragraphs)
  const [filled] = form?.filledIn ? datesIn(form.filledIn.text) : []
  const filledOn =
    filled?.year && filled.month && filled.day
      ? new Date(Date.UTC(filled.year, filled.month - 1, filled.day))
      : undefined
  const day = (date: Date) => `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`
  const signedPlace = signed && placeIn(signed.paragraph, 0, signed.paragraph.text.length)
  if (signed && filledOn && form?.filledIn && signedPlace) {
    const places = [placeOn(form.filledIn.line, `填报日期 ${form.filledIn.text}`), signedPlace]
    if (filledOn > signed.date)
      result.findings.push({
        kind: 'date',
        severity: 'warning',
        text: `统计表的填报日期 ${day(filledOn)} 晚于报告的日期 ${day(signed.date)}，报告里不可能有还没有填好的表。`,
        places,
        stated: day(filledOn),
        computed: day(signed.date),
      })
    else
      result.holding.push({
        kind: 'date',
        text: `填报日期 ${day(filledOn)} 不晚于报告日期 ${day(signed.date)}`,
        places,
      })
  }
  if (reportYear === undefined) return result
  const end = new Date(Date.UTC(reportYear, 11, 31))
  for (const [date, what, place] of [
    [filledOn, '填报日期', form?.filledIn && placeOn(form.filledIn.line, form.filledIn.text)],
    [signed?.date, '报告日期', signedPlace],
  ] as const)
    if (date && place && date < end && date.getUTCFullYear() < reportYear + 1)
      result.findings.push({
        kind: 'date',
        severity: 'warning',
        text: `${what} ${day(date)} 在 ${reportYear} 年结束之前，全年的数这时还不齐。`,
        places: [place],
        stated: day(date),
      })
  if (signed && signedPlace && signed.date > new Date(Date.UTC(reportYear + 1, 2, 31)))
    result.findings.push({
      kind: 'date',
      severity: 'note',
      text: `报告日期 ${day(signed.date)} 晚于 3 月 31 日，超过了公布年度报告的期限。`,
      places: [signedPlace],
      stated: day(signed.date),
    })
  else if (signed && signedPlace)
    result.holding.push({ kind: 'date', text: `报告日期 ${day(signed.date)} 在 3 月 31 日之前`, places: [signedPlace] })
  return result
}
