import { strFromU8, unzipSync } from 'fflate'
import { linesOfPages } from '../../src/platform/reading/pdf.ts'

/** One file out of a .docx, as text. Throws if there is none of that name. */
export function docxFile(docx: Buffer, name: string): string {
  const file = unzipSync(docx, { filter: (f) => f.name === name })[name]
  if (!file) throw new Error(`no ${name}`)
  return strFromU8(file)
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** What the body of a .docx says, without any white space. */
export function docxText(docx: Buffer): string {
  const text = [...docxFile(docx, 'word/document.xml').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map((m) => m[1])
    .join('')
  return bare(text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole))
}

/** What a PDF says, page by page, without any white space, cells of tables without what keeps them apart. */
export async function pdfPages(pdf: Buffer): Promise<string[]> {
  return (await linesOfPages(Uint8Array.from(pdf))).map((lines) => bare(lines.join('\n').replace(/ \|(?= |$)/gm, '')))
}

/** Without white space. */
export const bare = (text: string): string => text.replace(/\s/g, '')
