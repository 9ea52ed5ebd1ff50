import { expect, test } from 'vitest'
import { expectedOf, names, precision, recall, type Score, score } from './corpus/score.ts'

// The corpus is written by us; how well it fares on it says how well it reads what we thought of, not more.

test('the corpus is large, and half of it is faultless', () => {
  expect(names().length).toBeGreaterThanOrEqual(40)
  expect(names().filter((name) => expectedOf(name).length === 0).length).toBeGreaterThanOrEqual(20)
})

test('of the faults planted in the corpus 95 % are found, and 97 % of what is told is so', () => {
  const { scores, misses } = score()
  const all = scores.find((s) => s.kind === 'all') as Score
  expect(all.planted).toBeGreaterThanOrEqual(60)
  expect(recall(all), JSON.stringify(misses)).toBeGreaterThanOrEqual(0.95)
  expect(precision(all), JSON.stringify(misses)).toBeGreaterThanOrEqual(0.97)
})
