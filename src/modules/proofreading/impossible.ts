import { type Finding, placeIn } from './findings.ts'
import type { Paragraph } from './text.ts'

const day = /(?:(20\d\d)\s*年\s*)?(?<!\d)(1[0-2]|[1-9])\s*月\s*(\d{1,2})\s*日/g
/** 6 月 20 日至 6 月 5 日: from the later to the earlier of one month. */
const days = /(\d{1,2})月(\d{1,2})日(?:至|到|—|-|~)(\d{1,2})月(\d{1,2})日/g
/** 15 至 2 个工作日: from the more to the less. Days and months of the calendar go over the turn of the year. */
const range =
  /(?<![\d.月日年号第〔-])(\d+(?:\.\d+)?)(?:个工作日|天|件|条|人|岁|元|%)?(?:至|到|~|—)(\d+(?:\.\d+)?)(?=个?工作日|天|小时|分钟|件|条|人|岁|元|%|公里)/g
/** 由第 7 位升至第 9 位: a rank is the higher the less its number is. */
const rank =
  /第\s*(\d+)\s*[位名](?:[^,;。\d]{0,6}?)(升|前移|跃|进|提|降|后移|退|滑|落)[^,;。\d第]{0,4}第\s*(\d+)\s*[位名]/g
/** 满意度 107.3%: of what there is, no more than all. What is fulfilled or grows may be more. */
const overAll =
  /(?:满意[度率]|办结率|办理率|答复率|回复率|接通率|合格率|知晓率|好评率|(?:^|[,;、])占(?:比|总数|全部)?)(?:为|达到?|达|均?为|约)?(\d{3,}(?:\.\d+)?)%/g
const betters = /升|前移|跃|进|提/

/** Days that no month has, ranges and ranks that go the wrong way round. */
export function impossibleIn(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const { plain } = paragraph
    const found = (match: RegExpExecArray, finding: Pick<Finding, 'kind' | 'severity' | 'text'>): Finding => ({
      ...finding,
      places: [placeIn(paragraph, match.index, match.index + match[0].length)],
      stated: match[0],
    })
    return [
      ...[...plain.matchAll(day)]
        .filter(([, year, month, date]) => Number(date) > daysOf(Number(month), year ? Number(year) : undefined))
        .map((match) =>
          found(match, { kind: 'date', severity: 'error', text: `没有“${match[0]}”这一天。请改正日期。` }),
        ),
      ...[...plain.matchAll(days)]
        .filter(([, month, from, to, until]) => month === to && Number(from) > Number(until))
        .map((match) =>
          found(match, {
            kind: 'date',
            severity: 'warning',
            text: `“${match[0]}”：起止日期前后颠倒。请核对。`,
          }),
        ),
      ...[...plain.matchAll(range)]
        .filter((match) => Number(match[1]) > Number(match[2]) && !isOfTime(plain.slice(0, match.index)))
        .map((match) =>
          found(match, {
            kind: 'wording',
            severity: 'warning',
            text: `“${match[0]}”的区间前大后小，前后两个数像是写反了。请核对。`,
          }),
        ),
      ...[...plain.matchAll(overAll)]
        .filter(([, value]) => Number(value) > 100)
        .map((match) =>
          found(match, {
            kind: 'percentage',
            severity: 'error',
            text: `“${match[0].replace(/^[,;、]/, '')}”超过了 100%。请核对。`,
          }),
        ),
      ...[...plain.matchAll(rank)]
        .filter(([, from, verb = '', to]) =>
          betters.test(verb) ? Number(to) > Number(from) : Number(to) < Number(from),
        )
        .map((match) =>
          found(match, {
            kind: 'change',
            severity: 'error',
            text: `“${match[0]}”：名次的数越小，位次越前，这里升降和前后两个数不符。请核对。`,
          }),
        ),
    ]
  })
}

/** Of February without its year the longer one. */
const daysOf = (month: number, year = 2000) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** 从 25 日到 3 日, 由 30 天压缩到 5 天: a time, or a change that says what was before. */
const isOfTime = (lead: string) => /(?:由|从|自)[^,;。]{0,10}$/.test(lead)
