import { loadCounty } from '../county.ts'
import { house } from '../house.ts'
import {
  createDemonstrationAccounts,
  type DemonstrationAccount,
  demonstrationAccounts,
  hasDemonstrationAccounts,
  loadRoles,
} from '../modules/identity/index.ts'
import { filesIn } from '../platform/files.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import type { Runtime } from './runtime.ts'

/**
 * Makes a database ready to serve: county and roles, and in one that was empty the demonstration.
 * @param options.empty - whether an empty database is to stay without the demonstration
 * @returns the demonstration accounts, to be printed; none in a real installation
 * @throws OperatorError when others could reach accounts whose password is printed
 */
export async function firstStart(
  { config, db }: Runtime,
  { empty }: { empty: boolean },
): Promise<readonly DemonstrationAccount[]> {
  const installed = await loadCounty(db)
  await loadRoles(db)
  // A server that others reach is a real one: it begins empty.
  if (installed && !empty && config.loopback) {
    const world = await openWorld({ db, files: filesIn(config.filesFolder) })
    const { identity } = house({ config, db, world })
    await createDemonstrationAccounts(identity, systemContext(world, '演示数据'))
  }
  if (!(await hasDemonstrationAccounts(db))) return []
  if (!config.loopback)
    throw new OperatorError(
      `${config.host} can be reached by others, and this database has demonstration accounts with a printed password: remove them with mingtang demo drop, or listen on 127.0.0.1.`,
    )
  return demonstrationAccounts()
}
