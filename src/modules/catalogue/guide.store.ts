import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { StoredFile } from '../../platform/files.ts'
import { readable } from './find.store.ts'
import type { ItemElements, ItemLevel } from './schema.ts'

type Named = { code: string; name: string }
export type GuideVersion = { version: number; effectiveOn: Day; endedOn: Day | null; note: string }
export type GuideFile = StoredFile & { id: number; name: string }

/** An item as the public reads it, with what stands around it. */
export type Guide = Named & {
  id: number
  level: ItemLevel
  itemType: string
  onApplication: boolean
  unitCode: string
  unitName: string
  cancelledOn: Day | null
  cancelReason: string
  version: number
  effectiveOn: Day
  elements: ItemElements
  /** As the version before it had them; null for the first. */
  before: ItemElements | null
  /** All versions that hold or held, newest first. */
  versions: GuideVersion[]
  main: Named | null
  /** Sub items and handling items below it. */
  parts: (Named & { level: ItemLevel; online: boolean })[]
  /** Of one that is cancelled: what other units now do under the same entry of the catalogue. */
  successors: (Named & { unitName: string })[]
  /** Who decides, where it was handed down. */
  decidedAt: 'village' | 'town' | 'department' | null
  files: GuideFile[]
  /** Short names of the units named in steps and as joint agencies. */
  units: Record<string, string>
}

/** The version the public reads on a day; of an item that is cancelled, the one it ended with. */
const current = (today: Day) => sql`
  coalesce(i.version_id, (select max(o.id) from item_versions o where o.item_id = i.id and o.effective_on <= ${today}))`

/** The guide of an item by its code; undefined when no version of it was ever public. */
export async function findGuide(db: Db, code: string, today: Day): Promise<Guide | undefined> {
  const { rows } = await sql<Omit<Guide, 'units'>>`
    select i.id, i.code, i.name, i.level, i.item_type, i.on_application, i.unit_code, u.name as unit_name,
      case when i.cancelled_on <= ${today} then i.cancelled_on end as cancelled_on, i.cancel_reason,
      v.version, v.effective_on, v.elements,
      (select o.elements from item_versions o where o.item_id = i.id and o.version < v.version and o.published_on is not null
        order by o.version desc limit 1) as before,
      (select json_agg(json_build_object('version', o.version, 'effectiveOn', o.effective_on, 'endedOn', o.ended_on, 'note', o.note)
          order by o.version desc)
        from item_versions o where o.item_id = i.id and o.effective_on <= ${today}) as versions,
      (select json_build_object('code', p.code, 'name', p.name) from service_items p where p.id = i.parent_id) as main,
      (select coalesce(json_agg(json_build_object('code', p.code, 'name', p.name, 'level', p.level, 'online', pv.online)
          order by p.position, p.code), '[]')
        from service_items p join item_versions pv on pv.id = p.version_id
        where p.parent_id = i.id and (p.cancelled_on is null or p.cancelled_on > ${today})) as parts,
      (select coalesce(json_agg(json_build_object('code', s.code, 'name', s.name, 'unitName', su.short_name) order by s.code), '[]')
        from (select * from service_items s where s.basic_code = i.basic_code and s.id <> i.id and s.version_id is not null
            and (s.cancelled_on is null or s.cancelled_on > ${today}) order by s.adopted_on desc limit 5) as s
          join units su on su.code = s.unit_code
        where i.cancelled_on <= ${today}) as successors,
      (select d.decided_at from delegations d where d.item_id = i.id and d.delegated_on <= ${today}
        and (d.ended_on is null or d.ended_on > ${today}) limit 1) as decided_at,
      (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'sha256', f.sha256, 'size', s.size,
          'mediaType', s.media_type) order by f.id), '[]')
        from item_files f join files s on s.sha256 = f.sha256 where f.item_id = i.id) as files
    from service_items i join units u on u.code = i.unit_code join item_versions v on v.id = ${current(today)}
    where i.code = ${code}`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const named = new Set(fileIdsIn(row.elements))
  return { ...row, files: row.files.filter((f) => named.has(f.id)), units: await unitsIn(db, row.elements) }
}

/** Ids of the forms and samples that a version names. */
function fileIdsIn({ materials, results }: ItemElements): number[] {
  return [...materials.flatMap((m) => [m.blankForm, m.sample]), ...results.map((r) => r.sample)].filter(
    (id) => id !== null,
  )
}

/**
 * A form or sample of an item, while the version that the public reads names it; asked anew for each reading, so that
 * what is replaced is gone at once.
 */
export async function findPublicFile(db: Db, code: string, id: number, today: Day): Promise<GuideFile | undefined> {
  const { rows } = await sql<GuideFile & { elements: ItemElements }>`
    select f.id, f.name, f.sha256, s.size, s.media_type, v.elements
    from item_files f join files s on s.sha256 = f.sha256 join service_items i on i.id = f.item_id
      join item_versions v on v.id = i.version_id
    where i.code = ${code} and f.id = ${id} and ${readable(today)}`.execute(db)
  const [row] = rows
  if (!row || !fileIdsIn(row.elements).includes(row.id)) return undefined
  const { elements: _, ...file } = row
  return file
}

async function unitsIn(db: Db, { steps, jointAgencies }: ItemElements): Promise<Record<string, string>> {
  const codes = [...new Set([...steps.flatMap((s) => s.unitCode ?? []), ...jointAgencies])]
  if (codes.length === 0) return {}
  const rows = await db.selectFrom('units').select(['code', 'shortName']).where('code', 'in', codes).execute()
  return Object.fromEntries(rows.map((r) => [r.code, r.shortName]))
}
