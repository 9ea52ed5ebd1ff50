import { Type } from 'typebox'
import { Invalid } from '../../core/errors.ts'
import { officerCalls, standingWith } from '../../platform/acting-api.ts'
import type { Routes } from '../../platform/http.ts'
import { refuseOtherSites } from '../../platform/web.ts'
import { problemsIn } from '../../ui/index.ts'
import { acting } from './acting.ts'
import { letterRoutes } from './api-letters.ts'
import { moveLabels } from './labels.ts'
import { assign } from './register.service.ts'
import { moves } from './rules.ts'
import { AssignForm, orderStates } from './schema.ts'
import { getOrder } from './store.ts'

/** Published letters, moves of officers on work orders, and what the superior's platform assigns. */
export const apiRoutes: Routes = (app) => {
  letterRoutes(app)
  officerCalls(app, {
    at: '/work-orders',
    acting,
    labels: moveLabels,
    // One permission opens the door; which of several the move needs is asked inside.
    mayOf: (name) => (moves[name].needs.length === 1 ? `hotline.${moves[name].needs[0]}` : 'hotline.view'),
    Standing: standingWith(orderStates, Type.Union([Type.String({ format: 'date' }), Type.Null()])),
    standing: async ({ db }, of) => {
      const { number, state, dueOn, version } = await getOrder(db, of)
      return { number, state, dueOn, version }
    },
    problemsIn,
  })
  app.post(
    '/work-orders/assigned',
    {
      schema: {
        summary: 'The superior assigns a work order',
        description: 'Idempotent by channel and superiorNumber: sent twice it answers with the same number.',
        body: AssignForm,
        response: { 200: Type.Object({ number: Type.String() }) },
      },
      attachValidation: true,
      onRequest: refuseOtherSites,
      config: { may: 'hotline.register' },
    },
    async (req) => {
      const problems = problemsIn(req)
      if (problems.length > 0) throw new Invalid(problems)
      return assign(req.ctx, req.body)
    },
  )
}
