import { quantitiesIn } from '../proofreading/index.ts'

/**
 * The notation by which the text of a report refers to what is counted. Text is literal but for braces:
 *
 *     {requests.received}                      收到申请 4件: the value with its unit
 *     {requests.received 只写数}               4
 *     {hotline.received 截至=10-31}            from 1 January to that day of the report's year
 *     {cases.received 年=-1}                   the same of the year before
 *     {cases.received 单位=civil}              of one unit and those below it
 *     {requests.form2014.C3.2 占=requests.received}   75%: its share of the other
 *     {catalogue.delegatedDaysAfter 比=catalogue.delegatedDaysBefore}   减少22.2%
 *     {cases.received 比上年}                  增加3.1%
 *     {organisations.trainings 列名}           names of the records behind it
 *     {disclosure.visits 前=5}                 names of the five that add most, the largest first
 *     {表 C1}                                  the value of that cell of the year's statistical form
 *     {图 题=咨询方式 a b c}, {图 按月 a}      a chart, on a line of its own
 *     {年} {上年} {单位} {统计期} …             words that the report knows
 *     {待写 考核结果}                           what the format still wants written; nothing is printed
 *     {日期 7月27日} {文号 …} {电话 …} {法条 …} {名称 …}   a citation: a number that counts nothing
 */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'figure'; source: string; figure: FigureReference }
  | { kind: 'chart'; source: string; chart: ChartReference }
  | { kind: 'word'; source: string; word: Word }
  | { kind: 'citation'; source: string; of: CitationKind; text: string }
  | { kind: 'toWrite'; source: string; what: string }
  /** Braces that mean nothing: what is wrong with them, in words for who wrote them. */
  | { kind: 'fault'; source: string; why: string }

export type FigureReference = {
  /** Indicator or rate; or the cell of the form. */
  of: { indicator: string } | { cell: string }
  shows:
    | { as: 'value'; bare: boolean }
    | { as: 'share'; whole: string }
    | { as: 'change'; base: string | 'yearBefore' }
    | { as: 'list' }
    | { as: 'top'; most: number }
  /** Month and day at which the period ends, `10-31`; the year's end where absent. */
  until?: string
  /** Years from the report's own: -1 is the year before. */
  year: number
  /** Code of the unit; the report's own where absent. */
  unit?: string
}

export type ChartReference = { title?: string; months: boolean; indicators: readonly string[] }

const words = {
  年: 'year',
  上年: 'yearBefore',
  单位: 'unit',
  编制单位: 'issuer',
  联系电话: 'phone',
  统计期: 'period',
} as const
export type Word = (typeof words)[keyof typeof words]

export const citationKinds = ['日期', '文号', '电话', '地址', '法条', '名称'] as const
export type CitationKind = (typeof citationKinds)[number]

/** The text in pieces, in order; the sources and texts joined give the text again. */
export function parse(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(/\{([^{}\n]*)\}/g)) {
    if (match.index > at) pieces.push(...literal(text.slice(at, match.index)))
    pieces.push(pieceOf(match[0], match[1]?.trim() ?? ''))
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push(...literal(text.slice(at)))
  return pieces
}

/** Literal text; a brace that stands alone is a fault, so that a slip of the hand is not printed. */
function literal(text: string): Piece[] {
  return text.split(/([{}])/).flatMap((part): Piece[] => {
    if (part === '') return []
    if (part !== '{' && part !== '}') return [{ kind: 'text', text: part }]
    return [{ kind: 'fault', source: part, why: '花括号要成对，里面写一个指标' }]
  })
}

function pieceOf(source: string, inside: string): Piece {
  const [head = '', ...rest] = inside.split(/\s+/)
  const fault = (why: string): Piece => ({ kind: 'fault', source, why })
  if (head in words && rest.length === 0) return { kind: 'word', source, word: words[head as keyof typeof words] }
  if (isCitationKind(head)) {
    const text = inside.slice(head.length).trim()
    const why = faultInCitation(head, text)
    return why === undefined ? { kind: 'citation', source, of: head, text } : fault(why)
  }
  if (head === '待写' && rest.length > 0) return { kind: 'toWrite', source, what: rest.join(' ') }
  if (head === '图') {
    const title = rest.find((word) => word.startsWith('题='))?.slice(2)
    const months = rest.includes('按月')
    const indicators = rest.filter((word) => word !== '按月' && !word.startsWith('题='))
    if (indicators.length === 0 || (months && indicators.length > 1))
      return fault(months ? '按月的图写一个指标' : '图后面写一个或者几个指标')
    return { kind: 'chart', source, chart: { months, indicators, ...(title && { title }) } }
  }
  if (head === '表') {
    const [cell, ...options] = rest
    return cell === undefined ? fault('表后面写格的编号，例如 表 C1') : withOptions(source, { cell }, options)
  }
  if (!/^[a-z][\w.]*$/i.test(head)) return fault(`“${head}”不是指标的编号`)
  return withOptions(source, { indicator: head }, rest)
}

function withOptions(source: string, of: FigureReference['of'], options: readonly string[]): Piece {
  const figure: FigureReference = { of, shows: { as: 'value', bare: false }, year: 0 }
  for (const option of options) {
    const [name = '', value = ''] = option.split('=')
    if (name === '只写数') figure.shows = { as: 'value', bare: true }
    else if (name === '列名') figure.shows = { as: 'list' }
    else if (name === '前' && /^([2-9]|1\d|20)$/.test(value)) figure.shows = { as: 'top', most: Number(value) }
    else if (name === '比上年') figure.shows = { as: 'change', base: 'yearBefore' }
    else if (name === '占' && value) figure.shows = { as: 'share', whole: value }
    else if (name === '比' && value) figure.shows = { as: 'change', base: value }
    else if (name === '截至' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)) figure.until = value
    else if (name === '年' && /^-\d$/.test(value)) figure.year = Number(value)
    else if (name === '单位' && value) figure.unit = value
    else return { kind: 'fault', source, why: `看不懂“${option}”` }
  }
  if ('cell' in of && (figure.until || figure.unit || figure.year !== 0 || figure.shows.as !== 'value'))
    return { kind: 'fault', source, why: '统计表的一格只能写它的数' }
  return { kind: 'figure', source, figure }
}

const isCitationKind = (text: string): text is CitationKind => (citationKinds as readonly string[]).includes(text)

/** A number with a counting word: what a citation must not smuggle in. */
const counted =
  /(?<![第〔\d])\d[\d,.]*\s*(?:余|多)?\s*(?:万|亿)?\s*(?:件|条|次|项|个|人|家|篇|份|户|%|％|元|万元|亿元|天|工作日)/

/** Whether a name is a count or a date written out: 近百人, 二百二十人次, 3月1日. 第十次会议 counts nothing. */
const countsInWords = (text: string): boolean =>
  /^(?:\d{4}年)?\d{1,2}[月日]/.test(text) ||
  quantitiesIn(text).some((q) => q.unit !== '' && !/[第〔]$/.test(text.slice(0, q.start)))

const shapes: Record<CitationKind, { shape: RegExp; example: string }> = {
  日期: {
    shape: /^(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[至到—-](?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?)?$/,
    example: '7月27日',
  },
  文号: { shape: /〔\d{4}〕\d+号$|^(?:第\d+号|GB\/T \d+(?:-\d+)?)$/, example: '津政发〔2018〕3号' },
  电话: { shape: /^[\d\-、]{5,40}$/, example: '0736-4210138' },
  地址: { shape: /[号室楼层路街道村组]/, example: '孟姜女大道1号' },
  法条: { shape: /^(?:《[^》]+》)?第[一二三四五六七八九十百\d]+条/, example: '第二十条' },
  名称: { shape: /[^\d\s]/, example: '市政府第10次常务会议' },
}

function faultInCitation(kind: CitationKind, text: string): string | undefined {
  const { shape, example } = shapes[kind]
  if (text === '' || !shape.test(text)) return `这不像${kind}，${kind}写成“${example}”这样`
  if (counted.test(text) || (kind === '名称' && countsInWords(text))) return `“${text}”里有统计数，请改用指标`
  return undefined
}
