import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import tar from 'tar-stream'
import type { BackupSummary, Digests, Head } from './backup-format.ts'
import { connectionTo } from './database.ts'
import type { Files } from './files.ts'
import { OperatorError } from './operator-error.ts'

export type BackupSource = {
  databaseUrl: string
  files: Files
  /** Undefined when the secret is given by the environment and kept elsewhere. */
  secret: string | undefined
}

/** Rows are cut into pieces of about this size, since a tar file states the size of each entry before it. */
const pieceBytes = 4 * 1024 * 1024

/**
 * Writes everything the installation knows into one file, as it stood at one instant; the server may go on working.
 * @param onProgress - tables and files done, of how many
 * @throws OperatorError when the file exists or the store has lost a file
 */
export async function backup(
  source: BackupSource,
  file: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<BackupSummary> {
  if (existsSync(file)) throw new OperatorError(`${file} exists already: name another file or move it away.`, 2)
  const draft = `${file}.part`
  const client = new pg.Client(connectionTo(source.databaseUrl, 'mingtang backup'))
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const pack = tar.pack()
    // What it holds is personal data and a secret: for its owner alone. Flushed to disk before it takes its name.
    const written = pipeline(pack, createGzip({ level: 4 }), createWriteStream(draft, { mode: 0o600, flush: true }))
    const filled = fill(pack, client, source, onProgress)
    // Whichever fails first ends the other.
    filled.catch((error: Error) => pack.destroy(error))
    const [summary] = await Promise.all([filled, written])
    renameSync(draft, file)
    return summary
  } catch (error) {
    rmSync(draft, { force: true })
    throw advised(error as NodeJS.ErrnoException, file)
  } finally {
    await client.end()
  }
}

async function fill(
  pack: tar.Pack,
  client: pg.Client,
  source: BackupSource,
  onProgress: (done: number, total: number) => void,
): Promise<BackupSummary> {
  const head = await readHead(client)
  const { rows: files } = await client.query<{ sha256: string; size: number }>(
    'select sha256, size from files order by sha256',
  )
  await add(pack, 'head.json', JSON.stringify(head, null, 2))
  if (source.secret !== undefined) await add(pack, 'secret', source.secret)

  const digests: Digests = { tables: {}, files: files.length }
  const total = head.tables.length + files.length
  let done = 0
  for (const { name, columns } of head.tables) {
    digests.tables[name] = await addTable(pack, client, name, columns)
    onProgress(++done, total)
  }
  for (const { sha256, size } of files) {
    try {
      await pipeline(await source.files.open(sha256), pack.entry({ name: `files/${sha256}`, size }))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      throw new OperatorError(
        `The file ${sha256} is missing in the store: put it back from an earlier backup, then back up again.`,
      )
    }
    onProgress(++done, total)
  }
  await add(pack, 'digests.json', JSON.stringify(digests, null, 2))
  pack.finalize()
  const rows = Object.values(digests.tables).reduce((sum, table) => sum + table.rows, 0)
  return { tables: head.tables.length, rows, files: files.length, createdAt: head.createdAt }
}

async function addTable(
  pack: tar.Pack,
  client: pg.Client,
  name: string,
  columns: string[],
): Promise<Digests['tables'][string]> {
  const hash = createHash('sha256')
  const copy = client.query(copyTo(`copy ${name} (${columns.map(quoted).join(', ')}) to stdout`))
  let pieces: Buffer[] = []
  let size = 0
  let count = 0
  const flush = async () => {
    if (size === 0) return
    await add(pack, `tables/${name}/${String(++count).padStart(5, '0')}`, Buffer.concat(pieces))
    pieces = []
    size = 0
  }
  for await (const piece of copy as AsyncIterable<Buffer>) {
    hash.update(piece)
    pieces.push(piece)
    size += piece.length
    if (size >= pieceBytes) await flush()
  }
  await flush()
  return { rows: copy.rowCount, sha256: hash.digest('hex') }
}

async function add(pack: tar.Pack, name: string, content: string | Buffer): Promise<void> {
  const bytes = Buffer.from(content)
  await pipeline(Readable.from([bytes]), pack.entry({ name, size: bytes.length }))
}

async function readHead(client: pg.Client): Promise<Head> {
  const [migrations, tables, references, sequences] = [
    await client.query<{ name: string }>('select name from migrations order by name'),
    await client.query<{ name: string; columns: string[] }>(tablesQuery),
    await client.query<{ child: string; parent: string }>(referencesQuery),
    await client.query<{ name: string; value: string }>(sequencesQuery),
  ]
  return {
    format: 1,
    createdAt: new Date().toISOString(),
    migrations: migrations.rows.map((row) => row.name),
    tables: parentsFirst(tables.rows, references.rows),
    sequences: sequences.rows.map(({ name, value }) => ({ name, value: Number(value) })),
  }
}

/** Our tables and those of the job queue, whose waiting jobs are promises to keep; how far each is migrated is not data. */
const tablesQuery = `
  select format('%I.%I', n.nspname, c.relname) as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') and c.relname <> 'migrations'
  group by 1 order by 1`
const referencesQuery = `
  select distinct format('%I.%I', cn.nspname, c.relname) as child, format('%I.%I', pn.nspname, p.relname) as parent
  from pg_constraint f
  join pg_class c on c.oid = f.conrelid join pg_namespace cn on cn.oid = c.relnamespace
  join pg_class p on p.oid = f.confrelid join pg_namespace pn on pn.oid = p.relnamespace
  where f.contype = 'f' and f.conrelid <> f.confrelid`
const sequencesQuery = `
  select format('%I.%I', schemaname, sequencename) as name, last_value as value
  from pg_sequences where schemaname in ('public', 'graphile_worker') and last_value is not null order by 1`

/** Orders tables so that each comes after those it refers to. */
export function parentsFirst<T extends { name: string }>(
  tables: T[],
  references: { child: string; parent: string }[],
): T[] {
  const ordered: T[] = []
  let left = tables
  while (left.length > 0) {
    const waiting = new Set(left.map((table) => table.name))
    const ready = left.filter(({ name }) => !references.some((r) => r.child === name && waiting.has(r.parent)))
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(', ')}`)
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function advised(error: NodeJS.ErrnoException, file: string): Error {
  if (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'EROFS')
    return new OperatorError(`${file} cannot be written (${error.code}): name a file in a folder of yours.`)
  if (error.code === 'ENOSPC') return new OperatorError(`The disk is full: free space or name a file on another disk.`)
  return error
}
