import { LRUCache } from 'lru-cache'
import { dayOf } from '../../core/day.ts'
import { type Actor, visitor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { type Seal, sealWith } from '../../platform/seal.ts'
import { type Auth, type AuthOptions, makeAuth, type OidcProvider } from './auth.ts'
import { findSession, type SessionRow } from './store.ts'

/** What the pages and use cases of this module stand on; made once at start. */
export type Identity = {
  auth: Auth
  seal: Seal
  oidc: OidcProvider | undefined
  /** What each permission of the house lets one do, in Chinese; filled once all modules are known. */
  permissionLabels: Record<string, string>
  /** Who sends this request: from the session cookie, with the rights that run today. A visitor when there is none. */
  actorOf(headers: { cookie?: string | undefined }): Promise<Actor>
  /** The session behind a request, with what keeps it from its rights; undefined for a visitor. */
  sessionOf(headers: { cookie?: string | undefined }): Promise<SessionRow | undefined>
  /** Forgets what this node remembers of sessions; called after every change to accounts, roles and sessions. */
  forget(): void
}

/** How long a node may go on believing what it last read of a session that another node has ended. */
const rememberMs = 2000

export function openIdentity(options: AuthOptions): Identity {
  const { db } = options
  const remembered = new LRUCache<string, { row: SessionRow | undefined }>({ max: 20_000, ttl: rememberMs })
  const auth = makeAuth(options)
  // Counts up with every change, so that a row read before it is not remembered after it.
  let changes = 0

  async function sessionOf(headers: { cookie?: string | undefined }): Promise<SessionRow | undefined> {
    const token = tokenIn(headers.cookie)
    if (!token) return undefined
    const known = remembered.get(token)
    if (known) return known.row
    const before = changes
    const row = await read(db, token)
    if (before === changes) remembered.set(token, { row })
    return row
  }

  return {
    auth,
    seal: sealWith(options.secret, 'identity'),
    oidc: options.oidc,
    permissionLabels: {},
    sessionOf,
    async actorOf(headers) {
      const row = await sessionOf(headers)
      return row ? actorFrom(row) : visitor
    },
    forget() {
      changes++
      remembered.clear()
    },
  }
}

async function read(db: Db, token: string): Promise<SessionRow | undefined> {
  const now = new Date()
  return findSession(db, token, now, dayOf(now))
}

/** A password that someone else knows opens nothing: its holder may change it and do no more. */
export function actorFrom(row: SessionRow): Actor {
  return {
    kind: row.kind === 'staff' ? 'staff' : 'citizen',
    accountId: row.accountId,
    name: row.name,
    unitCode: row.unitCode ?? undefined,
    grants: row.mustChangePassword ? [] : row.grants,
  }
}

/**
 * The session token in a Cookie header. Its signature is not looked at: the token is 32 random letters that must be
 * found in the database, so a signature adds nothing.
 */
export function tokenIn(cookie: string | undefined): string | undefined {
  const value = /(?:^|;\s*)(?:__Secure-)?mingtang\.session_token=([^;]+)/.exec(cookie ?? '')?.[1]
  return /^([A-Za-z0-9]{16,64})(?:\.|%2E)/i.exec(value ?? '')?.[1]
}
