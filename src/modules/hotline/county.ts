import { type Static, Type } from 'typebox'
import type { Db } from '../../platform/database.ts'
import { orderKinds, TermsForm, termKinds } from './schema.ts'

const kind = Type.Unsafe<(typeof orderKinds)[number]>({ type: 'string', enum: [...orderKinds] })
const Topic = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-zA-Z0-9]{1,40}$' }),
    parent: Type.Optional(Type.String()),
    name: Type.String({ minLength: 1 }),
    words: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    kind: Type.Optional(kind),
    units: Type.Optional(Type.Array(Type.String())),
    ofPlace: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

/** Terms and dispatch catalogue of a county, as its folder holds them. */
export const HotlineData = Type.Object({
  terms: Type.Array(
    Type.Object({
      ...TermsForm.properties,
      kind: Type.Unsafe<(typeof termKinds)[number]>({ type: 'string', enum: [...termKinds] }),
    }),
    { minItems: termKinds.length, maxItems: termKinds.length },
  ),
  /** Parents before their children. */
  topics: Type.Array(Topic),
})

/** Whether a county has its terms already. */
export const hasTerms = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('workOrderTerms').select('kind').limit(1).executeTakeFirst()) !== undefined

/** Installs terms and dispatch catalogue: from then on they are the county's own. */
export async function loadHotline(tx: Db, { terms, topics }: Static<typeof HotlineData>): Promise<void> {
  await tx.insertInto('workOrderTerms').values(terms).execute()
  const rows = topics.map(({ parent, units, words = [], ofPlace = false, kind, ...t }, position) => ({
    ...{ ...t, words, ofPlace, position, kind: kind ?? null },
    ...{ parentCode: parent ?? null, unitCodes: units ?? [] },
  }))
  if (rows.length > 0) await tx.insertInto('workOrderTopics').values(rows).execute()
}
