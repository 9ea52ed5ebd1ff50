import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import data from '../../../data/law/enquiry-topics.json' with { type: 'json' }

const Topics = Type.Object({
  source: Type.String({ minLength: 1 }),
  unconfirmed: Type.Array(Type.String({ minLength: 1 })),
  topics: Type.Array(
    Type.Object({
      code: Type.String({ pattern: '^[a-z][A-Za-z]{1,30}$' }),
      name: Type.String({ minLength: 2, maxLength: 20 }),
      /** Words that speak for the topic, to propose it. */
      words: Type.Array(Type.String({ minLength: 1, maxLength: 10 })),
    }),
    { minItems: 1 },
  ),
})

/** Subjects of articles and enquiries as data tells them. Throws when the data has another shape or names a code twice. */
function topicsIn(told: unknown): Static<typeof Topics>['topics'] {
  if (!Value.Check(Topics, told)) {
    const [first] = Value.Errors(Topics, told)
    throw new Error(`enquiry-topics.json: ${first?.instancePath} ${first?.message}`)
  }
  const codes = told.topics.map((t) => t.code)
  const twice = codes.find((c, i) => codes.indexOf(c) < i)
  if (twice) throw new Error(`enquiry-topics.json: topics has "${twice}" twice`)
  return told.topics
}

export const topics = topicsIn(data)
export const topicCodes: readonly string[] = topics.map((t) => t.code)

const names = new Map(topics.map((t) => [t.code, t.name]))

/** How a topic is called; a code that the data no longer knows is shown as it is. */
export const topicName = (code: string): string => names.get(code) ?? code

/** The topic whose words a question says most of; the last one of the list, for everything else, when it says none. */
export function topicOf(question: string): string {
  const last = topics.at(-1)?.code ?? ''
  const scored = topics.map((t) => ({ code: t.code, hits: t.words.filter((w) => question.includes(w)).length }))
  const best = scored.reduce((a, b) => (b.hits > a.hits ? b : a))
  return best.hits > 0 ? best.code : last
}
