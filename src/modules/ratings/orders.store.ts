import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** A rating whose work order went on in the hotline, which tells by its acts, and that does not know it yet. */
type Told = { id: number; unitCode: string; workOrder: string; at: Date }

/** Ratings whose work order was closed. */
export async function listClosed(db: Db): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select r.id, r.unit_code, r.work_order, last.at
    from ratings r cross join lateral (
      select a.at, a.act from acts a where a.subject = 'workOrder:' || r.work_order
        and a.act in ('hotline.closed', 'hotline.reopened')
      order by a.id desc limit 1) as last
    where r.work_order is not null and r.rectified_on is null and last.act = 'hotline.closed'
    order by r.id limit 1000`.execute(db)
  return rows
}

/** Ratings that counted as put right and whose work order was opened again since. */
export async function listReopened(db: Db): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select distinct r.id, r.unit_code, r.work_order, a.at
    from acts a join ratings r on r.id = substr(a.data ->> 'source', 8)::bigint
    where a.act = 'hotline.reopened' and a.data ->> 'source' like 'rating:%' and r.rectified_on is not null
      and not exists (select from acts b where b.subject = a.subject and b.id > a.id
        and b.act in ('hotline.closed', 'hotline.reopened'))
    order by r.id limit 1000`.execute(db)
  return rows
}
