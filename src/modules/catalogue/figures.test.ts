import { beforeAll, expect, test } from 'vitest'
import { nextVersion, publishedItem } from '../../../tests/support/items.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import { percent } from '../../platform/indicator.ts'
import { indicatorsForCli } from '../statistics/index.ts'
import { allFigures, figure, records } from '../statistics/service.ts'

const ctx = world({ today: day('2018-12-31') })
const scopeAt = (to: string, path = '/jinshi/') => ({ path, from: day('2018-01-01'), to: day(to) })

/** Figures of the catalogue at the end of a day, without the first word of their ids. */
async function at(to: string, path?: string): Promise<Record<string, number | null>> {
  const all = await allFigures(ctx, scopeAt(to, path))
  const own = all.filter((f) => f.id.startsWith('catalogue.'))
  return Object.fromEntries(own.map((f) => [f.id.slice('catalogue.'.length), f.value]))
}

const trip = { onSiteVisits: 2, onSiteReason: '两次' }
const none = { online: false, onlineDepth: null, inHall: false }

beforeAll(async () => {
  // A licence since January, online and in the hall; from July it is decided on the spot without a visit.
  const licence = await publishedItem(db, { unitCode: 'urban' })
  await nextVersion(
    db,
    licence.id,
    { caseType: '1', onSiteVisits: 0, onlineDepth: 4, nearby: true, inHall: false },
    '2018-07-01',
  )
  // A penalty, a public service of two trips, and a confirmation that was cancelled in October.
  await publishedItem(db, { unitCode: 'urban', itemType: '02', elements: none })
  await publishedItem(db, { unitCode: 'civil', itemType: '20', elements: { ...none, ...trip } })
  await publishedItem(db, { unitCode: 'finance', itemType: '07', cancelledOn: '2018-10-01' })
  // A main item with a sub item since May and a handling item below that: the sub item is counted, once.
  const main = await publishedItem(db, { unitCode: 'civil' })
  const sub = await publishedItem(db, { unitCode: 'civil', level: 'sub', parentId: main.id, effectiveOn: '2018-05-01' })
  await publishedItem(db, { unitCode: 'civil', level: 'handling', parentId: sub.id, effectiveOn: '2018-05-01' })
  // Adopted in March, not filled in.
  const draft = await publishedItem(db, {
    unitCode: 'civil',
    itemType: '05',
    effectiveOn: '2018-03-01',
    published: false,
  })
  await db.updateTable('itemVersions').set({ filledOn: null }).where('itemId', '=', draft.id).execute()
  const before = {
    authority: '津政办发〔2018〕10号',
    materialsBefore: 119,
    materialsAfter: 106,
    daysBefore: 581,
    daysAfter: 452,
  }
  await db
    .insertInto('delegations')
    .values([
      {
        ...{ ...before, itemId: licence.id, acceptedAt: 'village', decidedAt: 'town', delegatedOn: day('2018-09-01') },
        ...{ assigned: true, accountScope: '各镇' },
      },
      {
        ...before,
        itemId: main.id,
        acceptedAt: 'town',
        decidedAt: 'department',
        delegatedOn: day('2018-02-01'),
        endedOn: day('2018-03-01'),
      },
    ])
    .execute()
  await db
    .insertInto('cancelledCertificates')
    .values([
      {
        unitCode: 'civil',
        name: '婚姻状况证明',
        usedFor: '收养登记',
        replacedBy: 'promise',
        cancelledOn: day('2018-04-01'),
      },
      { unitCode: 'civil', name: '户籍证明', usedFor: '低保', replacedBy: 'enquiry', cancelledOn: day('2018-11-01') },
    ])
    .execute()
})

test('items are counted as they stood on any day', async () => {
  expect(await at('2018-02-28')).toMatchObject({
    items: 5,
    powers: 4,
    publicServices: 1,
    onApplication: 4,
    published: 5,
    unitsWithItems: 3,
    unitsOnApplication: 3,
  })
  expect(await at('2018-12-31')).toMatchObject({
    ...{ items: 5, powers: 4, publicServices: 1, onApplication: 4, filled: 4, published: 4, unitsWithItems: 2 },
    ...{ online: 2, atMostOneTrip: 2, once: 2, immediate: 1, onlineWhole: 1, nearby: 1, inHall: 1, hallUnits: 1 },
    ...{ fillRate: 80, publishRate: 80, onlineRate: 50 },
  })
  expect(await at('2018-06-30')).toMatchObject({
    immediate: 0,
    nearby: 0,
    inHall: 3,
    hallUnits: 3,
    certificatesCancelled: 1,
  })
})

test('limits of what is in the hall are compared with the law, and what was worked out anew with what was before', async () => {
  expect(await at('2018-06-30')).toMatchObject({ hallDaysStatutory: 60, hallDaysCommitted: 24, hallDaysReduction: 60 })
  expect(await at('2018-12-31')).toMatchObject({ hallDaysStatutory: 20, hallDaysCommitted: 8 })
  expect(await at('2018-12-31')).toMatchObject({ streamlined: 0, stepsReduction: null })
  const line = { unitCode: 'urban', stepsBefore: 10, stepsAfter: 7, materialsBefore: 8, materialsAfter: 7 }
  await db
    .insertInto('streamlinings')
    .values([
      { ...line, itemName: '户外广告', doneOn: day('2018-03-01') },
      { ...line, itemName: '占道', doneOn: day('2018-09-01') },
    ])
    .execute()
  expect(await at('2018-06-30')).toMatchObject({ streamlined: 1, stepsBefore: 10, stepsAfter: 7, stepsReduction: 30 })
  expect(await at('2018-12-31')).toMatchObject({ streamlined: 2, materialsBefore: 16, materialsReduction: 12.5 })
})

test('a unit counts its own and those below', async () => {
  expect(await at('2018-12-31', '/jinshi/civil/')).toMatchObject({
    items: 3,
    publicServices: 1,
    certificatesCancelled: 2,
  })
  expect(await at('2018-12-31', '/jinshi/finance/')).toMatchObject({ items: 0, publishRate: null })
})

test('what was handed down is counted by who decides, with what it saved', async () => {
  expect(await at('2018-12-31')).toMatchObject({
    ...{ delegated: 1, delegatedToTown: 1, delegatedToVillage: 0, delegatedToDepartment: 0 },
    ...{
      delegatedMaterialsBefore: 119,
      delegatedMaterialsAfter: 106,
      delegatedDaysBefore: 581,
      delegatedDaysAfter: 452,
    },
    ...{ delegatedDaysReduction: 22.2, delegatedMaterialsReduction: 10.9 },
    ...{ delegatedAssigned: 1, delegatedBeyond: 0, delegatingUnits: 1 },
  })
  // In February a main item was handed down that nobody asked for, and no accounts were opened.
  expect(await at('2018-02-15')).toMatchObject({ delegatedAssigned: 0, delegatedBeyond: 1, delegatingUnits: 0 })
  expect(await at('2018-02-15')).toMatchObject({ delegated: 1, delegatedToDepartment: 1 })
  expect(await at('2018-06-30')).toMatchObject({ delegated: 0, delegatedDaysReduction: null })
})

test('the county says of its reduction of 2018 that it is 22.2 %, not 27 as printed; of another year it says nothing', async () => {
  const id = 'catalogue.delegatedDaysReduction'
  expect(await figure(ctx, id, scopeAt('2018-12-31'))).toMatchObject({
    remark: expect.stringMatching(/22\.2%.*27%.*不符/),
  })
  expect(await figure(ctx, id, scopeAt('2019-12-31'))).not.toHaveProperty('remark')
  const told = JSON.parse(await indicatorsForCli(ctx, { id, year: 2018, format: 'json' }))
  expect(told[0].remark).toContain('27%')
})

test('behind every number stand the records that make it', async () => {
  const all = (await allFigures(ctx, scopeAt('2018-12-31'))).filter((f) => f.id.startsWith('catalogue.') && !f.of)
  for (const { id, value } of all) {
    const page = await records(ctx, id, scopeAt('2018-12-31'))
    expect([id, page.amount]).toEqual([id, value])
    expect(new Set(page.records.map((r) => r.subject)).size).toBe(page.records.length)
  }
})

test('a rate shows the two figures it is made of, and says why there is none', async () => {
  const rate = await figure(ctx, 'catalogue.onlineRate', scopeAt('2018-12-31'))
  expect(rate.of?.map((f) => [f.id, f.value])).toEqual([
    ['catalogue.online', 2],
    ['catalogue.onApplication', 4],
  ])
  const blank = await figure(ctx, 'catalogue.publishRate', scopeAt('2018-12-31', '/jinshi/finance/'))
  expect(blank).toMatchObject({ value: null, blankBecause: expect.stringContaining('是零') })
})

test.each([
  ['share', 943, 943, 100],
  ['share', 1, 3, 33.3],
  ['reduction', 581, 452, 22.2],
  ['reduction', 119, 106, 10.9],
  ['reduction', 10, 12, -20],
  ['share', 0, 0, null],
  ['share', null, 3, null],
] as const)('%s of %s and %s is %s percent', (as, a, b, expected) => {
  expect(percent(as, a, b)).toBe(expected)
})

test('the command line prints rates too, as of any day, and leads to the records of their two figures', async () => {
  const told = JSON.parse(
    await indicatorsForCli(ctx, { id: 'catalogue.onlineRate', until: day('2018-06-30'), format: 'json' }),
  )
  expect(told).toMatchObject([
    { value: 60, unit: '%', period: '2018-06-30', of: [{ id: 'catalogue.online', value: 3 }, { value: 5 }] },
  ])
  expect(await indicatorsForCli(ctx, { year: 2018 })).toMatch(
    /catalogue\.onlineRate +50 +% .*网上可办的依申请类事项数 2/,
  )
  await expect(indicatorsForCli(ctx, { id: 'catalogue.onlineRate', rows: true })).rejects.toBeInstanceOf(NotFound)
})
