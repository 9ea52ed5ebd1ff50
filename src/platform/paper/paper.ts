import type { Day } from '../../core/day.ts'

/**
 * An official paper as plain data: what it says, never how it looks. `renderDocx` and `renderPdf` give it the form of
 * GB/T 9704-2012; both say the same, because both print what `layOut` made of it. All texts are taken literally, no sign in
 * them means anything to a renderer, so whatever a citizen typed may stand in them.
 */
export type Paper = {
  /** `letter`: 信函格式, for what goes to one addressee. `report`: 文件格式, red head over the number, for what goes to all. */
  kind: 'letter' | 'report'
  /** 发文机关标志, the red name on top, such as 津市市人民政府办公室. */
  issuer: string
  /** A line break in it stays: a title is broken where the sense breaks. */
  title: string
  /** 发文字号, such as 津政公开答〔2026〕3号; from `allotNumber`. */
  documentNumber?: string
  /** 主送机关 or the person written to, without the colon. */
  addressee?: string
  blocks: readonly Block[]
  /** Titles of what is attached; the renderer numbers them when there are several. */
  attachments?: readonly string[]
  signature?: Signature
  /** What follows the signature, each beginning on a page of its own; its title stands among the attachments too. */
  annexes?: readonly Annex[]
  /** 附注, in brackets below the signature: whom to call. */
  remark?: string
  /** 抄送机关. */
  copyTo?: readonly string[]
  query?: Query
}

export type Signature = {
  /** 发文机关署名. */
  name: string
  /** 成文日期. */
  day: Day
  /** A line under the date, such as （电子件，与盖章原件一致）; the seal itself is stamped over name and date. */
  seal?: string
}

/** 附件 that is part of the paper itself. */
export type Annex = { title: string; blocks: readonly Block[] }

/** Where the reader follows the matter online: a QR code with lines beside it. */
export type Query = { url: string; lines: readonly string[] }

/** One thing in the body. A line break inside a text begins a new paragraph, or a new line inside a table. */
export type Block = Paragraph | Heading | List | Table | Fields | Working | Picture | Note

export type Paragraph = { type: 'paragraph'; text: string }

/** 1 is set like 一、, 2 like （一）, 3 like 1.; the number is part of the text. */
export type Heading = { type: 'heading'; level: 1 | 2 | 3; text: string }

/** Items numbered 1. 2. 3., each a paragraph. */
export type List = { type: 'list'; items: readonly string[] }

export type Table = {
  type: 'table'
  caption?: string
  columns: readonly Column[]
  /** Rows of the head, where it has more than one or cells that span; the labels of the columns where absent. */
  head?: readonly (readonly Cell[])[]
  /** Cells row by row; those that a row leaves out at its end stay empty. */
  rows: readonly (readonly Cell[])[]
  /** In small type, on one page where it fits: for tables of many columns and rows. */
  dense?: boolean
  /** Rows, from 0, that stay on the page of the one after them, as a heading does. */
  headings?: readonly number[]
}

/** A text, or a text over several columns or rows; places that it covers are left out in the rows, as in HTML. */
export type Cell =
  | string
  | { text: string; across?: number; down?: number /** Default that of its column. */; align?: Align }

export type Column = {
  label: string
  /** Share of the width against the other columns; 1 where absent. */
  width?: number
  align?: Align
}

export type Align = 'left' | 'center' | 'right'

/** Pairs of name and value, as on a receipt: a table without a head whose first column names the row. */
export type Fields = { type: 'fields'; rows: readonly (readonly [label: string, value: string])[] }

/** 怎么算的: how a day was reckoned, step by step, so that the reader can reckon it again. */
export type Working = {
  type: 'working'
  /** Such as 答复期限怎么算的. */
  caption: string
  steps: readonly WorkingStep[]
}

export type WorkingStep = {
  /** Such as 收到申请. */
  what: string
  /** What is added or left out, such as 另加20个工作日. */
  count: string
  /** Where that leads to; absent where a step only explains. */
  day?: Day
}

/** A chart. Its texts are part of the drawing, so `alt` must say what it shows. */
export type Picture = {
  type: 'picture'
  caption?: string
  /** A whole SVG document without scripts, made by the house, never uploaded. */
  svg: string
  alt: string
  /** Millimetres; the text is 156 wide. */
  width: number
  height: number
}

/** A remark in smaller type. */
export type Note = { type: 'note'; text: string }
