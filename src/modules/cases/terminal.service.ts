import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Paper } from '../../platform/paper/index.ts'
import { type Key, noteOpened, ownCase } from './applicant.service.ts'
import { paperLabels } from './labels.ts'
import { getPrinted, type Printed } from './papers.store.ts'
import { situationOf } from './situation.ts'

/** A paper or a result that may be printed where people wait. */
export type Printable = { table: Printed; id: number; name: string; number: string; issuedOn: Day }

/**
 * Where a case stands, for a screen that strangers pass by: two sentences, and nothing of whose case it is or what it is
 * about. Throws NotFound unless it was opened with its query code.
 */
export async function standingOf(ctx: Ctx, number: string, key: Key): Promise<{ now: string; next: string }> {
  const { file, life } = await ownCase(ctx, number, key)
  const { now, next } = situationOf(file, life)
  return { now, next }
}

/** What the applicant may print of their case, newest first. Throws NotFound. */
export async function printable(ctx: Ctx, number: string, key: Key): Promise<Printable[]> {
  const { life } = await ownCase(ctx, number, key)
  const results = life.results
    .filter((r) => r.revokedOn === null)
    .map(({ id, name, number: its, issuedOn }) => ({ table: 'caseResults' as const, id, name, number: its, issuedOn }))
  const papers = life.papers
    .filter((p) => p.kind !== 'transfer')
    .map(({ id, kind, number: its, issuedOn }) => ({
      table: 'casePapers' as const,
      id,
      name: paperLabels[kind],
      number: its,
      issuedOn,
    }))
  return [...results.reverse(), ...papers.reverse()]
}

/** The wording of one of them. The first time a paper is opened is noted. Throws NotFound. */
export async function paperToPrint(
  ctx: Ctx,
  number: string,
  key: Key,
  { table, id }: Pick<Printable, 'table' | 'id'>,
): Promise<Paper> {
  const { file, life } = await ownCase(ctx, number, key)
  if (!(await printable(ctx, number, key)).some((p) => p.table === table && p.id === id)) throw new NotFound('这份文书')
  const { paper } = await getPrinted(ctx.db, table, id, file.id)
  const opened = table === 'casePapers' ? life.papers.find((p) => p.id === id) : undefined
  if (opened) await noteOpened(ctx, file, opened)
  return paper
}
