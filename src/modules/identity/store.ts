import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Grant } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import type { AccountKind } from './schema.ts'

/** A session as the guard needs it, read in one query. */
export type SessionRow = {
  sessionId: string
  accountId: string
  kind: AccountKind
  name: string
  unitCode: string | null
  mustChangePassword: boolean
  grants: Grant[]
  /** Names of roles that give nothing until a second factor is switched on. */
  asleep: string[]
}

/** Who holds a session token, with what they may do today; undefined when the session is over or the account disabled. */
export async function findSession(db: Db, token: string, now: Date, today: Day): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id as session_id, a.id as account_id, a.kind, a.name, a.unit_code, a.must_change_password,
      held.grants, held.asleep
    from sessions s
    join accounts a on a.id = s.account_id
    cross join lateral (
      select
        coalesce(jsonb_agg(distinct jsonb_build_object('permission', p.permission, 'path', u.path))
          filter (where awake.yes and p.permission is not null), '[]') as grants,
        coalesce(jsonb_agg(distinct r.name) filter (where not awake.yes), '[]') as asleep
      from role_grants g
      join roles r on r.code = g.role_code
      join units u on u.code = g.unit_code
      cross join lateral (
        select not r.needs_second_factor or a.two_factor_enabled or a.is_demonstration as yes
      ) awake
      left join role_permissions p on p.role_code = r.code
      where g.account_id = a.id and g.ended_at is null
        and g.valid_from <= ${today} and (g.valid_until is null or g.valid_until >= ${today})
    ) held
    where s.token = ${token} and s.expires_at > ${now} and a.disabled_at is null`.execute(db)
  return rows[0]
}

export type Account = {
  id: string
  kind: AccountKind
  name: string
  username: string | null
  phoneNumber: string | null
  unitCode: string | null
  unitName: string | null
  unitPath: string | null
  twoFactorEnabled: boolean
  mustChangePassword: boolean
  isDemonstration: boolean
  disabledAt: Date | null
  disabledReason: string | null
  createdAt: Date
}

function accounts(db: Db) {
  return db
    .selectFrom('accounts')
    .leftJoin('units', 'units.code', 'accounts.unitCode')
    .select([
      'accounts.id',
      'accounts.kind',
      'accounts.name',
      'accounts.username',
      'accounts.phoneNumber',
      'accounts.unitCode',
      'units.shortName as unitName',
      'units.path as unitPath',
      'accounts.twoFactorEnabled',
      'accounts.mustChangePassword',
      'accounts.isDemonstration',
      'accounts.disabledAt',
      'accounts.disabledReason',
      'accounts.createdAt',
    ])
}

export async function findAccount(db: Db, id: string): Promise<Account | undefined> {
  return (await accounts(db).where('accounts.id', '=', id).executeTakeFirst()) as Account | undefined
}

export async function getAccount(db: Db, id: string): Promise<Account> {
  const account = await findAccount(db, id)
  if (!account) throw new NotFound('这个账号')
  return account
}

/** By user name in lower case, or by mobile number. */
export async function findAccountByName(db: Db, name: string): Promise<Account | undefined> {
  const found = accounts(db).where((e) =>
    e.or([e('accounts.username', '=', name), e('accounts.phoneNumber', '=', name)]),
  )
  return (await found.executeTakeFirst()) as Account | undefined
}

export async function isDisabled(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('accounts').select('disabledAt').where('id', '=', id).executeTakeFirst()
  return row?.disabledAt != null
}

export type AccountFilter = {
  /** Roots of the subtrees whose staff may be seen. */
  paths: readonly string[]
  /** Whether citizens and organisations, who belong to no unit, may be seen. */
  everyone: boolean
  kind?: AccountKind | undefined
  /** Part of a name or user name, or the whole of a mobile number. */
  words?: string | undefined
}

function filtered(db: Db, filter: AccountFilter) {
  let query = accounts(db).where((e) =>
    e.or([
      ...filter.paths.map((path) => sql<boolean>`starts_with(units.path, ${path})`),
      ...(filter.everyone ? [e('accounts.kind', '<>', 'staff')] : []),
      e.val(false),
    ]),
  )
  if (filter.kind) query = query.where('accounts.kind', '=', filter.kind)
  if (filter.words) {
    const part = `%${filter.words.replace(/[\\%_]/g, '\\$&')}%`
    const { words } = filter
    query = query.where((e) =>
      e.or([
        e('accounts.name', 'like', part),
        e('accounts.username', 'like', part.toLowerCase()),
        e('accounts.phoneNumber', '=', words),
      ]),
    )
  }
  return query
}

/** Accounts in order of name, the page after `after` (name and id of the last row before). */
export async function listAccounts(
  db: Db,
  filter: AccountFilter,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<Account[]> {
  let query = filtered(db, filter).orderBy('accounts.name').orderBy('accounts.id').limit(limit)
  if (after) query = query.where(sql<boolean>`(accounts.name, accounts.id) > (${after[0]}, ${after[1]})`)
  return (await query.execute()) as Account[]
}

export async function countAccounts(db: Db, filter: AccountFilter): Promise<number> {
  const row = await filtered(db, filter).clearSelect().select(sql<number>`count(*)`.as('total')).executeTakeFirst()
  return Number(row?.total ?? 0)
}

export type NewAccount = {
  kind: AccountKind
  name: string
  username?: string | undefined
  phoneNumber?: string | undefined
  unitCode?: string | undefined
  mustChangePassword?: boolean
  isDemonstration?: boolean
  /** scrypt hash; absent: the account has no password. */
  passwordHash?: string | undefined
}

/** Creates an account with its password and gives its id. */
export async function insertAccount(tx: Db, account: NewAccount): Promise<string> {
  const id = randomUUID()
  const { passwordHash, username, ...rest } = account
  await tx
    .insertInto('accounts')
    .values({
      ...rest,
      id,
      username: username?.toLowerCase(),
      displayUsername: username,
      // No mail can reach .invalid (RFC 2606); better-auth wants each account to have an address of its own.
      email: `${id}@account.invalid`,
      phoneNumberVerified: account.phoneNumber !== undefined,
    })
    .execute()
  if (passwordHash) await savePassword(tx, id, passwordHash)
  return id
}

/** Sets the password of an account, whether it had one or not. */
export async function savePassword(tx: Db, accountId: string, password: string): Promise<void> {
  await tx
    .insertInto('credentials')
    .values({ id: randomUUID(), holderId: accountId, providerId: 'credential', providerAccountId: accountId, password })
    .onConflict((c) => c.columns(['providerId', 'providerAccountId']).doUpdateSet({ password, updatedAt: new Date() }))
    .execute()
}

export async function findPassword(db: Db, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('credentials')
    .select('password')
    .where('holderId', '=', accountId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? undefined
}

export type AccountChange = {
  mustChangePassword?: boolean
  disabledAt?: Date | null
  disabledReason?: string | null
  twoFactorEnabled?: boolean
}

export async function updateAccount(tx: Db, id: string, change: AccountChange): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ ...change, updatedAt: new Date() })
    .where('id', '=', id)
    .execute()
}

export async function deleteSecondFactor(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('secondFactors').where('accountId', '=', accountId).execute()
}

export type Session = {
  id: string
  createdAt: Date
  expiresAt: Date
  ipAddress: string | null
  userAgent: string | null
}

/** Sessions of an account that still run, newest first. */
export async function listSessions(db: Db, accountId: string, now: Date): Promise<Session[]> {
  return (await db
    .selectFrom('sessions')
    .select(['id', 'createdAt', 'expiresAt', 'ipAddress', 'userAgent'])
    .where('accountId', '=', accountId)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .execute()) as Session[]
}

/** Ends sessions of an account: one, or all but one, or all. Gives how many there were. */
export async function deleteSessions(
  tx: Db,
  accountId: string,
  which: { only?: string; but?: string } = {},
): Promise<number> {
  let query = tx.deleteFrom('sessions').where('accountId', '=', accountId)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.but !== undefined) query = query.where('id', '<>', which.but)
  const { numDeletedRows } = await query.executeTakeFirst()
  return Number(numDeletedRows)
}

export type UnitRef = { code: string; name: string; shortName: string; path: string; kind: string }

/** Units in which something may be given or placed: those below the paths, from the root downward. */
export async function listUnits(db: Db, paths: readonly string[]): Promise<UnitRef[]> {
  if (paths.length === 0) return []
  return (await db
    .selectFrom('units')
    .select(['code', 'name', 'shortName', 'path', 'kind'])
    .where('closedOn', 'is', null)
    .where((e) => e.or(paths.map((path) => sql<boolean>`starts_with(units.path, ${path})`)))
    .orderBy('path')
    .execute()) as UnitRef[]
}

export async function findUnit(db: Db, code: string): Promise<UnitRef | undefined> {
  const query = db.selectFrom('units').select(['code', 'name', 'shortName', 'path', 'kind']).where('code', '=', code)
  return (await query.executeTakeFirst()) as UnitRef | undefined
}

/** Whether an account with a printed password exists: then the server may listen on the loopback address only. */
export async function hasDemonstrationAccounts(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('isDemonstration', '=', true)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Removes what has run out: sessions, codes, counted tries older than a day. */
export async function deleteExpired(tx: Db, now: Date): Promise<void> {
  await tx.deleteFrom('sessions').where('expiresAt', '<', now).execute()
  await tx.deleteFrom('verifications').where('expiresAt', '<', now).execute()
  const yesterday = new Date(now.getTime() - 86_400_000)
  await tx
    .deleteFrom('throttles')
    .where('since', '<', yesterday)
    .where((e) => e.or([e('blockedUntil', 'is', null), e('blockedUntil', '<', now)]))
    .execute()
}
