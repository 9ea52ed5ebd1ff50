import { loadCounty } from '../county.ts'
import { demonstrationCounty, dropDemonstration } from '../demo/index.ts'
import { loadRoles } from '../modules/identity/index.ts'
import { loadConfig } from '../platform/config.ts'
import { command } from './command.ts'
import { loadWithAccounts } from './demonstration.ts'
import { print } from './output.ts'
import { withRuntime } from './runtime.ts'

export const demoLoadCommand = command({
  name: 'demo load',
  summary: 'Loads the demonstration year and its accounts into a database without documents or requests',
  run: () =>
    withRuntime(loadConfig(), { migrations: 'run' }, async (runtime) => {
      await loadCounty(runtime.db, { name: demonstrationCounty })
      await loadRoles(runtime.db)
      await loadWithAccounts(runtime)
      print('The demonstration year is loaded; npm start prints its accounts.')
      return 0
    }),
})

export const demoDropCommand = command({
  name: 'demo drop',
  summary: 'Empties a demonstration database, with all that was tried out in it; the county stays',
  run: () =>
    withRuntime(loadConfig(), { migrations: 'refuse' }, async ({ db }) => {
      await dropDemonstration(db)
      await loadRoles(db)
      print('The demonstration is gone. Open an account with mingtang accounts create-admin.')
      return 0
    }),
})
