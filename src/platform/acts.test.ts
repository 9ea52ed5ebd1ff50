import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { systemActor } from './actor.ts'
import { actsOf, listActs, recordHead, sealActs, sealAll, verifyChain } from './acts.ts'

const { db } = await testDatabase()
const acts = actsOf(systemActor('测试'), new Date('2018-06-01T01:00:00Z'), '430781')

/** What someone with the keys of the database could do: switch the guards off, change, switch them on again. */
async function tamper(change: ReturnType<typeof sql>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await change.execute(tx)
  })
}

beforeAll(async () => {
  await acts.writeMany(
    db,
    Array.from({ length: 30 }, (_, i) => ({ act: 'test.done', subject: `thing:${i % 3}`, data: { 序号: i } })),
  )
})

test('an act rolled back with its change leaves no trace', async () => {
  await expect(
    db.transaction().execute(async (tx) => {
      await acts.write(tx, { act: 'test.undone', subject: 'thing:x' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await listActs(db, 'thing:x')).toEqual([])
})

test('acts of one subject come oldest first', async () => {
  const found = await listActs(db, 'thing:1')
  expect(found).toHaveLength(10)
  expect(found.map((a) => (a.data as { 序号: number }).序号)).toEqual([1, 4, 7, 10, 13, 16, 19, 22, 25, 28])
})

test('two sealers at once put every act into the chain once', async () => {
  await Promise.all([sealActs(db, 7), sealActs(db, 7), sealActs(db, 7)])
  await sealAll(db)
  const report = await verifyChain(db)
  expect(report).toMatchObject({ sealed: 30, unsealed: 0, faults: [] })
})

test('the database itself refuses to change or remove an act', async () => {
  await expect(sql`update acts set actor = '别人' where id = 1`.execute(db)).rejects.toThrow('append-only')
  await expect(sql`delete from acts where id = 1`.execute(db)).rejects.toThrow('append-only')
  await expect(sql`truncate act_seals`.execute(db)).rejects.toThrow('append-only')
})

test('a day has one head, which stays', async () => {
  await recordHead(db, '2018-06-01')
  await acts.write(db, { act: 'test.done', subject: 'thing:later' })
  await recordHead(db, '2018-06-01')
  const heads = await db.selectFrom('chainHeads').selectAll().execute()
  expect(heads.map((h) => h.position)).toEqual([30])
})

test('an altered act is found at its place', async () => {
  await tamper(
    sql`update acts set data = '{"序号": 999}' where id = (select act_id from act_seals where position = 12)`,
  )
  const report = await verifyChain(db)
  expect(report.faults).toEqual([
    { position: 12, subject: expect.any(String), text: expect.stringContaining('被改动') },
  ])
  await tamper(
    sql`update acts set data = jsonb_build_object('序号', id - (select min(id) from acts)) where id = (select act_id from act_seals where position = 12)`,
  )
})

test('an act slipped in past the system is found', async () => {
  await sql`insert into acts (region_code, at, actor, act, subject) values ('430781', now(), '某人', 'test.forged', 'thing:0')`.execute(
    db,
  )
  expect((await verifyChain(db)).faults[0]?.text).toContain('不是由系统写入的')
  await tamper(sql`delete from acts where act = 'test.forged'`)
})

test('a removed link and a cut-off end are found', async () => {
  await sealAll(db)
  await tamper(sql`delete from act_seals where position = 5`)
  expect((await verifyChain(db)).faults.some((f) => f.position === 5 && f.text.includes('被移除'))).toBe(true)
  await tamper(sql`delete from act_seals where position >= 30`)
  expect((await verifyChain(db)).faults.some((f) => f.text.includes('末尾的记录被移除'))).toBe(true)
})
