import { dayOf, yearOf } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { indexNumber } from './rules.ts'
import type { Channel } from './schema.ts'
import type { NewDocument } from './store.ts'

type Key = { unitCode: string; title: string; documentNumber: string | null; writtenOn: string }

/** By what two rows are taken for the same information. */
export function keyOf({ unitCode, title, documentNumber, writtenOn }: Key): string {
  return [unitCode, title, documentNumber ?? '', writtenOn].join('\n')
}

/** Keys of all documents that are not discarded. */
export async function listKnown(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('documents')
    .select(['unitCode', 'title', 'documentNumber', 'writtenOn'])
    .where('state', '<>', 'discarded')
    .execute()
  return new Set(rows.map(keyOf))
}

/** Index numbers for the rows that come in as published and bring none; undefined for drafts. Serials of a unit and year are taken at once. */
export async function takeNumbers(
  tx: Db,
  regionCode: string,
  rows: readonly { unit: { code: string }; publishedAt: Date | undefined; indexNumber: string | undefined }[],
): Promise<(string | undefined)[]> {
  const needs = rows.flatMap((r, i) =>
    r.publishedAt && !r.indexNumber ? [{ i, unit: r.unit.code, year: yearOf(dayOf(r.publishedAt)) }] : [],
  )
  const numbers = rows.map((r) => (r.publishedAt ? r.indexNumber : undefined))
  const groups = [...Map.groupBy(needs, (n) => `${n.unit} ${n.year}`)].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [, group] of groups) {
    const { unit, year } = group[0] as { unit: string; year: number }
    const { last } = await tx
      .insertInto('indexSerials')
      .values({ unitCode: unit, year, last: group.length })
      .onConflict((c) =>
        c.columns(['unitCode', 'year']).doUpdateSet((q) => ({ last: q('indexSerials.last', '+', group.length) })),
      )
      .returning('last')
      .executeTakeFirstOrThrow()
    group.forEach(({ i }, k) => {
      numbers[i] = indexNumber(regionCode, unit, year, last - group.length + 1 + k)
    })
  }
  return numbers
}

/** Inserts documents and the first version of each; returns their numbers in the same order. */
export async function insertAll(
  tx: Db,
  documents: readonly { row: NewDocument; content: object }[],
  ctx: Ctx,
): Promise<number[]> {
  const ids: number[] = []
  // 500 rows × 30 values stay below PostgreSQL's 65,535 parameters.
  for (let i = 0; i < documents.length; i += 500) {
    const part = documents.slice(i, i + 500)
    // PostgreSQL inserts a list of values in its order and returns them in that order.
    const inserted = await tx
      .insertInto('documents')
      .values(part.map((d) => d.row))
      .returning('id')
      .execute()
    await tx
      .insertInto('documentVersions')
      .values(
        part.map((d, k) => ({
          documentId: inserted[k]?.id ?? 0,
          version: 1,
          at: ctx.now,
          accountId: ctx.actor.accountId ?? null,
          actor: ctx.actor.name,
          content: JSON.stringify(d.content),
        })),
      )
      .execute()
    ids.push(...inserted.map((r) => r.id))
  }
  return ids
}

export async function insertChannels(
  tx: Db,
  rows: readonly { documentId: number; channel: Channel; publishedAt: Date }[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += 5000)
    await tx
      .insertInto('documentChannels')
      .values(rows.slice(i, i + 5000))
      .execute()
}
