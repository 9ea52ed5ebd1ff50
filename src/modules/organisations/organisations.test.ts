import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { day, dayOf } from '../../core/day.ts'
import { type Actor, systemActor } from '../../platform/actor.ts'
import { actsOf, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { jobs } from '../../platform/jobs.ts'
import { ledgers } from './ledgers/own.ts'
import { addLine, endLine, readLedger } from './ledgers/service.ts'
import type { NewUnitForm } from './schema.ts'
import { appoint, closeUnit, describeUnit, dismiss, openUnit } from './service.ts'
import * as store from './store.ts'

const { db } = await testDatabase()
const now = new Date('2018-08-01T02:00:00Z')

const getLedger = (name: string) => ledgers.find((l) => l.name === name) ?? expect.fail(name)

function as(path: string): Ctx {
  const grants = ['organisations.view', 'organisations.edit'].map((permission) => ({ permission, path }))
  const actor: Actor = { ...systemActor('张三'), kind: 'staff', grants }
  const unused = undefined as never
  return {
    db,
    replica: db,
    law: unused,
    calendar: unused,
    files: unused,
    seal: unused,
    settings: unused,
    now,
    today: dayOf(now),
    actor,
    acts: actsOf(actor, now, '430781'),
    jobs,
    remember: (_key, read) => read(),
  }
}

const unit = (code: string, parentCode: string, kind: NewUnitForm['kind']): NewUnitForm => ({
  code,
  parentCode,
  kind,
  name: `${code}单位`,
  shortName: code,
  creditCode: '',
  address: '',
  phone: '',
  email: '',
  officeHours: '',
  duties: '',
  openedOn: '2010-01-01',
})
const person = (name: string, title: string) => ({
  name,
  title,
  phone: '',
  duties: '',
  biography: '',
  startedOn: '2017-01-01',
})

beforeAll(async () => {
  await db
    .insertInto('units')
    .values({
      code: 'city',
      regionCode: '430781',
      path: '/city/',
      kind: 'government',
      name: '某某市人民政府',
      shortName: '市政府',
      openedOn: day('1979-01-01'),
    })
    .execute()
  await openUnit(as('/city/'), unit('finance', 'city', 'department'))
  await openUnit(as('/city/'), unit('xinzhou', 'city', 'town'))
  await openUnit(as('/city/'), unit('village-a', 'xinzhou', 'village'))
})

test('a unit hangs below its parent, and its founding is an act', async () => {
  expect(await store.getUnit(db, 'village-a')).toMatchObject({ path: '/city/xinzhou/village-a/', regionCode: '430781' })
  expect((await listActs(db, 'unit:village-a')).map((a) => a.act)).toEqual(['organisations.unitOpened'])
})

test('town A neither sees nor changes town B', async () => {
  const town = as('/city/xinzhou/')
  expect((await store.listUnits(db, ['/city/xinzhou/'])).map((u) => u.code)).toEqual(['xinzhou', 'village-a'])
  await expect(describeUnit(town, 'finance', unit('finance', 'city', 'department'))).rejects.toThrow(
    '不在您的管理范围内',
  )
  await expect(appoint(town, 'finance', person('李四', '局长'))).rejects.toThrow('不在您的管理范围内')
})

test('a village is no place for a department, and a code is used once', async () => {
  await expect(openUnit(as('/city/'), unit('odd', 'village-a', 'department'))).rejects.toThrow('不能设这一类单位')
  await expect(openUnit(as('/city/'), unit('finance', 'city', 'department'))).rejects.toMatchObject({
    problems: [{ field: 'code' }],
  })
})

test('a unit with units below it is not closed, nor is the root', async () => {
  await expect(closeUnit(as('/city/'), 'xinzhou', day('2018-07-01'))).rejects.toThrow('还有下级单位')
  await expect(closeUnit(as('/city/'), 'city', day('2018-07-01'))).rejects.toThrow('不能撤销')
})

test('a post has one holder at a time', async () => {
  const ctx = as('/city/')
  await appoint(ctx, 'finance', person('王五', '局长'))
  await expect(appoint(ctx, 'finance', person('赵六', '局长'))).rejects.toThrow('现由王五担任')
  const [holder] = await store.listStaff(db, 'finance')
  await expect(dismiss(ctx, holder?.id ?? 0, day('2016-01-01'))).rejects.toThrow('不能早于到任日期')
  await dismiss(ctx, holder?.id ?? 0, day('2018-06-30'))
  await appoint(ctx, 'finance', person('赵六', '局长'))
  expect((await store.listStaff(db, 'finance')).map((s) => s.name)).toEqual(['赵六'])
})

test('a line is added, seen within reach only, and ended once', async () => {
  const ledger = getLedger('media')
  await addLine(as('/city/'), ledger, {
    unitCode: 'xinzhou',
    platform: 'wechat',
    name: '新洲发布',
    openedOn: '2017-05-01',
  })
  await addLine(as('/city/'), ledger, {
    unitCode: 'finance',
    platform: 'microblog',
    name: '财政微博',
    openedOn: '2017-05-01',
  })
  const { lines, total } = await readLedger(as('/city/xinzhou/'), ledger)
  expect([lines.map((l) => l.name), total]).toEqual([['新洲发布'], 1])
  const id = lines[0]?.id ?? 0
  await expect(endLine(as('/city/finance/'), ledger, id, day('2018-07-01'))).rejects.toThrow('不在您的管理范围内')
  await endLine(as('/city/xinzhou/'), ledger, id, day('2018-07-01'))
  await expect(endLine(as('/city/xinzhou/'), ledger, id, day('2018-07-02'))).rejects.toThrow('已于 2018-07-01 停止')
})

test('what has not happened yet is not entered', async () => {
  const wrong = addLine(as('/city/'), getLedger('trainings'), {
    unitCode: 'finance',
    title: '培训',
    heldOn: '2018-12-01',
    trained: 3,
  })
  await expect(wrong).rejects.toMatchObject({ problems: [{ field: 'heldOn', message: '日期不能晚于今天' }] })
})

test('yuan are kept as fen, and a person is appointed for disclosure once', async () => {
  const ctx = as('/city/')
  await addLine(ctx, getLedger('funds'), {
    unitCode: 'finance',
    purpose: '印制',
    amountFen: '80000.50',
    grantedOn: '2018-03-01',
  })
  expect((await readLedger(ctx, getLedger('funds'))).lines[0]?.amountFen).toBe(8_000_050)
  const [head] = await store.listStaff(db, 'finance')
  const line = { unitCode: 'finance', staffId: head?.id ?? 0, kind: 'fullTime', startedOn: '2018-01-01' }
  await addLine(ctx, getLedger('appointments'), line)
  await expect(addLine(ctx, getLedger('appointments'), line)).rejects.toMatchObject({
    problems: [{ field: 'staffId' }],
  })
})

test('every ledger reads on an empty reach without asking the database', async () => {
  for (const ledger of ledgers)
    expect(await readLedger({ ...as('/city/'), actor: { ...as('/city/').actor, grants: [] } }, ledger)).toEqual({
      lines: [],
      total: 0,
    })
})
