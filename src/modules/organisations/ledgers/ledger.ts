import { type TObject, type TSchema, Type } from 'typebox'
import type { SheetField } from '../../../core/import.ts'
import type { LedgerField } from '../../../core/ledger.ts'
import type { DB } from '../../../platform/tables.ts'
import { DayText } from '../schema.ts'

type Permission = `${string}.${string}`

/** A register that units keep line by line, and from which figures are counted. */
export type Ledger = {
  /** In addresses and on the command line. */
  name: string
  /** Kind of the subject in acts; default the name. */
  subject?: string
  /** The module it belongs to: first word of its acts and its addresses. */
  module: string
  title: string
  /** What is entered here and what is not, for the person who keeps it. */
  intro: string
  table: keyof DB
  fields: readonly LedgerField[]
  /** Column that ends a line; a ledger of events has none. */
  end?: 'closedOn' | 'endedOn'
  /** Column of the day by which the ledger is ordered, newest first. */
  order: string
  /** Fields that no two lines of a unit have in common; absent: all of them. */
  unique?: readonly string[]
  may: { view: Permission; edit: Permission }
}

/** Where the ledger is kept on the desk. */
export const hrefOf = (ledger: Pick<Ledger, 'module' | 'name'>) => `/desk/${ledger.module}/ledgers/${ledger.name}`

/** A line as the subject of an act. */
export const subjectOf = ({ subject, name }: Ledger, id: number) => `${subject ?? name}:${id}`

/** Whether lines can be read from a table file: people are appointed one by one. */
export const isImportable = (ledger: Ledger) => ledger.fields.every((f) => f.kind !== 'staff')

/** The columns of the ledger as a table file, the same in export, import and the template. */
export function sheetFields(ledger: Ledger): SheetField[] {
  return [
    { name: 'unitCode', head: '单位', required: true },
    ...ledger.fields.map((f) => ({ name: f.name, head: f.label, required: !f.optional })),
    ...(ledger.end ? [{ name: ledger.end, head: '停止日期' }] : []),
  ]
}

/** The shape of a ledger's form, from its fields. */
export function ledgerForm(ledger: Ledger): TObject {
  const shape = (field: LedgerField): TSchema => {
    const title = field.label
    if (field.kind === 'day') return { ...DayText, title }
    if (field.kind === 'count' || field.kind === 'staff')
      return Type.Integer({ title, minimum: 1, maximum: 1_000_000_000 })
    if (field.kind === 'yuan') return Type.String({ title, pattern: '^\\d{1,10}(\\.\\d{1,2})?$' })
    if (field.kind === 'choice')
      return Type.Union(
        Object.keys(field.choices ?? {}).map((k) => Type.Literal(k)),
        { title },
      )
    const minLength = field.optional ? 0 : 1
    return Type.String({ title, minLength, maxLength: field.kind === 'longText' ? 2000 : 120 })
  }
  return Type.Object({
    unitCode: Type.String({ title: '单位', minLength: 1, maxLength: 40 }),
    ...Object.fromEntries(ledger.fields.map((field) => [field.name, shape(field)])),
  })
}
