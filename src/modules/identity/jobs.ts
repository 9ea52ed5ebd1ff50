import type { Job } from '../../platform/module.ts'
import { deleteExpired } from './store.ts'

export const identityJobs: readonly Job[] = [
  {
    name: 'identity.removeExpired',
    // Before the working day, when hardly anyone is signed in.
    cron: '30 4 * * *',
    run: (ctx) => ctx.db.transaction().execute((tx) => deleteExpired(tx, ctx.now)),
  },
]
