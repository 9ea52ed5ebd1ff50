import { Type } from 'typebox'
import { officerCalls, standingWith } from '../../platform/acting-api.ts'
import type { Routes } from '../../platform/http.ts'
import { problemsIn } from '../../ui/index.ts'
import { acting } from './acting.ts'
import { moveLabels } from './labels.ts'
import { moves } from './rules.ts'
import { requestStates } from './schema.ts'
import { getRequest } from './store.ts'

/** The moves of an officer on requests, for programs. */
export const officerMoves: Routes = (app) =>
  officerCalls(app, {
    at: '/requests',
    acting,
    labels: moveLabels,
    mayOf: (name) => moves[name].may,
    Standing: standingWith(requestStates, Type.String({ format: 'date' })),
    standing: async ({ db }, of) => {
      const { number, state, dueOn, version } = await getRequest(db, of)
      return { number, state, dueOn, version }
    },
    problemsIn,
  })
