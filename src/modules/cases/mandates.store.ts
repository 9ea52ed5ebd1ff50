import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { Letter } from './rights.ts'
import type { Power } from './schema.ts'

/** A letter of authorisation with all that stands in it. */
export type Authorisation = Letter & {
  id: number
  unitName: string
  unitPath: string
  accountId: string
  accountName: string
  documentNumber: string
  grantedOn: Day
}

/** Someone who acts for a colleague who is away. */
export type Deputy = {
  id: number
  unitCode: string
  unitPath: string
  accountId: string
  accountName: string
  deputyId: string
  deputyName: string
  reason: string
  validFrom: Day
  validUntil: Day
  endedOn: Day | null
}

/** Whom an account deputises for on a day, itself included. */
export async function actsFor(db: Db, accountId: string, today: Day): Promise<string[]> {
  const rows = await db
    .selectFrom('caseDeputies')
    .select('accountId')
    .where('deputyId', '=', accountId)
    .where('validFrom', '<=', today)
    .where('validUntil', '>=', today)
    .where((w) => w.or([w('endedOn', 'is', null), w('endedOn', '>', today)]))
    .execute()
  return [accountId, ...rows.map((r) => r.accountId)]
}

/** Letters that an account may act on today: its own, and those of whom it deputises for. */
export async function lettersFor(db: Db, accountId: string, today: Day): Promise<Letter[]> {
  const accounts = await actsFor(db, accountId, today)
  return db
    .selectFrom('caseAuthorisations')
    .select(['unitCode', 'itemIds', 'powers', 'validFrom', 'validUntil', 'revokedOn'])
    .where('accountId', 'in', accounts)
    .where('revokedOn', 'is', null)
    .$castTo<Letter>()
    .execute()
}

const authorisations = (db: Db) =>
  db
    .selectFrom('caseAuthorisations as a')
    .innerJoin('units as u', 'u.code', 'a.unitCode')
    .select(['a.id', 'a.unitCode', 'u.name as unitName', 'u.path as unitPath', 'a.accountId', 'a.accountName'])
    .select(['a.itemIds', 'a.powers', 'a.documentNumber', 'a.validFrom', 'a.validUntil', 'a.revokedOn', 'a.grantedOn'])
    .$castTo<Authorisation>()

/** Letters of units in the subtrees, those that hold first. */
export function listAuthorisations(db: Db, paths: readonly string[]): Promise<Authorisation[]> {
  return authorisations(db)
    .where(sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`)
    .orderBy(sql`a.revoked_on is not null`)
    .orderBy('a.validUntil', 'desc')
    .orderBy('a.id', 'desc')
    .limit(500)
    .execute()
}

/** A letter, locked until the transaction ends. Throws NotFound. */
export async function lockAuthorisation(tx: Db, id: number): Promise<Authorisation> {
  const found = await authorisations(tx).where('a.id', '=', id).forUpdate('a').executeTakeFirst()
  if (!found) throw new NotFound('这份授权委托书')
  return found
}

export async function insertAuthorisation(
  tx: Db,
  a: {
    unitCode: string
    accountId: string
    accountName: string
    itemIds: number[] | null
    powers: readonly Power[]
    documentNumber: string
    validFrom: Day
    validUntil: Day
    grantedBy: string
    grantedOn: Day
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('caseAuthorisations')
    .values({ ...a, powers: [...a.powers] })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function revokeAuthorisation(tx: Db, id: number, revokedOn: Day): Promise<void> {
  await tx.updateTable('caseAuthorisations').set({ revokedOn }).where('id', '=', id).execute()
}

const deputies = (db: Db) =>
  db
    .selectFrom('caseDeputies as d')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .select(['d.id', 'd.unitCode', 'u.path as unitPath', 'd.accountId', 'd.accountName', 'd.deputyId', 'd.deputyName'])
    .select(['d.reason', 'd.validFrom', 'd.validUntil', 'd.endedOn'])
    .$castTo<Deputy>()

/** Mandates of people of units in the subtrees, the latest first. */
export function listDeputies(db: Db, paths: readonly string[]): Promise<Deputy[]> {
  return deputies(db)
    .where(sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`)
    .orderBy('d.validUntil', 'desc')
    .orderBy('d.id', 'desc')
    .limit(500)
    .execute()
}

/** A mandate, locked until the transaction ends. Throws NotFound. */
export async function lockDeputy(tx: Db, id: number): Promise<Deputy> {
  const found = await deputies(tx).where('d.id', '=', id).forUpdate('d').executeTakeFirst()
  if (!found) throw new NotFound('这一次代理')
  return found
}

export async function insertDeputy(
  tx: Db,
  d: Omit<Deputy, 'id' | 'unitPath' | 'endedOn'> & { grantedBy: string },
): Promise<number> {
  const { id } = await tx.insertInto('caseDeputies').values(d).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function endDeputy(tx: Db, id: number, endedOn: Day): Promise<void> {
  await tx.updateTable('caseDeputies').set({ endedOn }).where('id', '=', id).execute()
}
