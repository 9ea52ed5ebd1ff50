import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { sendFiles, words } from '../../../tests/support/applicant.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { person } from '../../../tests/support/people.ts'
import { rowCounts } from '../../../tests/support/rows.ts'
import { db, world } from '../../../tests/support/world.ts'
import { importOrders } from './import-orders.ts'

const today = '2026-03-10' as const
const ctx = world({ today: today as never, actor: person('hotlineOperator') })
const heads = '来源,上级的编号,类别,标题,内容,上级要求的期限,所在乡镇或者村居,姓名,联系电话,匿名'
const table = (...rows: string[]) => Buffer.from([heads, ...rows].join('\n'))
const good = (number: string) =>
  `上级热线交办,${number},投诉,夜里施工,工地夜里十一点还在施工,2026-03-13,,王大山,13812345678,否`

test('the list of the superior becomes orders with its numbers and days; brought again it changes nothing', async () => {
  const file = table(good('CD-1'), '上级信箱交办,CD-1,咨询,医保怎么转,想把医保转回来,,,,,是')
  const report = await importOrders(ctx, file, { dryRun: false })
  expect(report).toMatchObject({ rows: 2, good: 2, problems: [] })
  const orders = await db
    .selectFrom('workOrders')
    .selectAll()
    .where('superiorNumber', '=', 'CD-1')
    .orderBy('id')
    .execute()
  expect(orders).toMatchObject([
    {
      channel: 'superiorHotline',
      kind: 'complaint',
      state: 'received',
      superiorDueOn: '2026-03-13',
      personName: '王大山',
    },
    { channel: 'superiorMailbox', kind: 'consultation', superiorDueOn: null, anonymous: true },
  ])
  const before = await rowCounts(db)
  expect(await importOrders(ctx, file, { dryRun: false })).toMatchObject({ good: 2 })
  expect(await rowCounts(db)).toEqual(before)
})

test('bad rows are told by their number and column, and nothing is registered', async () => {
  const before = await rowCounts(db)
  const file = table(
    good('CD-2'),
    good('CD-2'),
    '电话,CD-3,投诉,标题,内容,,,王大山,13812345678,',
    '上级热线交办,CD-4,投诉,标题,内容,三月底,,王大山,13812345678,',
    '上级热线交办,CD-5,投诉,标题,内容,,没有的镇,王大山,13812345678,',
    '上级热线交办,CD-6,投诉,标题,内容,,,王大山,,否',
  )
  const { problems, good: fine } = await importOrders(ctx, file, { dryRun: true })
  expect(fine).toBe(1)
  expect(problems.map((p) => [p.line, p.column])).toEqual([
    [3, '上级的编号'],
    [4, '来源'],
    [5, '上级要求的期限'],
    [6, '所在乡镇或者村居'],
    [7, '联系电话'],
  ])
  await expect(importOrders(ctx, file, { dryRun: false })).rejects.toMatchObject({ code: 'invalid' })
  const officer = world({ actor: person('departmentOfficer', { unitCode: 'urban', path: '/jinshi/urban/' }) })
  await expect(importOrders(officer, file, { dryRun: true })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await rowCounts(db)).toEqual(before)
})

test('on the desk a file is looked at first and registered by a second press', async () => {
  const operator = await signedInAs(await openHouse(), 'hotlineOperator')
  const page = await operator.get('/desk/hotline/import')
  await expectValidHtml(page.body)
  const bytes = table(good('CD-7').replace('2026-03-13', ''))
  const checked = await sendFiles(operator, '/desk/hotline/import', {}, [{ field: 'file', name: '交办.csv', bytes }])
  expect(words(checked)).toContain('可以导入 1 行')
  const file = /name="file" value="([0-9a-f]{64})"/.exec(checked.body)?.[1] ?? ''
  expect(words(await operator.post('/desk/hotline/import/confirm', { file }))).toContain('已导入 1 行')
  expect((await operator.get('/desk/hotline?group=dispatch')).body).toContain('夜里施工')
})
