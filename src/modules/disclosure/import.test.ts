import exceljs from 'exceljs'
import { expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { Forbidden } from '../../core/errors.ts'
import { systemActor } from '../../platform/actor.ts'
import { csvLine, readCsv, readSheet } from '../../platform/sheet.ts'
import { exportDocuments } from './export.ts'
import { importDocuments } from './import.ts'
import * as store from './store.ts'

const today = day('2018-06-01')
const editor = world({ today, actor: person('editor') })
const row = (...cells: string[]) => `${cells.join(',')}\r\n`
const head = '标题,发布单位,栏目,成文日期,文号,正文\r\n'
const file = (...rows: string[]) => Buffer.from(head + rows.join('\r\n'))
const good = (title: string) => `${title},津市市人民政府,files,2018年5月8日,,第一段`
const count = async () =>
  (
    await db
      .selectFrom('documents')
      .select((q) => q.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
const dry = (bytes: Buffer, ctx = editor) => importDocuments(ctx, bytes, { dryRun: true })

test('a dry run tells every bad row by its number and reason, and stores nothing', async () => {
  const before = await count()
  const report = await dry(
    file(
      good('第一份'),
      '第二份,没有这个局,files,2018-05-08,,',
      '第三份,津市市人民政府,没有这个栏目,2018-05-08,,',
      '第四份,津市市人民政府,files,五月八日,,',
      '第五份,津市市人民政府,files,2018-06-02,,',
      ',津市市人民政府,files,2018-05-08,,',
      good('第一份'),
      `${'长'.repeat(301)},津市市人民政府,files,2018-05-08,,`,
      `'; drop table documents; --,津市市人民政府,files,2018-05-08,,<script>alert(1)</script>`,
    ),
  )
  expect(report).toMatchObject({ rows: 9, good: 2, ids: [] })
  expect(report.problems.map((p) => [p.line, p.column])).toEqual([
    [3, '发布单位'],
    [4, '栏目'],
    [5, '成文日期'],
    [6, '成文日期'],
    [7, '标题'],
    [8, '标题'],
    [9, '标题'],
  ])
  for (const { message } of report.problems) expect(message).not.toBe('')
  expect(await count()).toBe(before)
})

test('with bad rows nothing is imported unless told to pass over them', async () => {
  const before = await count()
  const bytes = file(good('可以导入的'), '坏的,没有这个局,files,2018-05-08,,')
  await expect(importDocuments(editor, bytes, { dryRun: false })).rejects.toMatchObject({ status: 422 })
  expect(await count()).toBe(before)
  const { ids } = await importDocuments(editor, bytes, { dryRun: false, skipBad: true })
  expect(ids).toHaveLength(1)
  expect(await store.getDocument(db, ids[0] ?? 0)).toMatchObject({
    state: 'draft',
    title: '可以导入的',
    writtenOn: '2018-05-08',
    dueOn: '2018-06-05',
    body: '<p>第一段</p>',
  })
  // The same file again finds its row already there.
  expect((await dry(bytes)).good).toBe(0)
})

test.each([
  ['UTF-8 with a mark', Buffer.from(`\ufeff${head}${good('带标记')}`)],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(head + good('双字节'), 'utf16le')])],
  // 标题,发布单位,栏目,成文日期 / 国标,津市市人民政府,files,2018-05-08 in GB18030.
  [
    'GB18030',
    Buffer.concat([
      Buffer.from('b1eacce22cb7a2b2bcb5a5cebb2cc0b8c4bf2cb3c9cec4c8d5c6da0d0a', 'hex'),
      Buffer.from('b9fab1ea2cbdf2cad0cad0c8cbc3f1d5feb8ae2c', 'hex'),
      Buffer.from('files,2018-05-08'),
    ]),
  ],
])('a .csv is read in %s', async (_, bytes) => {
  expect(await dry(bytes)).toMatchObject({ rows: 1, good: 1, problems: [] })
})

test('an .xlsx is read with its days, rich text and results of formulas', async () => {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('表')
  sheet.addRow(['标题', '发布单位', '栏目', '成文日期', '正文'])
  sheet.addRow([
    { richText: [{ text: '富' }, { text: '文本' }] },
    { formula: 'A1', result: '津市市人民政府' },
    'files',
    new Date('2018-05-08'),
    '一',
  ])
  const report = await importDocuments(editor, Buffer.from(await book.xlsx.writeBuffer()), { dryRun: false })
  expect(report.problems).toEqual([])
  expect(await store.getDocument(db, report.ids[0] ?? 0)).toMatchObject({ title: '富文本', writtenOn: '2018-05-08' })
})

test.each([
  ['nothing', Buffer.from('')],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a zip that is no workbook', Buffer.from('504b0304000000000000', 'hex')],
  ['an unfinished quotation', Buffer.from(`${head}${row('"没有结束', '津市市人民政府')}`)],
  ['no needed column', Buffer.from(row('标题', '正文') + row('一', '二'))],
  ['a column of another table', Buffer.from(`${['密码', head].join(',')}${good('x')}`)],
])('a file that is %s is refused with what to do', async (_, bytes) => {
  await expect(dry(bytes)).rejects.toMatchObject({ status: 422, problems: [{ field: 'file' }] })
})

test('an archive that unpacks to gigabytes is refused before it is unpacked', async () => {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt32LE(4_000_000_000, 24)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(4, 16)
  await expect(dry(Buffer.concat([Buffer.from('PK\x03\x04'), entry, end]))).rejects.toThrow('解开后太大')
})

test('what has been published before is taken over only by who may publish alone', async () => {
  const bytes = Buffer.from(
    '标题,发布单位,栏目,成文日期,正文,发布时间,发布渠道\r\n旧网站的通知,津市市人民政府,files,2018-03-01,文,2018-03-05 10:30,政府网站、政务微信',
  )
  expect((await dry(bytes)).problems).toMatchObject([{ line: 2, column: '发布时间' }])
  const { ids } = await importDocuments(world({ today, actor: systemActor('导入') }), bytes, { dryRun: false })
  const document = await store.getDocument(db, ids[0] ?? 0)
  expect(document).toMatchObject({ state: 'published', publishedAt: new Date('2018-03-05T10:30:00+08:00') })
  expect(document.indexNumber).toMatch(/^430781\/jinshi-2018-\d{5}$/)
  expect((await store.listChannels(db, document.id)).map((c) => c.channel)).toEqual(['website', 'wechat'])
})

test('nobody imports without the right, or for a unit outside their reach', async () => {
  await expect(dry(file(good('x')), world({ today, actor: person('reviewer') }))).rejects.toBeInstanceOf(Forbidden)
  const town = world({ today, actor: person('editor', { unitCode: 'xinzhou', path: '/jinshi/xinzhou/' }) })
  expect((await dry(file(good('越界')), town)).problems).toMatchObject([{ column: '发布单位' }])
})

test.each(['csv', 'xlsx'] as const)('an export as %s holds every document and can be read again', async (format) => {
  const wish = { paths: ['/'], group: 'open' as const }
  const chunks: Buffer[] = []
  for await (const chunk of exportDocuments(editor, wish, format)) chunks.push(Buffer.from(chunk))
  const rows = await readSheet(Buffer.concat(chunks))
  const { n } = await db
    .selectFrom('documents')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('state', '=', 'draft')
    .executeTakeFirstOrThrow()
  expect(rows).toHaveLength(n + 1)
  expect(rows.slice(1).map((r) => r.cells[0])).toContain('富文本')
})

test('a text that a spreadsheet would take for a formula is told as text and read back as it was', () => {
  expect(csvLine(['=cmd|1', 'a"b', '两\n行'])).toBe(`'=cmd|1,"a""b","两\n行"\r\n`)
  expect(readCsv(csvLine(['=cmd|1', 'a"b', '两\n行']))).toEqual([{ line: 1, cells: ['=cmd|1', 'a"b', '两\n行'] }])
})
