import { Invalid, type Problem } from '../core/errors.ts'
import type { ImportReport, RowProblem, SheetField } from '../core/import.ts'
import { readSheet, type SheetRow } from './sheet.ts'

/** With `dryRun` nothing is stored; without it a file with bad rows is refused unless `skipBad`. */
export type ImportOptions = { dryRun: boolean; skipBad?: boolean }

/** One row as it is read: what it says in each field, and what is wrong with it, to be filled in. */
export type ReadRow = { line: number; value: (name: string) => string; told: Problem[] }

/**
 * Reads records from an .xlsx or .csv: every bad row is told by its number and reason, and all good ones are stored by one
 * call of `save`, or none.
 * @param by.read - a row as a record; what is wrong goes into `told`, and then nothing need be returned
 * @throws Invalid for the field `file`, when the file has no such columns or bad rows that may not be passed over
 */
export async function importSheet<R>(
  bytes: Buffer,
  fields: readonly SheetField[],
  options: ImportOptions,
  by: { read(row: ReadRow): R | undefined; save(records: readonly R[]): Promise<number[]> },
): Promise<ImportReport> {
  const [heading, ...rows] = await readSheet(bytes)
  if (!heading) throw new Invalid([{ field: 'file', message: '文件是空的，请从导入模板开始填写' }])
  const places = placesOf(heading, fields)
  const problems: RowProblem[] = []
  const ready: R[] = []
  for (const { line, cells } of rows) {
    const values = new Map([...places].map(([i, name]) => [name, cells[i] ?? '']))
    const told: Problem[] = []
    const record = by.read({ line, value: (name) => values.get(name) ?? '', told })
    const column = (name: string) => fields.find((f) => f.name === name)?.head ?? name
    problems.push(...told.map((p) => ({ line, column: column(p.field), message: p.message })))
    if (told.length === 0 && record !== undefined) ready.push(record)
  }
  return finish({ rows: rows.length, good: ready.length, problems, ids: [] }, ready, options, by.save)
}

async function finish<R>(
  report: ImportReport,
  ready: readonly R[],
  options: ImportOptions,
  save: (records: readonly R[]) => Promise<number[]>,
): Promise<ImportReport> {
  if (options.dryRun || ready.length === 0) return report
  const [first] = report.problems
  if (first && !options.skipBad) {
    const bad = new Set(report.problems.map((p) => p.line)).size
    const message = `有 ${bad} 行有误，什么都没有导入：第 ${first.line} 行，${first.message}`
    throw new Invalid([{ field: 'file', message }])
  }
  return { ...report, ids: await save(ready) }
}

/** One member of the list, of the shape asked for; what is wrong with it otherwise is to be filled in. */
export type ReadMember<T> = { line: number; value: T; told: Problem[] }

/**
 * Reads records from a .json that holds one list. What is wrong is told by the number of the member, counted from 1, and
 * the path within it; all good ones are stored by one call of `save`, or none.
 * @param wrong - what is wrong with the shape of a member, by path
 * @throws Invalid for the field `file`, when it is no such list or has bad members that may not be passed over
 */
export async function importJson<T, R>(
  bytes: Buffer,
  wrong: (value: unknown) => readonly Problem[],
  options: ImportOptions,
  by: { read(member: ReadMember<T>): R | undefined; save(records: readonly R[]): Promise<number[]> },
): Promise<ImportReport> {
  const list = listIn(bytes)
  const problems: RowProblem[] = []
  const ready: R[] = []
  list.forEach((value, i) => {
    const told: Problem[] = [...wrong(value)]
    const record = told.length === 0 ? by.read({ line: i + 1, value: value as T, told }) : undefined
    problems.push(...told.map((p) => ({ line: i + 1, column: p.field, message: p.message })))
    if (told.length === 0 && record !== undefined) ready.push(record)
  })
  return finish({ rows: list.length, good: ready.length, problems, ids: [] }, ready, options, by.save)
}

/** Whether a file is JSON rather than a table: its first sign tells. */
export const isJson = (bytes: Buffer): boolean => /^\ufeff?\s*[[{]/.test(bytes.subarray(0, 64).toString('utf8'))

function listIn(bytes: Buffer): unknown[] {
  const no = (message: string) => new Invalid([{ field: 'file', message }])
  let read: unknown
  try {
    read = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    throw no(`这个 .json 文件读不通：${(error as Error).message}`)
  }
  if (!Array.isArray(read)) throw no('.json 文件的最外层应是一个列表，一项一个对象')
  return read
}

/** Which field stands in which place. Throws Invalid when a needed one is missing or one is unknown. */
function placesOf(heading: SheetRow, fields: readonly SheetField[]): Map<number, string> {
  const places = new Map<number, string>()
  const unknown: string[] = []
  heading.cells.forEach((cell, i) => {
    const head = cell.replace(/^\ufeff/, '').replace(/[*\uFF0A\s]/g, '')
    const field = fields.find((f) => f.head === head)
    if (field) places.set(i, field.name)
    else if (head !== '') unknown.push(head)
  })
  const missing = fields.filter((f) => f.required && ![...places.values()].includes(f.name)).map((f) => f.head)
  const problems: Problem[] = []
  if (missing.length > 0) problems.push({ field: 'file', message: `第一行应是列名，缺少：${missing.join('、')}` })
  if (unknown.length > 0)
    problems.push({
      field: 'file',
      message: `不认识的列名：${unknown.slice(0, 5).join('、')}。可用的列名是：${fields.map((f) => f.head).join('、')}`,
    })
  if (problems.length > 0) throw new Invalid(problems)
  return places
}

/** The code of a choice written as its code or as its label; what is neither stays as it is, to be told. */
export function coded<T extends string>(labels: Readonly<Record<T, string>>, typed: string, otherwise: T): T {
  if (typed === '') return otherwise
  const found = (Object.entries(labels) as [T, string][]).find(([code, label]) => code === typed || label === typed)
  return found ? found[0] : (typed as T)
}

/** A day in any of the ways people write one; what is none stays as it is, to be told. */
export function dayIn(typed: string): string {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed)
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : typed
}
