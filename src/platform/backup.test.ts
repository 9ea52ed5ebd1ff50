import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { backup, parentsFirst } from './backup.ts'
import { connectionTo, type Db } from './database.ts'
import { filesIn } from './files.ts'
import { jobs } from './jobs.ts'
import { migrateQueue } from './migrate.ts'
import { check, restore } from './restore.ts'

const old = await testDatabase()
const fresh = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'mingtang-backup-'))
afterAll(() => rm(folder, { recursive: true }))

const oldFiles = filesIn(join(folder, 'old'))
const freshFiles = filesIn(join(folder, 'fresh'))
const source = { databaseUrl: old.url, files: oldFiles, secret: 'a secret of forty signs, or thereabouts.' }
let secret = ''
const target = {
  db: fresh.db,
  databaseUrl: fresh.url,
  files: freshFiles,
  migrateJobs: () => migrateQueue(fresh.url),
  keepSecret: (found: string) => {
    secret = found
  },
}

/** Digest of every row of every table, so that two databases can be compared whole. */
async function digestOf(db: Db): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'graphile_worker') and tablename <> 'migrations'`.execute(db)
  const digests: Record<string, string> = {}
  for (const { name } of rows) {
    const found = await sql<{ digest: string }>`
      select count(*) || md5(coalesce(string_agg(t::text, E'\n' order by t::text), '')) as digest
      from ${sql.raw(name)} t`.execute(db)
    digests[name] = found.rows[0]?.digest ?? ''
  }
  return digests
}

async function live(db: Db): Promise<void> {
  await sql`insert into settings (key, value) values ('odd', ${JSON.stringify({ text: '津市\t"第一"\n\\N' })}::jsonb)`.execute(
    db,
  )
  await sql`
    insert into acts (region_code, at, actor, act, subject, data)
    select '430781', now(), '张三', 'test.done', 'test:' || n, jsonb_build_object('n', n, 'text', repeat('明堂', 200))
    from generate_series(1, 9000) n`.execute(db)
  await jobs.add(db, 'test.later', { n: 1 }, { runAt: new Date(Date.now() + 86_400_000) })
}

test('what a backup holds comes back whole into an empty database: rows, waiting jobs, files, secret, counters', async () => {
  await live(old.db)
  const letter = await oldFiles.save(old.db, Buffer.from('一封信'), { maxBytes: 1000 })
  const large = await oldFiles.save(old.db, Buffer.alloc(3_000_000, 'x'), { maxBytes: 4_000_000 })
  const file = join(folder, 'whole.tar.gz')

  const written = await backup(source, file)
  expect(written).toMatchObject({ files: 2 })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const steps: [number, number][] = []
  expect(
    await restore(target, file, { replace: false, onProgress: (done, total) => steps.push([done, total]) }),
  ).toEqual(written)

  expect(await digestOf(fresh.db)).toEqual(await digestOf(old.db))
  expect(await freshFiles.read(letter.sha256)).toEqual(Buffer.from('一封信'))
  expect(await freshFiles.read(large.sha256)).toHaveLength(3_000_000)
  expect(secret).toBe(source.secret)
  expect(steps.length).toBeGreaterThan(2)
  // The next act takes the next number, and what is append-only is guarded again.
  const next = sql<{
    id: number
  }>`insert into acts (region_code, at, actor, act, subject) values ('430781', now(), '李四', 'test.done', 'test:x') returning id`
  const [onOld, onFresh] = [await next.execute(old.db), await next.execute(fresh.db)]
  expect(onFresh.rows).toEqual(onOld.rows)
  await expect(sql`delete from acts`.execute(fresh.db)).rejects.toThrow()
})

test('a database with records is not overwritten unless told', async () => {
  const file = join(folder, 'again.tar.gz')
  await backup(source, file)
  await sql`insert into settings (key, value) values ('mine', '1')`.execute(fresh.db)
  await expect(restore(target, file, { replace: false })).rejects.toThrow(/not empty.*--replace/)
  expect((await sql`select 1 from settings where key = 'mine'`.execute(fresh.db)).rows).toHaveLength(1)

  await restore(target, file, { replace: true })
  expect(await digestOf(fresh.db)).toEqual(await digestOf(old.db))
})

test('a database on which a server works is not restored', async () => {
  const file = join(folder, 'busy.tar.gz')
  await backup(source, file)
  const server = new pg.Client(connectionTo(fresh.url, 'mingtang page cache'))
  await server.connect()
  await expect(restore(target, file, { replace: true })).rejects.toThrow(/stop it, then restore/)
  await server.end()
})

test('a backup is never written over a file that exists', async () => {
  const file = join(folder, 'mine.txt')
  await writeFile(file, 'mine')
  await expect(backup(source, file)).rejects.toThrow(/exists already/)
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test('a backup cut short or altered is noticed before the database is touched', async () => {
  const file = join(folder, 'damaged.tar.gz')
  await backup(source, file)
  const bytes = await readFile(file)
  const before = await digestOf(fresh.db)

  await writeFile(file, bytes.subarray(0, bytes.length / 2))
  await expect(restore(target, file, { replace: true })).rejects.toThrow(/cut short or damaged/)
  const altered = Buffer.from(bytes)
  const middle = Math.floor(bytes.length / 2)
  altered.writeUInt8(altered.readUInt8(middle) ^ 0xff, middle)
  await writeFile(file, altered)
  await expect(restore(target, file, { replace: true })).rejects.toThrow(/damaged/)
  await writeFile(file, 'not a backup at all')
  await expect(check(file)).rejects.toThrow(/damaged/)
  await expect(check(join(folder, 'nowhere'))).rejects.toThrow(/does not exist/)

  expect(await digestOf(fresh.db)).toEqual(before)
})

test('a backup is refused when the store has lost a file', async () => {
  const { sha256 } = await oldFiles.save(old.db, Buffer.from('soon gone'), { maxBytes: 1000 })
  await rm(join(folder, 'old', sha256.slice(0, 2), sha256.slice(2, 4), sha256))
  const file = join(folder, 'lost.tar.gz')
  await expect(backup(source, file)).rejects.toThrow(new RegExp(sha256))
  await expect(stat(file)).rejects.toThrow(/ENOENT/)
  await expect(stat(`${file}.part`)).rejects.toThrow(/ENOENT/)
})

test('tables come after those they refer to', () => {
  const tables = ['rooms', 'doors', 'houses'].map((name) => ({ name }))
  const references = [
    { child: 'rooms', parent: 'houses' },
    { child: 'doors', parent: 'rooms' },
  ]
  expect(parentsFirst(tables, references).map(({ name }) => name)).toEqual(['houses', 'rooms', 'doors'])
})
