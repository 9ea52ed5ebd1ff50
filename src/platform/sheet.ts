import { PassThrough, type Readable } from 'node:stream'
import type exceljs from 'exceljs'
import { Invalid } from '../core/errors.ts'

/** One row of a table file: its number as the program that made it shows it, from 1, and its cells as text. */
export type SheetRow = { line: number; cells: string[] }

const mostRows = 50_000
const mostUnpacked = 300 * 1024 * 1024

/**
 * Reads the first sheet of an .xlsx, or a .csv in UTF-8, UTF-16 or GB18030, with or without byte order mark. Which it is
 * is told by the content. Empty rows are left out. Throws Invalid for the field `file`.
 */
export async function readSheet(bytes: Buffer): Promise<SheetRow[]> {
  const rows = bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ? await readXlsx(bytes) : readCsv(textOf(bytes))
  if (rows.length > mostRows) throw wrong(`一次最多 ${mostRows} 行，请分成几个文件`)
  return rows
}

function wrong(message: string): Invalid {
  return new Invalid([{ field: 'file', message }])
}

async function readXlsx(bytes: Buffer): Promise<SheetRow[]> {
  if (unpackedSize(bytes) > mostUnpacked) throw wrong('这个 Excel 文件解开后太大，请删去多余的工作表、图片和空行')
  // Loaded when first needed: its four hundred files would cost every start half a second.
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  try {
    await book.xlsx.load(Uint8Array.from(bytes).buffer)
  } catch {
    throw wrong('读不了这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 后再试')
  }
  const sheet = book.worksheets[0]
  if (!sheet) throw wrong('这个 Excel 文件里没有工作表')
  const rows: SheetRow[] = []
  sheet.eachRow((row, line) => {
    const cells = Array.from({ length: Math.min(row.cellCount, 200) }, (_, i) => cellText(row.getCell(i + 1).value))
    if (cells.some((c) => c !== '')) rows.push({ line, cells })
  })
  return rows
}

/** What a cell shows: the result of a formula, a day as 2018-01-31, rich text without its formats. */
function cellText(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return ''
  // Excel keeps days without a zone; the reader hands them over as midnight UTC.
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? ''
      : value.toISOString().slice(0, value.toISOString().endsWith('T00:00:00.000Z') ? 10 : 16)
  if (typeof value !== 'object') return String(value).trim()
  if ('richText' in value)
    return value.richText
      .map((r) => r.text)
      .join('')
      .trim()
  if ('text' in value) return String(value.text).trim()
  if ('result' in value) return cellText(value.result as exceljs.CellValue)
  return ''
}

/** Bytes that a zip claims to unpack to, from its central directory; an archive that cannot be read unpacks to nothing. */
function unpackedSize(zip: Buffer): number {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  if (end < 0 || end + 22 > zip.length) return 0
  let at = zip.readUInt32LE(end + 16)
  let sum = 0
  for (let i = zip.readUInt16LE(end + 10); i > 0 && at + 46 <= zip.length && zip.readUInt32LE(at) === 0x02014b50; i--) {
    sum += zip.readUInt32LE(at + 24)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return sum
}

/** Text of unknown encoding: by its byte order mark, else UTF-8 if it is sound, else GB18030, which old Excel writes in China. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return plain(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof Invalid) throw error
  }
  try {
    return plain(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof Invalid) throw error
    throw wrong('读不了这个文件的文字，请另存为 UTF-8 编码的 .csv 或 .xlsx')
  }
}

function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a text file holds none of these, a program or a picture does
  if (/[\u0000-\u0008\u000e-\u001a]/.test(text)) throw wrong('这不是表格文件，请选择 .xlsx 或 .csv')
  return text
}

/** RFC 4180, and tabs or semicolons where those part the first line. */
export function readCsv(text: string): SheetRow[] {
  const first = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1)
  const separator = [',', '\t', ';'].find((s) => first.includes(s)) ?? ','
  const rows: SheetRow[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let start = 1
  const endCell = () => {
    // A quote before a sign of reckoning keeps a spreadsheet from taking a text for a formula; it is not part of it.
    cells.push(cell.trim().replace(/^'(?=[=+\-@])/, ''))
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.some((c) => c !== '')) rows.push({ line: start, cells })
    cells = []
    start = line
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string
    if (c === '\n') line++
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (c === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (c === separator) endCell()
    else if (c === '\n') endRow()
    else if (c !== '\r') cell += c
  }
  if (quoted) throw wrong(`第 ${start} 行的引号没有结束`)
  if (cell !== '' || cells.length > 0) endRow()
  return rows
}

/** One line of a .csv. A text that a spreadsheet would take for a formula gets a quote in front. */
export function csvLine(cells: readonly string[]): string {
  const told = cells.map((c) => {
    const safe = /^[=+\-@]/.test(c) ? `'${c}` : c
    return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  })
  return `${told.join(',')}\r\n`
}

/** A table as a file, row by row as they come, so that its first byte leaves at once however long it is. */
export function sheetStream(
  format: 'csv' | 'xlsx',
  head: readonly string[],
  rows: AsyncIterable<readonly string[]>,
  name: string,
): Readable {
  const out = new PassThrough()
  const written = format === 'csv' ? writeCsv(out, head, rows) : writeXlsx(out, head, rows, name)
  written.catch((error: Error) => out.destroy(error))
  return out
}

async function writeCsv(
  out: PassThrough,
  head: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): Promise<void> {
  const put = async (text: string) => {
    if (!out.write(text) && !out.destroyed)
      await new Promise<void>((resolve) => out.once('drain', resolve).once('close', resolve))
  }
  // The mark tells Excel that the file is UTF-8.
  await put(`\ufeff${csvLine(head)}`)
  for await (const row of rows) {
    if (out.destroyed) return
    await put(csvLine(row))
  }
  out.end()
}

async function writeXlsx(
  out: PassThrough,
  head: readonly string[],
  rows: AsyncIterable<readonly string[]>,
  name: string,
): Promise<void> {
  // Loaded when first needed: its four hundred files would cost every start half a second.
  const { default: Excel } = await import('exceljs')
  const book = new Excel.stream.xlsx.WorkbookWriter({ stream: out })
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = head.map((h) => ({ width: Math.min(40, Math.max(10, h.length * 3)) }))
  sheet.addRow([...head]).commit()
  for await (const row of rows) {
    if (out.destroyed) return
    // A cell of Excel holds 32,767 characters.
    sheet.addRow(row.map((c) => c.slice(0, 32_767))).commit()
    if (out.writableNeedDrain) await new Promise<void>((resolve) => out.once('drain', resolve).once('close', resolve))
  }
  sheet.commit()
  await book.commit()
}
