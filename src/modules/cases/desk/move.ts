import { Type } from 'typebox'
import { type Day, showDay } from '../../../core/day.ts'
import { Invalid, type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { attempt, type Effect, type Page, typedIn, typedList } from '../../../ui/index.ts'
import { acting, type Made, makeMove, moveNames, pathOf, sentWith } from '../acting.ts'
import { stateLabels } from '../labels.ts'
import { previewMove } from '../preview.service.ts'
import { type CaseRecord, caseRecord, colleaguesOf, reachCase } from '../service.ts'
import { permissionFor } from './actions.ts'
import { brings } from './bring.ts'
import { hrefOf } from './crumbs.ts'
import { movePage } from './move.view.tsx'
import { choicesOf, defaultsOf, isPaged, lookOf, type PagedMove } from './move-looks.ts'
import { ByNumber } from './record.ts'

/** Which of several steps or results a page is opened for. */
const Picked = Type.Object({
  step: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  result: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
})

/** One page for each move that needs a word, at /desk/cases/:number/the-move. */
export const moveRoutes: Routes = (app) => {
  for (const name of moveNames.filter(isPaged).filter((n) => !brings(n))) {
    const address = `/cases/:number/${pathOf(name)}`
    const config = { may: permissionFor(name) }
    const body = sentWith(acting[name].form)

    app.get(address, { schema: { params: ByNumber, querystring: Picked }, config }, async (req, reply) =>
      reply.page(await pageOf(req.ctx, req.params.number, name, { typed: typedIn(req.query) })),
    )

    app.post(address, { schema: { params: ByNumber, body }, attachValidation: true, config }, async (req, reply) => {
      const { ctx } = req
      const { number } = req.params
      const { preview, ...texts } = typedIn(req.body)
      const typed = { ...texts, fields: typedList(req.body, 'fields').join(' ') }
      const looks = preview === 'yes' && lookOf(name).preview !== undefined
      let seen: State['seen']
      try {
        const problems = await attempt(req, async () => {
          if (looks) seen = await previewMove(ctx, number, name, req.body)
          else await makeMove(ctx, number, name, req.body)
        })
        if (problems.length > 0 || seen)
          return reply.page(await pageOf(ctx, number, name, { typed, problems, ...(seen ? { seen } : {}) }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return reply.page({ ...(await pageOf(ctx, number, name, { typed, refusal: error.refusal })), status: 409 })
      }
      return reply.redirect(`${hrefOf(number)}?done=${name}`, 303)
    })
  }
}

type State = {
  typed: Record<string, string>
  problems?: readonly Problem[]
  refusal?: Refusal
  seen?: Awaited<ReturnType<typeof previewMove>>
}

async function pageOf(
  ctx: Ctx,
  number: string,
  name: PagedMove,
  { typed, problems = [], refusal, seen }: State,
): Promise<Page> {
  const record = await caseRecord(ctx, number)
  const { file } = await reachCase(ctx, number)
  const colleagues = name === 'handOver' ? await colleaguesOf(ctx, file) : []
  const recipient: Record<string, string> =
    name === 'deliver' && record.mayOpen ? { recipient: file.contactPerson || file.applicantName } : {}
  // What asks nothing is shown as it would be from the start.
  const asksNothing = Object.keys(acting[name].form.properties).length === 0
  const shown = seen ?? (asksNothing && !refusal ? await lookAhead(ctx, number, name) : undefined)
  return movePage({
    record,
    name,
    typed: { ...defaultsOf(ctx, name, record), ...recipient, ...typed },
    problems,
    choices: choicesOf(name, record, colleagues),
    ...(shown ? { papers: shown.papers.map(layOut), effects: effectsOf(record, shown.file) } : {}),
    ...(refusal ? { refusal } : {}),
  })
}

/** What a move would bring, or nothing where it may not be made: the page says why. */
async function lookAhead(ctx: Ctx, number: string, name: Made) {
  try {
    return await previewMove(ctx, number, name, {})
  } catch (error) {
    if (error instanceof Refused || error instanceof Invalid) return undefined
    throw error
  }
}

/** What would be different afterwards. */
function effectsOf({ file: now }: CaseRecord, after: CaseRecord['file']): Effect[] {
  const changes: [string, string | null, string | null][] = [
    ['办件状态', stateLabels[now.state], stateLabels[after.state]],
    ['现在的期限', dayOrNone(now.dueOn), dayOrNone(after.dueOn)],
    ['承诺办结', dayOrNone(now.promisedDueOn), dayOrNone(after.promisedDueOn)],
    ['法定期限', dayOrNone(now.statutoryDueOn), dayOrNone(after.statutoryDueOn)],
    ['由谁办理', now.atUnitName, after.atUnitName],
  ]
  return changes
    .filter(([, before, then]) => before !== then && then !== null)
    .map(([label, before, then]) => ({ label, value: before ? `${before} → ${then}` : `${then}` }))
}

const dayOrNone = (day: Day | null): string | null => (day ? showDay(day) : null)
