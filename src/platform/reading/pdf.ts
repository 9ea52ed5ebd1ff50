import { createRequire, registerHooks } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rulesIn } from './drawn.ts'
import { linesOf, mayHoldTable, piecesOf } from './page.ts'
import type { Passage } from './read.ts'
import { tablesIn } from './ruled.ts'

const mostPages = 2000

/** The words of a PDF, page by page, without the numbers of the pages and the heads that tables repeat. Throws when it is damaged or locked. */
export async function readPdf(bytes: Uint8Array): Promise<Passage[]> {
  const pages = withoutHeadsAgain((await linesOfPages(bytes)).map(withoutNumber))
  return pages.map((lines, i) => ({ place: `第 ${i + 1} 页`, text: lines.join('\n') }))
}

/** The lines of each page, as they stand on it. Throws when the PDF is damaged or locked. */
export async function linesOfPages(bytes: Uint8Array): Promise<string[][]> {
  const { getDocument, OPS } = await reader()
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
    const { transform } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent({ disableNormalization: true })
    const pieces = piecesOf(items, transform)
    // Lines are drawn, and to read what is drawn takes as long again as the words do.
    const tables = mayHoldTable(pieces) ? tablesIn(rulesIn(await page.getOperatorList(), OPS, transform), pieces) : []
    pages.push(linesOf(pieces, tables))
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

const isNumber = (text: string | undefined) => text !== undefined && /^[-—–]?\s*\d{1,4}\s*[-—–]?$/.test(text)

function withoutNumber(lines: readonly string[]): string[] {
  if (lines.length <= 3) return [...lines]
  return lines.slice(isNumber(lines[0]) ? 1 : 0, isNumber(lines.at(-1)) ? -1 : undefined)
}

const isRow = (line: string | undefined) => line?.includes(' | ') ?? false
/** What a row says, on whichever page: where cells span, a page may have fewer columns than the next. */
const said = (row: string | undefined) =>
  row
    ?.split(' |')
    .filter((cell) => cell.trim() !== '')
    .join(' |')

/** Pages without the heads that a table repeats where it goes on. */
function withoutHeadsAgain(pages: readonly string[][]): string[][] {
  let begun: readonly string[] = []
  return pages.map((lines) => {
    const head = isRow(lines[0]) ? begun : []
    const again = head.findIndex((row, i) => said(row) !== said(lines[i]))
    const kept = lines.slice(again < 0 ? head.length : again)
    const rows = kept.length - kept.findLastIndex((line) => !isRow(line)) - 1
    // A page that is table from top to bottom goes on with the one that was begun.
    if (rows < kept.length || head.length === 0) begun = kept.slice(kept.length - rows)
    return kept
  })
}
