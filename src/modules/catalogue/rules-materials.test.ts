import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elements } from '../../../tests/support/items.ts'
import { answersAmong, materialsFor, unanswered } from './rules-materials.ts'
import type { ItemElements, Material } from './schema.ts'

const advertisement = elements()
const keys = (materials: readonly Material[]) => materials.map((m) => m.key).join(' ')

test.each([
  ['nothing is answered yet', {}, 'application drawing', 'identity licence consent safety'],
  ['a person, on a building', { who: 'person', place: 'building' }, 'application identity drawing consent', ''],
  ['a firm, on a building', { who: 'firm', place: 'building' }, 'application licence drawing consent safety', ''],
  ['a firm, on the ground', { who: 'firm', place: 'ground' }, 'application licence drawing safety', ''],
  ['a firm, on a vehicle', { who: 'firm', place: 'vehicle' }, 'application licence drawing', ''],
  ['a person, the place is open', { who: 'person' }, 'application identity drawing', 'consent'],
  ['on a vehicle, who asks is open', { place: 'vehicle' }, 'application drawing', 'identity licence'],
  [
    'an answer that does not exist',
    { who: 'cat', place: 'moon' },
    'application drawing',
    'identity licence consent safety',
  ],
  [
    'a question that does not exist',
    { other: 'x', constructor: 'y' },
    'application drawing',
    'identity licence consent safety',
  ],
])('%s', (_, answers, needed, perhaps) => {
  const found = materialsFor(advertisement, answers as Record<string, string>)
  expect(keys(found.needed)).toBe(needed)
  expect(keys(found.perhaps)).toBe(perhaps)
  expect(keys(found.optional)).toBe('photo')
})

test('a condition that stands in words only is left to the reader', () => {
  const [first] = advertisement.materials as [Material]
  const item = {
    questions: [],
    materials: [{ ...first, necessity: 'conditional' as const, whenNote: '委托他人办理的' }],
  }
  expect(keys(materialsFor(item, {}).perhaps)).toBe('application')
})

test('questions still open are told, answers that are none are left out', () => {
  expect(unanswered(advertisement.questions, { who: 'firm', place: 'moon' }).map((q) => q.key)).toEqual(['place'])
  expect(answersAmong(advertisement.questions, { who: 'firm', place: 'moon', page: '2' })).toEqual({ who: 'firm' })
})

// Any list of materials over any questions, and any answers, right or wrong.
const questionKeys = ['who', 'place', 'how']
const values = ['a', 'b', 'c']
const question = (key: string) => ({ key, text: key, options: values.map((value) => ({ value, label: value })) })
const someMaterial = fc.record({
  necessity: fc.constantFrom('required' as const, 'conditional' as const, 'optional' as const),
  when: fc.dictionary(fc.constantFrom(...questionKeys), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 })),
})
const someItem = fc.record({
  questions: fc.subarray(questionKeys).map((all) => all.map(question)),
  materials: fc
    .array(someMaterial, { maxLength: 12 })
    .map((all) => all.map((m, i) => ({ ...(advertisement.materials[0] as Material), ...m, key: `m${i}` }))),
})
const someAnswers = fc.dictionary(fc.constantFrom(...questionKeys), fc.constantFrom(...values, 'wrong'))
const lists = (item: Pick<ItemElements, 'materials' | 'questions'>, answers: Record<string, string>) => {
  const { needed, perhaps, optional } = materialsFor(item, answers)
  return { needed: needed.map((m) => m.key), perhaps: perhaps.map((m) => m.key), optional: optional.map((m) => m.key) }
}

test('every required one is always there, none whose condition fails, none twice', () => {
  fc.assert(
    fc.property(someItem, someAnswers, (item, answers) => {
      const { needed, perhaps, optional } = lists(item, answers)
      const all = [...needed, ...perhaps, ...optional]
      expect(new Set(all).size).toBe(all.length)
      const valid = (key: string) => item.questions.some((q) => q.key === key) && values.includes(answers[key] ?? '')
      for (const m of item.materials) {
        const asked = Object.entries(m.when)
        const fails = asked.some(([key, wanted]) => valid(key) && !wanted.includes(answers[key] ?? ''))
        const holds =
          asked.length > 0 && asked.every(([key, wanted]) => valid(key) && wanted.includes(answers[key] ?? ''))
        if (m.necessity === 'required') expect(needed).toContain(m.key)
        if (m.necessity === 'optional') expect(optional).toContain(m.key)
        if (m.necessity === 'conditional') {
          expect(all.includes(m.key)).toBe(!fails)
          expect(needed.includes(m.key)).toBe(holds)
        }
      }
    }),
  )
})

test('answering one more question never takes away what was needed', () => {
  fc.assert(
    fc.property(
      someItem,
      someAnswers,
      fc.constantFrom(...questionKeys),
      fc.constantFrom(...values),
      (item, answers, key, value) => {
        const before = lists(item, answers)
        if (answersAmong(item.questions, answers)[key] !== undefined) return
        const after = lists(item, { ...answers, [key]: value })
        for (const needed of before.needed) expect(after.needed).toContain(needed)
        for (const now of after.needed) expect([...before.needed, ...before.perhaps]).toContain(now)
      },
    ),
  )
})
