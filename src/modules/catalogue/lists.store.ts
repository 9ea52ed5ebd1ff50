import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Indicator, Scope } from '../../platform/indicator.ts'
import type { Limit } from './schema.ts'

/** Where a list goes on. */
export type ListPlace = { unitCode: string; label: string; subject: string }
type Line = ListPlace & { unitName: string }

/** An item with what its version says that held on the day; null where none did. */
export type ItemRow = Line & {
  code: string
  itemType: string
  onSiteVisits: number | null
  online: boolean | null
  statutoryLimit: Limit | null
  commitmentLimit: Limit | null
  /** Of its first place; empty if it names none. */
  window: string
  materials: number | null
  steps: number | null
  /** As its first version had them. */
  materialsFirst: number | null
  stepsFirst: number | null
}
export type CertificateRow = Line & {
  name: string
  usedFor: string
  basis: string
  replacedBy: string
  cancelledOn: Day
}
export type DelegationRow = Line & {
  code: string
  acceptedAt: string
  decidedAt: string
  authority: string
  materialsBefore: number
  materialsAfter: number
  daysBefore: number
  daysAfter: number
}

export type ListPart = { after?: ListPlace | undefined; limit: number }

/**
 * The records behind a figure in the order of units and names, from a place on. A list that is read to its end so has
 * exactly the rows that the figure counts.
 */
function linesOf(db: Db, indicator: Indicator, scope: Scope, { after, limit }: ListPart) {
  const lines = db
    .selectFrom(indicator.records(db, scope).as('r'))
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(['r.unitCode', 'r.label', 'r.subject', 'u.shortName as unitName'])
    .orderBy('r.unitCode')
    .orderBy('r.label')
    .orderBy('r.subject')
    .limit(limit)
  return after
    ? lines.where(
        sql<boolean>`(r.unit_code, r.label, r.subject) > (${after.unitCode}, ${after.label}, ${after.subject})`,
      )
    : lines
}

const count = (path: string, from: string) =>
  sql<number | null>`json_array_length(${sql.ref(from)} -> ${sql.lit(path)})`

/** Items of a figure whose records are items. */
export async function listItemRows(db: Db, indicator: Indicator, scope: Scope, part: ListPart): Promise<ItemRow[]> {
  return db
    .selectFrom(linesOf(db, indicator, scope, part).as('l'))
    .innerJoin('serviceItems as i', (j) => j.on(sql<boolean>`i.code = substr(l.subject, length('item:') + 1)`))
    .leftJoin('itemVersions as v', (j) =>
      j
        .onRef('v.itemId', '=', 'i.id')
        .on('v.effectiveOn', '<=', scope.to)
        .on((w) => w.or([w('v.endedOn', 'is', null), w('v.endedOn', '>', scope.to)])),
    )
    .leftJoin('itemVersions as f', (j) => j.onRef('f.itemId', '=', 'i.id').on('f.version', '=', 1))
    .select(['l.unitCode', 'l.label', 'l.subject', 'l.unitName', 'i.code', 'i.itemType'])
    .select(['v.onSiteVisits', 'v.online'])
    .select([
      sql<Limit | null>`v.elements -> 'statutoryLimit'`.as('statutoryLimit'),
      sql<Limit | null>`v.elements -> 'commitmentLimit'`.as('commitmentLimit'),
      sql<string>`coalesce(v.elements -> 'places' -> 0 ->> 'window', '')`.as('window'),
      count('materials', 'v.elements').as('materials'),
      count('steps', 'v.elements').as('steps'),
      count('materials', 'f.elements').as('materialsFirst'),
      count('steps', 'f.elements').as('stepsFirst'),
    ])
    .orderBy('l.unitCode')
    .orderBy('l.label')
    .orderBy('l.subject')
    .execute() as Promise<ItemRow[]>
}

/** Certificates that were cancelled. */
export async function listCertificateRows(
  db: Db,
  indicator: Indicator,
  scope: Scope,
  part: ListPart,
): Promise<CertificateRow[]> {
  return db
    .selectFrom(linesOf(db, indicator, scope, part).as('l'))
    .innerJoin('cancelledCertificates as c', (j) => j.on(sql<boolean>`'certificate:' || c.id = l.subject`))
    .select(['l.unitCode', 'l.label', 'l.subject', 'l.unitName'])
    .select(['c.name', 'c.usedFor', 'c.basis', 'c.replacedBy', 'c.cancelledOn'])
    .orderBy('l.unitCode')
    .orderBy('l.label')
    .orderBy('l.subject')
    .execute() as Promise<CertificateRow[]>
}

/** Items handed down on the day, with what it saved. */
export async function listDelegationRows(
  db: Db,
  indicator: Indicator,
  scope: Scope,
  part: ListPart,
): Promise<DelegationRow[]> {
  return db
    .selectFrom(linesOf(db, indicator, scope, part).as('l'))
    .innerJoin('serviceItems as i', (j) => j.on(sql<boolean>`i.code = substr(l.subject, length('item:') + 1)`))
    .innerJoin('delegations as d', (j) =>
      j
        .onRef('d.itemId', '=', 'i.id')
        .on('d.delegatedOn', '<=', scope.to)
        .on((w) => w.or([w('d.endedOn', 'is', null), w('d.endedOn', '>', scope.to)])),
    )
    .select([
      'l.unitCode',
      'l.label',
      'l.subject',
      'l.unitName',
      'i.code',
      'd.acceptedAt',
      'd.decidedAt',
      'd.authority',
    ])
    .select(['d.materialsBefore', 'd.materialsAfter', 'd.daysBefore', 'd.daysAfter'])
    .orderBy('l.unitCode')
    .orderBy('l.label')
    .orderBy('l.subject')
    .execute() as Promise<DelegationRow[]>
}

/** What a figure comes to: the sum of what its records add. */
export async function totalOf(db: Db, indicator: Indicator, scope: Scope): Promise<number> {
  const row = await db
    .selectFrom(indicator.records(db, scope).as('r'))
    .select(sql<number>`coalesce(sum(r.amount), 0)`.as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}

/** How many records each unit has, the most first. */
export async function listUnitCounts(db: Db, indicator: Indicator, scope: Scope) {
  return db
    .selectFrom(indicator.records(db, scope).as('r'))
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .groupBy(['r.unitCode', 'u.shortName'])
    .select(['r.unitCode', 'u.shortName as unitName', sql<number>`count(*)`.as('count')])
    .orderBy('count', 'desc')
    .orderBy('r.unitCode')
    .execute()
}

/** Sums of the limits of those items whose limits both count working days; on the spot counts as none. */
export async function limitSums(
  db: Db,
  indicator: Indicator,
  scope: Scope,
): Promise<{ items: number; statutory: number; committed: number }> {
  const { rows } = await sql<{ items: number; statutory: number; committed: number }>`
    select count(*) as items, coalesce(sum((s ->> 'days')::int), 0) as statutory, coalesce(sum(coalesce((c ->> 'days')::int, 0)), 0) as committed
    from ${indicator.records(db, scope).as('r')}
    join service_items i on i.code = substr(r.subject, length('item:') + 1)
    join item_versions v on v.item_id = i.id and v.effective_on <= ${scope.to} and (v.ended_on is null or v.ended_on > ${scope.to})
    cross join lateral (select v.elements -> 'statutoryLimit' as s, v.elements -> 'commitmentLimit' as c) as l
    where s ->> 'unit' = 'workingDay' and c ->> 'unit' in ('workingDay', 'instant')`.execute(db)
  return rows[0] ?? { items: 0, statutory: 0, committed: 0 }
}
