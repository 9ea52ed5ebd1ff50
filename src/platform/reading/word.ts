import { flowOf } from './flow.ts'
import { plain } from './office.ts'
import type { Passage } from './read.ts'

// What was deleted with tracked changes stands in other elements; what a text box holds for old programs, in Fallback.
const tags = /<(\/?)(?:w:(tbl|tr|tc|p|gridSpan|vMerge|t|tab|br|cr)|mc:(Fallback))(?=[\s/>])([^>]*?)(\/?)>([^<]*)/g

/** The body of a Word document: paragraphs, and tables by rows and cells. */
export function readBody(xml: string): Passage[] {
  const flow = flowOf('段')
  let merged = { across: 1, continued: false }
  let cellOpen = false
  let fallback = 0
  const begin = () => {
    if (cellOpen) flow.cell(merged.across, 1, merged.continued)
    cellOpen = false
  }
  for (const [, close = '', word, other, about = '', empty = '', text = ''] of xml.matchAll(tags)) {
    const opens = close === ''
    if (other) fallback += empty ? 0 : opens ? 1 : -1
    if (fallback > 0 || !word) continue
    switch (word) {
      case 'tbl':
        begin()
        flow.table(opens)
        break
      case 'tr':
        if (!empty) flow.row(opens)
        break
      case 'tc':
        if (opens) {
          merged = { across: 1, continued: false }
          cellOpen = true
        } else {
          begin()
          flow.closeCell()
        }
        break
      case 'gridSpan':
        merged.across = Number(/w:val="(\d+)"/.exec(about)?.[1] ?? 1)
        break
      case 'vMerge':
        merged.continued = !/w:val="restart"/.test(about)
        break
      case 'p':
        begin()
        if (!opens || empty) flow.end()
        break
      case 't':
        if (opens && !empty) flow.text(plain(text))
        break
      default:
        if (opens) flow.text(' ')
    }
  }
  return flow.passages()
}
