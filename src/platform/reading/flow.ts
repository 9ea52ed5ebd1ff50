import type { Passage } from './read.ts'

/** What a document of paragraphs and tables is told in, piece by piece, as it is read from front to back. */
export type Flow = {
  text: (words: string) => void
  /** End of a paragraph or of a line. */
  end: () => void
  table: (opens: boolean) => void
  row: (opens: boolean) => void
  /** A cell begins. @param across - columns, and @param down - rows that it takes; `continued`: a part of the one above */
  cell: (across: number, down: number, continued?: boolean) => void
  closeCell: () => void
  /** All passages, in order. */
  passages: () => Passage[]
}

type Table = {
  number: number
  row: number
  cells: string[] | undefined
  open: { text: string; across: number } | undefined
  /** Columns that cells of rows above reach down into: how many rows more. */
  reaching: Map<number, number>
}

/** A cell longer than this is no cell: old pages lay out their whole text in tables. */
const longestCell = 400
/** Nobody merges more; a file that says so wants to fill the memory. */
const mostMerged = 64

/**
 * Paragraphs as passages and rows of tables as passages of their own, cells kept apart by |. A cell that spans several
 * columns or rows stands in the first of them, and blanks in the others, so that columns stay what they are.
 * @param unit - what a paragraph is called: 段, 行
 */
export function flowOf(unit: string): Flow {
  const found: Passage[] = []
  const tables: Table[] = []
  let held = ''
  let paragraphs = 0
  let counted = 0

  const emit = (text: string) => {
    for (const line of text.split('\n')) {
      paragraphs += 1
      found.push({ place: `第 ${paragraphs} ${unit}`, text: line.trim() })
    }
  }
  const closeCell = () => {
    const table = tables.at(-1)
    if (!table?.open || !table.cells) return
    const { text, across } = table.open
    table.cells.push(text, ...Array<string>(across - 1).fill(''))
    table.open = undefined
  }
  const passOver = (table: Table) => {
    for (let at = table.cells?.length ?? 0; (table.reaching.get(at) ?? 0) > 0; at = table.cells?.length ?? 0) {
      table.reaching.set(at, (table.reaching.get(at) ?? 1) - 1)
      table.cells?.push('')
    }
  }
  const closeRow = () => {
    const table = tables.at(-1)
    if (!table?.cells) return
    closeCell()
    passOver(table)
    const { cells } = table
    table.cells = undefined
    if (cells.length === 1 || cells.some((c) => c.length > longestCell)) {
      for (const cell of cells) if (cell.trim() !== '') emit(cell.trim())
      return
    }
    table.row += 1
    const text = cells.map((c) => c.replace(/\s+/g, ' ').trim()).join(' | ')
    if (/[^\s|]/.test(text)) found.push({ place: `表 ${table.number} 第 ${table.row} 行`, text })
  }
  const flush = () => {
    if (held !== '') emit(held)
    held = ''
  }

  return {
    text: (words) => {
      const cell = tables.at(-1)?.open
      if (cell) cell.text += words
      else held += words
    },
    end: () => {
      const cell = tables.at(-1)?.open
      if (cell) cell.text += '\n'
      else if (tables.length === 0) {
        emit(held)
        held = ''
      } else flush()
    },
    table: (opens) => {
      if (!opens) {
        closeRow()
        tables.pop()
        return
      }
      flush()
      // A table inside a cell: what stood before it there comes before it.
      const outer = tables.at(-1)?.open
      if (outer?.text.trim()) emit(outer.text.trim())
      if (outer) outer.text = ''
      counted += 1
      tables.push({ number: counted, row: 0, cells: undefined, open: undefined, reaching: new Map() })
    },
    row: (opens) => {
      closeRow()
      const table = tables.at(-1)
      if (opens && table) table.cells = []
    },
    cell: (across, down, continued = false) => {
      const table = tables.at(-1)
      if (!table?.cells) return
      closeCell()
      passOver(table)
      const width = Math.min(Math.max(across || 1, 1), mostMerged)
      if (down > 1 && !continued)
        for (let i = 0; i < width; i++) table.reaching.set(table.cells.length + i, Math.min(down, mostMerged) - 1)
      table.open = { text: '', across: width }
    },
    closeCell,
    passages: () => {
      while (tables.length > 0) {
        closeRow()
        tables.pop()
      }
      flush()
      return found
    },
  }
}
