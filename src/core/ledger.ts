/** One column of a ledger: how it is asked for, read from a table file, kept and shown. */
export type LedgerField = {
  name: string
  label: string
  hint?: string
  /** `yuan` is typed in yuan and kept in fen; `staff` is a person of the unit. */
  kind: 'text' | 'longText' | 'day' | 'count' | 'yuan' | 'choice' | 'staff'
  /** Of a choice: code → what is read. */
  choices?: Readonly<Record<string, string>>
  optional?: boolean
}
