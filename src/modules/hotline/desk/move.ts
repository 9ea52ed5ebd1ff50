import { type Static, type TObject, Type } from 'typebox'
import type { Day } from '../../../core/day.ts'
import { type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import { pathOf, sentWith } from '../../../platform/acting.ts'
import type { Ctx } from '../../../platform/context.ts'
import { readFormWithFiles } from '../../../platform/form-with-files.ts'
import type { Routes } from '../../../platform/http.ts'
import type { Upload } from '../../../platform/web.ts'
import { attempt, type Page, refusalPage, typedIn } from '../../../ui/index.ts'
import { acting, makeMove, moveNames } from '../acting.ts'
import { listPlaces, listTopics } from '../catalogue.store.ts'
import { proposalsFor } from '../dispatch.service.ts'
import { reply } from '../handling.service.ts'
import { publicationDraft } from '../publish.service.ts'
import type { ExtensionForm, ReplyForm } from '../schema.ts'
import { besides, type OrderRecord, orderRecord, reachOrder } from '../service.ts'
import { replyDueOf } from '../step.ts'
import { atOnce, permissionFor } from './actions.ts'
import { assistingIn, assistingLines, lineNames } from './assisting-fields.ts'
import { hrefOf } from './crumbs.ts'
import { movePage } from './move.view.tsx'
import { waitingFor } from './move-facts.tsx'
import { choicesOf, defaultsOf, isPaged, type PagedMove } from './move-looks.ts'

export const ByNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 50 }) })
/** What a link may have chosen already. */
const Chosen = Type.Object({
  into: Type.Optional(Type.String({ maxLength: 50 })),
  unitCode: Type.Optional(Type.String({ maxLength: 100 })),
  topicCode: Type.Optional(Type.String({ maxLength: 60 })),
})
const Assisting = Type.Object(
  Object.fromEntries(
    assistingLines.flatMap((line) => {
      const { unit, part } = lineNames(line)
      return [
        [unit, Type.Optional(Type.String({ maxLength: 100, title: '协办单位' }))],
        [part, Type.Optional(Type.String({ maxLength: 500, title: '协办什么' }))],
      ]
    }),
  ),
)

/** The form as the page sends it: assisting units line by line. */
const pageFormOf = (name: PagedMove): TObject => {
  const { form } = acting[name]
  if (!('assisting' in form.properties)) return form
  const { assisting: _, ...rest } = form.properties
  return Type.Object(rest)
}
const bodyOf = (name: PagedMove): TObject => {
  const form = pageFormOf(name)
  return sentWith(form === acting[name].form ? form : Type.Object({ ...form.properties, ...Assisting.properties }))
}

/** One page for each move, at /desk/hotline/:number/the-move; those that ask nothing are a press of a button. */
export const moveRoutes: Routes = (app) => {
  for (const name of moveNames.filter(isPaged)) {
    const address = `/hotline/:number/${pathOf(name)}`
    const config = { may: permissionFor(name) }

    app.get(address, { schema: { params: ByNumber, querystring: Chosen }, config }, async (req, reply) =>
      reply.page(await pageOf(req.ctx, req.params.number, name, { typed: typedIn(req.query) })),
    )

    app.post(
      address,
      { schema: { params: ByNumber, body: bodyOf(name) }, attachValidation: true, config },
      async (req, reply) => {
        const { ctx } = req
        const { number } = req.params
        const files = await readFormWithFiles(req)
        const typed = typedIn(req.body)
        try {
          const problems = await attempt(req, () =>
            name === 'reply'
              ? replyWith(ctx, number, req.body, files().files ?? [])
              : makeMove(ctx, number, name, sentIn(name, req.body, typed)),
          )
          if (problems.length > 0) return reply.page(await pageOf(ctx, number, name, { typed, problems }))
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return reply.page({ ...(await pageOf(ctx, number, name, { typed, refusal: error.refusal })), status: 409 })
        }
        return reply.redirect(`${hrefOf(number)}?done=${name}`, 303)
      },
    )
  }

  for (const name of atOnce)
    app.post(
      `/hotline/:number/${pathOf(name)}`,
      { schema: { params: ByNumber, body: sentWith(acting[name].form) }, config: { may: permissionFor(name) } },
      async (req, reply) => {
        const here = hrefOf(req.params.number)
        try {
          await makeMove(req.ctx, req.params.number, name, req.body)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return reply.page(refusalPage(error.refusal, here))
        }
        return reply.redirect(`${here}?done=${name}`, 303)
      },
    )
}

/** A reply is the one move that files come with. */
function replyWith(ctx: Ctx, number: string, body: unknown, files: readonly Upload[]): Promise<void> {
  const { version, ...form } = body as Static<typeof ReplyForm> & { version?: number }
  return reply(ctx, number, form, version, files)
}

/** The form of the move from what the page sent. */
function sentIn(name: PagedMove, body: unknown, typed: Record<string, string>): unknown {
  if (!('assisting' in acting[name].form.properties)) return body
  const fields = Object.keys(Assisting.properties)
  const rest = Object.entries(body as Static<TObject>).filter(([field]) => !fields.includes(field))
  return { ...Object.fromEntries(rest), assisting: assistingIn(typed) }
}

/** Last day to reply if the extension that is asked for is granted; undefined where none is. */
function extendedTo(ctx: Ctx, record: OrderRecord): Day | undefined {
  const asked = waitingFor('decideExtension', record)
  return asked && replyDueOf(ctx, { ...record.order, extension: (asked.content as ExtensionForm).days })
}

type State = { typed: Record<string, string>; problems?: readonly Problem[]; refusal?: Refusal }

async function pageOf(
  ctx: Ctx,
  number: string,
  name: PagedMove,
  { typed, problems = [], refusal }: State,
): Promise<Page> {
  const record = await orderRecord(ctx, number)
  const { order, life } = await reachOrder(ctx, number)
  const [units, topics] = await Promise.all([listPlaces(ctx.db), listTopics(ctx.db)])
  const text = `${order.title} ${order.text}`
  const asksTopic = 'topicCode' in acting[name].form.properties
  const proposed = asksTopic ? await proposalsFor(ctx, `${text} ${order.place}`, order.placeUnitCode ?? '') : []
  const { similar } =
    name === 'merge'
      ? await besides(ctx, {
          ...{ text: order.title, phone: order.personPhone, notId: order.id },
          placeUnitCode: order.placeUnitCode ?? undefined,
        })
      : { similar: [] }
  const may = !record.moves.find((m) => m.name === name)?.refusal
  const draft = name === 'publish' && may ? publicationDraft(order, life.replies) : {}
  return movePage({
    ...{ record, name, problems, proposed, similar },
    form: pageFormOf(name),
    units,
    extendedTo: extendedTo(ctx, record),
    maxBytes: ctx.settings.limits.uploadBytes,
    typed: { ...defaultsOf(name, record, proposed), ...draft, ...typed },
    choices: choicesOf(name, record, { units, topics }),
    ...(refusal ? { refusal } : {}),
  })
}
