import type { Logger } from 'pino'
import { cases } from './modules/cases/index.ts'
import { catalogue } from './modules/catalogue/index.ts'
import { disclosure, VisitCounts } from './modules/disclosure/index.ts'
import { hall } from './modules/hall/index.ts'
import { hotline } from './modules/hotline/index.ts'
import { type Identity, makeIdentity } from './modules/identity/index.ts'
import { knowledge } from './modules/knowledge/index.ts'
import { organisations } from './modules/organisations/index.ts'
import { proofreading } from './modules/proofreading/index.ts'
import { ratings } from './modules/ratings/index.ts'
import { reports } from './modules/reports/index.ts'
import { requests } from './modules/requests/index.ts'
import { statistics } from './modules/statistics/index.ts'
import { supervision } from './modules/supervision/index.ts'
import type { Db } from './platform/database.ts'
import type { Module } from './platform/module.ts'
import type { World } from './platform/world.ts'
import { systemPermissions } from './wings/desk/system.ts'
import type { RunningConfig } from './work.ts'

/** The modules in order, from foundations upward. Each may use those before it, none those after. */
export function house(options: { config: RunningConfig; db: Db; world: World; log?: Logger }): {
  modules: readonly Module[]
  identity: Identity
  visits: VisitCounts
} {
  const identity = makeIdentity(options)
  const modules = [
    organisations,
    identity.module,
    catalogue,
    disclosure,
    requests,
    cases,
    hall,
    knowledge,
    hotline,
    ratings,
    supervision,
    statistics,
    proofreading,
    reports,
  ]
  Object.assign(identity.permissionLabels, permissionsOf(modules))
  return { modules, identity, visits: new VisitCounts() }
}

/** Every permission of the house with what it lets one do. */
export function permissionsOf(modules: readonly Module[]): Record<string, string> {
  return Object.assign({ ...systemPermissions }, ...modules.map((m) => m.permissions ?? {}))
}
