import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import { OperatorError } from './operator-error.ts'
import { nameOf } from './statement.ts'
import type { DB } from './tables.ts'

/** The database, its tables in camelCase. A transaction is one too. */
export type Db = Kysely<DB>

type DatabaseOptions = {
  /** Connections kept at most. Default 10. */
  max?: number
  /** Name shown in pg_stat_activity. */
  name?: string
}

/** The oldest PostgreSQL the migrations and queries are tested on. */
const oldestServer = 15

const { builtins } = pg.types
/** Arrays of date, int8 and numeric: pg names no constants for them. */
const arrays = { date: 1182, int8: 1016, numeric: 1231 }

// A day has no zone and a count is a number: pg's own parsers make local midnights of the one and strings of the other.
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.DATE, String],
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
  [arrays.date, (text) => arrayOf(text, String)],
  [arrays.int8, (text) => arrayOf(text, Number)],
  [arrays.numeric, (text) => arrayOf(text, Number)],
])

/** These arrays never hold quoted elements, so commas are enough to cut them. */
function arrayOf<T>(text: string, read: (item: string) => T): (T | null)[] {
  const inner = text.slice(1, -1)
  return inner === '' ? [] : inner.split(',').map((item) => (item === 'NULL' ? null : read(item)))
}

/**
 * Settings for one connection or a pool. Days are those of Asia/Shanghai whatever the server's zone.
 * The zone travels as a start option, which PgBouncer follows from 1.20 on; named statements it follows from 1.21 on.
 */
export function connectionTo(url: string, name = 'mingtang'): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    options: '-c timezone=Asia/Shanghai',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser: (oid: number, format) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format) },
  }
}

/** Opens the database; connections are made when first used. */
export function openDatabase(url: string, { max = 10, name }: DatabaseOptions = {}): Db {
  const pool = new pg.Pool({ ...connectionTo(url, name), max })
  // An idle connection that breaks is replaced by the pool; without a listener Node would end the process.
  pool.on('error', () => {})
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: naming(pool) }),
    // Keys inside jsonb are data, not columns: they keep their spelling.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** The pool, with those statements sent by name that were written to be. */
function naming(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const clientOf = (client: pg.PoolClient): PostgresPoolClient => {
    // A cursor, and what was composed for this one time, goes on as it came.
    const query = (asked: string, values?: unknown[]) => {
      const name = nameOf(asked)
      return name ? client.query({ name, text: asked, values: values ?? [] }) : client.query(asked, values)
    }
    // Kysely asks for two shapes of one function, and pg declares more than those.
    return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
  }
  return {
    async connect() {
      const client = await pool.connect()
      const named = known.get(client) ?? clientOf(client)
      known.set(client, named)
      return named
    },
    end: () => pool.end(),
  }
}

/** serialization_failure, deadlock_detected, unique_violation. PostgreSQL, appendix A */
const overtaken = new Set(['40001', '40P01', '23505'])

/**
 * A transaction that sees one moment. When another wrote meanwhile what this one was about to write, it is begun anew and
 * sees that: of two people who do the same at once, one does it and the other is told what the rules say then.
 */
export async function inOneMoment<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let left = 2; ; left--) {
    try {
      return await db.transaction().setIsolationLevel('repeatable read').execute(work)
    } catch (error) {
      if (left === 0 || !overtaken.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

export async function closeDatabase(db: Db): Promise<void> {
  await db.destroy()
}

/** Makes sure that the server answers and is new enough. Throws OperatorError. */
export async function checkServer(db: Db): Promise<void> {
  const version = await sql<{ number: string }>`select current_setting('server_version_num') as number`
    .execute(db)
    .then(({ rows }) => Math.floor(Number(rows[0]?.number) / 10_000))
    .catch((error: Error) => {
      throw new OperatorError(`The database does not answer (${error.message}); check DATABASE_URL and the server.`)
    })
  if (version < oldestServer)
    throw new OperatorError(
      `The database is PostgreSQL ${version}; Mingtang needs ${oldestServer} or newer: upgrade it or unset DATABASE_URL.`,
    )
}
