import type { Db } from '../../platform/database.ts'

type Paged = { before: number | undefined; limit: number }

/** Acts, newest first; `more` says whether others follow. */
export async function listActs(db: Db, { subject, actor, before, limit }: Paged & { subject: string; actor: string }) {
  const rows = await db
    .selectFrom('acts')
    .select(['id', 'at', 'actor', 'act', 'subject', 'unitCode', 'data'])
    .$if(subject !== '', (q) => q.where('subject', '=', subject))
    .$if(actor !== '', (q) => q.where('actor', '=', actor))
    .$if(before !== undefined, (q) => q.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { acts: rows.slice(0, limit), more: rows.length > limit }
}

/** Where the chain of acts stands: its head, and how many acts it has still to take up. */
export async function chainState(db: Db) {
  const [head, waiting, published] = await Promise.all([
    db.selectFrom('actSeals').select(['position', 'hash']).orderBy('position', 'desc').limit(1).executeTakeFirst(),
    db
      .selectFrom('unsealedActs')
      .select((q) => q.fn.countAll<number>().as('n'))
      .executeTakeFirst(),
    db.selectFrom('chainHeads').select(['day', 'position', 'hash']).orderBy('day', 'desc').limit(30).execute(),
  ])
  return { head, waiting: Number(waiting?.n ?? 0), published }
}

export function listCorrections(db: Db) {
  return db.selectFrom('calendarOverrides').selectAll().orderBy('day', 'desc').execute()
}

/** Messages, newest first. */
export async function listMessages(db: Db, { before, limit }: Paged) {
  const rows = await db
    .selectFrom('outboxMessages')
    .select(['id', 'channel', 'recipient', 'subject', 'body', 'state', 'tries', 'lastError', 'createdAt', 'sentAt'])
    .$if(before !== undefined, (q) => q.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { messages: rows.slice(0, limit), more: rows.length > limit }
}
