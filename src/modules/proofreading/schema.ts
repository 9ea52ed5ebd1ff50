import { type Static, Type } from 'typebox'
import { kinds } from './findings.ts'

const Place = Type.Object({
  quote: Type.String({ description: 'what stands there' }),
  line: Type.Integer({ description: 'line of the text, from 1' }),
  place: Type.String({ description: 'where a person finds it: 第 3 页第 2 行, 表 1 第 5 行第 3 格' }),
})

const Kind = Type.Enum([...kinds])

export const Findings = Type.Array(
  Type.Object({
    kind: Kind,
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('note')], {
      description: 'error: does not add up whatever was meant; warning: there may be a reason; note: worth a look',
    }),
    text: Type.String({ description: 'one sentence for the clerk' }),
    places: Type.Array(Place),
    stated: Type.Optional(Type.String()),
    computed: Type.Optional(Type.String()),
  }),
)

export const Holdings = Type.Array(Type.Object({ kind: Kind, text: Type.String(), places: Type.Array(Place) }))

/** What is taken along from a page of findings: the page keeps nothing, so it sends back what it showed. */
export const Report = Type.Object({ name: Type.String({ maxLength: 200 }), findings: Findings, holding: Holdings })
export type Report = Static<typeof Report>

export const Export = Type.Object({
  format: Type.Union([Type.Literal('docx'), Type.Literal('xlsx'), Type.Literal('json')]),
  report: Type.String({ maxLength: 1_000_000 }),
})
