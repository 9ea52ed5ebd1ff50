import { placeOn, type Result, shown } from './findings.ts'
import { type Line, plain } from './text.ts'

/** A table of any kind, by its cells. */
type Table = { rows: { line: Line; cells: string[] }[] }

const totalWord = /^(?:合计|总计|小计|总数|共计)(?:\(.{1,6}\))?$/
const figure = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/
const figureIn = (cell: string | undefined) =>
  cell !== undefined && figure.test(cell) ? Number(cell.replaceAll(',', '')) : undefined
const squeezed = (cell: string) => cell.replace(/\s+/g, '')

/** Tables whose cells are cut by signs: at least three rows of as many cells, of three at least. */
function tablesIn(lines: readonly Line[]): Table[] {
  const tables: Table[] = []
  let table: Table = { rows: [] }
  const close = () => {
    if (table.rows.length >= 3) tables.push(table)
    table = { rows: [] }
  }
  for (const line of lines) {
    const row = plain(line.text)
    // Who opens a row with a sign closes it with one; else the last cell is blank.
    const cells = (/^\s*\|/.test(row) ? row.replace(/\|\s*$/, '') : row).split(/[|\t]/).map((c) => squeezed(c))
    const width = table.rows[0]?.cells.length
    if (cells.length < 3 || (width !== undefined && cells.length !== width)) close()
    if (cells.length >= 3) table.rows.push({ line, cells })
  }
  close()
  return tables
}

/**
 * Totals of tables that are no form: a column or a row called 合计 or 总计. Whether a total takes in all of its row or column
 * shows in the others: one that fails is told only where as many hold.
 */
export function tableTotals(lines: readonly Line[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const table of tablesIn(lines)) {
    rowTotals(table, result)
    columnTotals(table, result)
  }
  return result
}

type Sum = { line: Line; stated: number; parts: number[]; words: string }

function rowTotals({ rows: [head, ...rows] }: Table, result: Result): void {
  const at = head?.cells.findIndex((c) => totalWord.test(c)) ?? -1
  if (!head || at < 1) return
  // What is counted stands before the total; a total in front has its parts behind it.
  const parts = at === 1 ? [2, head.cells.length] : [1, at]
  const sums = rows.flatMap(({ line, cells }): Sum[] => {
    const stated = figureIn(cells[at])
    const values = cells.slice(...parts).map(figureIn)
    if (stated === undefined || values.length < 2 || values.some((v) => v === undefined)) return []
    return [{ line, stated, parts: values as number[], words: cells[0] ?? '' }]
  })
  judge(result, sums)
}

function columnTotals({ rows }: Table, result: Result): void {
  const at = rows.findLastIndex(({ cells }) => totalWord.test(cells[0] ?? '') || totalWord.test(cells[1] ?? ''))
  const total = rows[at]
  if (!total || at < 2 || at < rows.length - 1) return
  const sums = total.cells.flatMap((cell, column): Sum[] => {
    const stated = figureIn(cell)
    const values = rows
      .slice(1, at)
      .map(({ cells }) => cells[column] ?? '')
      .filter((c) => c !== '')
      .map(figureIn)
    if (stated === undefined || column === 0 || values.length < 2 || values.some((v) => v === undefined)) return []
    return [{ line: total.line, stated, parts: values as number[], words: rows[0]?.cells[column] ?? '' }]
  })
  judge(result, sums)
}

const sumOf = ({ parts }: Sum) => Math.round(parts.reduce((a, b) => a + b, 0) * 1e6) / 1e6

function judge(result: Result, sums: readonly Sum[]): void {
  const good = sums.filter((s) => sumOf(s) === s.stated)
  const bad = sums.filter((s) => sumOf(s) !== s.stated)
  if (good.length === 0 || good.length < bad.length) return
  for (const sum of good)
    if (sum.stated > 0)
      result.holding.push({
        kind: 'table',
        text: `“${sum.words}”：${sum.parts.map(shown).join(' + ')} = ${shown(sum.stated)}`,
        places: [placeOn(sum.line, `${sum.words} ${shown(sum.stated)}`)],
      })
  for (const sum of bad)
    result.findings.push({
      kind: 'table',
      severity: 'error',
      text: `表中“${sum.words}”的合计写的是 ${shown(sum.stated)}，各项 ${sum.parts.map(shown).join(' + ')} 是 ${shown(sumOf(sum))}。请核对。`,
      places: [placeOn(sum.line, `${sum.words} ${shown(sum.stated)}`)],
      stated: shown(sum.stated),
      computed: shown(sumOf(sum)),
    })
}
