import { Type } from 'typebox'
import { Invalid } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { refuseOtherSites } from '../../platform/web.ts'
import { problemsIn } from '../../ui/index.ts'
import { acting, makeMove, moveNames, sentWith } from './acting.ts'
import { moveLabels } from './labels.ts'
import { moves } from './rules.ts'
import { requestStates } from './schema.ts'
import { getRequest } from './store.ts'

const ByNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 40 }) })
const Standing = Type.Object({
  number: Type.String(),
  state: Type.Unsafe<(typeof requestStates)[number]>({ type: 'string', enum: [...requestStates] }),
  dueOn: Type.String({ format: 'date' }),
  version: Type.Integer({ description: 'Send it with the next move; 409 if someone else was quicker' }),
})
const Told = Type.Object({
  status: Type.Integer(),
  code: Type.String(),
  title: Type.String(),
  basis: Type.Optional(Type.String({ description: 'Title and article of the law that says no' })),
  next: Type.Optional(Type.String({ description: 'What may be done instead' })),
  problems: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
})

/**
 * The moves of an officer for programs: the same forms as the desk's, the same refusals. They act by the session of who is
 * signed in, so they take JSON alone and nothing from another site.
 */
export const officerMoves: Routes = (app) => {
  for (const name of moveNames)
    app.post(
      `/requests/:number/moves/${name}`,
      {
        schema: {
          summary: `${moveLabels[name]} (${name})`,
          description: 'Needs the session of a staff member who handles the unit; application/json, same origin.',
          params: ByNumber,
          body: sentWith(acting[name].form),
          response: { 200: Standing, 409: Told, 422: Told },
        },
        attachValidation: true,
        onRequest: refuseOtherSites,
        config: { may: moves[name].may },
      },
      async (req) => {
        const problems = problemsIn(req)
        if (problems.length > 0) throw new Invalid(problems)
        await makeMove(req.ctx, req.params.number, name, req.body)
        // Not asked for anew with the actor's reach: whoever hands a request over may no longer see it.
        const { number, state, dueOn, version } = await getRequest(req.ctx.db, req.params.number)
        return { number, state, dueOn, version }
      },
    )
}
