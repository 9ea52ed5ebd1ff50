import { type Finding, placeIn } from './findings.ts'
import type { Paragraph } from './text.ts'
import { signedOn } from './wording.ts'

/** Months that a bulletin tells of, from its title. */
type Period = { year: number; from: number; to: number }

const title =
  /(20\d\d)年度?(?:第?([一二三四])季度|(上半年|下半年)|(\d{1,2})月份?)[^。;]{0,30}(?:通报|简报|月报|季报|分析|情况|报告|总结)/
/** Its month on a line of its own, or behind the title. */
const issue =
  /^(?:[^。]{0,40}(?:通报|简报|月报|季报))?\s*\(?(20\d\d)年(?:第?([一二三四])季度|(上半年|下半年)|(\d{1,2})月份?)\)?$/
const quarters = '一二三四'
const quarter = (sign: string): Pick<Period, 'from' | 'to'> => {
  const q = quarters.indexOf(sign)
  return { from: q * 3 + 1, to: q * 3 + 3 }
}

function periodOf(paragraphs: readonly Paragraph[]): Period | undefined {
  const head = paragraphs.slice(0, 3)
  const isBulletin = head.some(({ plain }) => /(?:通报|简报|月报|季报)\s*(?:\([^()]*\)\s*)?$/.test(plain))
  for (const { plain } of head) {
    const [, year, q, half, month] = title.exec(plain) ?? ((isBulletin && issue.exec(plain.trim())) || [])
    if (!year) continue
    if (q) return { year: Number(year), ...quarter(q) }
    if (half) return { year: Number(year), from: half === '上半年' ? 1 : 7, to: half === '上半年' ? 6 : 12 }
    return { year: Number(year), from: Number(month), to: Number(month) }
  }
  return undefined
}

const asOf = /截[至止]到?(?:(20\d\d)年)?(\d{1,2})月(?:底|末|\d{1,2}日)/g
/** 统计时段为 2023 年 5 月 1 日至 5 月 31 日 */
const reckoned =
  /统计(?:时段|时间|期限|周期|区间|期间)[为是自从:]{0,2}(20\d\d)年(\d{1,2})月(\d{1,2})日(?:0时)?(?:起)?[至到—-](?:20\d\d年)?(\d{1,2})月\d{1,2}日/g
const compared = /(环比|同比)[^,;。()\d]{0,6}[\d.]*%?\s*\(?(20\d\d)年(?:第?([一二三四])季度|(\d{1,2})月份?)/g

/**
 * What bulletins of a month or a quarter say of times: figures that end before it does, a date before its end, and 同比 for
 * the time right before it or 环比 for the same time of the year before.
 */
export function bulletinsIn(paragraphs: readonly Paragraph[]): Finding[] {
  const period = periodOf(paragraphs)
  if (!period) return []
  const findings: Finding[] = []
  for (const paragraph of paragraphs) {
    const place = (match: RegExpExecArray) => [placeIn(paragraph, match.index, match.index + match[0].length)]
    for (const match of paragraph.plain.matchAll(asOf)) {
      const [year, month] = [Number(match[1] ?? period.year), Number(match[2])]
      if (year !== period.year || month >= period.to || month < period.from - 1) continue
      findings.push({
        kind: 'period',
        severity: 'warning',
        text: `通报的是到 ${period.to} 月为止的情况，这里的数只到 ${month} 月。请核对是不是沿用了上一期的文字。`,
        places: place(match),
        stated: match[0],
      })
    }
    for (const match of paragraph.plain.matchAll(reckoned)) {
      const [, year, from, day, to] = match.map(Number)
      if (day !== 1 || (year === period.year && from === period.from && (to || from) === period.to)) continue
      findings.push({
        kind: 'period',
        severity: 'warning',
        text: `通报的是 ${period.year} 年 ${period.from === period.to ? '' : `${period.from} 至 `}${period.to} 月，这里写的统计时段不同。请核对是不是沿用了上一期的文字。`,
        places: place(match),
        stated: match[0],
      })
    }
    for (const match of paragraph.plain.matchAll(compared)) {
      const [, word, year, q, month] = match
      const other = q ? quarter(q) : { from: Number(month), to: Number(month) }
      if (other.to - other.from !== period.to - period.from) continue
      const isLastYear = Number(year) === period.year - 1 && other.from === period.from
      const months = (Number(year) - period.year) * 12 + other.to - period.from
      if (word === '环比' ? !isLastYear : months !== -1) continue
      findings.push({
        kind: 'wording',
        severity: 'warning',
        text: `“${match[0]}”：与上年同一时期比是同比，与上一期比是环比。请核对用词。`,
        places: place(match),
        stated: match[0],
      })
    }
  }
  const signed = signedOn(paragraphs)
  // Of a month some count to the 25th.
  const end = new Date(Date.UTC(period.year, period.to, period.to === period.from ? -5 : 0))
  if (signed && signed.date < end)
    findings.push({
      kind: 'date',
      severity: 'warning',
      text: `落款日期在通报的时期结束之前，${period.to} 月的数这时还不齐。请核对日期。`,
      places: [placeIn(signed.paragraph, 0, signed.paragraph.text.length)],
      stated: signed.paragraph.text.trim(),
    })
  return findings
}
