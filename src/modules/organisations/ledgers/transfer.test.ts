import { beforeAll, expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { person } from '../../../../tests/support/people.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { day } from '../../../core/day.ts'
import { Forbidden } from '../../../core/errors.ts'
import { readSheet } from '../../../platform/sheet.ts'
import { disclosureLedgers } from '../../disclosure/index.ts'
import { exportLines, importLines } from '../index.ts'
import { isImportable, sheetFields } from './ledger.ts'
import { ledgers as own } from './own.ts'

const house = await openHouse()
const all = [...own, ...disclosureLedgers]
const decisions = disclosureLedgers.find((l) => l.name === 'decisions') ?? expect.fail()
const fees = disclosureLedgers.find((l) => l.name === 'fees') ?? expect.fail()
const officer = world({ today: day('2018-06-01'), actor: person('disclosureOfficer') })
const file = (...rows: string[]) => Buffer.from(rows.join('\r\n'))
const row = (...cells: string[]) => cells.join(',')
const head = row('单位', '种类', '决定文号', '事由', '决定日期')
const count = async () => Number((await db.selectFrom('administrativeDecisions').select('id').execute()).length)

beforeAll(async () => {
  await db
    .insertInto('registers')
    .values(['decisions', 'items'].map((name) => ({ unitCode: 'jinshi', name, keptFrom: day('2018-01-01') })))
    .onConflict((c) => c.doNothing())
    .execute()
})

test('a dry run tells every bad row by its number and reason, and stores nothing', async () => {
  const report = await importLines(
    officer,
    decisions,
    file(
      head,
      row('津市市人民政府', '行政许可', '津许〔2018〕1号', '食品经营', '2018/5/8'),
      row('没有这个局', '行政许可', '津许〔2018〕2号', '食品经营', '2018-05-08'),
      row('津市市人民政府', '行政奖励', '津许〔2018〕3号', '食品经营', '2018-05-08'),
      row('津市市人民政府', '行政许可', '', '食品经营', '2018-05-08'),
      row('津市市人民政府', '行政许可', '津许〔2018〕4号', '食品经营', '2018-06-02'),
      row('津市市人民政府', '行政许可', '津许〔2018〕5号', '食品经营', '五月'),
      row('津市市人民政府', 'licence', '津许〔2018〕1号', '重复的', '2018-05-09'),
    ),
    { dryRun: true },
  )
  expect(report).toMatchObject({ rows: 7, good: 1, ids: [] })
  expect(report.problems.map((p) => [p.line, p.column])).toEqual([
    [3, '单位'],
    [4, '种类'],
    [5, '决定文号'],
    [6, '决定日期'],
    [7, '决定日期'],
    [8, '决定文号'],
  ])
  expect(report.problems.find((p) => p.line === 4)?.message).toContain('其他对外管理服务事项')
  expect(await count()).toBe(0)
})

test('a file is checked on the desk, then imported by a second press, and counts in table 2', async () => {
  const client = await signedInAs(house, 'disclosureOfficer')
  const page = await client.get('/desk/disclosure/ledgers/decisions')
  await expectValidHtml(page.body)
  const table = [
    head,
    row('津市市人民政府', '行政处罚', '津罚〔2018〕1号', '占道经营', '2018-05-08'),
    row('不存在', '行政处罚', '津罚〔2018〕2号', '占道经营', '2018-05-08'),
  ].join('\r\n')
  const payload = [
    `--cut\r\ncontent-disposition: form-data; name="file"; filename="许可.csv"\r\ncontent-type: text/csv\r\n\r\n${table}`,
    '--cut--',
  ].join('\r\n')
  const checked = await client.send({
    method: 'POST',
    url: `/desk/disclosure/ledgers/decisions/import?_csrf=${encodeURIComponent(await client.token())}`,
    headers: { 'content-type': 'multipart/form-data; boundary=cut', accept: 'text/html' },
    payload,
  })
  expect(checked.body).toMatch(/共 2 行.可以导入 1 行.有误 1 行/)
  await expectValidHtml(checked.body)
  const digest = /name="file" value="([0-9a-f]{64})"/.exec(checked.body)?.[1] ?? ''
  const confirm = '/desk/disclosure/ledgers/decisions/import/confirm'
  expect((await client.post(confirm, { file: digest })).body).toContain('什么都没有导入')
  const other = await signedInAs(house, 'disclosureHead')
  expect((await other.post(confirm, { file: digest, skipBad: 'yes' })).statusCode).toBe(403)
  expect((await client.post(confirm, { file: digest, skipBad: 'yes' })).body).toMatch(/已导入 1 行.跳过有误的 1 行/)
  const form = await signedInAs(house, 'disclosureHead')
  const records = await form.get('/desk/disclosure/ledgers/decisions')
  expect(records.body).toContain('津罚〔2018〕1号')
  expect(await db.selectFrom('acts').select('act').where('subject', 'like', 'decision:%').execute()).toEqual([
    { act: 'disclosure.lineImported' },
  ])
})

test('amounts are read as a spreadsheet shows them, and kept in fen', async () => {
  const rows = [
    row('单位', '收费项目', '金额（元）', '收取日期'),
    row('津市市人民政府', '不动产登记费', '"12,345.60"', '20180508'),
  ]
  const { ids } = await importLines(officer, fees, file(...rows), { dryRun: false })
  expect(ids).toHaveLength(1)
  expect(await db.selectFrom('administrativeFees').select('amountFen').execute()).toEqual([{ amountFen: 1_234_560 }])
})

test('an item that came and one that went change the list by their difference', async () => {
  const client = await signedInAs(house, 'disclosureOfficer')
  const items = '/desk/disclosure/ledgers/items'
  for (const [name, openedOn] of [
    ['食品经营许可', '2016-01-01'],
    ['取水许可', '2016-01-01'],
    ['户外广告许可', '2018-03-01'],
  ] as const)
    expect(
      (await client.post(items, { unitCode: 'jinshi', kind: 'licence', name, basis: '', openedOn })).statusCode,
    ).toBe(303)
  const twice = await client.post(items, {
    ...{ unitCode: 'jinshi', kind: 'licence', name: '取水许可', basis: '', openedOn: '2017-01-01' },
  })
  expect(twice.statusCode).toBe(422)
  expect(twice.body).toContain('已经登记过')
  const rows = await db.selectFrom('administrativeItems').select(['id', 'name']).orderBy('id').execute()
  for (const { id } of rows.slice(0, 2))
    expect((await client.post(`${items}/${id}/end`, { closedOn: '2018-09-30' })).statusCode).toBe(303)
  const early = await client.post(`${items}/${rows[2]?.id}/end`, { closedOn: '2018-02-30' })
  expect(early.statusCode).toBe(422)
  await expectValidHtml(early.body)
  const form = await (await signedInAs(house, 'disclosureHead')).get(
    '/desk/statistics/indicators/disclosure.items.licence.change?year=2018',
  )
  expect(form.body).toContain('-1')
})

test.each(all.map((l) => [l.name, l] as const))('what is exported of %s can be read again', async (_, ledger) => {
  const head = world({ today: day('2018-12-01'), actor: person('disclosureHead') })
  const chunks: Buffer[] = []
  for await (const chunk of exportLines(head, ledger, 'xlsx')) chunks.push(Buffer.from(chunk))
  const bytes = Buffer.concat(chunks)
  const [heading, ...rows] = await readSheet(bytes)
  expect(heading?.cells).toEqual(sheetFields(ledger).map((f) => f.head))
  if (!isImportable(ledger)) return
  const report = await importLines(head, ledger, bytes, { dryRun: true })
  // Every line is there already; nothing else is wrong with it.
  expect(report.rows).toBe(rows.length)
  expect(report.problems.filter((p) => !p.message.includes('已经登记过'))).toEqual([])
})

test('nobody imports without the right, or for a unit outside their reach', async () => {
  const bytes = file(head, row('津市市人民政府', '行政许可', '津许〔2018〕9号', '食品经营', '2018-05-08'))
  const leader = world({ today: day('2018-06-01'), actor: person('leader') })
  await expect(importLines(leader, decisions, bytes, { dryRun: true })).rejects.toBeInstanceOf(Forbidden)
  const town = person('townAgent', { unitCode: 'xinzhou', path: '/jinshi/xinzhou/' })
  expect((await importLines(world({ actor: town }), decisions, bytes, { dryRun: true })).problems).toMatchObject([
    { column: '单位' },
  ])
})
