import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Passage } from './read.ts'

const mostPages = 2000

/** The words of a PDF, page by page. Throws when it is damaged or locked. */
export async function readPdf(bytes: Uint8Array): Promise<Passage[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const pdf = await getDocument({
    data: bytes,
    // Chinese typefaces that readers bring themselves name their characters by these tables.
    cMapUrl: join(folder, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  }).promise
  const passages: Passage[] = []
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const text = items.map((i) => ('str' in i ? i.str + (i.hasEOL ? '\n' : '') : '')).join('')
    passages.push({ place: `第 ${number} 页`, text })
    page.cleanup()
  }
  return passages
}
