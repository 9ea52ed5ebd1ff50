import { expect, test } from 'vitest'
import { estimateWait, fewestMeasured, type WaitFacts } from './estimate.ts'

const none = { count: 0, mean: 0, variance: 0 }
const tenMinutes = { count: 400, mean: 10, variance: 36 }
const facts = (change: Partial<WaitFacts>): WaitFacts => ({
  ...{ past: tenMinutes, today: none, ahead: 5, counters: 2, idle: 0 },
  ...change,
})

test.each([
  ['no counter is open', facts({ counters: 0 }), { kind: 'noCounter' }],
  ['a counter is free and nobody before', facts({ ahead: 0, idle: 1 }), { kind: 'now' }],
  ['two free, one before', facts({ ahead: 1, idle: 2 }), { kind: 'now' }],
  ['too few measured', facts({ past: { ...tenMinutes, count: fewestMeasured - 1 } }), { kind: 'unknown' }],
])('what is said of a wait: %s', (_, given, said) => {
  expect(estimateWait(given)).toEqual(said)
})

const minutes = (given: WaitFacts) => {
  const wait = estimateWait(given)
  if (wait.kind !== 'minutes') throw new Error(`said ${wait.kind}`)
  return wait
}

test('more people make it longer, more counters shorter, and the range holds the middle', () => {
  const usual = minutes(facts({}))
  expect(usual.low).toBeLessThan(usual.middle)
  expect(usual.middle).toBeLessThan(usual.high)
  expect(minutes(facts({ ahead: 10 })).middle).toBeGreaterThan(usual.middle)
  expect(minutes(facts({ counters: 4 })).middle).toBeLessThan(usual.middle)
})

test('a slow day is believed before the past weeks are', () => {
  const slow = { count: 30, mean: 20, variance: 36 }
  expect(minutes(facts({ today: slow })).middle).toBeGreaterThan(minutes(facts({})).middle * 1.15)
})

test('the fewer were measured, the wider is the range', () => {
  const few = minutes(facts({ past: { ...tenMinutes, count: fewestMeasured }, ahead: 20 }))
  const many = minutes(facts({ ahead: 20 }))
  expect(few.high - few.low).toBeGreaterThan(many.high - many.low)
})

/** Numbers between 0 and 1 that repeat themselves. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return (state + 0.5) / 2 ** 32
  }
}

test.each([
  [1, 4],
  [2, 7],
  [4, 20],
])('eight of ten real waits lie in the range: %i counters, %i people before', (counters, ahead) => {
  const next = numbers(counters * 1000 + ahead)
  // Gamma of shape 3: mean 10, variance 100 / 3. A counter is in the middle of a service when someone comes.
  const service = () => (-10 / 3) * Math.log(next() * next() * next())
  const said = minutes(facts({ past: { count: 4000, mean: 10, variance: 100 / 3 }, counters, ahead }))
  let inside = 0
  const runs = 4000
  for (let run = 0; run < runs; run++) {
    const free = Array.from({ length: counters }, () => service() * next())
    let called = 0
    for (let person = 0; person <= ahead; person++) {
      free.sort((a, b) => a - b)
      called = free[0] ?? 0
      free[0] = called + service()
    }
    if (called >= said.low - 0.5 && called <= said.high + 0.5) inside++
  }
  expect(inside / runs).toBeGreaterThan(0.7)
  expect(inside / runs).toBeLessThan(0.95)
})
