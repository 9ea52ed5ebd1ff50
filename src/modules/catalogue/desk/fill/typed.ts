import type { Problem } from '../../../../core/errors.ts'
import { parseYuan } from '../../../../core/money.ts'
import { fresh, type Sheet } from './sheet.ts'
import type { FillSection, Rows, Spec } from './spec.ts'
import { isRows } from './spec.ts'

export type Flat = Record<string, string | string[]>

/** What stands in a form, as it was typed: kept through every press of a button, sound or not. */
export type Typed = { fields: Flat; rows: Record<string, Flat[]> }

type Json = Record<string, unknown>
const most = 100

export const rowsOf = (section: FillSection): Rows[] => section.blocks.filter(isRows)
const fieldsOf = (section: FillSection): Spec[] => section.blocks.flatMap((b) => (isRows(b) ? [] : b.specs))

export function valueAt(from: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => (value as Json | undefined)?.[step], from)
}

/** A copy in which one value is another. */
function withValue(into: Json, path: string, value: unknown): Json {
  const [step = '', ...rest] = path.split('.')
  const inner = rest.length === 0 ? value : withValue((into[step] as Json | undefined) ?? {}, rest.join('.'), value)
  return { ...into, [step]: inner }
}

/** The form of a section as it is filled in from what is kept. */
export function typedOf(section: FillSection, sheet: Sheet): Typed {
  return {
    fields: flatOf(fieldsOf(section), sheet),
    rows: Object.fromEntries(
      rowsOf(section).map((r) => [r.list, (sheet[r.list] as unknown as Json[]).map((row) => rowFlat(r, row))]),
    ),
  }
}

const rowFlat = ({ specs, keyed }: Rows, row: Json): Flat => ({
  ...(keyed ? { key: String(row.key ?? '') } : {}),
  ...flatOf(specs, row),
})

const flatOf = (specs: readonly Spec[], from: unknown): Flat =>
  Object.fromEntries(specs.map((s) => [s.name, shownIn(s, valueAt(from, s.name))]))

function shownIn({ kind }: Spec, value: unknown): string | string[] {
  if (kind === 'choices') return (value as string[] | undefined) ?? []
  if (value === null || value === undefined) return ''
  if (kind === 'lines') return (value as string[]).join('\n')
  if (kind === 'yes') return value ? 'yes' : ''
  if (kind === 'yuan') return ((value as number) / 100).toFixed(2).replace(/\.00$/, '')
  return String(value)
}

/** The form of a section as a browser sent it: `materials.0.name`, and how many rows there are. */
export function typedIn(section: FillSection, body: Json): Typed {
  const one = (spec: Spec, name: string): string | string[] => {
    const sent = [body[name] ?? []].flat().filter((v): v is string => typeof v === 'string')
    return spec.kind === 'choices' ? sent : (sent[0] ?? '')
  }
  return {
    fields: Object.fromEntries(fieldsOf(section).map((s) => [s.name, one(s, s.name)])),
    rows: Object.fromEntries(
      rowsOf(section).map(({ list, specs, keyed }) => {
        const count = Math.min(most, Number(body[`${list}.length`]) || 0)
        const row = (i: number): Flat => ({
          ...(keyed ? { key: String(body[`${list}.${i}.key`] ?? '') } : {}),
          ...Object.fromEntries(specs.map((s) => [s.name, one(s, `${list}.${i}.${s.name}`)])),
        })
        return [list, Array.from({ length: count }, (_, i) => row(i))]
      }),
    ),
  }
}

/** A press of 增加, 删除 or 上移, such as `add:materials`, `remove:materials:2`; undefined for any other button. */
export function pressed(section: FillSection, typed: Typed, button: string): Typed | undefined {
  const [what, list = '', place = ''] = button.split(':')
  const kind = rowsOf(section).find((r) => r.list === list)
  const rows = typed.rows[list]
  if (!kind || !rows) return undefined
  const i = Number(place)
  const put = (changed: Flat[]): Typed => ({ ...typed, rows: { ...typed.rows, [list]: changed } })
  if (what === 'add') return put([...rows, rowFlat(kind, { ...kind.blank })])
  if (what === 'remove') return put(rows.filter((_, r) => r !== i))
  const [above, row] = [rows[i - 1], rows[i]]
  if (what === 'up' && above && row) return put(rows.with(i - 1, row).with(i, above))
  return undefined
}

/** Without the rows in which nothing was filled in. */
export function withoutBlanks(section: FillSection, typed: Typed): Typed {
  const same = (a: Flat, b: Flat) => JSON.stringify({ ...a, key: '' }) === JSON.stringify({ ...b, key: '' })
  const rows = rowsOf(section).map((kind) => {
    const blank = rowFlat(kind, { ...kind.blank })
    return [kind.list, (typed.rows[kind.list] ?? []).filter((row) => !same(row, blank))]
  })
  return { ...typed, rows: Object.fromEntries(rows) }
}

/** The sheet with what was typed in one section, and what of it could not be read. */
export function readSection(section: FillSection, typed: Typed, sheet: Sheet): { sheet: Sheet; problems: Problem[] } {
  const problems: Problem[] = []
  let read = readInto(sheet as unknown as Json, fieldsOf(section), typed.fields, '', problems)
  for (const kind of rowsOf(section)) {
    const rows = typed.rows[kind.list] ?? []
    const used = new Set(rows.map((r) => String(r.key ?? '')))
    const values = rows.map((row, i) => {
      const value = readInto({ ...kind.blank }, kind.specs, row, `${kind.list}.${i}.`, problems)
      return kind.keyed ? { ...value, key: row.key || fresh(kind.keyed, used) } : value
    })
    read = { ...read, [kind.list]: values }
  }
  return { sheet: read as unknown as Sheet, problems }
}

function readInto(into: Json, specs: readonly Spec[], typed: Flat, prefix: string, problems: Problem[]): Json {
  let value = into
  for (const spec of specs) {
    const read = readOne(spec, typed[spec.name] ?? '')
    if (read instanceof Wrong) problems.push({ field: `${prefix}${spec.name}`, message: read.message })
    // A condition without any answer is none.
    else if (read !== undefined) value = withValue(value, spec.name, read)
  }
  return value
}

class Wrong {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

function readOne({ kind, name, label, numbers, nullable }: Spec, typed: string | string[]): unknown {
  if (kind === 'choices') {
    const chosen = [typed].flat().filter((v) => v !== '')
    return chosen.length === 0 && name.startsWith('when.') ? undefined : chosen
  }
  const text = [typed].flat().join('').replaceAll('\r\n', '\n').trim()
  if (kind === 'yes') return text === 'yes'
  if (kind === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  if (text === '') return nullable ? null : kind === 'count' ? 0 : ''
  if (kind === 'count' || numbers) {
    const plain = text.normalize('NFKC').replaceAll(',', '')
    return /^\d{1,9}$/.test(plain) ? Number(plain) : new Wrong(`请用整数填写${label}`)
  }
  if (kind === 'decimal') {
    const plain = text.normalize('NFKC').replaceAll(',', '')
    return /^-?\d{1,12}(?:\.\d{1,6})?$/.test(plain) ? Number(plain) : new Wrong(`请用数字填写${label}`)
  }
  if (kind === 'yuan') {
    const fen = parseYuan(text)
    return fen !== undefined && fen >= 0 ? fen : new Wrong(`请用元填写${label}，最多到分，例如 12.50`)
  }
  return text
}
