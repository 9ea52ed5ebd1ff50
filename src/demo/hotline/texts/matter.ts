import type { OrderKind, OrderResult } from '../../../modules/hotline/schema.ts'

/**
 * What people say of one thing, and how it is answered. Slots are filled as in the grammar of documents; `{place}` is the
 * village or community it happened in.
 */
export type Matter = {
  /** Topic of the dispatch catalogue; it says which unit handles it. */
  topic: string
  kind: OrderKind
  title: string
  text: string
  reply: string
  /** Months in which it is said three times as often. */
  months?: readonly number[]
  /** Year before which it was not answered so. */
  since?: number
  /** What it came to; default: solved. */
  result?: Extract<OrderResult, 'explained' | 'cannot'>
  /** What share of them is urgent; default: none. */
  urgentAt?: number
}
