import { createRequire, registerHooks } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Passage } from './read.ts'

const mostPages = 2000

/** The words of a PDF, page by page, without the numbers of the pages. Throws when it is damaged or locked. */
export async function readPdf(bytes: Uint8Array): Promise<Passage[]> {
  const pages = await linesOfPages(bytes)
  return pages.map((lines, i) => ({ place: `第 ${i + 1} 页`, text: withoutNumber(lines).join('\n') }))
}

/** The lines of each page, as they stand on it. Throws when the PDF is damaged or locked. */
export async function linesOfPages(bytes: Uint8Array): Promise<string[][]> {
  const { getDocument } = await reader()
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
  const pages: string[][] = []
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    pages.push(linesOf(items))
    page.cleanup()
  }
  return pages
}

/** The reader without its canvas, 35 MB of native code that would take a fifth of a second and see a stranger's file. */
async function reader() {
  const undrawn = fileURLToPath(import.meta.resolve('./undrawn.ts'))
  const hooks = registerHooks({
    resolve: (name, about, next) => next(name === '@napi-rs/canvas' ? undrawn : name, about),
  })
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs')
  } finally {
    hooks.deregister()
  }
}

function withoutNumber(lines: readonly string[]): string[] {
  const isNumber = (text: string | undefined) => text !== undefined && /^[-—–]\s*\d{1,4}\s*[-—–]$/.test(text)
  if (lines.length <= 3) return [...lines]
  return lines.slice(isNumber(lines[0]) ? 1 : 0, isNumber(lines.at(-1)) ? -1 : undefined)
}

/** A piece of text, with where it stands on the page. */
type Piece = { str: string; transform: number[]; width: number; height: number; hasEOL: boolean }

/**
 * Lines of a page in the order of reading. Pieces of one line that stand apart, such as cells of a table, are kept apart.
 */
function linesOf(items: readonly object[]): string[] {
  const lines: string[] = []
  let line = ''
  let last: { y: number; right: number; size: number } | undefined
  const close = () => {
    if (line.trim() !== '') lines.push(line.trim().replace(/ {2,}/g, ' '))
    line = ''
    last = undefined
  }
  for (const item of items) {
    if (!('str' in item)) continue
    const { str, transform, width, height, hasEOL } = item as Piece
    const [x = 0, y = 0] = transform.slice(4)
    const size = height || Math.abs(transform[3] ?? 0) || 10
    if (str.trim() !== '') {
      if (last && Math.abs(y - last.y) > size * 0.5) close()
      // A cell begins, or another one further left on the same line.
      else if (last && (x - last.right > size * 0.6 || x < last.right - size * 2)) line += ' '
      line += str
      last = { y, right: x + width, size }
    } else line += str
    if (hasEOL) close()
  }
  close()
  return lines
}
