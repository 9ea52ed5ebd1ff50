import { diffArrays } from 'diff'

/** A stretch of text as two versions have it. */
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }
/** A line of both versions, or so many lines that are the same and left out. */
export type ComparedLine = { pieces: Piece[] } | { skipped: number }

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const wordsOf = (text: string) =>
  text.split(/(\n)/).flatMap((line) => (line === '\n' ? ['\n'] : Array.from(segmenter.segment(line), (s) => s.segment)))

/** Beyond so many differing words two texts are told line by line, beyond so many lines one after the other. */
const most = 2000

/**
 * What differs between two texts, word by word, with `context` unchanged lines left around each change.
 * Empty when they are the same.
 */
export function compareTexts(before: string, after: string, context = 1): ComparedLine[] {
  if (before === after) return []
  const parts =
    diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: most }) ??
    diffArrays(before.split(/(?<=\n)/), after.split(/(?<=\n)/), { maxEditLength: most })
  const pieces: Piece[] = parts
    ? parts.map((p) => ({ kind: p.added ? 'added' : p.removed ? 'removed' : 'same', text: p.value.join('') }))
    : [
        { kind: 'removed', text: `${before}\n` },
        { kind: 'added', text: after },
      ]
  return shorten(linesOf(joinIslands(pieces)), context)
}

/** A single character left between two changes says nothing by itself: it is read better as part of both. */
function joinIslands(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed })
    if (added !== '') joined.push({ kind: 'added', text: added })
    ;[removed, added] = ['', '']
  }
  for (const [i, piece] of pieces.entries()) {
    const island = piece.text.length === 1 && piece.text !== '\n' && removed + added !== '' && i < pieces.length - 1
    if (piece.kind === 'same' && !island) {
      flush()
      joined.push(piece)
      continue
    }
    if (piece.kind !== 'added') removed += piece.text
    if (piece.kind !== 'removed') added += piece.text
  }
  flush()
  return joined
}

function linesOf(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]]
  for (const { kind, text } of pieces)
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ kind, text: part })
    }
  return lines.filter((line) => line.length > 0)
}

function shorten(lines: readonly Piece[][], context: number): ComparedLine[] {
  const changed = lines.map((line) => line.some((p) => p.kind !== 'same'))
  const shown = lines.map((_, i) => changed.slice(Math.max(0, i - context), i + context + 1).includes(true))
  const result: ComparedLine[] = []
  for (const [i, pieces] of lines.entries()) {
    const last = result.at(-1)
    if (shown[i]) result.push({ pieces })
    else if (last && 'skipped' in last) last.skipped++
    else result.push({ skipped: 1 })
  }
  return result
}
