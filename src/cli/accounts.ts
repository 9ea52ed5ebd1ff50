import { house } from '../house.ts'
import { createAdministrator } from '../modules/identity/index.ts'
import { loadConfig } from '../platform/config.ts'
import { filesIn } from '../platform/files.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { command } from './command.ts'
import { print, printJson } from './output.ts'
import { withRuntime } from './runtime.ts'

export const createAdminCommand = command({
  name: 'accounts create-admin',
  summary:
    'Opens the first administrator of a real installation and prints its password, to be changed at first sign-in',
  arguments: '<username> <name>',
  options: { format: { type: 'string', value: 'FORMAT', description: 'how to print', choices: ['text', 'json'] } },
  run: ({ format }, [username = '', name = '']) =>
    withRuntime(loadConfig(), { migrations: 'refuse' }, async ({ config, db }) => {
      const world = await openWorld({ db, secret: config.secret, files: filesIn(config.filesFolder) })
      const { identity } = house({ config, db, world })
      const account = await createAdministrator(identity, systemContext(world, '命令行'), { username, name })
      if (format === 'json') printJson(account)
      else print(`${account.username} may sign in at /desk/sign-in with the password ${account.password}`)
      return 0
    }),
})
