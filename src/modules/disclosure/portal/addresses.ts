import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import type { Crumb } from '../../../ui/index.ts'
import type { Column } from '../columns.store.ts'
import type { Place } from '../published.store.ts'

/** A page that is the same for everyone. */
export const open = { may: 'everyone', cached: true } as const

export const home: Crumb = { label: '首页', href: '/' }

/** How many a list shows on one page. */
export const pageSize = 20

/** Columns that have a page of their own kind; all others are lists of documents. */
const ownPages: ReadonlyMap<string, string> = new Map([
  ['open', '/open'],
  ['application', '/requests'],
  ['interviews', '/interviews'],
  ['press', '/press-conferences'],
  ['concerns', '/concerns'],
  ['solicitations', '/solicitations'],
])

export function columnHref(code: string): string {
  return ownPages.get(code) ?? `/columns/${code}`
}

/** The way down to a column, without the column itself. */
export function crumbsTo(lineage: readonly Pick<Column, 'code' | 'name'>[]): Crumb[] {
  return [home, ...lineage.map((c) => ({ label: c.name, href: columnHref(c.code) }))]
}

// What stands in an address is taken as a plain text and read here: a wrong one is a page that does not exist, not a
// form that was filled in badly.
export const ById = Type.Object({ id: Type.String({ maxLength: 40 }) })
export const ByCode = Type.Object({ code: Type.String({ maxLength: 80 }) })

/** The number in an address. Throws NotFound. */
export function idIn(text: string, what: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound(what)
  return Number(text)
}

/** The code in an address. Throws NotFound. */
export function codeIn(text: string, what: string): string {
  if (!/^[a-z0-9-]{1,60}$/.test(text)) throw new NotFound(what)
  return text
}

export const ListQuery = Type.Object({
  after: Type.Optional(Type.String({ maxLength: 200 })),
  before: Type.Optional(Type.String({ maxLength: 200 })),
})

/** Where a list begins; one that cannot be read begins at its top. */
export function placeIn(cursor: string | undefined): Place | undefined {
  const read = decodeCursor(cursor, ['instant', 'integer'])
  return read && { publishedAt: read[0], id: read[1] }
}

export function cursorAt({ publishedAt, id }: Place): string {
  return encodeCursor([publishedAt, id])
}
