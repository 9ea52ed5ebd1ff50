import { dayOf } from '../core/day.ts'
import { loadDemonstration, refuseRealData } from '../demo/index.ts'
import { house } from '../house.ts'
import { createDemonstrationAccounts } from '../modules/identity/index.ts'
import { filesIn } from '../platform/files.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { withProgress } from './output.ts'
import type { Runtime } from './runtime.ts'

/**
 * Opens the demonstration accounts and loads the demonstration year, behind a progress bar. The accounts come first: the
 * year's records name them.
 * @throws OperatorError when the database holds documents or requests of its own
 */
export async function loadWithAccounts({ config, db }: Runtime): Promise<void> {
  await refuseRealData(db)
  const files = filesIn(config.filesFolder)
  const world = await openWorld({ db, secret: config.secret, files })
  const { identity } = house({ config, db, world })
  const ctx = systemContext(world, '演示数据')
  await createDemonstrationAccounts(identity, ctx)
  await withProgress('载入演示年度 Loading the demonstration', (onProgress) =>
    loadDemonstration(db, { today: dayOf(ctx.now), now: ctx.now, files, seal: ctx.seal, onProgress }),
  )
}
