import type { ItemElements, Material, Question } from './schema.ts'

/** Answers to the questions of a version: key of the question → value chosen. */
export type Answers = Readonly<Record<string, string>>

export type NeededMaterials = {
  /** To be had in any case: required ones, and those whose condition the answers meet. In the order of the list. */
  needed: Material[]
  /** Not decided by these answers: a question is still open, or the condition stands in words only. */
  perhaps: Material[]
  /** May be brought, need not be. */
  optional: Material[]
}

/**
 * What is needed for just this case. A material whose condition fails is in none of the three.
 * @param answers - what is no value of a question counts as no answer
 * @basis 《优化营商环境条例》第三十五条；国务院令第716号第六条
 */
export function materialsFor(
  { materials, questions }: Pick<ItemElements, 'materials' | 'questions'>,
  answers: Answers,
): NeededMaterials {
  const given = answersAmong(questions, answers)
  const found: NeededMaterials = { needed: [], perhaps: [], optional: [] }
  for (const material of materials) {
    if (material.necessity === 'optional') found.optional.push(material)
    else if (material.necessity === 'required') found.needed.push(material)
    else {
      const condition = met(material.when, given)
      if (condition === 'holds') found.needed.push(material)
      if (condition === 'open') found.perhaps.push(material)
    }
  }
  return found
}

/** Questions to which no valid answer was given. */
export function unanswered(questions: readonly Question[], answers: Answers): Question[] {
  const given = answersAmong(questions, answers)
  return questions.filter((q) => given[q.key] === undefined)
}

/** The answers that are values of their questions; everything else in an address is left out. */
export function answersAmong(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(
    questions.flatMap(({ key, options }) => {
      const value = Object.hasOwn(answers, key) ? answers[key] : undefined
      return value !== undefined && options.some((o) => o.value === value) ? [[key, value]] : []
    }),
  )
}

/** All questions of the condition must be answered with one of its values; one that is not fails it, whatever is still open. */
function met(when: Material['when'], answers: Answers): 'holds' | 'fails' | 'open' {
  const asked = Object.entries(when)
  const of = (key: string) => (Object.hasOwn(answers, key) ? answers[key] : undefined)
  if (asked.some(([key, values]) => of(key) !== undefined && !values.includes(of(key) ?? ''))) return 'fails'
  return asked.length === 0 || asked.some(([key]) => of(key) === undefined) ? 'open' : 'holds'
}
