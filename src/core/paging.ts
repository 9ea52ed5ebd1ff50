import { type Day, isDay } from './day.ts'

type Kinds = { string: string; number: number; integer: number; day: Day; instant: Date }
type Kind = keyof Kinds
type Values<S extends readonly Kind[]> = { -readonly [I in keyof S]: Kinds[S[I]] }

const LONGEST = 1024

/** The sort key of a list's last row, as an opaque piece of an address: the next page begins after it. */
export function encodeCursor(values: readonly Kinds[Kind][]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** What is asked of a list that is read part by part: how much, after which row. */
export type Asked = { size: number; cursor?: string | undefined }

/** One part of a list, and the cursor with which it goes on; absent at its end. */
export type Part<T> = { lines: T[]; next: string | undefined }

/**
 * The part asked for, of rows read one beyond it: whether there is another tells where the list goes on.
 * @param rows - at most `size + 1`, in order of their keys
 * @param keyOf - the sort key of a row, as the cursor carries it
 */
export function partOf<T>(
  rows: readonly T[],
  { size }: Pick<Asked, 'size'>,
  keyOf: (row: T) => readonly Kinds[Kind][],
): Part<T> {
  const lines = rows.slice(0, size)
  const last = lines.at(-1)
  return { lines, next: rows.length > size && last !== undefined ? encodeCursor(keyOf(last)) : undefined }
}

/**
 * The sort key in a cursor. Undefined, never an error, for anything that is not a cursor of this shape, and for values
 * that the database would choke on: a list then begins at its first page.
 * @param shape - kinds of the values in order, such as `['day', 'integer']`
 */
export function decodeCursor<const S extends readonly Kind[]>(cursor: unknown, shape: S): Values<S> | undefined {
  if (typeof cursor !== 'string' || cursor.length > LONGEST || !/^[\w-]+$/.test(cursor)) return undefined
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
  if (!Array.isArray(values) || values.length !== shape.length) return undefined
  const read = shape.map((kind, i) => readers[kind](values[i]))
  return complete<S>(read) ? read : undefined
}

const readers: { [K in Kind]: (value: unknown) => Kinds[K] | undefined } = {
  // PostgreSQL takes no zero byte and no half of a surrogate pair in text.
  string: (v) => (typeof v === 'string' && !v.includes('\0') && v.isWellFormed() ? v : undefined),
  number: (v) => (typeof v === 'number' && Number.isFinite(v) ? v : undefined),
  integer: (v) => (typeof v === 'number' && Number.isSafeInteger(v) ? v : undefined),
  day: (v) => (isDay(v) ? v : undefined),
  instant: (v) => (typeof v === 'string' && isInstant(v) ? new Date(v) : undefined),
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text))
}

function complete<S extends readonly Kind[]>(read: readonly unknown[]): read is Values<S> {
  return read.every((v) => v !== undefined)
}
