import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import data from '../../../data/law/item-topics.json' with { type: 'json' }

const code = Type.String({ pattern: '^[a-z][A-Za-z]{1,30}$' })
const name = Type.String({ minLength: 2, maxLength: 20 })
const Topic = Type.Object({ code, name })
const LifeEvent = Type.Object({
  code,
  name,
  for: Type.Unsafe<'person' | 'firm'>({ type: 'string', enum: ['person', 'firm'] }),
})
const Topics = Type.Object({
  source: Type.String({ minLength: 1 }),
  unconfirmed: Type.Array(Type.String({ minLength: 1 })),
  person: Type.Array(Topic, { minItems: 1 }),
  firm: Type.Array(Topic, { minItems: 1 }),
  lifeEvents: Type.Array(LifeEvent, { minItems: 1 }),
})
export type Topics = Static<typeof Topics>

/** Topics as data tells them. Throws when the data has another shape or names a code twice. */
export function topicsIn(told: unknown): Topics {
  if (!Value.Check(Topics, told)) {
    const [first] = Value.Errors(Topics, told)
    throw new Error(`item-topics.json: ${first?.instancePath} ${first?.message}`)
  }
  for (const list of ['person', 'firm', 'lifeEvents'] as const) {
    const codes = told[list].map((t) => t.code)
    const twice = codes.find((c, i) => codes.indexOf(c) < i)
    if (twice) throw new Error(`item-topics.json: ${list} has "${twice}" twice`)
  }
  return told
}

/**
 * Topics for persons and firms, and events of life by which people look for items.
 * @basis 国办函〔2016〕108号
 */
export const topics: Topics = topicsIn(data)

/** What a topic key such as `person:birth`, `firm:setup`, `event:marrying` reads as; undefined when there is none. */
export function topicLabel(key: string): string | undefined {
  const [kind, wanted] = key.split(':')
  const list =
    kind === 'person' ? topics.person : kind === 'firm' ? topics.firm : kind === 'event' ? topics.lifeEvents : []
  return list.find((t) => t.code === wanted)?.name
}

/** The keys under which an item is found. */
export const topicKeys = (of: { personTopics: string[]; firmTopics: string[]; lifeEvents: string[] }): string[] => [
  ...of.personTopics.map((t) => `person:${t}`),
  ...of.firmTopics.map((t) => `firm:${t}`),
  ...of.lifeEvents.map((t) => `event:${t}`),
]
