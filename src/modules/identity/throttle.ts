import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** So many tries within a window; one more blocks for a while. */
export type ThrottleLimit = { tries: number; windowMinutes: number; blockMinutes: number }

/**
 * Limits, by what is counted. One account tried from one address is stopped early, one account from everywhere late: a
 * stranger who mistypes a name on purpose cannot keep its owner out of his own office. A whole office shares an address.
 */
export const throttleLimits = {
  signInPair: { tries: 5, windowMinutes: 15, blockMinutes: 15 },
  signInAccount: { tries: 20, windowMinutes: 60, blockMinutes: 30 },
  signInAddress: { tries: 60, windowMinutes: 10, blockMinutes: 10 },
  secondFactor: { tries: 10, windowMinutes: 30, blockMinutes: 30 },
  codePhone: { tries: 5, windowMinutes: 60, blockMinutes: 60 },
  codeAddress: { tries: 30, windowMinutes: 60, blockMinutes: 60 },
  codeTry: { tries: 10, windowMinutes: 60, blockMinutes: 60 },
  queryCode: { tries: 10, windowMinutes: 60, blockMinutes: 60 },
  queryAddress: { tries: 30, windowMinutes: 60, blockMinutes: 30 },
  requestAddress: { tries: 60, windowMinutes: 60, blockMinutes: 60 },
  requestAccount: { tries: 20, windowMinutes: 60, blockMinutes: 60 },
  // How many cases, is a setting of the county.
  caseAddress: { tries: 1, windowMinutes: 60, blockMinutes: 60 },
  caseAccount: { tries: 1, windowMinutes: 60, blockMinutes: 60 },
  pairing: { tries: 10, windowMinutes: 10, blockMinutes: 10 },
  ticketAddress: { tries: 60, windowMinutes: 10, blockMinutes: 10 },
  appointmentAddress: { tries: 30, windowMinutes: 60, blockMinutes: 60 },
  password: { tries: 5, windowMinutes: 15, blockMinutes: 15 },
} as const satisfies Record<string, ThrottleLimit>

export type Throttled = {
  kind: keyof typeof throttleLimits
  key: string
  /** Instead of the tries of the kind, where a county sets them. */
  tries?: number
}

/**
 * Counts a try against each key before it is made, so that tries side by side cannot slip through together. The first
 * key that is blocked ends it: what an address sends while it is blocked is not counted against the account it aims at.
 * Gives the instant until which that key is blocked; undefined when the try may be made.
 */
export async function countTries(db: Db, now: Date, tries: readonly Throttled[]): Promise<Date | undefined> {
  for (const { kind, key, ...own } of tries) {
    const until = await countTry(db, now, `${kind}:${key}`, { ...throttleLimits[kind], ...own })
    if (until) return until
  }
  return undefined
}

/** Whether the block until that instant began with this very try, and is news. */
export function beganNow(until: Date, now: Date): boolean {
  return Object.values(throttleLimits).some((limit) => until.getTime() === now.getTime() + limit.blockMinutes * 60_000)
}

/** A try beyond the limit blocks; a block that has passed opens a new window. */
async function countTry(db: Db, now: Date, key: string, limit: ThrottleLimit): Promise<Date | undefined> {
  const windowStart = new Date(now.getTime() - limit.windowMinutes * 60_000)
  const blockEnd = new Date(now.getTime() + limit.blockMinutes * 60_000)
  const { rows } = await sql<{ blockedUntil: Date | null }>`
    insert into throttles as t (key, tries, since) values (${key.slice(0, 200)}, 1, ${now})
    on conflict (key) do update set
      tries = case when t.blocked_until > ${now} then t.tries
                   when t.blocked_until is not null or t.since < ${windowStart} then 1 else t.tries + 1 end,
      since = case when t.blocked_until > ${now} then t.since
                   when t.blocked_until is not null or t.since < ${windowStart} then ${now} else t.since end,
      blocked_until = case when t.blocked_until > ${now} then t.blocked_until
                           when t.blocked_until is not null or t.since < ${windowStart} then null
                           when t.tries >= ${limit.tries} then ${blockEnd}::timestamptz end
    returning blocked_until`.execute(db)
  return rows[0]?.blockedUntil ?? undefined
}

/** Takes back what a try that succeeded had been counted for. */
export async function forgive(db: Db, tries: readonly Throttled[]): Promise<void> {
  const keys = tries.map(({ kind, key }) => `${kind}:${key}`.slice(0, 200))
  if (keys.length > 0) await db.deleteFrom('throttles').where('key', 'in', keys).execute()
}

/** Takes back one try: what a whole office shares is not used up by those of its people who get in. */
export async function takeBack(db: Db, { kind, key }: Throttled): Promise<void> {
  await sql`update throttles set tries = tries - 1 where key = ${`${kind}:${key}`.slice(0, 200)} and tries > 1`.execute(
    db,
  )
}

/** Whoever holds one IPv6 address holds its whole /64, so that is what is counted. */
export function addressKey(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const full = [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after]
  return `${full.slice(0, 4).join(':')}::/64`
}
