import { plain, quantitiesIn } from '../proofreading/index.ts'
import { type CitationKind, citationKinds, parse } from './notation.ts'

/** A number that was typed by hand instead of asked of the records. */
export type TypedNumber = {
  /** As it stands in the text, with the signs that belong to it. */
  text: string
  /** Offset in the text of the section. */
  at: number
}

/** Numbers that order and do not count: 1. at the head of a line, 第10次 stays for a citation. */
const numbering = /^[ \t　]*(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])/gm
/** A date, or a run of digits with the counting word that belongs to it: 11月8日, 4241600, 5,078条, 89.2%. */
const run =
  /\d{1,4}\s*[年月日](?:\s*\d{1,2}\s*[月日])*|\d[\d,.]*(?:\s*[余多]?(?:万|亿)?(?:个工作日|工作日|万元|元|件|条|次|项|个|人次|人|家|篇|份|户|期|%))?/g

/**
 * Numbers in a section that no indicator gives and that are no citation. What a report counts is asked, never typed.
 * @basis 《政府信息公开条例》第五十条
 */
export function typedNumbers(text: string): TypedNumber[] {
  const found: TypedNumber[] = []
  // What stands in braces is blanked, sign by sign, so that offsets stay true.
  const free = parse(text)
    .map((p) => (p.kind === 'text' ? p.text : ' '.repeat(p.source.length)))
    .join('')
  const bare = plain(free).replace(numbering, (m) => ' '.repeat(m.length))
  for (const match of bare.matchAll(run))
    found.push({ text: text.slice(match.index, match.index + match[0].length), at: match.index })
  for (const q of quantitiesIn(bare))
    if (q.script === 'chinese') found.push({ text: text.slice(q.start, q.end), at: q.start })
  return found
    .sort((a, b) => a.at - b.at)
    .filter((n, i, all) => {
      const before = all[i - 1]
      return before === undefined || n.at >= before.at + before.text.length
    })
}

/** What a typed number may be taken for, judged by its shape: how it reads as a citation, where it can be one. */
export function asCitation(text: string, kind: string): string | undefined {
  if (!(citationKinds as readonly string[]).includes(kind)) return undefined
  const cited = `{${kind as CitationKind} ${text}}`
  return parse(cited)[0]?.kind === 'citation' ? cited : undefined
}
