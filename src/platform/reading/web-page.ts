import { cleanHtml, unescapeHtml } from '../html.ts'
import { flowOf } from './flow.ts'
import type { Passage } from './read.ts'

/** A web page as a person reads it: scripts and styles gone, lines, and tables by rows and cells. */
export function readWebPage(html: string): Passage[] {
  const flow = flowOf('行')
  const spanOf = (about: string, name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(about)?.[1] ?? 1)
  // In clean HTML every `<` begins a tag.
  for (const [, close = '', tag = '', about = '', text = ''] of cleanHtml(html).matchAll(
    /<(\/?)([a-z]\w*)\b([^>]*)>|([^<]+)/g,
  )) {
    const opens = close === ''
    if (tag === 'table') flow.table(opens)
    else if (tag === 'tr') flow.row(opens)
    else if (tag === 'td' || tag === 'th') {
      if (opens) flow.cell(spanOf(about, 'colspan'), spanOf(about, 'rowspan'))
      else flow.closeCell()
    } else if (/^(?:br|hr)$/.test(tag) || (!opens && /^(?:p|h[1-6]|li|blockquote|caption)$/.test(tag))) flow.end()
    // Line ends of the source are blanks between words; between Chinese signs they are nothing.
    const words = unescapeHtml(text).replace(/[ \t\u00a0]*[\r\n]+[ \t\u00a0]*/g, (_, at: number, all: string) =>
      /[\u4e00-\u9fff\uff00-\uffef]/.test(all[at - 1] ?? '') || at === 0 ? '' : ' ',
    )
    if (words !== '') flow.text(words)
  }
  return flow.passages().filter((p) => p.text !== '')
}
