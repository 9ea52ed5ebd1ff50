import { Type } from 'typebox'
import { decodeCursor, partOf } from '../../core/paging.ts'
import type { Routes } from '../../platform/http.ts'
import { getPublished, listPublished } from './published.store.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) => Type.Union([shape, Type.Null()])
const Day = Type.String({ format: 'date' })

const Letter = Type.Object({
  number: Type.String(),
  title: Type.String(),
  text: Type.String({ description: 'What was said, without what tells who said it' }),
  reply: Type.String(),
  topic: Nullable(Type.String({ description: 'Code of the topic' })),
  topicName: Nullable(Type.String()),
  unit: Nullable(Type.String({ description: 'Short name of the unit that answered' })),
  receivedOn: Day,
  repliedOn: Nullable(Day),
  publishedOn: Day,
  url: Type.String({ description: 'Path of the page for people' }),
})
type Letter = Awaited<ReturnType<typeof getPublished>>

const LetterQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words, all of which it has' })),
  topic: Type.Optional(Type.String({ maxLength: 60 })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  after: Type.Optional(Type.String({ maxLength: 400, description: '`next` of the answer before' })),
})
const ByNumber = Type.Object({ number: Type.String({ maxLength: 40 }) })
const open = { may: 'everyone' } as const

const shown = ({ id: _, topicCode, unitName, ...letter }: Letter) => ({
  ...letter,
  ...{ topic: topicCode, unit: unitName, url: `/letters/published/${letter.number}` },
})

/** Letters that were published with their answers, for machines: no word of them but what was cleared. */
export const letterRoutes: Routes = (app) => {
  app.get(
    '/letters',
    {
      schema: {
        summary: 'Published letters with their answers, newest first',
        querystring: LetterQuery,
        response: {
          200: Type.Object({
            items: Type.Array(Letter),
            next: Nullable(Type.String({ description: 'Send it as `after` for what follows; null at the end' })),
          }),
        },
      },
      config: open,
    },
    async (req) => {
      const { q = '', topic = '', limit, after } = req.query
      const cursor = decodeCursor(after, ['day', 'integer'])
      const place = cursor && { publishedOn: cursor[0], id: cursor[1] }
      const rows = await listPublished(req.ctx.replica, { q: q.trim(), topic, after: place, limit: limit + 1 })
      const { lines, next = null } = partOf(rows, { size: limit }, (l) => [l.publishedOn, l.id])
      return { items: lines.map(shown), next }
    },
  )

  app.get(
    '/letters/:number',
    {
      schema: { summary: 'One published letter with its answer', params: ByNumber, response: { 200: Letter } },
      config: open,
    },
    async (req) => shown(await getPublished(req.ctx.replica, req.params.number)),
  )
}
