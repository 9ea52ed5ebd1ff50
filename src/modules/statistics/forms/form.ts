/** Templates of the yearly statistics, by the year of the notice that brought them. */
export const templateCodes = ['2014', '2019', '2021'] as const
export type TemplateCode = (typeof templateCodes)[number]

/** Where a cell's value comes from. A form holds nothing that is typed. */
export type Source =
  /** A line of its own without a value. */
  | { heading: true }
  /** Value of an indicator. */
  | { indicator: string }
  /** Sum of other cells; blank only when all of them are. */
  | { sum: readonly string[] }
  /** No value, and why. */
  | { blank: string }

/** One cell of a form that can carry a number, or a heading. */
export type FormCell = {
  /** A1, C3.4d; in the templates since 2019 t2.r1.c1, t3.r1.c1, t4.c1. */
  id: string
  /** As printed; in a table of several columns with the column after a middle dot. */
  label: string
  unit: string
  indent: number
  /** Cell it is part of, or stands under. */
  parent?: string
  source: Source
}

/** Facts that the identities need and no cell shows, such as requests carried over: `@name` → indicator. */
export type Facts = Readonly<Record<`@${string}`, string>>

/** A condition on cells. A blank cell is unknown: a condition that hangs on unknown cells alone is not broken. */
export type Check =
  | { kind: 'equal'; left: readonly string[]; right: readonly string[] }
  | { kind: 'atMost'; left: readonly string[]; right: readonly string[] }
  /** Whole numbers but for `decimals`; nothing negative but for `signed`. */
  | { kind: 'domain'; decimals: readonly string[]; signed?: readonly string[] }
  /** If the cell is above zero, so is one of the others. */
  | { kind: 'needs'; cell: string; anyOf: readonly string[] }
  /** Both are zero or neither is. */
  | { kind: 'together'; cells: readonly [string, string] }
  /** A filled part needs a filled whole. */
  | { kind: 'wholeFilled'; whole: string; parts: readonly string[] }
  /** Every blank cell says why it is blank. */
  | { kind: 'blanksExplained' }
  /** The form is filled in after the period and before the report that contains it. */
  | { kind: 'filledInTime' }
  | { kind: 'zero'; cell: string }
  /** What the year before carried forward is what this year carries over. */
  | { kind: 'carriedOver'; before: string; now: string }
  /** Stock = stock of the year before + added − removed. */
  | { kind: 'stock'; cell: string; added: string; removed: string }

/** 勾稽关系: what must hold between cells. A form that breaks a blocking one cannot be frozen without an exception. */
export type Identity = {
  id: string
  severity: 'blocking' | 'warning'
  text: string
  checks: readonly Check[]
}

/** A cell of the printed layout. */
export type LayoutCell = {
  text?: string
  /** Form cell whose value stands here. */
  cell?: string
  /** Columns and rows it spans. */
  across?: number
  down?: number
  role?: 'head' | 'label' | 'note'
  indent?: number
}

/** One table as printed. */
export type Layout = {
  title: string
  /** Relative widths of the columns. */
  widths: readonly number[]
  /** Rows of the head, repeated on every page. */
  headRows: number
  rows: readonly (readonly LayoutCell[])[]
}

export type Template = {
  code: TemplateCode
  name: string
  basis: string
  /** Years for which it was in use; the last is open. */
  years: { from: number; until?: number }
  cells: readonly FormCell[]
  facts: Facts
  identities: readonly Identity[]
  layouts: readonly Layout[]
  /** Title over the whole form. @param place - such as 常德市津市市 */
  title: (year: number, place: string) => string
}

/** Where each cell of a layout stands, when those above that reach down are taken into account. */
export function placed(rows: Layout['rows'], columns: number): { cell: LayoutCell; row: number; column: number }[] {
  const taken = rows.map(() => new Array<boolean>(columns).fill(false))
  return rows.flatMap((cells, row) =>
    cells.map((cell) => {
      const column = taken[row]?.indexOf(false) ?? 0
      for (let r = 0; r < (cell.down ?? 1); r++) taken[row + r]?.fill(true, column, column + (cell.across ?? 1))
      return { cell, row, column }
    }),
  )
}
