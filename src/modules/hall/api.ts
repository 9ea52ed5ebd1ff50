import { Type } from 'typebox'
import { addDays, type Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { listBookable } from './offers.store.ts'
import { bookableAt, openDays } from './places.service.ts'
import { bookHref } from './portal/appointment-addresses.ts'

const config = { may: 'everyone' } as const
const Clock = Type.String({ pattern: '^\\d\\d:\\d\\d$', description: 'Time of day in Asia/Shanghai' })
const DayShape = Type.Unsafe<Day>({ type: 'string', format: 'date' })
const HallShape = Type.Object({ code: Type.String(), name: Type.String() })

const ByItem = Type.Object({ code: Type.String({ maxLength: 60, description: 'Code of the item, as in its guide' }) })
const Narrowed = Type.Object({
  hall: Type.Optional(Type.String({ maxLength: 40, description: 'Code of one hall; default every hall' })),
  day: Type.Optional(Type.Unsafe<Day>({ ...DayShape, description: 'One day; default every day that can be booked' })),
})
const Items = Type.Object({
  from: DayShape,
  until: Type.Unsafe<Day>({ ...DayShape, description: 'Last day that can be booked' }),
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      unitName: Type.String(),
      halls: Type.Array(HallShape),
    }),
  ),
})
const Slots = Type.Object({
  item: Type.Object({ code: Type.String(), name: Type.String() }),
  slots: Type.Array(
    Type.Object({
      hall: HallShape,
      day: DayShape,
      starts: Clock,
      ends: Clock,
      left: Type.Integer({ minimum: 0, description: 'Places that can still be booked' }),
      url: Type.String({ description: 'Page on which a person books it' }),
    }),
  ),
})

/** What can be booked, for programs; booking itself stays with the page, which knows who comes. */
export const apiRoutes: Routes = (app) => {
  app.get(
    '/appointments/items',
    {
      schema: { summary: 'Items for which a visit can be booked, with the halls where', response: { 200: Items } },
      config,
    },
    async ({ ctx }) => {
      const [from, until] = [ctx.today, addDays(ctx.today, ctx.settings.limits.appointmentDays)]
      const items = await listBookable(ctx.replica, { from, until, words: [] })
      return { from, until, items: items.map((i) => ({ ...i, halls: [...i.halls] })) }
    },
  )

  app.get(
    '/appointments/items/:code/slots',
    {
      schema: {
        summary: 'Slots of an item by hall and day, with the places left; nothing of who booked',
        params: ByItem,
        querystring: Narrowed,
        response: { 200: Slots },
      },
      config,
    },
    async (req) => {
      const { ctx, params, query } = req
      const { item, halls } = await bookableAt(ctx, params.code)
      const asked = halls.filter((h) => query.hall === undefined || h.code === query.hall)
      if (query.hall !== undefined && asked.length === 0) throw new NotFound('可以约这个事项的大厅')
      const inHalls = await Promise.all(
        asked.map(async ({ code, name }) => {
          const days = await openDays(ctx, { code }, item.itemId)
          return days.flatMap(({ slots }) => slots.map((slot) => ({ hall: { code, name }, ...slot })))
        }),
      )
      const site = `https://${ctx.settings.site.domain}`
      return {
        item: { code: item.code, name: item.elements.name },
        slots: inHalls
          .flat()
          .filter((s) => query.day === undefined || s.day === query.day)
          .map(({ hall, day, starts, ends, left }) => ({
            ...{ hall, day, starts, ends, left },
            url: site + bookHref(item.code, hall.code, day, starts),
          })),
      }
    },
  )
}
