import type { Readable } from 'node:stream'
import { Value } from 'typebox/value'
import { isDay } from '../../../core/day.ts'
import { Forbidden } from '../../../core/errors.ts'
import type { ImportReport } from '../../../core/import.ts'
import type { LedgerField } from '../../../core/ledger.ts'
import { parseYuan } from '../../../core/money.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { coded, dayIn, type ImportOptions, importSheet, type ReadRow } from '../../../platform/sheet-import.ts'
import { problemsFrom } from '../../../ui/index.ts'
import type { Unit } from '../schema.ts'
import { listUnits } from '../store.ts'
import { type Ledger, ledgerForm, sheetFields } from './ledger.ts'
import { kept, saveLines } from './service.ts'
import { keyOf, type LedgerLine, listForExport, listKeys, type NewLine } from './store.ts'

/** The command line works for the whole county; a person where their permission reaches. */
const pathsOf = (ctx: Ctx, permission: string) => (ctx.actor.kind === 'system' ? ['/'] : reach(ctx.actor, permission))

/** Reads lines of a ledger from an .xlsx or .csv; all are stored in one transaction, or none. */
export async function importLines(
  ctx: Ctx,
  ledger: Ledger,
  bytes: Buffer,
  options: ImportOptions,
): Promise<ImportReport> {
  const paths = pathsOf(ctx, ledger.may.edit)
  if (paths.length === 0) throw new Forbidden()
  const units = await listUnits(ctx.db, paths)
  const known = await listKeys(
    ctx.db,
    ledger,
    units.map((u) => u.code),
  )
  return importSheet(bytes, sheetFields(ledger), options, {
    read: (row) => readRow(ctx, ledger, row, units, known),
    save: (lines) => ctx.db.transaction().execute((tx) => saveLines(ctx, tx, ledger, lines, 'lineImported')),
  })
}

function readRow(
  ctx: Ctx,
  ledger: Ledger,
  { value, told }: ReadRow,
  units: readonly Unit[],
  known: Set<string>,
): NewLine | undefined {
  const named = value('unitCode')
  const unit = units.find((u) => [u.code, u.name, u.shortName].includes(named))
  if (!unit) told.push({ field: 'unitCode', message: `没有单位“${named}”，或它不在您的管理范围内` })
  const form = { unitCode: unit?.code ?? 'unknown', ...formOf(ledger, value) }
  const shape = ledgerForm(ledger)
  if (!Value.Check(shape, form))
    told.push(
      ...problemsFrom(
        [...Value.Errors(shape, form)] as unknown as Parameters<typeof problemsFrom>[0],
        shape as unknown as Parameters<typeof problemsFrom>[1],
      ).map((p) => worded(ledger, p, value)),
    )
  const line: NewLine = { unitCode: form.unitCode }
  for (const field of ledger.fields) {
    if (told.some((p) => p.field === field.name)) continue
    const read = kept(ctx, field, form[field.name as keyof typeof form] ?? '')
    if ('message' in read) told.push(read)
    else line[field.name] = read.value
  }
  if (ledger.end) {
    const ended = dayIn(value(ledger.end))
    if (ended !== '' && (!isDay(ended) || ended > ctx.today || ended < String(line[ledger.order] ?? '')))
      told.push({ field: ledger.end, message: '停止日期要写成 2018-12-03，不早于开始，不晚于今天' })
    line[ledger.end] = ended || null
  }
  const key = keyOf(ledger, line)
  const place = (ledger.unique ?? []).at(-1) ?? ledger.fields[0]?.name ?? ''
  if (told.length === 0 && known.has(key)) told.push({ field: place, message: '这一行已经登记过，或在文件中重复' })
  known.add(key)
  return told.length === 0 ? line : undefined
}

/** The cells of a row as the form would send them. */
function formOf(ledger: Ledger, value: (name: string) => string): Record<string, string | number> {
  const typed = ({ kind, name, choices }: LedgerField): string | number => {
    const cell = value(name)
    if (kind === 'day') return dayIn(cell)
    if (kind === 'choice') return coded(choices ?? {}, cell, '')
    if (kind === 'count') return /^[\d,]+$/.test(cell) ? Number(cell.replaceAll(',', '')) : cell
    // With separators, as a spreadsheet shows it.
    if (kind === 'yuan') return parseYuan(cell) === undefined ? cell : cell.replace(/[,\s元]/g, '')
    return cell
  }
  return Object.fromEntries(ledger.fields.map((field) => [field.name, typed(field)]))
}

/** A problem of shape in the words of a table: what stands there, and what may. */
function worded(ledger: Ledger, problem: { field: string; message: string }, value: (name: string) => string) {
  const field = ledger.fields.find((f) => f.name === problem.field)
  const cell = value(problem.field)
  if (!field || cell === '') return problem
  const told = (message: string) => ({ field: problem.field, message: `“${cell}”${message}` })
  if (field.kind === 'day') return told('不是日期，请写成 2018-12-03')
  if (field.kind === 'choice') return told(`不在可选之列，可填：${Object.values(field.choices ?? {}).join('、')}`)
  if (field.kind === 'yuan') return told('不是以元计的金额')
  if (field.kind === 'count') return told('不是数')
  return problem
}

/** The ledger within the actor's reach as a table, in the columns an import reads; row by row, nothing is cut. */
export function exportLines(ctx: Ctx, ledger: Ledger, format: 'csv' | 'xlsx'): Readable {
  const fields = sheetFields(ledger)
  async function* rows() {
    for (let after = 0; ; ) {
      const part = await listForExport(ctx.db, ledger, pathsOf(ctx, ledger.may.view), after, 500)
      for (const line of part) yield fields.map(({ name }) => told(ledger, line, name))
      const last = part.at(-1)
      if (!last || part.length < 500) return
      after = last.id
    }
  }
  return sheetStream(
    format,
    fields.map((f) => f.head),
    rows(),
    ledger.title,
  )
}

function told(ledger: Ledger, line: LedgerLine, name: string): string {
  if (name === 'unitCode') return line.unitName
  const field = ledger.fields.find((f) => f.name === name)
  const value = line[name]
  if (value === null || value === undefined) return ''
  if (field?.kind === 'choice') return field.choices?.[String(value)] ?? String(value)
  if (field?.kind === 'staff') return String(line.staffName)
  return field?.kind === 'yuan' ? (Number(value) / 100).toFixed(2) : String(value)
}
