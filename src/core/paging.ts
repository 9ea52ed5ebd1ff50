type Kinds = { string: string; number: number }
type Kind = keyof Kinds
type Values<S extends readonly Kind[]> = { -readonly [I in keyof S]: Kinds[S[I]] }

const LONGEST = 1024

/** The sort key of a list's last row, as an opaque piece of an address: the next page begins after it. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/**
 * The sort key in a cursor. Undefined, never an error, for anything that is not a cursor of this shape: a list then
 * begins at its first page.
 * @param shape - kinds of the values in order, such as `['string', 'number'] as const`
 */
export function decodeCursor<const S extends readonly Kind[]>(cursor: unknown, shape: S): Values<S> | undefined {
  if (typeof cursor !== 'string' || cursor.length > LONGEST || !/^[\w-]+$/.test(cursor)) return undefined
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
  return fits(values, shape) ? values : undefined
}

function fits<S extends readonly Kind[]>(values: unknown, shape: S): values is Values<S> {
  return (
    Array.isArray(values) &&
    values.length === shape.length &&
    // PostgreSQL takes no zero byte in text.
    values.every((v, i) => typeof v === shape[i] && (typeof v !== 'string' || !v.includes('\0')))
  )
}
