import { datesIn, type Quantity, quantitiesIn } from './quantities.ts'
import { type Paragraph, type Sentence, sentencesOf } from './text.ts'

/** A number that a text states, with what it counts. */
export type Claim = {
  quantity: Quantity
  sentence: Sentence
  paragraph: Paragraph
  /** Words before the number back to the last comma or number, and behind it up to the next. */
  before: string
  after: string
  /** Year the clause speaks of, if it names one: 2018, or last / this. */
  year?: number | 'last'
}

const boundary = /[,，。;；:：!?！？\n]/

/** Claims of a paragraph, in order. */
export function claimsIn(paragraph: Paragraph): Claim[] {
  const quantities = quantitiesIn(paragraph.plain)
  const sentences = sentencesOf(paragraph)
  return quantities.flatMap((quantity, i) => {
    const sentence = sentences.find((s) => s.start <= quantity.start && quantity.start < s.end)
    if (!sentence) return []
    const from = Math.max(sentence.start, quantities[i - 1]?.end ?? 0)
    const to = Math.min(sentence.end, quantities[i + 1]?.start ?? Number.POSITIVE_INFINITY)
    const lead = paragraph.plain.slice(from, quantity.start)
    const before = lead.slice(lastBoundary(lead)).slice(-30)
    const trail = paragraph.plain.slice(quantity.end, to)
    const cut = trail.search(boundary)
    const after = (cut < 0 ? trail : trail.slice(0, cut)).slice(0, 24)
    return [{ quantity, sentence, paragraph, before, after, ...yearOf(paragraph, sentence, quantity) }]
  })
}

function lastBoundary(text: string): number {
  for (let i = text.length - 1; i >= 0; i--) if (boundary.test(text[i] ?? '')) return i + 1
  return 0
}

/** The year named last before the number in its sentence. */
function yearOf(paragraph: Paragraph, sentence: Sentence, quantity: Quantity): Pick<Claim, 'year'> {
  const lead = paragraph.plain.slice(Math.max(sentence.start, quantity.start - 300), quantity.start)
  // What is compared with the year before, or was carried over from it, is not of it.
  const last = [...lead.matchAll(/(?<!较|比|与|同|由|从)(?:上年|去年|上一年|往年)(?!度?结转)/g)].at(-1)?.index ?? -1
  const named = datesIn(lead).findLast((d) => d.year !== undefined)
  if (last >= 0 && last > (named?.start ?? -1)) return { year: 'last' }
  return named?.year === undefined ? {} : { year: named.year }
}

/** The claim as the reader sees it. */
export const quoteOf = ({ paragraph, quantity, before, after }: Claim): string => {
  const start = quantity.start - Math.min(before.length, 14)
  return paragraph.text.slice(start, quantity.end + Math.min(after.length, 10)).trim()
}

/** Whether the number is one of a comparison: 较上年增加 12 件. It counts a change, not a stock. */
export function isChange(claim: Claim): boolean {
  // Every rule asks it of every number near its own.
  const known = changes.get(claim)
  if (known !== undefined) return known
  const is = tellsChange(claim)
  changes.set(claim, is)
  return is
}

const changes = new WeakMap<Claim, boolean>()
const tellsChange = ({ before, quantity }: Claim): boolean =>
  /(?:增加|减少|增长|下降|上升|提高|提升|新增加|压缩|精简|缩短|降低|减至|多下放|多)(?:了|约|近)?$/.test(
    before.trim(),
  ) ||
  /个百分点/.test(quantity.unit) ||
  /(?:同比|环比|较|比)(?:上年|去年|上一年|同期|以往|以前)?[^,，]{0,8}$/.test(before)

/** Whether the number is a share of something. */
export const isPercent = ({ quantity }: Claim): boolean => quantity.unit === '%'

/** What stands between two numbers of one paragraph. */
export const wordsBetween = (a: Claim, b: Claim): string =>
  a.paragraph.plain.slice(a.quantity.end, b.quantity.start).trim()

/** Whether the number counts things, exactly. */
export const isCount = (claim: Claim): boolean =>
  !isPercent(claim) && !isChange(claim) && claim.quantity.vague === undefined && claim.quantity.unit !== ''

/** What the number stands for, without verbs and words of counting: used to tell whether two claims speak of the same. */
export function nounOf({ before, after }: Claim): string {
  const head = before
    .replace(/["“”'《》<>()（）\s]/g, '')
    .replace(/(?:共计|总计|合计|累计|共有|共|计|约|达到|达|为|是|有|了|已|均|各|各类|总数|数量|数)+$/g, '')
    .replace(
      /^(?:其中|全年|今年以来|今年|本年度|本年|全市|全县|全区|我市|我县|我区|我局|我镇|目前|截至目前|一是|二是|三是|四是|五是|共|累计|已)+/g,
      '',
    )
  const tail = after.replace(/["“”'《》<>()（）\s]/g, '').replace(/(?:的|等|均|已|全部|面向).*$/, '')
  return `${head}#${tail}`
}
