import { expect, test } from 'vitest'
import { testDatabase } from '../tests/support/database.ts'
import { loadCounty } from './county.ts'
import { loadLaw } from './platform/law.ts'
import { loadSettings } from './platform/settings.ts'

const { db } = await testDatabase()
const now = new Date('2026-03-02T09:00:00+08:00')

test('a county is installed once: a second start changes nothing', async () => {
  expect(await loadCounty(db, { now })).toBe(true)
  expect(await loadCounty(db, { now })).toBe(false)
})

test('the unit tree has the government, four towns, five subdistricts and 78 villages and communities', async () => {
  const rows = await db
    .selectFrom('units')
    .select(['kind', (e) => e.fn.countAll<number>().as('n')])
    .groupBy('kind')
    .execute()
  const count = Object.fromEntries(rows.map((r) => [r.kind, r.n]))
  expect(count).toMatchObject({ government: 1, office: 1, town: 4, subdistrict: 5, community: 39, village: 39 })
  const village = await db
    .selectFrom('units')
    .select(['path', 'regionCode'])
    .where('code', '=', 'xinzhou-qingfeng')
    .executeTakeFirstOrThrow()
  expect(village).toEqual({ path: '/jinshi/xinzhou/xinzhou-qingfeng/', regionCode: '430781100200' })
})

test('the fixed parts of the disclosure platform and all fifteen statutory classes have their columns', async () => {
  const columns = await db.selectFrom('columns').select(['part', 'statutoryClass', 'path']).execute()
  expect(
    columns
      .map((c) => c.part)
      .filter(Boolean)
      .sort(),
  ).toEqual(['application', 'content', 'guide', 'reports', 'rules'])
  expect(new Set(columns.map((c) => c.statutoryClass).filter(Boolean)).size).toBe(15)
  expect(columns.some((c) => c.path === '/open/content/licensing/one-trip/')).toBe(true)
})

test('law and settings can be read from what was installed', async () => {
  const law = await loadLaw(db)
  expect(law.regime('R2008').limits.replyDays).toBe(15)
  expect(law.regime('R2019').limits.replyDays).toBe(20)
  expect((await loadSettings(db)).site).toMatchObject({ regionCode: '430781', rootUnit: 'jinshi' })
})

test('the guide is a published document with an index number and an act', async () => {
  const guide = await db.selectFrom('documents').selectAll().where('columnCode', '=', 'guide').executeTakeFirstOrThrow()
  expect(guide).toMatchObject({
    state: 'published',
    kind: 'page',
    indexNumber: '430781/office-2026-00001',
    regime: 'R2019',
  })
  const acts = await db.selectFrom('acts').select('act').where('subject', '=', `document:${guide.id}`).execute()
  expect(acts).toEqual([{ act: 'disclosure.published' }])
})
