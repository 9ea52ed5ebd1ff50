import { loadConfig } from '../platform/config.ts'
import { migrateAll } from '../platform/migrate.ts'
import { command } from './command.ts'
import { print } from './output.ts'
import { withRuntime } from './runtime.ts'

export const migrateCommand = command({
  name: 'migrate',
  summary: 'Brings the database up to this release; serve does the same when it starts',
  run: () =>
    withRuntime(loadConfig(), { migrations: 'leave' }, async ({ config, db }) => {
      const ran = await migrateAll(db, config.databaseUrl)
      print(ran.length === 0 ? 'Nothing to do.' : ran.join('\n'))
      return 0
    }),
})
