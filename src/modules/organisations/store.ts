import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import { platformLabels } from './labels.ts'
import type { NewUnitForm, Unit, UnitForm } from './schema.ts'

const unitColumns = ['code', 'parentCode', 'path', 'kind', 'name', 'shortName', 'regionCode'] as const

/** A unit by its code. Throws NotFound. */
export async function getUnit(db: Db, code: string): Promise<Unit> {
  const unit = await findUnit(db, code)
  if (!unit) throw new NotFound(`代码为“${code}”的单位`)
  return unit
}

export async function findUnit(db: Db, code: string): Promise<Unit | undefined> {
  return (await db.selectFrom('units').select(unitColumns).where('code', '=', code).executeTakeFirst()) as
    | Unit
    | undefined
}

/** Units in any of the subtrees that still exist, in the order of the tree. */
export async function listUnits(db: Db, paths: readonly string[]): Promise<Unit[]> {
  if (paths.length === 0) return []
  return (await db
    .selectFrom('units')
    .select(unitColumns)
    .where((q) => q.or(paths.map((p) => q('path', 'like', `${p}%`))))
    .where('closedOn', 'is', null)
    .orderBy(sql`array_length(string_to_array(path, '/'), 1)`)
    .orderBy('position')
    .orderBy('code')
    .execute()) as Unit[]
}

/** Paths of units by their codes; those that do not exist are absent. */
export async function listUnitPaths(db: Db, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db.selectFrom('units').select(['code', 'path']).where('code', 'in', codes).execute()
  return new Map(rows.map((r) => [r.code, r.path]))
}

/** All that is kept of one unit. Throws NotFound. */
export async function getUnitDetail(db: Db, code: string) {
  const unit = await db.selectFrom('units').selectAll().where('code', '=', code).executeTakeFirst()
  if (!unit) throw new NotFound(`代码为“${code}”的单位`)
  return unit
}

export function listChildren(db: Db, code: string) {
  return db
    .selectFrom('units')
    .select([...unitColumns, 'address', 'phone'])
    .where('parentCode', '=', code)
    .where('closedOn', 'is', null)
    .orderBy('position')
    .orderBy('code')
    .execute()
}

export async function insertUnit(db: Db, unit: NewUnitForm & { path: string; regionCode: string }) {
  await db
    .insertInto('units')
    .values({ ...unit, creditCode: unit.creditCode || null, openedOn: unit.openedOn as Day })
    .execute()
}

export async function updateUnit(db: Db, code: string, form: UnitForm) {
  await db
    .updateTable('units')
    .set({ ...form, creditCode: form.creditCode || null })
    .where('code', '=', code)
    .execute()
}

export async function closeUnit(db: Db, code: string, closedOn: Day) {
  await db.updateTable('units').set({ closedOn }).where('code', '=', code).execute()
}

/** Whether other units that still exist hang below this one. */
export async function hasOpenChildren(db: Db, code: string): Promise<boolean> {
  return (
    (
      await db
        .selectFrom('units')
        .select('code')
        .where('parentCode', '=', code)
        .where('closedOn', 'is', null)
        .limit(1)
        .execute()
    ).length > 0
  )
}

/** People of a unit with the post they hold now; leaders first. */
export function listStaff(db: Db, unitCode: string) {
  return db
    .selectFrom('staff as s')
    .leftJoin('postHoldings as h', (j) => j.onRef('h.staffId', '=', 's.id').on('h.endedOn', 'is', null))
    .leftJoin('posts as p', 'p.id', 'h.postId')
    .select(['s.id', 's.name', 's.phone', 's.duties', 's.biography', 's.isLeader', 's.startedOn', 'p.title', 'p.leads'])
    .where('s.unitCode', '=', unitCode)
    .where('s.endedOn', 'is', null)
    .orderBy('s.isLeader', 'desc')
    .orderBy('s.position')
    .orderBy('s.id')
    .execute()
}

export async function getStaff(db: Db, id: number) {
  const person = await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst()
  if (!person) throw new NotFound('这位工作人员')
  return person
}

/** A post of the unit by its title, made when there is none; locked until the transaction ends. */
export async function obtainPost(db: Db, unitCode: string, title: string, leads: boolean): Promise<number> {
  const found = await db
    .selectFrom('posts')
    .select('id')
    .where('unitCode', '=', unitCode)
    .where('title', '=', title)
    .forUpdate()
    .executeTakeFirst()
  if (found) return found.id
  return (await db.insertInto('posts').values({ unitCode, title, leads }).returning('id').executeTakeFirstOrThrow()).id
}

/** Who holds a post now, if anyone does. */
export function findHolder(db: Db, postId: number) {
  return db
    .selectFrom('postHoldings as h')
    .innerJoin('staff as s', 's.id', 'h.staffId')
    .select(['s.id', 's.name', 'h.startedOn'])
    .where('h.postId', '=', postId)
    .where('h.endedOn', 'is', null)
    .executeTakeFirst()
}

export async function insertStaff(
  db: Db,
  person: {
    unitCode: string
    name: string
    phone: string
    duties: string
    biography: string
    isLeader: boolean
    startedOn: Day
  },
) {
  return (await db.insertInto('staff').values(person).returning('id').executeTakeFirstOrThrow()).id
}

export async function insertHolding(db: Db, holding: { postId: number; staffId: number; startedOn: Day }) {
  await db.insertInto('postHoldings').values(holding).execute()
}

/** Ends a person's service in the unit, with every post and appointment still held. */
export async function endStaff(db: Db, id: number, endedOn: Day) {
  await db.updateTable('staff').set({ endedOn }).where('id', '=', id).execute()
  await db.updateTable('postHoldings').set({ endedOn }).where('staffId', '=', id).where('endedOn', 'is', null).execute()
  await db
    .updateTable('disclosureAppointments')
    .set({ endedOn })
    .where('staffId', '=', id)
    .where('endedOn', 'is', null)
    .execute()
}

/** The body that answers for disclosure in a unit, if it has one. */
export function listDisclosureOffices(db: Db, unitCode: string) {
  return db
    .selectFrom('disclosureOffices')
    .selectAll()
    .where('unitCode', '=', unitCode)
    .where('closedOn', 'is', null)
    .orderBy('id')
    .execute()
}

/** Accounts on new media that are kept today. 国办发〔2018〕123号 */
export async function listMediaAccounts(db: Db, today: Day) {
  const rows = await db
    .selectFrom('mediaAccounts as m')
    .innerJoin('units as u', 'u.code', 'm.unitCode')
    .select(['m.id', 'm.platform', 'm.name', 'm.openedOn', 'u.name as unitName'])
    .where('m.openedOn', '<=', today)
    .where((q) => q.or([q('m.closedOn', 'is', null), q('m.closedOn', '>', today)]))
    .orderBy('m.platform', 'desc')
    .orderBy('u.position')
    .orderBy('m.id')
    .execute()
  return rows.map((r) => ({ ...r, platformName: platformLabels[r.platform as keyof typeof platformLabels] }))
}

export function listOpenConsultationSites(db: Db) {
  return db
    .selectFrom('consultationSites as c')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .select(['c.id', 'c.name', 'c.kind', 'c.address', 'c.officeHours', 'u.name as unitName', 'u.phone'])
    .where('c.closedOn', 'is', null)
    .orderBy('u.position')
    .orderBy('c.id')
    .execute()
}
