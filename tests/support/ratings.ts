import type { RatingForm } from '../../src/modules/ratings/schema.ts'

/** What a person says of a service: very good, without a word, unless told otherwise. */
export const ratingForm = (change: Partial<RatingForm> = {}): RatingForm => ({
  ...{ level: 1, reasons: [], words: '', mayShow: '', named: '', phone: '' },
  ...change,
})
