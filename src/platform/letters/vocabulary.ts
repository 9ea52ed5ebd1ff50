/** What a fact is; how it is printed is told in `compose.ts`. A `count` is a whole number, `money` whole fen. */
type FactKind = 'text' | 'day' | 'count' | 'money' | 'list' | 'working'

/** What the templates of a module may speak of. One that names anything else stops the start. */
export type Vocabulary = {
  /** Name → kind and what the desk calls it. */
  facts: Readonly<Record<string, readonly [FactKind, string]>>
  /** Tables that a letter may hold: name → field → what it says. */
  tables: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Placeholders that every template may use. */
  always: readonly string[]
}

export const isFact = (vocabulary: Vocabulary, name: string): boolean => Object.hasOwn(vocabulary.facts, name)
export const isTable = (vocabulary: Vocabulary, name: string): boolean => Object.hasOwn(vocabulary.tables, name)
