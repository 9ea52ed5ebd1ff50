import { type Static, type TSchema, Type } from 'typebox'

// A letter's template is data that a county may reword: texts with {placeholders}, and the facts that they need.

const closed = { additionalProperties: false }
const text = Type.String({ minLength: 1 })
const name = Type.String({ pattern: '^[a-zA-Z]+$' })

/** When a block stands; without any of these, always. */
const names = Type.Array(name, { minItems: 1 })
const condition = {
  /** Facts that must all be given. */
  when: Type.Optional(names),
  /** Facts that must not all be given. */
  unless: Type.Optional(names),
  /** Code of the regime under which alone the block stands. */
  under: Type.Optional(text),
}
const block = <T extends Record<string, TSchema>>(properties: T) => Type.Object({ ...properties, ...condition }, closed)

const LetterBlock = Type.Union([
  block({ type: Type.Union([Type.Literal('paragraph'), Type.Literal('note')]), text }),
  block({ type: Type.Literal('list'), fact: name }),
  block({ type: Type.Literal('working'), fact: name, caption: text }),
  block({
    type: Type.Literal('table'),
    fact: name,
    caption: text,
    columns: Type.Array(Type.Object({ of: name, label: text, width: Type.Number({ exclusiveMinimum: 0 }) }, closed), {
      minItems: 1,
    }),
  }),
  block({ type: Type.Literal('fields'), rows: Type.Array(Type.Tuple([text, text]), { minItems: 1 }) }),
  /** Where the blocks of a letter go into its frame. */
  block({ type: Type.Literal('own') }),
  /** What the receiver may do against it, in the words of `remedies.json`. */
  block({ type: Type.Literal('remedies') }),
])
export type LetterBlock = Static<typeof LetterBlock>

/** `reviewFirst`: not to disclose, which since 2024 must be reconsidered before it can be sued. `either`: all else that can be challenged. */
const remedyKinds = ['reviewFirst', 'either'] as const
export type RemedyKind = (typeof remedyKinds)[number]

/** A frame holds what several letters share; its `own` block is where theirs go. */
export const LetterFile = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'What the desk calls it' }),
    frame: Type.Optional(Type.String({ description: 'Code of the letter whose head and foot it takes' })),
    regimes: Type.Optional(Type.Array(text, { description: 'Codes of the regimes that know it; absent: all' })),
    series: Type.Optional(Type.String({ description: 'End of the 机关代字, such as 公开答; absent: not numbered' })),
    title: Type.Optional(text),
    addressee: Type.Optional(text),
    remedy: Type.Optional(Type.Union(remedyKinds.map((kind) => Type.Literal(kind)))),
    needs: Type.Array(name, { description: 'Facts that must be given besides those of every letter' }),
    may: Type.Array(name, { description: 'Facts that may be given' }),
    attachments: Type.Optional(Type.String({ description: 'Fact that lists what is attached' })),
    blocks: Type.Array(LetterBlock),
  },
  closed,
)
export type LetterFile = Static<typeof LetterFile>

/** A template ready for use, its frame already around it. */
export type Letter = Omit<LetterFile, 'frame' | 'title' | 'addressee'> & {
  /** Name of its file, such as `extension` or `reply-refused-privacy`. */
  code: string
  title: string
  addressee: string
}

/** Names in braces in a text. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '')
