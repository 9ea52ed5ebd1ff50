import { crc32 } from 'node:zlib'
import type { Files } from '../platform/files.ts'
import type { Placed } from './documents.ts'
import { plainOf } from './grammar.ts'
import { randomOf } from './random.ts'
import { insertRows } from './rows.ts'
import type { Stage } from './stage.ts'

const columnsWithFiles = [
  'budgets',
  'official-spending',
  'notices',
  'recruitment',
  'item-lists',
  'fiscal',
  'expropriation',
  'normative',
]

/** Gives some documents files that can be opened: the text as .txt, as .pdf, or a table as .xlsx. */
export async function loadAttachments(
  stage: Stage,
  files: Files,
  placed: readonly Placed[],
  count: number,
): Promise<void> {
  const random = randomOf('attachments')
  const fit = placed.filter(
    ({ document: d }) => d.state === 'published' && d.fullText && columnsWithFiles.includes(d.columnCode),
  )
  const chosen = [
    ...random.sample(fit.slice(0, -60), count - Math.floor(count / 3)),
    ...random.sample(fit.slice(-60), Math.floor(count / 3)),
  ]
  const rows = []
  for (const [i, { document, id }] of chosen.entries()) {
    const text = `${document.title}\n\n${plainOf(document.body).replace(/ +/g, ' ').trim()}\n`
    const [bytes, name] =
      i % 3 === 0
        ? [
            xlsx([
              ['序号', '单位', '金额（万元）'],
              ...Array.from({ length: 8 }, (_, n) => [n + 1, document.issuingBody, random.int(12, 980)]),
            ]),
            '附表.xlsx',
          ]
        : i % 3 === 1
          ? [pdf(document.title, text), '全文.pdf']
          : [Buffer.from(text, 'utf8'), '说明.txt']
    const { sha256 } = await files.save(stage.tx, bytes as Buffer, { maxBytes: 1024 * 1024 })
    rows.push({ documentId: id, sha256, name, position: 0 })
  }
  await insertRows(stage.tx, 'documentAttachments', rows)
}

/** A page of text as PDF. The typeface is one that readers bring themselves, so that nothing is embedded. */
export function pdf(title: string, text: string): Buffer {
  const utf16 = (s: string) => Buffer.from(s, 'utf16le').swap16().toString('hex').toUpperCase()
  const lines = text
    .split('\n')
    .flatMap((line) => line.match(/.{1,36}/gu) ?? [''])
    .slice(0, 42)
  const content = `BT /F1 12 Tf 16 TL 72 770 Td\n${lines.map((line) => `<${utf16(line)}> Tj T*`).join('\n')}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    `<< /Title <FEFF${utf16(title)}> >>`,
  ]
  let file = '%PDF-1.5\n'
  const offsets = objects.map((object, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = file.length
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 8 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

/**
 * A sheet as the smallest workbook that spreadsheets open. Written here and not by the library for workbooks, because that
 * one stamps the hour into the file and no two loads would be the same.
 */
export function xlsx(rows: readonly (readonly (string | number)[])[]): Buffer {
  const ns = 'http://schemas.openxmlformats.org'
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const cell = (value: string | number) =>
    typeof value === 'number'
      ? `<c><v>${value}</v></c>`
      : `<c t="inlineStr"><is><t>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
  const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')
  return zip({
    '[Content_Types].xml': `${head}<Types xmlns="${ns}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId1" Type="${ns}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${ns}/spreadsheetml/2006/main" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="附表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId1" Type="${ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${ns}/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
  })
}

/** A zip without compression, every entry of 1 January 2018. */
function zip(entries: Record<string, string>): Buffer {
  const date = ((2018 - 1980) << 9) | (1 << 5) | 1
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(entries)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)]
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(date, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(path.length, 22)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, path, data)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path)
    offset += 30 + path.length + data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Object.keys(entries).length, 8)
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}
