import { type Finding, placeIn } from './findings.ts'
import { datesIn } from './quantities.ts'
import type { Paragraph } from './text.ts'

const kinds = /(?:局|委员会|镇|乡|街道|县|市|区|旗|中心|厅)$/
const title = /^\s*(?<name>[\u4e00-\u9fff]{3,24}?)(?:关于)?20\d\d年度?[^。]{0,30}(?:报告|年报|总结|通报)/
const prepared =
  /(?:由|现将|编制)(?<name>[\u4e00-\u9fff]{3,24}?)(?:(?:负责)?(?:编制|编写|汇总)|20\d\d年度?(?:政府信息公开|政务公开))/g

/** A name without what may be left out of it: 东岐县人民政府办公室 is 东岐县. */
const core = (name: string) =>
  name
    .replace(/^中共/, '')
    .replace(/办公[室厅]$|办$/, '')
    .replace(/(?:人民)?政府$|办事处$|管理委员会$|管委会$/, '')

/** Whether one name is the other cut short: 卫健局 and 卫生健康局. */
const isShortOf = (short: string, name: string) => {
  let at = 0
  for (const sign of name) if (sign === short[at]) at += 1
  return at === short.length
}

/** Two offices of one kind that cannot be the same. */
function differ(a: string, b: string): boolean {
  const [one, other] = [core(a), core(b)]
  const [kind, same] = [kinds.exec(one)?.[0], kinds.exec(other)?.[0]]
  return kind !== undefined && kind === same && !isShortOf(one, other) && !isShortOf(other, one)
}

/** The report of one office, signed or prepared by another: what was left of the paper it was made after. */
export function officesIn(paragraphs: readonly Paragraph[]): Finding[] {
  const head = paragraphs.slice(0, 4).find((p) => title.test(p.plain))
  const own = head && title.exec(head.plain)?.groups?.name
  if (!head || !own) return []
  const finding = (paragraph: Paragraph, name: string, at: number): Finding[] =>
    differ(own, name)
      ? [
          {
            kind: 'wording',
            severity: 'warning',
            text: `标题是“${own}”的报告，这里写的是“${name}”。请核对单位名称，是不是沿用了别的单位的文稿。`,
            places: [
              placeIn(paragraph, at, at + name.length),
              placeIn(head, head.plain.indexOf(own), head.plain.indexOf(own) + own.length),
            ],
            stated: name,
            computed: own,
          },
        ]
      : []
  const signature = paragraphs.at(lastDated(paragraphs) - 1)
  const name = signature && /^\s*([\u4e00-\u9fff]{4,24})\s*$/.exec(signature.plain)?.[1]
  return [
    ...paragraphs.slice(0, 8).flatMap((p) =>
      [...p.plain.matchAll(prepared)].flatMap((match) => {
        const told = match.groups?.name ?? ''
        return finding(p, told, match.index + match[0].indexOf(told))
      }),
    ),
    ...(signature && name ? finding(signature, name, signature.plain.indexOf(name)) : []),
  ]
}

/** The last paragraph that is nothing but a date; of none the first. */
function lastDated(paragraphs: readonly Paragraph[]): number {
  return Math.max(
    0,
    paragraphs.findLastIndex((p) => {
      const text = p.plain.trim()
      const [date] = datesIn(text)
      return date?.day !== undefined && date.start === 0 && date.end >= text.length - 1
    }),
  )
}
