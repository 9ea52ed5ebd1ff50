import { showLongDay } from '../../core/day.ts'
import type { Align, Block, Cell, Column, Paper } from './paper.ts'

/** What a line is; each renderer has one look for each. */
export type LineStyle =
  | 'documentNumber'
  | 'title'
  | 'addressee'
  | 'body'
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'note'
  | 'caption'
  | 'attachment'
  | 'signer'
  | 'day'
  | 'seal'
  | 'remark'
  | 'copyTo'
  | 'annexMark'
  | 'annexTitle'

export type Line = {
  type: 'line'
  style: LineStyle
  text: string
  /** For what stands on the right: empty characters between it and the margin. */
  right?: number
  /** Stays on the page of what follows. */
  keep?: true
}

export type Grid = {
  type: 'grid'
  /** Absent where the first column names the rows. */
  head?: readonly (readonly GridCell[])[]
  /** Shares of the width, summing to 1. */
  widths: readonly number[]
  rows: readonly (readonly GridCell[])[]
  /** Stays on one page. */
  whole: boolean
  dense: boolean
  /** Rows that stay on one page with those after them: the first, and how many they are together. */
  together: readonly { from: number; rows: number }[]
}

/** A cell and the column it begins in, from 0. */
export type GridCell = { text: string; x: number; across: number; down: number; align: Align }

export type PictureBox = { type: 'picture'; svg: string; alt: string; width: number; height: number }

export type QueryBox = { type: 'query'; url: string; lines: readonly string[] }

/** The paper in the order in which it is read, every text final: numbers, colons and dates are in it. */
export type Part = Line | Grid | PictureBox | QueryBox

export type LaidPaper = {
  kind: Paper['kind']
  issuer: string
  title: string
  /** `2026-01-05`, or undefined for a paper without signature. */
  day: string | undefined
  parts: readonly Part[]
}

/** Prepares a paper for the renderers. Texts lose only what no paper can show: control signs and those that turn writing around. */
export function layOut(paper: Paper): LaidPaper {
  const { documentNumber, addressee, attachments = [], signature, remark, copyTo = [], annexes = [], query } = paper
  const parts: Part[] = [
    // A report has its red line under the name, with or without a number. GB/T 9704-2012 7.2.5
    ...(documentNumber || paper.kind === 'report' ? [line('documentNumber', documentNumber ?? '')] : []),
    line('title', paper.title),
    ...(addressee ? [line('addressee', `${addressee}：`)] : []),
    ...paper.blocks.flatMap(laidBlock),
    ...attachments.map((title, i) => {
      const number = attachments.length > 1 ? `${i + 1}. ` : ''
      return line('attachment', `${i === 0 ? '附件：' : '　　　'}${number}${title}`)
    }),
    ...(signature ? signed(signature.name, showLongDay(signature.day)) : []),
    ...(signature?.seal ? [line('seal', signature.seal)] : []),
    ...(remark ? [line('remark', `（${remark}）`)] : []),
    ...(copyTo.length > 0 ? [line('copyTo', `抄送：${copyTo.join('，')}。`)] : []),
    ...(query ? [{ type: 'query' as const, url: query.url, lines: query.lines.map(clean) }] : []),
    ...annexes.flatMap(({ title, blocks }, i) => [
      line('annexMark', annexes.length > 1 ? `附件${i + 1}` : '附件'),
      line('annexTitle', title),
      ...blocks.flatMap(laidBlock),
    ]),
  ]
  return {
    kind: paper.kind,
    issuer: clean(paper.issuer),
    title: clean(paper.title).replaceAll('\n', ''),
    day: signature?.day,
    parts: kept(parts),
  }
}

/**
 * A signature never stands on a page of its own: the last lines before it go with it, instead of a note 此页无正文.
 * @basis GB/T 9704-2012 7.3.5.5
 */
function kept(parts: readonly Part[]): Part[] {
  const signer = parts.findIndex((part) => part.type === 'line' && part.style === 'signer')
  const styleAt = (i: number) => {
    const part = parts[i]
    return part?.type === 'line' ? part.style : undefined
  }
  let first = signer - 1
  while (styleAt(first) === 'attachment') first--
  return parts.map((part, i) => (part.type === 'line' && i >= first && i < signer ? { ...part, keep: true } : part))
}

const line = (style: LineStyle, text: string, right?: number): Line => ({
  type: 'line',
  style,
  text: clean(text),
  ...(right === undefined ? {} : { right }),
})

function laidBlock(block: Block): Part[] {
  switch (block.type) {
    case 'paragraph':
      return paragraphs('body', block.text)
    case 'heading':
      return [line(`heading${block.level}`, block.text)]
    case 'list':
      return block.items.flatMap((item, i) => paragraphs('body', `${i + 1}. ${item}`))
    case 'note':
      return paragraphs('note', block.text)
    case 'fields':
      return [grid([{ label: '' }, { label: '', width: 3 }], block.rows)]
    case 'working':
      return [
        line('caption', block.caption),
        grid(
          [
            { label: '事项', width: 3 },
            { label: '计算', width: 4 },
            { label: '日期', width: 3 },
          ],
          block.steps.map((step) => [step.what, step.count, step.day ? showLongDay(step.day) : '']),
          [['事项', '计算', '日期']],
        ),
      ]
    case 'table':
      return [
        ...(block.caption ? [line('caption', block.caption)] : []),
        grid(block.columns, block.rows, block.head ?? [block.columns.map((c) => c.label)], block),
      ]
    case 'picture': {
      const { type, svg, alt, width, height } = block
      return [...(block.caption ? [line('caption', block.caption)] : []), { type, svg, alt: clean(alt), width, height }]
    }
  }
}

function paragraphs(style: LineStyle, text: string): Line[] {
  return text
    .split(/\r\n?|\n/)
    .filter((t) => t.trim() !== '')
    .map((t) => line(style, t))
}

function grid(
  columns: readonly Column[],
  rows: Cells,
  head?: Cells,
  { dense = false, headings = [] }: { dense?: boolean; headings?: readonly number[] } = {},
): Grid {
  const sum = columns.reduce((total, c) => total + (c.width ?? 1), 0)
  const body = placed(rows, columns)
  return {
    type: 'grid',
    ...(head
      ? { head: placed(head, columns).map((row) => row.map((cell) => ({ ...cell, align: 'center' as const }))) }
      : {}),
    widths: columns.map((c) => (c.width ?? 1) / sum),
    rows: body,
    // Small enough to stay on one page.
    whole: dense ? body.length <= 30 : body.length <= 10 && lengthOf(body) < 600,
    dense,
    together: runsOf(headings.filter((row) => row < body.length - 1)),
  }
}

const lengthOf = (body: readonly (readonly GridCell[])[]): number =>
  body.flat().reduce((length, cell) => length + cell.text.length, 0)

/** Headings that follow one another go together with what stands below the last. */
function runsOf(headings: readonly number[]): { from: number; rows: number }[] {
  const runs: { from: number; rows: number }[] = []
  for (const row of headings) {
    const last = runs.at(-1)
    if (last && last.from + last.rows - 1 === row) last.rows++
    else runs.push({ from: row, rows: 2 })
  }
  return runs
}

type Cells = readonly (readonly Cell[])[]

/** Cells with the column that each begins in, counting those that reach down from above; gaps at the end are filled. */
function placed(rows: Cells, columns: readonly Column[]): GridCell[][] {
  const covered = rows.map(() => new Set<number>())
  return rows.map((row, y) => {
    const taken = covered[y] as Set<number>
    const waiting = [...row]
    const cells: GridCell[] = []
    for (let x = 0; x < columns.length; x++) {
      if (taken.has(x)) continue
      const next = waiting.shift() ?? ''
      const { text, across = 1, down = 1, align } = typeof next === 'string' ? { text: next } : next
      const cell = {
        text: clean(text),
        x,
        across: Math.min(across, columns.length - x),
        down: Math.min(down, rows.length - y),
        align: align ?? columns[x]?.align ?? 'left',
      }
      cells.push(cell)
      for (let i = 0; i < cell.down; i++) for (let j = 0; j < cell.across; j++) covered[y + i]?.add(x + j)
    }
    return cells
  })
}

/**
 * The date stands four characters from the right, the name centred above it, further left when it is long.
 * @basis GB/T 9704-2012 7.3.5.1
 */
function signed(name: string, date: string): Line[] {
  const difference = (widthOf(name) - widthOf(date)) / 2
  const right = Math.max(4, difference)
  return [line('signer', name, right - difference), line('day', date, right)]
}

/** Width in full-width characters. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u0020-\u007e]/.test(sign) ? 0.5 : 1), 0)
}

/** Without signs that no paper shows: controls, halves of characters, and marks that make text read backwards. */
function clean(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
      .replaceAll('\t', ' ')
  )
}
