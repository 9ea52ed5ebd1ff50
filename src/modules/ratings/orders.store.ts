import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** Ratings whose work order was closed and that do not know it yet. The hotline tells by its acts. */
export async function listClosed(db: Db) {
  const { rows } = await sql<{ id: number; unitCode: string; workOrder: string; at: Date }>`
    select r.id, r.unit_code, r.work_order, closed.at
    from ratings r cross join lateral (
      select a.at from acts a where a.subject = 'workOrder:' || r.work_order and a.act = 'hotline.closed'
      order by a.id desc limit 1) as closed
    where r.work_order is not null and r.rectified_on is null order by r.id limit 1000`.execute(db)
  return rows
}
