import { Type } from 'typebox'
import { officerCalls, standingWith } from '../../platform/acting-api.ts'
import type { Routes } from '../../platform/http.ts'
import { problemsIn } from '../../ui/index.ts'
import { acting } from './acting.ts'
import { moveLabels } from './labels.ts'
import { moves } from './rules.ts'
import { caseStates } from './schema.ts'
import { getCase } from './store.ts'

/** The moves of an officer on cases, for programs. */
export const officerMoves: Routes = (app) =>
  officerCalls(app, {
    at: '/cases',
    acting,
    labels: moveLabels,
    mayOf: (name) => `cases.${moves[name].needs}`,
    Standing: standingWith(caseStates, Type.Union([Type.String({ format: 'date' }), Type.Null()])),
    standing: async ({ db }, of) => {
      const { number, state, dueOn, version } = await getCase(db, of)
      return { number, state, dueOn, version }
    },
    problemsIn,
  })
