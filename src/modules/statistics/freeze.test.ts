import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { makeCity } from '../../../tests/support/jinshi-2018.ts'
import { Forbidden, Invalid } from '../../core/errors.ts'
import type { Actor } from '../../platform/actor.ts'
import { listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { filesIn } from '../../platform/files.ts'
import { openWorld, type World } from '../../platform/world.ts'
import { computeForm, obstacles } from './form.ts'
import { compare, freeze, grantException } from './freeze.ts'
import { remarks } from './output/printed.ts'
import { getFrozen } from './store.ts'

const { db } = await testDatabase()
let world: World
beforeAll(async () => {
  await makeCity(db)
  world = await openWorld({ db, files: filesIn(mkdtempSync(join(tmpdir(), 'mingtang-'))) })
})

const officer = (path: string, ...permissions: string[]): Actor => ({
  kind: 'staff',
  accountId: undefined,
  name: '刘主任',
  unitCode: 'jinshi',
  grants: permissions.map((permission) => ({ permission, path })),
})
const as = (actor: Actor): Ctx => world.context(actor, new Date('2019-01-18T10:00:00+08:00'))
const head = () => as(officer('/jinshi/', 'statistics.view', 'statistics.freeze', 'statistics.grantException'))

const of2018 = { template: '2014', year: 2018, unit: 'jinshi' } as const
const signed = {
  ...of2018,
  preparer: '陈琳',
  reviewer: '刘主任',
  unitHead: '傅市长',
  phone: '4241600',
  filledOn: '2019-01-18',
}

test('a frozen form keeps values and records, says who and when, and shows later changes record by record', async () => {
  const id = await freeze(head(), signed)
  expect(await compare(head(), id)).toMatchObject({
    untouched: true,
    differences: [],
    frozen: { frozenBy: '刘主任', filledOn: '2019-01-18' },
  })
  expect((await listActs(db, 'form:2014-2018-jinshi')).map((a) => a.act)).toEqual(['statistics.formFrozen'])

  await sql`delete from document_channels where document_id = (select id from documents where index_number = '430781-2018-100')`.execute(
    db,
  )
  await sql`insert into trainings (unit_code, held_on, title, trained) values ('jinshi', '2018-12-01', '补录的培训', 30)`.execute(
    db,
  )
  await sql`update disclosure_funds set amount_fen = 4000000 where granted_on = '2018-09-01'`.execute(db)
  const later = await compare(head(), id)
  expect(later.untouched).toBe(true)
  expect(later.differences.map((d) => [d.cell, d.frozen, d.now, d.records.map((r) => r.kind)])).toEqual([
    ['A1', 5078, 5077, ['gone']],
    ['A2.2', 5078, 5077, ['gone']],
    ['H4', 8, 9, ['changed']],
    ['I2', 1, 2, ['added']],
    ['I3', 220, 250, ['added']],
  ])
})

test('freezing anew asks why, and keeps the old form with the reason', async () => {
  await expect(freeze(head(), signed)).rejects.toThrow(Invalid)
  const id = await freeze(head(), { ...signed, reason: '补录一次培训' })
  expect((await compare(head(), id)).differences).toEqual([])
  const old = await db
    .selectFrom('frozenForms')
    .select(['id', 'supersededReason'])
    .where('supersededAt', 'is not', null)
    .execute()
  expect(old).toMatchObject([{ supersededReason: '补录一次培训' }])
})

test('the digest gives away a frozen value changed behind the back of the system', async () => {
  const { id } = await db
    .selectFrom('frozenForms')
    .select('id')
    .where('supersededAt', 'is', null)
    .executeTakeFirstOrThrow()
  await sql`update frozen_cells set value = value + 1 where form_id = ${id} and row_id = 'F'`.execute(db)
  expect((await compare(head(), id)).untouched).toBe(false)
  await sql`update frozen_cells set value = value - 1 where form_id = ${id} and row_id = 'F'`.execute(db)
  expect((await compare(head(), id)).untouched).toBe(true)
  expect((await getFrozen(db, id)).digest).toHaveLength(32)
})

test('a form that does not balance is refused, until an exception is granted by name; it is printed', async () => {
  const of = { ...signed, template: '2021' } as const
  await sql`update information_requests set reply_kind = null where number = '2018-0001'`.execute(db)
  await expect(freeze(head(), of)).rejects.toThrow(/U1/)
  await expect(grantException(head(), { ...of, identity: 'U1', reason: ' ' })).rejects.toThrow(Invalid)
  await grantException(head(), { ...of, identity: 'U1', reason: '档案正在补查' })
  await expect(freeze(head(), of)).rejects.toThrow(/T3\.1/)
  await grantException(head(), { ...of, identity: 'T3.1', reason: '同上' })
  const form = await computeForm(head(), of)
  expect(obstacles(form)).toEqual([])
  expect(remarks(form).join('')).toContain('刘主任 同意例外：档案正在补查')
  await freeze(head(), of)
  await sql`update information_requests set reply_kind = 'granted' where number = '2018-0001'`.execute(db)
})

test('who may freeze one unit may not freeze another', async () => {
  const town = as(officer('/jinshi/xinzhou/', 'statistics.view', 'statistics.freeze'))
  await expect(freeze(town, signed)).rejects.toThrow(Forbidden)
  await expect(freeze(town, { ...signed, unit: 'xinzhou' })).resolves.toBeGreaterThan(0)
})

test('a year after a frozen one carries over what was carried forward then, whatever the records say now', async () => {
  await sql`insert into information_requests (region_code, number, unit_code, regime, state, channel, applicant_kind,
    applicant_name, subject, wanted, received_on, due_on) values ('430781', '2018-0005', 'jinshi', 'R2008', 'handling',
    'letter', 'company', '某公司', '规划', '文件', '2018-12-20', '2019-01-11')`.execute(db)
  const form = await computeForm(head(), { year: 2019, unit: 'jinshi', template: '2021' })
  const back = form.identities.find((i) => i.id === 'T3.4')
  expect(back?.holds).toBe(false)
  expect(back?.text).toContain('t3.r2.c2 = 1，而上一年度 t3.r25.c2 = 0')
})

test('freezing is refused as a problem of the form when the day does not exist', async () => {
  await expect(freeze(head(), { ...signed, unit: 'finance', filledOn: '2019-02-30' })).rejects.toThrow(Invalid)
})

test('of several who freeze the same form at once, one does, and the others are asked why they do it anew', async () => {
  const town = as(officer('/jinshi/xinzhou/', 'statistics.view', 'statistics.freeze'))
  const of = { ...signed, unit: 'xinzhou', template: '2021' } as const
  const all = await Promise.allSettled([1, 2, 3].map(() => freeze(town, of)))
  const refused = all.flatMap((r) => (r.status === 'rejected' ? [(r.reason as Error).message] : []))
  expect(refused).toEqual(Array(2).fill('这张表已经定稿，请写明重新定稿的理由'))
  // With a reason each of them counts, one after the other.
  const again = ['补录一次培训', '更正查阅点'].map((reason) => freeze(town, { ...of, reason }))
  expect(new Set(await Promise.all(again)).size).toBe(2)
})
