import { type Line, plain } from './text.ts'

/** A cell of a table, with the line on which it stands. */
export type Cell = { text: string; line: Line }
/** A table of any kind, row by row; the first names the columns. */
export type Table = Cell[][]

const figure = /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/
const share = /^[-+↑↓]?\d+(?:\.\d+)?%$/
const nothing = /^(?:[-—－/]{1,2}|——)?$/

/** The number in a cell; undefined where there is none. */
export const figureIn = (cell: Cell | undefined): number | undefined =>
  cell !== undefined && figure.test(cell.text) ? Number(cell.text.replaceAll(',', '')) : undefined
/** The percentage in a cell, and the size of its last place. */
export function shareIn(cell: Cell | undefined): { value: number; step: number } | undefined {
  if (cell === undefined || !share.test(cell.text)) return undefined
  const text = cell.text.slice(0, -1).replace('↑', '').replace('↓', '-')
  return { value: Number(text), step: 10 ** -(text.split('.')[1]?.length ?? 0) }
}
/** Whether a cell counts or is left blank, rather than names something. */
const counts = (text: string) => figure.test(text) || share.test(text) || nothing.test(text)

/** Tables of at least three rows: their cells cut by signs, by blanks, or each on a line of its own. */
export function tablesIn(lines: readonly Line[]): Table[] {
  const rows = lines.map(cellsOf)
  const kept = lines.map((_, i) => i).filter((i) => lines[i]?.text.trim() !== '')
  // Copied from a page, cells stand apart by blank lines.
  return [
    ...cutTables(rows),
    ...listedTables(
      kept.map((i) => lines[i] as Line),
      kept.map((i) => rows[i] ?? []),
    ),
  ]
}

/** Cells of a line that is a row; none where it is prose. */
function cellsOf(line: Line): Cell[] {
  const row = plain(line.text)
  // A sign at its end and no other: a cell on a line of its own.
  if (/^[^|\t]*\|\s*$/.test(row)) return []
  const cell = (text: string): Cell => ({ text: text.replace(/\s+/g, ''), line })
  // Who opens a row with a sign closes it with one; else the last cell is blank.
  if (/[|\t]/.test(row))
    return (/^\s*\||\S\s*\|\s*$/.test(row) ? row.replace(/\|\s*$/, '') : row).split(/[|\t]/).map(cell)
  if (/[。;!?]/.test(row) || row.length > 160) return []
  const cells = row.trim().split(/\s+/).map(cell)
  return cells.length >= 3 ? cells : []
}

/** Rows of as many cells, one behind the other. */
function cutTables(rows: readonly Cell[][]): Table[] {
  const tables: Table[] = []
  let table: Table = []
  const close = () => {
    const least = table[0]?.length === 2 ? 5 : table[0]?.some((c) => /^[合总]计$/.test(c.text)) ? 2 : 3
    if (table.length >= least) tables.push(headed(table))
    table = []
  }
  for (const cells of rows) {
    // Of two columns only signs between them make a table.
    const isRow = cells.length >= 2
    if (!isRow || (table[0] && cells.length !== table[0].length)) close()
    if (isRow) table.push(cells)
  }
  close()
  return tables
}

/** A table whose head is cut otherwise than its rows begins with a row: it gets a head that names nothing. */
function headed(table: Table): Table {
  const [first = []] = table
  const figures = first.filter((cell) => figureIn(cell) !== undefined).length
  return figures >= 2 && figures >= first.length / 3 ? [first.map(({ line }) => ({ text: '', line })), ...table] : table
}

const mostColumns = 9
const longestCell = 24

/** Tables whose cells stand each on a line of its own: a head of names, and rows in which names and numbers take turns. */
function listedTables(lines: readonly Line[], rows: readonly Cell[][]): Table[] {
  const cells = lines.map(
    (line): Cell => ({
      text: plain(line.text).replace(/\s+/g, '').replace(/\|$/, ''),
      line,
    }),
  )
  const isCell = cells.map(
    ({ text }, i) => rows[i]?.length === 0 && text.length <= longestCell && !/[。;!?,:]$/.test(text),
  )
  const kinds = cells.map(({ text }, i) => (!isCell[i] ? '!' : counts(text) && text !== '' ? 'n' : 't')).join('')
  const tables: Table[] = []
  let at = 0
  while (at < cells.length) {
    // No table has fewer columns.
    if (!kinds.startsWith('ttt', at)) {
      at += 1
      continue
    }
    const [best] = Array.from({ length: mostColumns - 2 }, (_, i) => i + 3)
      .map((width) => ({ width, many: rowsAt(kinds, at, width) }))
      .toSorted((a, b) => b.many * b.width - a.many * a.width || a.width - b.width)
    if (!best || best.many < 3) {
      at += 1
      continue
    }
    const { width, many } = best
    tables.push(Array.from({ length: many + 1 }, (_, row) => cells.slice(at + row * width, at + (row + 1) * width)))
    at += (many + 1) * width
  }
  return tables
}

/** How many rows of one pattern follow a head of so many names. */
function rowsAt(kinds: string, at: number, width: number): number {
  if (kinds.slice(at, at + width) !== 't'.repeat(width)) return 0
  const pattern = kinds.slice(at + width, at + 2 * width)
  if (!/^(?:t|nt)n{2,}$/.test(pattern)) return 0
  let many = 1
  while (kinds.slice(at + (many + 1) * width, at + (many + 2) * width) === pattern) many += 1
  return many
}
