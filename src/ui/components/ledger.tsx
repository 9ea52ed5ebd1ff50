import type { ComponentChildren } from 'preact'
import type { Day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import type { LedgerField } from '../../core/ledger.ts'
import { yuan } from '../../core/money.ts'
import { Actions, Button } from './button.tsx'
import { Select } from './choice-fields.tsx'
import { Form } from './form.tsx'
import { Disclosure } from './layout.tsx'
import { type Column, Table } from './table.tsx'
import { DayField, NumberField, TextArea, TextField } from './text-fields.tsx'
import { DayText } from './time.tsx'

type Typed = Readonly<Record<string, unknown>>
type Option = { value: string | number; label: string }

/** A line of a ledger with the unit that keeps it. */
export type LedgerRow = { id: number; unitName: string }

/** How a line ends: what is asked then, and where it is sent. */
export type LedgerEnding<Row> = {
  /** Head of the column, such as 停止, 结果. */
  head: string
  /** What the button says, such as 登记停止. */
  label: string
  fields: readonly LedgerField[]
  /** Whether the line has ended; `fields` are then shown instead of asked. */
  ended: (row: Row) => boolean
  /** Address of the ending; absent: the person may not end lines. */
  action?: ((row: Row) => string) | undefined
  /** The line whose ending was sent in vain, with what was typed. */
  tried?: { id: number; typed: Typed; problems: readonly Problem[] } | undefined
}

/** The lines of a ledger. */
export function LedgerTable<Row extends LedgerRow>({
  caption,
  unitLabel = '单位',
  fields,
  rows,
  total,
  cells = {},
  ending,
  empty,
}: {
  caption: string
  unitLabel?: string
  fields: readonly LedgerField[]
  rows: readonly Row[]
  total: number
  /** Cells that are more than their field, such as a link. */
  cells?: Readonly<Record<string, (row: Row) => ComponentChildren>>
  ending?: LedgerEnding<Row> | undefined
  empty: ComponentChildren
}) {
  const columns: Column<Row>[] = [
    { head: unitLabel, cell: (row) => row.unitName },
    ...fields.map((field) => ({
      head: field.label,
      cell: cells[field.name] ?? ((row: Row) => shown(field, row)),
      numeric: field.kind === 'count' || field.kind === 'yuan',
      nowrap: field.kind === 'day' || field.kind === 'choice',
      wide: field.kind === 'longText',
    })),
  ]
  if (ending) columns.push({ head: ending.head, cell: (row) => <Ending row={row} ending={ending} /> })
  return <Table caption={caption} columns={columns} rows={rows} total={total} rowKey={(row) => row.id} empty={empty} />
}

function Ending<Row extends LedgerRow>({ row, ending }: { row: Row; ending: LedgerEnding<Row> }) {
  const { fields, label, action, tried } = ending
  if (ending.ended(row))
    return <>{fields.map((field, i) => [i > 0 && ',', <span key={field.name}>{shown(field, row)}</span>])}</>
  if (!action) return <>—</>
  const mine = tried?.id === row.id ? tried : undefined
  return (
    <Disclosure summary={label} open={mine !== undefined}>
      <Form action={action(row)}>
        {fields.map((field) => (
          <LedgerInput
            key={field.name}
            id={`${field.name}-${row.id}`}
            field={field}
            typed={mine?.typed ?? {}}
            problems={mine?.problems ?? []}
          />
        ))}
        <Button kind="plain">{label}</Button>
      </Form>
    </Disclosure>
  )
}

/** The form by which one line is entered. */
export function LedgerForm({
  action,
  unitLabel = '单位',
  units,
  fields,
  people = [],
  typed,
  problems,
}: {
  action?: string
  unitLabel?: string
  units: readonly Option[]
  fields: readonly LedgerField[]
  /** Whom a field of kind `staff` offers. */
  people?: readonly Option[]
  typed: Typed
  problems: readonly Problem[]
}) {
  return (
    <Form {...(action === undefined ? {} : { action })}>
      <Select
        name="unitCode"
        label={unitLabel}
        options={units}
        value={text(typed, 'unitCode')}
        problems={problems}
        required
      />
      {fields.map((field) => (
        <LedgerInput key={field.name} field={field} typed={typed} problems={problems} people={people} />
      ))}
      <Actions>
        <Button>登记</Button>
      </Actions>
    </Form>
  )
}

const text = (typed: Typed, name: string) => String(typed[name] ?? '')

function LedgerInput({
  field,
  typed,
  problems,
  people = [],
  id,
}: {
  field: LedgerField
  typed: Typed
  problems: readonly Problem[]
  people?: readonly Option[]
  id?: string
}) {
  const props = {
    ...{ name: field.name, label: field.label, hint: field.hint, problems, required: !field.optional },
    ...(id === undefined ? {} : { id }),
  }
  const value = text(typed, field.name)
  switch (field.kind) {
    case 'day':
      return <DayField {...props} value={value} />
    case 'count':
    case 'yuan':
      return <NumberField {...props} value={value} decimals={field.kind === 'yuan'} />
    case 'longText':
      return <TextArea {...props} value={value} rows={3} />
    case 'text':
      return <TextField {...props} value={value} />
    case 'staff':
      return (
        <Select
          {...props}
          value={value}
          options={people}
          hint={people.length === 0 ? '这个单位没有可登记的人员：请先在机构页面登记到任人员' : field.hint}
        />
      )
    case 'choice':
      return (
        <Select
          {...props}
          value={value}
          options={Object.entries(field.choices ?? {}).map(([code, label]) => ({ value: code, label }))}
        />
      )
  }
}

function shown(field: LedgerField, row: object): ComponentChildren {
  const line = row as Readonly<Record<string, string | number | null | undefined>>
  const value = line[field.name]
  if (value === null || value === undefined) return ''
  if (field.kind === 'staff') return line.staffName
  if (field.kind === 'choice') return field.choices?.[String(value)] ?? String(value)
  if (field.kind === 'yuan') return yuan(Number(value))
  if (field.kind === 'day') return <DayText day={value as Day} />
  return String(value)
}
