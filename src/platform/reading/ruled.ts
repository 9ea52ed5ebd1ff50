import { flowOf } from './flow.ts'

/** Words as they stand on a page, in points from its upper left corner: `y` is the line they stand on. */
export type Piece = { text: string; x: number; y: number; width: number; size: number }

/** A straight line of a page: where it lies, and from where to where it runs. */
export type Rule = { at: number; from: number; to: number }
export type Rules = { across: Rule[]; down: Rule[] }

/** A table drawn with lines: its frame, and the words of its rows, cells kept apart by |. */
export type Ruled = { holds: (piece: Piece) => boolean; lines: string[] }

/** Lines nearer to each other than this are one, as double borders and those of neighbouring cells are; no column is so narrow. */
const near = 4
/** Strokes of one line lie as near as this. */
const same = 0.5
/** Whoever draws with more than this draws no table. */
const mostStrokes = 50_000
const mostLines = 4000

/** The tables of a page that are drawn with lines, from their lines and the words between them. */
export function tablesIn({ across, down }: Rules, pieces: readonly Piece[]): Ruled[] {
  if (across.length + down.length > mostStrokes) return []
  // Each cell may have been drawn by itself, and a line dash by dash.
  const [level, upright] = [joined(across, same), joined(down, same)]
  if (level.length + upright.length > mostLines) return []
  return connected(level, upright).flatMap((table) => {
    const grid = gridOf({ across: joined(table.across, near), down: joined(table.down, near) })
    return grid ? [{ holds: grid.holds, lines: linesOf(grid, pieces) }] : []
  })
}

/** Stretches of one line that touch become one. @param apart - how far from each other they may lie side by side */
function joined(rules: readonly Rule[], apart: number): Rule[] {
  const lines: Rule[][] = []
  for (const rule of rules.toSorted((a, b) => a.at - b.at)) {
    const last = lines.at(-1)
    if (last?.[0] && rule.at - last[0].at <= apart) last.push(rule)
    else lines.push([rule])
  }
  return lines.flatMap((line) => {
    const at = line.reduce((sum, r) => sum + r.at, 0) / line.length
    const whole: Rule[] = []
    for (const { from, to } of line.toSorted((a, b) => a.from - b.from)) {
      const last = whole.at(-1)
      if (last && from - last.to <= near) last.to = Math.max(last.to, to)
      else whole.push({ at, from, to })
    }
    return whole
  })
}

/** Lines that meet each other belong to one table. */
function connected(across: readonly Rule[], down: readonly Rule[]): Rules[] {
  const meets = (a: Rule, d: Rule) =>
    d.at >= a.from - near && d.at <= a.to + near && a.at >= d.from - near && a.at <= d.to + near
  const [looseAcross, looseDown] = [new Set(across), new Set(down)]
  const tables: Rules[] = []
  for (const first of across) {
    if (!looseAcross.delete(first)) continue
    const table: Rules = { across: [first], down: [] }
    // Both grow while they are gone through.
    for (let [i, k] = [0, 0]; i < table.across.length || k < table.down.length; ) {
      const [a, d] = [table.across[i], table.down[k]]
      if (a) {
        for (const other of looseDown) if (meets(a, other)) if (looseDown.delete(other)) table.down.push(other)
        i += 1
      } else if (d) {
        for (const other of looseAcross) if (meets(other, d)) if (looseAcross.delete(other)) table.across.push(other)
        k += 1
      }
    }
    tables.push(table)
  }
  return tables
}

type Cell = { row: number; column: number; rows: number; columns: number }
type Grid = { xs: number[]; ys: number[]; cells: Cell[]; holds: (piece: Piece) => boolean }

/** Cells between lines: where no line runs between two places of the grid, they are of one cell. */
function gridOf({ across, down }: Rules): Grid | undefined {
  const [xs, ys] = [placesOf(down, across), placesOf(across, down)]
  const [columns, rows] = [xs.length - 1, ys.length - 1]
  // A frame around a text, or a line under one, is no table.
  if (columns < 2 || rows < 1 || columns * rows > 20_000) return undefined
  const parts = (rules: readonly Rule[], at: number | undefined, middle: number) =>
    rules.some((r) => r.at === at && r.from <= middle && r.to >= middle)
  const middle = (places: readonly number[], i: number) => ((places[i] ?? 0) + (places[i + 1] ?? 0)) / 2
  const taken = new Set<number>()
  const cells: Cell[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      if (taken.has(row * columns + column)) continue
      let [width, height] = [1, 1]
      while (column + width < columns && !parts(down, xs[column + width], middle(ys, row))) width += 1
      // Where a page cuts a cell, a line may be left undrawn beside it: all of its places must be free of lines.
      const places = () => Array.from({ length: width }, (_, i) => column + i)
      const goesDown = (to: number) =>
        places().every(
          (c, i) => !parts(across, ys[to], middle(xs, c)) && !(i > 0 && parts(down, xs[c], middle(ys, to))),
        )
      while (row + height < rows && goesDown(row + height)) height += 1
      for (let r = row; r < row + height; r++) for (let c = column; c < column + width; c++) taken.add(r * columns + c)
      cells.push({ row, column, rows: height, columns: width })
    }
  const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)]
  const holds = (piece: Piece) => {
    const { x, y } = centreOf(piece)
    return x > left && x < right && y > top && y < bottom
  }
  return cells.length < 4 ? undefined : { xs, ys, cells, holds }
}

/** Where lines lie; a table that is open at its sides ends where the lines across end. */
function placesOf(rules: readonly Rule[], others: readonly Rule[]): number[] {
  const places = [...new Set(rules.map((r) => r.at))]
  for (const end of [Math.min(...others.map((r) => r.from)), Math.max(...others.map((r) => r.to))])
    if (Number.isFinite(end) && !places.some((at) => Math.abs(at - end) <= 2 * near)) places.push(end)
  return places.sort((a, b) => a - b)
}

const centreOf = ({ x, y, width, size }: Piece) => ({ x: x + width / 2, y: y - size * 0.35 })

function linesOf(grid: Grid, pieces: readonly Piece[]): string[] {
  const inside = pieces.filter(grid.holds).flatMap((piece) => cutAt(grid, piece))
  const flow = flowOf('行')
  flow.table(true)
  let row = -1
  for (const cell of grid.cells) {
    if (cell.row !== row) flow.row(true)
    row = cell.row
    flow.cell(cell.columns, cell.rows)
    flow.text(wordsIn(inside.filter((piece) => isIn(grid, cell, piece))))
  }
  flow.table(false)
  return flow.passages().map((p) => p.text)
}

function isIn({ xs, ys }: Grid, { row, column, rows, columns }: Cell, piece: Piece): boolean {
  const { x, y } = centreOf(piece)
  const within = (places: readonly number[], from: number, count: number, at: number) =>
    at >= (places[from] ?? 0) && at < (places[from + count] ?? 0)
  return within(xs, column, columns, x) && within(ys, row, rows, y)
}

/** Words of neighbouring cells may come as one piece: it is cut where a line runs through it. */
function cutAt({ xs, ys, cells }: Grid, piece: Piece): Piece[] {
  const { y } = centreOf(piece)
  const lines = cells.flatMap(({ row, rows, column }) =>
    y >= (ys[row] ?? 0) && y < (ys[row + rows] ?? 0) ? [xs[column] ?? 0] : [],
  )
  const through = lines.filter((x) => x > piece.x + near && x < piece.x + piece.width - near)
  if (through.length === 0) return [piece]
  const signs = [...piece.text]
  const wide = signs.map((sign) => (sign < '\u2000' ? 0.5 : 1))
  const unit = piece.width / wide.reduce((sum, w) => sum + w, 0)
  const cut: Piece[] = []
  let at = piece.x
  for (const [i, sign] of signs.entries()) {
    const width = (wide[i] ?? 1) * unit
    const column = through.filter((x) => x <= at + width / 2).length
    const open = cut[column]
    if (open) cut[column] = { ...open, text: open.text + sign, width: open.width + width }
    else cut[column] = { ...piece, text: sign, x: at, width }
    at += width
  }
  return cut.filter((part) => part?.text.trim())
}

/** The words of one cell, line by line; a line that is too long for its cell goes on in the next. */
function wordsIn(pieces: readonly Piece[]): string {
  const lines: Piece[][] = []
  for (const piece of pieces.toSorted((a, b) => a.y - b.y)) {
    const last = lines.at(-1)
    if (last?.[0] && piece.y - last[0].y < piece.size * 0.5) last.push(piece)
    else lines.push([piece])
  }
  return lines
    .map((line) =>
      line
        .toSorted((a, b) => a.x - b.x)
        .map((p) => p.text.trim())
        .join(''),
    )
    .reduce((all, line) => all + (/\w$/.test(all) && /^\w/.test(line) ? ' ' : '') + line, '')
}
