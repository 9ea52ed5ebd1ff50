import { readOffice } from './office.ts'
import { readPdf } from './pdf.ts'
import { readWebPage } from './web-page.ts'

/** A piece of a file's text, and where a person finds it: 第 3 页. */
export type Passage = { place: string; text: string }

/**
 * `read`: all of it. `cut`: longer than we look. `empty`: a file without words, such as a scan. `unreadable`: of a kind that
 * we do not read, damaged, or locked. `tooLarge` and `tooSlow`: given up.
 */
export type Reading = {
  outcome: 'read' | 'cut' | 'empty' | 'unreadable' | 'tooLarge' | 'tooSlow'
  passages: Passage[]
}

/** Characters of one file that are looked at. */
const most = 4_000_000

/** Reads a file by what it is, whatever it is called. Meant for a thread of its own. */
export async function read(bytes: Uint8Array): Promise<Reading> {
  try {
    const passages = await passagesIn(bytes)
    if (!passages) return { outcome: 'unreadable', passages: [] }
    return shorten(passages.filter((p) => p.text.trim() !== ''))
  } catch (error) {
    return { outcome: error instanceof TooLarge ? 'tooLarge' : 'unreadable', passages: [] }
  }
}

/** What a file unpacks to is more than we look at. */
export class TooLarge extends Error {}

async function passagesIn(bytes: Uint8Array): Promise<Passage[] | undefined> {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.startsWith('PK\x03\x04')) return readOffice(bytes)
  if (head.includes('%PDF-')) return readPdf(bytes)
  const text = textIn(bytes)
  if (text === undefined) return undefined
  return /<(?:html|body|p|table|div)[\s>]/i.test(text) ? readWebPage(text) : linesOf(text)
}

/** Plain text by its byte order mark, else UTF-8 if it is sound, else GB18030; undefined for what is no text. */
function textIn(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 64 * 1024).includes(0)) return undefined
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not in this encoding.
    }
  return undefined
}

function linesOf(text: string): Passage[] {
  return text.split(/\r\n|\r|\n/).map((line, i) => ({ place: `第 ${i + 1} 行`, text: line }))
}

function shorten(passages: readonly Passage[]): Reading {
  const kept: Passage[] = []
  let length = 0
  for (const passage of passages) {
    length += passage.text.length
    if (length > most) return { outcome: kept.length > 0 ? 'cut' : 'tooLarge', passages: kept }
    kept.push(passage)
  }
  return { outcome: kept.length > 0 ? 'read' : 'empty', passages: kept }
}
