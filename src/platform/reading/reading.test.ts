import { AlignmentType, Document, Packer, Paragraph, TextRun } from 'docx'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { pdf, xlsx } from '../../demo/attachments.ts'
import { renderPdf } from '../paper/index.ts'
import { readWords } from './index.ts'

const words = async (bytes: Buffer) => {
  const { outcome, passages } = await readWords(bytes)
  return [outcome, ...passages.map((p) => `${p.place}：${p.text}`)]
}

test('a Word document is read by paragraphs, whatever typefaces run through a number', async () => {
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ text: '公示', alignment: AlignmentType.CENTER }),
          new Paragraph({ children: [new TextRun('电话 138'), new TextRun({ text: '12345678', bold: true })] }),
        ],
      },
    ],
  })
  expect(await words(await Packer.toBuffer(document))).toEqual(['read', '第 1 段：公示', '第 2 段：电话 13812345678'])
})

test('signs that a PDF writes as radicals are read as the signs they look like', async () => {
  const paper = await renderPdf({
    kind: 'report',
    issuer: '',
    title: '公示',
    blocks: [{ type: 'paragraph', text: '⼈⺠政府' }],
  })
  expect((await words(paper)).join()).toContain('人民政府')
})

test('a table drawn on a page is read by rows and cells, its blanks kept and its repeated heads left out', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    { text: `第${i + 1}项`, across: 1, down: 1 },
    { text: i % 2 ? '' : `${i}`, across: 1, down: 1 },
    { text: '9', across: 1, down: 1 },
  ])
  const head = [['名称', '上年', '本年'].map((text) => ({ text, across: 1, down: 1 }))]
  const columns = [1, 1, 1].map((width) => ({ label: '', width }))
  const paper = await renderPdf({
    kind: 'report',
    issuer: '',
    title: '公示',
    blocks: [{ type: 'table', columns, head, rows }],
  })
  const read = await readWords(paper)
  const lines = read.passages.flatMap((p) => p.text.split('\n'))
  expect(read.passages.length).toBeGreaterThan(1)
  expect(lines.filter((l) => l.includes('名称'))).toEqual(['名称 | 上年 | 本年'])
  expect(lines.filter((l) => /^第 ?(?:59|60) ?项/.test(l))).toEqual([
    expect.stringMatching(/^第 ?59 ?项 \| 58 \| 9$/),
    expect.stringMatching(/^第 ?60 ?项 \| {2}\| 9$/),
  ])
})

test('a workbook is read by rows, its sheet named and its cells kept apart', async () => {
  const [outcome, ...rows] = await words(
    xlsx([
      ['姓名', '电话'],
      ['张三', 13812345678],
    ]),
  )
  expect(outcome).toBe('read')
  expect(rows).toEqual(['工作表“附表”第 1 行：姓名 | 电话', '工作表“附表”第 2 行：张三 | 13812345678'])
})

test('a workbook with shared texts, entities and several sheets is read too', async () => {
  const book = zipSync({
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="一"/><sheet name="二"/></sheets></workbook>'),
    'xl/sharedStrings.xml': strToU8(
      '<sst><si><t>甲&amp;乙</t></si><si><r><t>138</t></r><r><t>12345678</t></r></si></sst>',
    ),
    'xl/worksheets/sheet2.xml': strToU8(
      '<worksheet><sheetData><row r="7"><c r="A7" t="s"><v>0</v></c><c r="B7"/><c t="s"><v>1</v></c></row></sheetData></worksheet>',
    ),
  })
  expect(await words(Buffer.from(book))).toEqual(['read', '工作表“二”第 7 行：甲&乙 |  | 13812345678'])
})

test('a PDF is read by pages, with Chinese typefaces that are not in it', async () => {
  expect(await words(pdf('名单', '张三 13812345678'))).toEqual(['read', '第 1 页：张三 13812345678'])
})

test('an OFD, the national layout format, is read by pages', async () => {
  const ofd = zipSync({
    'OFD.xml': strToU8('<ofd:OFD/>'),
    'Doc_0/Pages/Page_0/Content.xml': strToU8(
      '<ofd:Page><ofd:TextCode X="1">联系电话</ofd:TextCode><ofd:TextCode>13812345678</ofd:TextCode></ofd:Page>',
    ),
  })
  expect(await words(Buffer.from(ofd))).toEqual(['read', '第 1 页：联系电话 13812345678'])
})

test('text is read by lines, in UTF-8 or the old Chinese encoding, and web pages without their markup', async () => {
  expect(await words(Buffer.from('一\n二'))).toEqual(['read', '第 1 行：一', '第 2 行：二'])
  expect(await words(Buffer.from([0xd6, 0xd0, 0xb9, 0xfa]))).toEqual(['read', '第 1 行：中国'])
  expect(await words(Buffer.from('<html><body><p>电话<b>138</b>12345678</p></body></html>'))).toEqual([
    'read',
    '第 1 行：电话13812345678',
  ])
})

test.each([
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'unreadable'],
  ['a damaged PDF', Buffer.from('%PDF-1.5\nnothing'), 'unreadable'],
  ['an archive of something else', Buffer.from(zipSync({ 'a.txt': strToU8('x') })), 'unreadable'],
  ['a Word document of before 2007', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'unreadable'],
  ['a text without words', Buffer.from('  \n \n'), 'empty'],
])('%s says so', async (_, bytes, outcome) => {
  expect((await readWords(bytes)).outcome).toBe(outcome)
})

test('a file that unpacks without end, is too large or takes too long is given up', async () => {
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(120 * 1024 * 1024) }, { level: 9 })
  expect(bomb.length).toBeLessThan(1024 * 1024)
  expect((await readWords(Buffer.from(bomb))).outcome).toBe('tooLarge')
  expect((await readWords(Buffer.from('12345'), { bytes: 4 })).outcome).toBe('tooLarge')
  expect((await readWords(pdf('慢', '慢'), { milliseconds: 1 })).outcome).toBe('tooSlow')
})

test('a text longer than we look is said to be cut', async () => {
  const { outcome, passages } = await readWords(Buffer.from(`${'字'.repeat(1000)}\n`.repeat(5000)))
  expect([outcome, passages.length]).toEqual(['cut', 4000])
})
