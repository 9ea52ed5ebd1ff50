import type { Logger } from 'pino'
import { systemActor } from '../../platform/actor.ts'
import type { Config } from '../../platform/config.ts'
import type { Db } from '../../platform/database.ts'
import { jobs } from '../../platform/jobs.ts'
import type { Module } from '../../platform/module.ts'
import type { World } from '../../platform/world.ts'
import { deskRoutes } from './desk.ts'
import { type Identity as Core, openIdentity } from './identity.ts'
import { identityJobs } from './jobs.ts'
import { permissions } from './labels.ts'
import { myRoutes } from './my.ts'
import { portalRoutes } from './portal.ts'

export { createAdministrator } from './accounts.ts'
export { createDemonstrationAccounts, type DemonstrationAccount, demonstrationAccounts } from './demonstration.ts'
export { findColleague, knownPerson, listColleagues } from './known.ts'
export { revealPersonalData } from './reveal.ts'
export { loadRoles } from './roles.ts'
export { hasDemonstrationAccounts } from './store.ts'
export { addressKey, countTries, forgive, type Throttled } from './throttle.ts'

/** Accounts, sessions and roles of one running house, with the module that hangs their pages in it. */
export type Identity = Core & { module: Module }

type Options = {
  config: Pick<Config, 'publicUrl' | 'host' | 'port' | 'oidc'> & { secret: string }
  db: Db
  world: World
  /** Default: what better-auth complains of goes unheard, as befits a command. */
  log?: Pick<Logger, 'error'>
}

export function makeIdentity({ config, db, world, log }: Options): Identity {
  const identity = openIdentity({
    db,
    jobs,
    secret: config.secret,
    origin: config.publicUrl ?? `http://${config.host}:${config.port}`,
    siteName: world.settings.site.shortName,
    oidc: config.oidc,
    log: (message) => log?.error(message),
    async onOutsideSignIn(accountId) {
      const act = {
        act: 'identity.signedIn',
        subject: `account:${accountId}`,
        accountId,
        data: { through: config.oidc?.id },
      }
      await world.context(systemActor('统一身份认证')).acts.writeMany(db, [act])
    },
  })
  const module: Module = {
    name: 'identity',
    permissions,
    portal: portalRoutes(identity),
    my: myRoutes(identity),
    desk: deskRoutes(identity),
    deskLinks: [
      { duty: '系统', label: '账号', href: '/desk/accounts', may: 'identity.manageAccounts' },
      { duty: '系统', label: '注册的个人和法人', href: '/desk/persons', may: 'identity.reveal' },
      { duty: '系统', label: '角色', href: '/desk/roles', may: 'identity.manageAccounts' },
    ],
    jobs: identityJobs,
  }
  return { ...identity, module }
}
