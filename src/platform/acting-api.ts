import type { FastifyRequest } from 'fastify'
import { type TObject, Type } from 'typebox'
import { Invalid, type Problem } from '../core/errors.ts'
import { type Acting, act, sentWith } from './acting.ts'
import type { Ctx } from './context.ts'
import type { App, May } from './http.ts'
import { refuseOtherSites } from './web.ts'

const Told = Type.Object({
  status: Type.Integer(),
  code: Type.String(),
  title: Type.String(),
  basis: Type.Optional(Type.String({ description: 'Title and article of the law that says no' })),
  next: Type.Optional(Type.String({ description: 'What may be done instead' })),
  problems: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
})

/** Where a record stands after a move: what every record tells. */
export const standingWith = (states: readonly string[], dueOn: TObject['properties'][string]) =>
  Type.Object({
    number: Type.String(),
    state: Type.Unsafe<string>({ type: 'string', enum: [...states] }),
    dueOn,
    version: Type.Integer({ description: 'Send it with the next move; 409 if someone else was quicker' }),
  })

type Calls<Name extends string> = {
  /** Address of the records, such as `/requests`. */
  at: string
  acting: Readonly<Record<Name, Acting>>
  labels: Readonly<Record<NoInfer<Name>, string>>
  mayOf: (name: NoInfer<Name>) => May
  Standing: TObject
  /** The record as it is now. Not asked with the actor's reach: whoever hands it over may no longer see it. */
  standing: (ctx: Ctx, number: string) => Promise<Record<string, unknown>>
  /** What is wrong with the shape of the form that was sent. */
  problemsIn: (req: FastifyRequest) => Problem[]
}

/**
 * The moves of an officer for programs: the same forms as the desk's, the same refusals. They act by the session of who is
 * signed in, so they take JSON alone and nothing from another site.
 */
export function officerCalls<Name extends string>(app: App, calls: Calls<Name>): void {
  const { at, acting, labels, mayOf, Standing, standing, problemsIn } = calls
  for (const name of Object.keys(acting) as Name[])
    app.post(
      `${at}/:number/moves/${name}`,
      {
        schema: {
          summary: `${labels[name]} (${name})`,
          description: 'Needs the session of a staff member who handles the unit; application/json, same origin.',
          params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 50 }) }),
          body: sentWith(acting[name].form),
          response: { 200: Standing, 409: Told, 422: Told },
        },
        attachValidation: true,
        onRequest: refuseOtherSites,
        config: { may: mayOf(name) },
      },
      async (req, reply) => {
        const problems = problemsIn(req)
        if (problems.length > 0) throw new Invalid(problems)
        const { number } = req.params as { number: string }
        await act(acting[name], req.ctx, number, req.body)
        return reply.send(await standing(req.ctx, number))
      },
    )
}
