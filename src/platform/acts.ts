import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db } from './database.ts'

/** One change of state as its author tells it. */
export type NewAct = {
  /** `module.pastTense`, such as `disclosure.published`. */
  act: string
  /** `kind:key`, such as `document:12`. */
  subject: string
  unitCode?: string | null
  /** What belongs to the act: the form that was sent, dates before and after. Never a secret. */
  data?: Record<string, unknown>
}

/** Writes acts in the name of whoever acts now. */
export type Acts = {
  write(tx: Db, act: NewAct): Promise<void>
  /** Many acts at once, for imports; each may carry its own time and author. */
  writeMany(tx: Db, acts: readonly (NewAct & { at?: Date; actor?: string; accountId?: string | null })[]): Promise<void>
}

export type Act = {
  id: number
  at: Date
  actor: string
  act: string
  subject: string
  unitCode: string | null
  data: unknown
}

/** The writer of acts for one request or job. */
export function actsOf(actor: Actor, now: Date, regionCode: string): Acts {
  const writeMany: Acts['writeMany'] = async (tx, acts) => {
    let sent: Promise<unknown> = Promise.resolve()
    for (let i = 0; i < acts.length; i += 5000) {
      const part = acts.slice(i, i + 5000).map((a) => ({
        region_code: regionCode,
        at: a.at ?? now,
        account_id: (a.accountId === undefined ? actor.accountId : a.accountId) ?? null,
        actor: a.actor ?? actor.name,
        act: a.act,
        subject: a.subject,
        unit_code: a.unitCode ?? null,
        data: a.data ?? {},
      }))
      // As one JSON text, which PostgreSQL reads several times faster than a parameter for each value.
      const rows = JSON.stringify(part)
      // While the database takes one part, the next is written here.
      await sent
      sent = sql`
        with written as (
          insert into acts (region_code, at, account_id, actor, act, subject, unit_code, data)
          select region_code, at, account_id, actor, act, subject, unit_code, data
          from json_populate_recordset(null::acts, ${rows}) returning id)
        insert into unsealed_acts (act_id) select id from written`.execute(tx)
    }
    await sent
  }
  return { writeMany, write: (tx, act) => writeMany(tx, [act]) }
}

/** Writes the same acts in another name: of the house itself, or of whoever must stay unknown. */
export function inName(acts: Acts, name: string): Acts {
  const writeMany: Acts['writeMany'] = (tx, more) =>
    acts.writeMany(
      tx,
      more.map((act) => ({ ...act, actor: name, accountId: null })),
    )
  return { writeMany, write: (tx, act) => writeMany(tx, [act]) }
}

/** Acts on one subject, oldest first: its timeline. */
export function listActs(db: Db, subject: string): Promise<Act[]> {
  return db
    .selectFrom('acts')
    .select(['id', 'at', 'actor', 'act', 'subject', 'unitCode', 'data'])
    .where('subject', '=', subject)
    .orderBy('id')
    .execute()
}

/** A row of acts as PostgreSQL writes it, so that sealing and verifying hash the very same text. */
const actText = sql<string>`jsonb_build_array(a.id, a.region_code, extract(epoch from a.at)::numeric, a.account_id,
  a.actor, a.act, a.subject, a.unit_code, a.data)::text`

const genesis = Buffer.alloc(32)

/** GB/T 32905 SM3 over the hash before and the act's content. */
export function linkHash(before: Buffer, content: string): Buffer {
  return createHash('sm3').update(before).update(content, 'utf8').digest()
}

/**
 * Takes up acts that the chain has not reached, in order of their ids, and returns how many there were.
 * One sealer at a time: a second one finds the lock taken and leaves with 0.
 */
export async function sealActs(db: Db, limit = 5000): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const lock = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(hashtext('acts.seal')) as got`.execute(tx)
    if (!lock.rows[0]?.got) return 0
    const { rows } = await sql<{ id: number; content: string }>`
      select a.id, ${actText} as content from acts a join unsealed_acts u on u.act_id = a.id order by a.id limit ${limit}`.execute(
      tx,
    )
    if (rows.length === 0) return 0
    const last = await tx
      .selectFrom('actSeals')
      .select(['position', 'hash'])
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    let position = last?.position ?? 0
    let hash: Buffer = last?.hash ?? genesis
    const positions: number[] = []
    const hashes: Buffer[] = []
    for (const row of rows) {
      hash = linkHash(hash, row.content)
      positions.push(++position)
      hashes.push(hash)
    }
    const ids = rows.map((r) => r.id)
    await sql`insert into act_seals (position, act_id, hash)
      select * from unnest(${positions}::bigint[], ${ids}::bigint[], ${hashes}::bytea[])`.execute(tx)
    await sql`delete from unsealed_acts where act_id = any(${ids}::bigint[])`.execute(tx)
    return rows.length
  })
}

/** Seals until nothing is left. */
export async function sealAll(db: Db): Promise<void> {
  while ((await sealActs(db)) > 0);
}

/** Records the head of the chain for a day that has ended; a day has one head, and a second call changes nothing. */
export async function recordHead(db: Db, day: string): Promise<void> {
  await sealAll(db)
  await sql`insert into chain_heads (day, position, hash)
    select ${day}::date, position, hash from act_seals order by position desc limit 1
    on conflict (day) do nothing`.execute(db)
}

export type ChainFault = { position: number; subject?: string; text: string }
export type ChainReport = { sealed: number; unsealed: number; head: string | null; heads: number; faults: ChainFault[] }

/**
 * Reads the whole chain anew and says where it does not hold: an act altered, removed or slipped in, a published head
 * that no longer fits. Stops after 20 faults, since everything behind an altered link is broken too.
 */
export async function verifyChain(db: Db, onProgress?: (done: number, total: number) => void): Promise<ChainReport> {
  const faults: ChainFault[] = []
  const count = await sql<{ sealed: number; unsealed: number; loose: number }>`select
    (select count(*) from act_seals) as sealed, (select count(*) from unsealed_acts) as unsealed,
    (select count(*) from acts a where not exists (select from act_seals s where s.act_id = a.id)
      and not exists (select from unsealed_acts u where u.act_id = a.id)) as loose`.execute(db)
  const { sealed = 0, unsealed = 0, loose = 0 } = count.rows[0] ?? {}
  if (loose > 0)
    faults.push({ position: 0, text: `有 ${loose} 条行为记录不在链上，也不在待封存之列：它们不是由系统写入的` })
  const heads = await db.selectFrom('chainHeads').select(['day', 'position', 'hash']).orderBy('position').execute()
  const headAt = new Map(heads.map((h) => [h.position, h]))
  let before: Buffer = genesis
  let expected = 1
  for (;;) {
    const { rows } = await sql<{ position: number; hash: Buffer; subject: string; content: string }>`
      select s.position, s.hash, a.subject, ${actText} as content
      from act_seals s join acts a on a.id = s.act_id
      where s.position >= ${expected} order by s.position limit 5000`.execute(db)
    if (rows.length === 0) break
    for (const row of rows) {
      if (row.position !== expected)
        faults.push({ position: expected, text: `链上缺第 ${expected} 至 ${row.position - 1} 环：行为记录被移除` })
      else if (!linkHash(before, row.content).equals(row.hash))
        faults.push({
          position: row.position,
          subject: row.subject,
          text: `第 ${row.position} 环与内容不符：行为记录被改动`,
        })
      const head = headAt.get(row.position)
      if (head && !head.hash.equals(row.hash))
        faults.push({ position: row.position, text: `${head.day} 公布的链首与现在的不同：此前的记录被改写` })
      headAt.delete(row.position)
      before = row.hash
      expected = row.position + 1
    }
    onProgress?.(expected - 1, sealed)
    if (faults.length >= 20) break
  }
  if (faults.length < 20)
    for (const head of headAt.values())
      faults.push({
        position: head.position,
        text: `${head.day} 公布的链首（第 ${head.position} 环）已不在链上：末尾的记录被移除`,
      })
  return {
    sealed,
    unsealed,
    head: sealed > 0 ? before.toString('hex') : null,
    heads: heads.length,
    faults: faults.slice(0, 20),
  }
}
