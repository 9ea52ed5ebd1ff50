import { type Claim, quoteOf } from './claims.ts'
import type { Line, Paragraph } from './text.ts'

export const kinds = ['sum', 'percentage', 'change', 'conflict', 'table', 'blank', 'date', 'period', 'wording'] as const
export type Kind = (typeof kinds)[number]

/**
 * `error`: does not add up whatever was meant. `warning`: very likely wrong, but there may be a reason.
 * `note`: worth a look.
 */
export type Severity = 'error' | 'warning' | 'note'

/** Where something stands, with the words there. */
export type Place = { quote: string; line: number; place: string }

/** Something that does not add up. */
export type Finding = {
  kind: Kind
  severity: Severity
  /** One sentence for the clerk: what is wrong and what to do. */
  text: string
  /** Both places, the one that says it first. */
  places: Place[]
  stated?: string
  computed?: string
}

/** Something that was checked and is right. */
export type Holding = { kind: Kind; text: string; places: Place[] }

/** What the checks of one file gave. */
export type Result = { findings: Finding[]; holding: Holding[] }

/** The place of a stretch of a paragraph. */
export function placeIn(paragraph: Paragraph, start: number, end: number, quote?: string): Place {
  const { number, place } = paragraph.lineAt(start)
  return { quote: quote ?? paragraph.text.slice(start, end).trim(), line: number, place }
}

/** The place of a number. */
export const placeOf = (claim: Claim): Place =>
  placeIn(claim.paragraph, claim.quantity.start, claim.quantity.end, quoteOf(claim))

export const placeOn = (line: Line, quote: string): Place => ({ quote, line: line.number, place: line.place })

/** A number as readers write it: 3,751 or 22.2. */
export const shown = (n: number): string => {
  const rounded = Math.round(n * 1e6) / 1e6
  const [whole = '', decimals] = String(rounded).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return decimals ? `${grouped}.${decimals}` : grouped
}
