import { inflateRawSync } from 'node:zlib'
import { getDocumentProxy } from 'unpdf'

/** One file out of a .docx, as text. Throws if there is none of that name. */
export function docxFile(docx: Buffer, name: string): string {
  const end = docx.lastIndexOf(Buffer.from('PK\x05\x06'))
  let at = docx.readUInt32LE(end + 16)
  for (let i = docx.readUInt16LE(end + 10); i > 0; i--) {
    const [size, nameLength] = [docx.readUInt32LE(at + 20), docx.readUInt16LE(at + 28)]
    if (docx.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = docx.readUInt32LE(at + 42)
      const start = local + 30 + docx.readUInt16LE(local + 26) + docx.readUInt16LE(local + 28)
      const bytes = docx.subarray(start, start + size)
      return (docx.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8')
    }
    at += 46 + nameLength + docx.readUInt16LE(at + 30) + docx.readUInt16LE(at + 32)
  }
  throw new Error(`no ${name}`)
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** What the body of a .docx says, without any white space. */
export function docxText(docx: Buffer): string {
  const text = [...docxFile(docx, 'word/document.xml').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map((m) => m[1])
    .join('')
  return bare(text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole))
}

/** What a PDF says, page by page, without any white space. */
export async function pdfPages(pdf: Buffer): Promise<string[]> {
  const document = await getDocumentProxy(Uint8Array.from(pdf))
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(bare(items.map((item) => ('str' in item ? item.str : '')).join('')))
  }
  return pages
}

/** Without white space. */
export const bare = (text: string): string => text.replace(/\s/g, '')
