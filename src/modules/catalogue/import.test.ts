import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { elements } from '../../../tests/support/items.ts'
import { person } from '../../../tests/support/people.ts'
import { rowCounts } from '../../../tests/support/rows.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { Forbidden, Invalid } from '../../core/errors.ts'
import { creditCheckDigit } from '../../core/identifiers.ts'
import { listActs } from '../../platform/acts.ts'
import { readSheet } from '../../platform/sheet.ts'
import { exportItems, exportItemsJson } from './export-items.ts'
import { exportBasic, exportBasicJson, importBasic } from './import-basic.ts'
import { importItems } from './import-items.ts'
import * as store from './store.ts'

const today = day('2018-06-01')
const ctx = world({ today })
const manager = world({ today, actor: person('serviceManager') })
const filler = world({ today, actor: person('departmentOfficer', { path: '/jinshi/civil/' }) })
const dry = { dryRun: true }
const wet = { dryRun: false }

const basicHead = '基本编码,主项编码,事项名称,事项类型,设定依据,行使层级,法定时限天数,服务对象,发布机关,生效日期\r\n'
const basicRow = (
  code: string,
  name: string,
  { parent = '', type = '行政许可', days = '20', on = '2018-01-01' } = {},
) => `${code},${parent},${name},${type},《社会团体登记管理条例》,县级,${days},自然人、企业法人,省政府,${on}\r\n`
const basicFile = (...rows: string[]) => Buffer.from(basicHead + rows.join(''))

const body = '11430781006300101'
beforeAll(async () => {
  const creditCode = `${body}${creditCheckDigit(body)}`
  await db.updateTable('units').set({ creditCode }).where('code', '=', 'civil').execute()
})

test('a dry run tells every bad entry of the catalogue by its row and reason, and stores nothing', async () => {
  const before = await rowCounts(db)
  const file = basicFile(
    basicRow('000111001000', '社会团体登记'),
    basicRow('000111001001', '成立登记', { parent: '000111001000' }),
    basicRow('00011100100', '少一位'),
    basicRow('000111002000', '没有的类型', { type: '行政处分' }),
    basicRow('000111003001', '主项不在', { parent: '000111003000' }),
    basicRow('000111001000', '重复的'),
    basicRow('000111004000', '日期', { on: '一月一日' }),
    basicRow('000111005000', '天数', { days: '二十' }),
  )
  const report = await importBasic(manager, file, dry)
  expect(report).toMatchObject({ rows: 8, good: 2, ids: [] })
  expect(report.problems.map((p) => [p.line, p.column])).toEqual([
    [4, '基本编码'],
    [5, '事项类型'],
    [6, '主项编码'],
    [7, '基本编码'],
    [8, '生效日期'],
    [9, expect.stringContaining('statutoryLimit')],
  ])
  await expect(importBasic(manager, file, wet)).rejects.toBeInstanceOf(Invalid)
  expect(await rowCounts(db)).toEqual(before)
})

test('a catalogue is imported, brought up to date by the next edition, and comes out as it went in', async () => {
  await importBasic(
    manager,
    basicFile(
      basicRow('000111001000', '社会团体登记'),
      basicRow('000111001001', '成立登记', { parent: '000111001000' }),
    ),
    wet,
  )
  await importBasic(
    manager,
    basicFile(basicRow('000111001001', '社会团体成立登记', { parent: '000111001000', days: '15' })),
    wet,
  )
  expect(await store.getBasic(db, '000111001001')).toMatchObject({
    ...{ name: '社会团体成立登记', parentCode: '000111001000', itemType: '01' },
    standard: { statutoryLimit: { unit: 'workingDay', days: 15 }, exerciseLevels: ['4'], serviceTargets: ['1', '2'] },
  })
  const acts = await listActs(db, 'basicItem:000111001001')
  expect(acts.map((a) => (a.data as { changed: boolean }).changed)).toEqual([false, true])
  const entries = await store.listBasic(db)
  for (const out of [exportBasic(ctx, 'csv'), exportBasic(ctx, 'xlsx'), exportBasicJson(ctx)]) {
    expect(await importBasic(ctx, await buffer(out), wet)).toMatchObject({ good: 2, problems: [] })
    expect(await store.listBasic(db)).toEqual(entries)
  }
  await expect(importBasic(filler, basicFile(), dry)).rejects.toBeInstanceOf(Forbidden)
})

test('a .json tells what is wrong by member and path', async () => {
  const [good] = JSON.parse(String(await buffer(exportBasicJson(ctx))))
  const bad = { ...good, standard: { ...good.standard, statutoryLimit: { unit: 'week', days: 1, note: '' } } }
  const report = await importBasic(ctx, Buffer.from(JSON.stringify([good, bad, { ...good, code: '1' }, 7])), dry)
  expect(report).toMatchObject({ rows: 4, good: 1 })
  expect([...new Set(report.problems.map((p) => `${p.line} ${p.column}`))]).toEqual([
    '2 standard.statutoryLimit.unit',
    '3 code',
    '4 ',
  ])
  await expect(importBasic(ctx, Buffer.from('{"a":1}'), dry)).rejects.toThrow(/最外层应是一个列表/)
  await expect(importBasic(ctx, Buffer.from('[1,'), dry)).rejects.toThrow(/读不通/)
})

const itemHead =
  '单位,基本编码,承诺时限天数,承诺时限单位,是否网上办理,到办事现场次数,必须现场办理原因,咨询电话,服务对象\r\n'
const itemFile = (...rows: string[]) => Buffer.from(itemHead + rows.map((r) => `${r}\r\n`).join(''))

test('a row that contradicts itself, or belongs nowhere, is told; one that is only incomplete becomes a draft', async () => {
  const before = await rowCounts(db)
  const report = await importItems(
    filler,
    itemFile(
      '市民政局,000111001001,8,工作日,否,1,核对原件,0736-4210693,自然人',
      '没有这个局,000111001000,8,工作日,否,1,核对,0736-4210693,自然人',
      '财政局,000111001000,8,工作日,否,1,核对,0736-4210693,自然人',
      '市民政局,999999999999,8,工作日,否,1,核对,0736-4210693,自然人',
      '市民政局,000111001000,99,工作日,大概,x,,4210693,外星人',
      '市民政局,000111001001,8,工作日,否,1,核对原件,0736-4210693,自然人',
    ),
    dry,
  )
  expect(report).toMatchObject({ rows: 6, good: 1 })
  expect(report.problems.map((p) => [p.line, p.column])).toEqual([
    [3, '单位'],
    [4, '单位'],
    [5, '基本编码'],
    [6, '是否网上办理'],
    [6, '到办事现场次数'],
    [7, '基本编码'],
  ])
  const contradicting = await importItems(
    filler,
    itemFile('市民政局,000111001001,30,工作日,否,0,白写的原因,4210693,外星人'),
    dry,
  )
  expect(contradicting.problems.map((p) => p.column)).toEqual([
    '服务对象',
    '承诺办结时限',
    '必须现场办理原因',
    '办理形式',
    '咨询电话',
  ])
  expect(await rowCounts(db)).toEqual(before)
})

test('items are imported as drafts, adopted on the way, and what stands already stays where a cell is empty', async () => {
  const file = itemFile('市民政局,000111001001,8,工作日,否,1,核对原件,0736-4210693,自然人')
  const { ids } = await importItems(filler, file, wet)
  const [id = 0] = ids
  const item = await store.getItem(db, id)
  expect(item).toMatchObject({ level: 'sub', basicCode: '000111001001', versionId: null })
  const again = await importItems(filler, itemFile('市民政局,000111001001,5,,,,,,'), wet)
  expect(again.ids).toEqual([id])
  const [draft] = await store.listVersions(db, id)
  expect(draft).toMatchObject({ version: 1, state: 'draft', editedBy: 'test-departmentOfficer' })
  expect(draft?.elements).toMatchObject({
    name: '社会团体成立登记',
    commitmentLimit: { unit: 'workingDay', days: 5 },
    consultPhone: '0736-4210693',
    serviceTargets: ['1'],
  })
  expect((await listActs(db, `item:${item.code}`)).map((a) => a.act)).toEqual([
    'catalogue.adopted',
    'catalogue.imported',
    'catalogue.imported',
  ])
})

test('whole lists go out as .json and come in again, materials, steps, form and all', async () => {
  const whole = elements({ name: '社会团体登记', personTopics: ['permit'], firmTopics: ['permit'] })
  const member = { unitCode: 'civil', basicCode: '000111001000', elements: whole }
  const { ids } = await importItems(ctx, Buffer.from(JSON.stringify([member])), wet)
  const [version] = await store.listVersions(db, ids[0] ?? 0)
  expect(version?.elements).toEqual(whole)
  expect(version?.filledOn).toBe(today)
  const out = JSON.parse(String(await buffer(exportItemsJson(ctx))))
  expect(out.find((m: { basicCode: string }) => m.basicCode === '000111001000')).toMatchObject({ elements: whole })
  const report = await importItems(
    ctx,
    Buffer.from(JSON.stringify([{ ...member, elements: { ...whole, materials: [{ key: 'x' }] } }])),
    dry,
  )
  expect(report.problems.every((p) => p.column.startsWith('elements.materials.0'))).toBe(true)
  expect(report.good).toBe(0)
  const wrong = { ...member, elements: { ...whole, statutoryLimit: { unit: 'workingDay', days: 3, note: '' } } }
  expect((await importItems(ctx, Buffer.from(JSON.stringify([wrong])), dry)).problems).toMatchObject([
    { line: 1, column: 'elements.commitmentLimit' },
  ])
})

test('a table of items that goes out comes in again without a change', async () => {
  const before = (await store.listLatest(db)).map((i) => i.elements)
  for (const format of ['csv', 'xlsx'] as const) {
    const file = await buffer(exportItems(ctx, format))
    expect((await readSheet(file)).length).toBe(3)
    expect(await importItems(ctx, file, wet)).toMatchObject({ good: 2, problems: [] })
    expect((await store.listLatest(db)).map((i) => i.elements)).toEqual(before)
  }
})
