import {
  aloneIn,
  closingBlanks,
  endOfRow,
  findRows,
  isCell,
  isCloseUp,
  mostStarts,
  numberOf,
  numbersIn,
  patternOf,
  type Row,
  type Stretch,
} from './form-text.ts'
import type { FilledCell, FilledForm, Templates } from './forms.ts'
import type { Line } from './text.ts'

/** Labels of table 3 by their row, in words short enough to be the same in every copy. */
const resultWords = [
  '予以公开', '部分公开', '属于国家秘密', '其他法律行政法规禁止公开', '危及', '保护第三方合法权益', '属于三类内部事务信息',
  '属于四类过程性信息', '属于行政执法案卷', '属于行政查询事项', '本机关不掌握相关政府信息', '没有现成信息需要另行制作',
  '补正后申请内容仍不明确', '信访举报投诉类申请', '重复申请', '要求提供公开出版物', '无正当理由大量反复申请',
  '要求行政机关确认或重新出具已获取信息',
] // biome-ignore format: a list of words

const wordsOf = {
  2019: ['本年新收', '上年结转', ...resultWords, '其他处理', '总计', '结转下年度继续办理'],
  2021: [
    '本年新收',
    '上年结转',
    ...resultWords,
    '申请人无正当理由逾期不补正',
    '申请人逾期未按收费通知要求缴纳费用',
    '其他',
    '总计',
    '结转下年度继续办理',
  ],
} as const

/** Heads of columns are called so as well, and a page repeats them, one sign below the other. */
const inOneLine = new Map([
  ['总计', '\\（七\\）\\s*总\\s*计|总[ \\t]{0,4}计'],
  ['其他', '其[ \\t]{0,4}他(?!结果|处理|需要)'],
])

export function findTables(stretch: Stretch, templates: Templates): FilledForm | undefined {
  const is2021 = new RegExp(['逾期不补正', '现行有效件数', '本年处理决定数量'].map(patternOf).join('|')).test(
    stretch.text,
  )
  const code = is2021 ? 2021 : 2019
  const rows = wordsOf[code].map((label, i) => ({
    ids: [1, 2, 3, 4, 5, 6, 7].map((c) => `t3.r${i + 1}.c${c}`),
    label,
    pattern: inOneLine.get(label) ?? patternOf(label),
  }))
  let best: ReturnType<typeof findRows> = []
  for (const { index } of [...stretch.text.matchAll(/本年新收/g)].slice(0, mostStarts)) {
    const found = findRows(stretch, rows, index, 300)
    if (found.length > best.length) best = found
  }
  if (best.length < rows.length * 0.7 && !isCutOff(stretch, best, rows) && !isCloseUp(stretch, best)) return undefined
  const cells = new Map<string, FilledCell>()
  const closing = closingBlanks(best.map(({ end }) => stretch.text.slice(end)))
  for (const [i, { row, end }] of best.entries()) {
    const next = best[i + 1]?.start ?? endOfRow(stretch.text, end)
    // Labels that a page cut in two are not found; their values stand behind those of the row before.
    const cut = rowsBetween(rows, row, best[i + 1]?.row)
    const text = stretch.text.slice(end, next)
    const runs = cut.length > 0 ? runsOf(text, 7) : []
    const all = runs.length === cut.length + 1 ? runs : [numbersIn(text, 7, isCell, closing)]
    for (const [r, values] of all.entries()) {
      const { ids, label } = r === 0 ? row : (cut[r - 1] as Row)
      const line = stretch.lineAt(end - 1)
      // Where every cell stands on a line of its own, it is found there.
      const own = r === 0 && values && !/[|\t]/.test(text) ? linesOfCells(stretch, end, text, values) : undefined
      values?.forEach((raw, c) => {
        const id = ids[c] as string
        const words = `${label}·${columnWords[c]}`
        const place = own?.[c] ? { line: own[c], fromLast: 1 } : { line, fromLast: 7 - c }
        cells.set(id, { id, label: words, raw, value: numberOf(raw), ...place })
      })
    }
  }
  const [first, last] = [best[0], best.at(-1)]
  if (!first || !last) return undefined
  findTable2(stretch, first.start, code, cells)
  findTable4(stretch, last.end, cells)
  return {
    template: templates[code],
    cells,
    from: stretch.lineAt(first.start).number,
    to: stretch.lineAt(last.end).number,
  }
}

/** Words behind the last row that is there, in a text that breaks off within the table. */
const restOfRow = 120

/** Whether the text breaks off within the table: its first rows are there, one behind the other, and nothing behind them. */
function isCutOff(stretch: Stretch, found: ReturnType<typeof findRows>, rows: readonly Row[]): boolean {
  const last = found.at(-1)
  return (
    last !== undefined &&
    found.length >= 2 &&
    found.every(({ row }, i) => row === rows[i]) &&
    stretch.text.trimEnd().length - last.end <= restOfRow
  )
}

const rowsBetween = (rows: readonly Row[], row: Row, next: Row | undefined): readonly Row[] =>
  next ? rows.slice(rows.indexOf(row) + 1, rows.indexOf(next)) : []

/** The lines of the values that stand behind a label, if they are on lines behind it. */
function linesOfCells(stretch: Stretch, end: number, text: string, values: readonly string[]): Line[] | undefined {
  const tokens = [...text.matchAll(/\S+/g)]
  const first = tokens.findIndex((_, i) => values.every((raw, c) => tokens[i + c]?.[0] === raw))
  const at = (c: number) => stretch.lineAt(end + (tokens[first + c]?.index ?? 0))
  return first < 0 || at(0) === stretch.lineAt(end - 1) ? undefined : values.map((_, c) => at(c))
}

/** Every row of `count` cells in a text that has no signs between its cells. */
function runsOf(text: string, count: number): string[][] {
  const runs: string[][] = []
  let run: string[] = []
  for (const token of text.split(/[\s|]+/)) {
    if (isCell(token)) run.push(token)
    else if (token !== '') run = []
    if (run.length === count) {
      runs.push(run)
      run = []
    }
  }
  return runs
}

const columnWords = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']

/** Rows of table 2 by their words, and how many cells each has: figures of the year, and since 2021 fewer of them. */
const rowsOfTable2 = {
  2019: [
    ['规章', 3], ['规范性文件', 3], ['行政许可', 3], ['其他对外管理服务事项', 3], ['行政处罚', 3], ['行政强制', 3],
    ['行政事业性收费', 2], ['政府集中采购', 2],
  ],
  2021: [
    ['规章', 3], ['行政规范性文件|规范性文件', 3], ['行政许可', 1], ['行政处罚', 1], ['行政强制', 1], ['行政事业性收费', 1],
  ],
} as const // biome-ignore format: tables

const signed = /^(?:[+-]|增加?|减少?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(万元|亿元|元)?$/

/** A cell of table 2: a figure, an increase or decrease with its sign, or an amount with its measure. */
const isFigure = (token: string) => isCell(token) || signed.test(token)

/** An amount in 万元 whatever it is written in. */
function figureOf(raw: string): number | null {
  const measure = signed.exec(raw)?.[1]
  const value = numberOf(
    raw
      .replace(/^(?:\+|增加?)/, '')
      .replace(/^减少?/, '-')
      .replace(/[万亿]?元$/, ''),
  )
  if (value === null || !measure || measure === '万元') return value
  return Math.round((measure === '亿元' ? value * 10_000 : value / 10_000) * 1e6) / 1e6
}

function findTable2(stretch: Stretch, before: number, code: 2019 | 2021, cells: Map<string, FilledCell>): void {
  const rows = rowsOfTable2[code]
  const start = stretch.text.slice(0, before).lastIndexOf('第二十条第')
  const head = new RegExp(patternOf(code === 2021 ? '现行有效' : '对外公开总数量'), 'g')
  const first = [...stretch.text.slice(0, before).matchAll(head)].at(-1)?.index ?? -1
  if (start < 0 || first < 0) return
  let at = first
  for (const [r, [words, count]] of rows.entries()) {
    const pattern = new RegExp(words.split('|').map(patternOf).join('|'), 'g')
    pattern.lastIndex = at
    const match = pattern.exec(stretch.text)
    if (!match || match.index > before) continue
    at = match.index + match[0].length
    const values = numbersIn(stretch.text.slice(at, at + 80), count, isFigure)
    values?.forEach((raw, c) => {
      const id = `t2.r${r + 1}.c${c + 1}`
      const label = words.split('|')[0] ?? ''
      cells.set(id, { id, label, raw, value: figureOf(raw), line: stretch.lineAt(at - 1), fromLast: count - c })
    })
  }
}

const outcomeWords = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']

const groupWords = ['行政复议', '未经复议直接起诉', '复议后起诉']

function findTable4(stretch: Stretch, after: number, cells: Map<string, FilledCell>): void {
  const pattern = new RegExp(`${patternOf('结果维持')}|${patternOf('行政复议、行政诉讼情况')}`, 'g')
  pattern.lastIndex = after
  const head = pattern.exec(stretch.text)?.index
  if (head === undefined) return
  const found = fifteenIn(stretch.text.slice(head))
  found?.cells.forEach((raw, i) => {
    const id = `t4.c${i + 1}`
    const label = `${groupWords[Math.floor(i / 5)]}·${outcomeWords[i % 5]}`
    cells.set(id, { id, label, raw, value: numberOf(raw), line: stretch.lineAt(head + found.at), fromLast: 15 - i })
  })
}

/**
 * The values of table 4: one row by its cells where they are cut by signs, blanks among them; or fifteen in a row; or five
 * in each of three tables.
 */
function fifteenIn(text: string): { cells: string[]; at: number } | undefined {
  let at = 0
  for (const line of text.split('\n').slice(0, 12)) {
    const cells = line.split(/[|\t]/).map((cell) => cell.trim())
    if (cells.length > 15 && cells.at(-1) === '') cells.pop()
    const tail = cells.slice(-15)
    if (tail.length === 15 && tail.some(isCell) && tail.every((c) => c === '' || isCell(c))) return { cells: tail, at }
    at += line.length + 1
  }
  const lines = text.split('\n').slice(0, mostAlone)
  const head = lines.findLastIndex((line, i) => i < lines.length - 15 && /总计\s*\|\s*$/.test(line))
  const alone = head < 0 ? undefined : aloneIn(lines.slice(head + 1, head + 16), isCell)
  if (alone?.length === 15 && alone.some((c) => c !== ''))
    return { cells: alone, at: lines.slice(0, head + 1).join('\n').length + 1 }
  const tokens = [...text.matchAll(/[^\s|]+/g)]
  const first = tokens.findIndex((t) => isCell(t[0]))
  const run = tokens.slice(first, first + 15)
  if (first >= 0 && run.length === 15 && run.every((t) => isCell(t[0])))
    return { cells: run.map((t) => t[0]), at: run[0]?.index ?? 0 }
  return threeOfFive(text)
}

/** How far a table 4 goes whose cells stand each on a line of its own. */
const mostAlone = 60

/** How far behind its head a table 4 goes that is cut in three. */
const mostOfThree = 24

function threeOfFive(text: string): { cells: string[]; at: number } | undefined {
  const rows = text
    .split('\n')
    .slice(0, mostOfThree)
    .map((line) => line.split(/[|\s]+/).filter((token) => token !== ''))
    .filter((tokens) => tokens.length === 5 && tokens.every(isCell))
  return rows.length === 3 ? { cells: rows.flat(), at: 0 } : undefined
}
