import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { strToU8, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../tests/support/app.ts'
import { sendFiles, words as wordsOf } from '../../../tests/support/applicant.ts'
import { pdf } from '../../demo/attachments.ts'
import { root } from '../../platform/root.ts'
import { proofreadFile } from './index.ts'

const house = await openHouse('all')
const folder = await mkdtemp(join(tmpdir(), 'hostile-'))
afterAll(() => rm(folder, { recursive: true }))

const word = (text: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`
const docx = (parts: Record<string, Uint8Array>) => Buffer.from(zipSync(parts, { level: 1 }))
const bomb = docx({ 'word/document.xml': new Uint8Array(160 * 1024 * 1024).fill(32) })
const encryptedPdf = () =>
  Buffer.from(
    pdf('密', '密')
      .toString('latin1')
      .replace(
        '/Root 1 0 R',
        '/Encrypt << /Filter /Standard /V 1 /R 2 /O (0123456789012345678901234567890x) /U (0123456789012345678901234567890x) /P -4 >> /ID [<00><00>] /Root 1 0 R',
      ),
    'latin1',
  )

const hostile: [string, () => Buffer, RegExp][] = [
  ['a zip bomb', () => bomb, /文件太大/],
  ['a text of more than 20 MB', () => Buffer.alloc(21 * 1024 * 1024, ' '), /文件太大/],
  [
    'a cell without end',
    () =>
      docx({
        'xl/worksheets/sheet1.xml': strToU8(
          `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${'9'.repeat(30_000_000)}</t></is></c></row></sheetData></worksheet>`,
        ),
      }),
    /文件太大/,
  ],
  ['a broken PDF', () => pdf('断', '断').subarray(0, 300), /打不开/],
  ['an encrypted PDF', encryptedPdf, /设了密码/],
  ['an encrypted Word document', () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), /设了密码/],
  [
    'a document with macros',
    () => docx({ 'word/document.xml': strToU8(word('公开')), 'word/vbaProject.bin': strToU8('Sub') }),
    /带有宏/,
  ],
  ['an empty file', () => Buffer.alloc(0), /没有文字/],
  ['a picture called a document', () => Buffer.from('89504e470d0a1a0a0000000d494844520000', 'hex'), /打不开/],
  ['a broken archive', () => Buffer.from('PK\x03\x04 nothing behind'), /打不开/],
]

test.each(hostile)('%s is refused in one line, alike for everyone who asks', async (name, make, words) => {
  const bytes = make()
  const told = await proofreadFile(bytes)
  const unread = 'unread' in told ? told.unread : ''
  expect(unread).toMatch(words)
  expect(unread).not.toContain('\n')

  const api = await house.app.inject({
    method: 'POST',
    url: '/api/v1/proofreading',
    payload: { content: bytes.toString('base64') },
  })
  expect(api.statusCode).toBeGreaterThanOrEqual(400)
  expect(api.statusCode).toBeLessThan(500)

  // The command is a process of its own each time: what it says is the same for all.
  if (!/bomb|macros|empty/.test(name)) return
  const file = join(folder, `${name}.docx`)
  await writeFile(file, bytes)
  const cli = await promisify(execFile)(process.execPath, [join(root, 'dist/cli.js'), 'check', file]).then(
    () => undefined,
    (error: { code: number; stderr: string }) => error,
  )
  expect([cli?.code, cli?.stderr.trim()]).toEqual([2, `${file}: ${unread}`])
})

test.each(hostile)(
  '%s dropped on the page gets the page again, with one line that says why',
  async (name, make, reason) => {
    // Browsers send what is larger than the page takes, and the page says so itself.
    const reply = await sendFiles(visitorAt(house), '/proofreading', {}, [
      { field: 'file', name: /macros/.test(name) ? '报告.docm' : '报告.docx', bytes: make() },
    ])
    expect(reply.statusCode).toBeGreaterThanOrEqual(400)
    expect(reply.statusCode).toBeLessThan(500)
    expect(wordsOf(reply)).toMatch(name.includes('20 MB') ? /超过 20 MB/ : name.includes('empty') ? /是空的/ : reason)
    expect(wordsOf(reply)).not.toMatch(/\bat \S+ \(|Error:/)
  },
)

test('a sound file on the same page is read', async () => {
  const reply = await sendFiles(visitorAt(house), '/proofreading', {}, [
    { field: 'file', name: '报告.txt', bytes: Buffer.from('收到申请50件，办结45件，办结率100%。') },
  ])
  expect(reply.statusCode).toBe(200)
  expect(wordsOf(reply)).toContain('45 占 50 的 90%')
})

// Texts that would take a careless expression hours.
test.each([
  ['digits and commas', '1,234,'.repeat(200_000)],
  ['Chinese numerals', '一百零'.repeat(300_000)],
  ['brackets', '('.repeat(400_000)],
  ['counts without end', '其中甲1件、乙2件、'.repeat(40_000)],
  ['shares without end', '办结12件，占10%；'.repeat(40_000)],
  ['half a form, again and again', '本年新收 1 2 3 主动公开情况 '.repeat(30_000)],
  ['bars', '| '.repeat(500_000)],
  ['one date after another', '截至2018年1月'.repeat(60_000)],
])('a text of %s is proofread or refused in time', async (_, text) => {
  const started = Date.now()
  const told = await proofreadFile(Buffer.from(text))
  expect(Date.now() - started).toBeLessThan(20_000)
  if ('unread' in told) expect(told.unread).toMatch(/太久|太大|没有读到/)
})
