// Words that reading a table file and showing what came of it have in common.

/** A column that a table file may have. */
export type SheetField = { name: string; head: string; required?: boolean }

/** What is wrong in a row, by its number as the spreadsheet shows it. */
export type RowProblem = { line: number; column: string; message: string }

export type ImportReport = {
  /** Rows below the heading. */
  rows: number
  /** Rows that may be imported. */
  good: number
  problems: RowProblem[]
  /** Numbers of the records made, or of their rows where records bear none; empty after a dry run. */
  ids: number[]
}
