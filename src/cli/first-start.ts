import { loadCounty } from '../county.ts'
import { demonstrationCounty, hasDemonstration } from '../demo/index.ts'
import {
  type DemonstrationAccount,
  demonstrationAccounts,
  hasDemonstrationAccounts,
  loadRoles,
} from '../modules/identity/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { loadWithAccounts } from './demonstration.ts'
import type { Runtime } from './runtime.ts'

/**
 * Makes a database ready to serve: county and roles, and in one that was empty the demonstration.
 * @param options.empty - whether an empty database is to stay without the demonstration
 * @returns the demonstration accounts, to be printed; none in a real installation
 * @throws OperatorError when others could reach accounts whose password is printed
 */
export async function firstStart(
  runtime: Runtime,
  { empty }: { empty: boolean },
): Promise<readonly DemonstrationAccount[]> {
  const { config, db } = runtime
  const installed = await loadCounty(db, { name: config.county })
  await loadRoles(db)
  // Accounts without their year are what a killed first start leaves behind: it is done again.
  const broken = (await hasDemonstrationAccounts(db)) && !(await hasDemonstration(db))
  // A server that others reach is a real one: it begins empty. The demonstration is of one county alone.
  const wanted = !empty && config.loopback && config.county === demonstrationCounty
  if ((installed || broken) && wanted) await loadWithAccounts(runtime)
  if (!(await hasDemonstrationAccounts(db))) return []
  if (!config.loopback)
    throw new OperatorError(
      `${config.host} can be reached by others, and this database has demonstration accounts with a printed password: remove them with mingtang demo drop, or listen on 127.0.0.1.`,
    )
  return demonstrationAccounts()
}
