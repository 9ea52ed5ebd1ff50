import { strFromU8, unzipSync } from 'fflate'
import { type Passage, TooLarge } from './read.ts'
import { readBody } from './word.ts'

/** What the parts of a document that hold words may unpack to, all together. */
const mostUnpacked = 100 * 1024 * 1024

// Word, Excel and PowerPoint since 2007, which WPS writes too, and OFD (GB/T 33190), the national format for layout.
const wanted =
  /^(?:word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)|xl\/(?:workbook|sharedStrings|worksheets\/[^/]+|comments\d*)|ppt\/(?:slides|notesSlides)\/[^/]+|Doc_\d+\/(?:Pages|Tpls)\/[^/]+\/[^/]+)\.xml$/

/** The words of a zipped document; undefined for an archive of something else. Throws TooLarge. */
export function readOffice(bytes: Uint8Array): Passage[] | undefined {
  let unpacked = 0
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!wanted.test(name)) return false
      // The size is what the archive says; what unpacks to more is cut off there, so a lie gains nothing.
      unpacked += originalSize
      if (unpacked > mostUnpacked) throw new TooLarge()
      return true
    },
  })
  const xml = new Map(Object.entries(parts).map(([name, data]) => [name, strFromU8(data)]))
  if (xml.size === 0) return undefined
  return [...xml].sort(([a], [b]) => byNumber(a, b)).flatMap(([name, text]) => passagesOf(name, text, xml))
}

const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })
const numberIn = (name: string) => /(\d+)(?:\/Content)?\.xml$/.exec(name)?.[1] ?? ''

function passagesOf(name: string, xml: string, all: ReadonlyMap<string, string>): Passage[] {
  if (name === 'word/document.xml') return readBody(xml)
  if (name.startsWith('word/'))
    return pieces(xml, 'w:p').map((text) => ({ place: /comments/.test(name) ? '批注' : '页眉、页脚或脚注', text }))
  if (name.startsWith('xl/worksheets/')) return rowsOf(name, xml, all)
  if (name.startsWith('xl/comments')) return pieces(xml, 'comment').map((text) => ({ place: '批注', text }))
  if (name.startsWith('ppt/')) {
    const place = `第 ${numberIn(name)} 张幻灯片${name.startsWith('ppt/notes') ? '的备注' : ''}`
    return pieces(xml, 'a:p').map((text) => ({ place, text }))
  }
  if (name.startsWith('Doc_')) {
    const page = Number(/Page_(\d+)/.exec(name)?.[1] ?? 0) + 1
    const place = name.includes('/Tpls/') ? '版式' : `第 ${page} 页`
    return [{ place, text: [...xml.matchAll(/<ofd:TextCode[^>]*>([^<]*)/g)].map((m) => plain(m[1] ?? '')).join(' ') }]
  }
  return []
}

/** The text of each element of a kind, its runs joined: a number that changes its typeface midway is still one number. */
function pieces(xml: string, element: string): string[] {
  const whole = new RegExp(`<${element}[ >][\\s\\S]*?</${element}>`, 'g')
  return (xml.match(whole) ?? []).map((p) =>
    [...p.matchAll(/<(?:w:t|a:t|t)(?: [^>]*)?>([^<]*)<|<w:(?:tab|br)\b/g)].map((m) => plain(m[1] ?? ' ')).join(''),
  )
}

function rowsOf(name: string, xml: string, all: ReadonlyMap<string, string>): Passage[] {
  const shared = sharedIn(all)
  const sheet = sheetName(numberIn(name), all.get('xl/workbook.xml') ?? '')
  return (xml.match(/<row[ >][\s\S]*?<\/row>/g) ?? []).map((row, i) => {
    const cells: string[] = []
    for (const [, about = '', inner = ''] of row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      // Cells that are blank need not be there at all.
      const column = columnOf(/\br="([A-Z]{1,3})\d+"/.exec(about)?.[1])
      while (column !== undefined && cells.length < column && cells.length < mostColumns) cells.push('')
      const value = plain(/<v>([^<]*)<\/v>/.exec(inner)?.[1] ?? '')
      if (/\bt="s"/.test(about)) cells.push(shared[Number(value)] ?? '')
      else cells.push(value || [...inner.matchAll(/<t(?: [^>]*)?>([^<]*)</g)].map((m) => plain(m[1] ?? '')).join(''))
    }
    // Cells are kept apart, or the digits of two would run into one number.
    return {
      place: `${sheet}第 ${/\br="(\d+)"/.exec(row)?.[1] ?? i + 1} 行`,
      text: cells.map((c) => c.replace(/\s+/g, ' ')).join(' | '),
    }
  })
}

const mostColumns = 256

/** Columns before this one: A is 0, AA is 26; undefined where a cell does not say where it is. */
const columnOf = (letters: string | undefined) =>
  letters === undefined ? undefined : [...letters].reduce((n, sign) => n * 26 + sign.charCodeAt(0) - 64, 0) - 1

const sharedOf = new WeakMap<ReadonlyMap<string, string>, string[]>()
function sharedIn(all: ReadonlyMap<string, string>): string[] {
  const known = sharedOf.get(all) ?? pieces(all.get('xl/sharedStrings.xml') ?? '', 'si')
  sharedOf.set(all, known)
  return known
}

function sheetName(number: string, workbook: string): string {
  const names = [...workbook.matchAll(/<sheet\b[^>]*\bname="([^"]*)"/g)].map((m) => plain(m[1] ?? ''))
  const name = names[Number(number) - 1]
  return name ? `工作表“${name}”` : ''
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
export function plain(xml: string): string {
  return xml.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    if (name) return entities[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
