import type { TextItem } from 'pdfjs-dist/types/src/display/api.js'
import { placed } from './drawn.ts'
import type { Piece, Ruled } from './ruled.ts'

/** Words of a page in the order in which they were set. */
type SetPiece = Piece & { ends: boolean }

export function piecesOf(items: readonly object[], page: readonly number[]): SetPiece[] {
  return items.flatMap((item) => {
    if (!('str' in item)) return []
    const { str, transform, width, height, hasEOL } = item as TextItem
    const [x, y] = placed(page, transform[4], transform[5])
    return [{ text: signsOf(str), x, y, width, size: height || Math.abs(transform[3]) || 10, ends: hasEOL }]
  })
}

/** Radicals that stand for the signs they look like; those of Kangxi say so themselves. */
const radicals = new Map(
  [
    ...'⺠民⺟母⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'.matchAll(
      /(.)(.)/gu,
    ),
  ].map(([, radical = '', sign = '']) => [radical, sign]),
)

/** Browsers that print to a file write ⼈⺠ for 人民: the same on paper, and other characters. So do blanks and ﬁ. */
const signsOf = (text: string): string =>
  text.replace(
    /[\u00a0\u2000-\u200a\u202f\u2e80-\u2fd5\ufb00-\ufb06]/g,
    (sign) => radicals.get(sign) ?? sign.normalize('NFKC'),
  )

/** Whether pieces of one line stand apart, as cells do, more than once. */
export function mayHoldTable(pieces: readonly Piece[]): boolean {
  const words = pieces.filter((piece) => piece.text.trim() !== '')
  const apart = words.filter((piece, i) => {
    const last = words[i - 1]
    return last && Math.abs(last.y - piece.y) < piece.size * 0.5 && standsApart(last, piece)
  })
  return apart.length >= 2
}

const standsApart = (last: Piece, piece: Piece): boolean =>
  piece.x - last.x - last.width > piece.size * 0.6 || piece.x < last.x + last.width - piece.size * 2

/**
 * Lines of a page in the order of reading. Pieces of one line that stand apart, such as cells of a table without lines,
 * are kept apart.
 */
export function linesOf(pieces: readonly SetPiece[], tables: readonly Ruled[]): string[] {
  const lines: string[] = []
  const told = new Set<Ruled>()
  let line = ''
  let last: Piece | undefined
  const close = () => {
    if (line.trim() !== '') lines.push(line.trim().replace(/ {2,}/g, ' '))
    line = ''
    last = undefined
  }
  for (const piece of pieces) {
    const { text, y, size, ends } = piece
    if (text.trim() !== '') {
      const table = tables.find((t) => t.holds(piece))
      if (table) {
        close()
        if (!told.has(table)) lines.push(...table.lines)
        told.add(table)
        continue
      }
      if (last && Math.abs(y - last.y) > size * 0.5) close()
      // A cell begins, or another one further left on the same line.
      else if (last && standsApart(last, piece)) line += ' '
      line += text
      last = piece
    } else line += text
    if (ends) close()
  }
  close()
  return lines
}
