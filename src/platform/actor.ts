/** What a role lets a person do, and in which part of the unit tree. */
export type Grant = {
  /** Name of a permission, such as `disclosure.publish`. */
  permission: string
  /** Root of the subtree it reaches, such as `/jinshi/finance/`. */
  path: string
}

/** Who acts: a visitor, a signed-in person, or the system itself. */
export type Actor = {
  kind: 'visitor' | 'citizen' | 'staff' | 'system'
  /** Account, unless a visitor or the system. */
  accountId: string | undefined
  /** Name for timelines and acts. */
  name: string
  /** Unit a staff member works in. */
  unitCode: string | undefined
  grants: readonly Grant[]
}

export const visitor: Actor = { kind: 'visitor', accountId: undefined, name: '访客', unitCode: undefined, grants: [] }

/** The system itself, named by the job that runs, such as `定时发布`. It holds no grant: jobs call services that ask none. */
export function systemActor(name: string): Actor {
  return { kind: 'system', accountId: undefined, name, unitCode: undefined, grants: [] }
}

/**
 * Whether the actor holds a permission; with `path`, whether it reaches that unit.
 * @param path - path of the unit concerned, such as `/jinshi/finance/`
 */
export function holds(actor: Actor, permission: string, path?: string): boolean {
  return actor.grants.some((g) => g.permission === permission && (path === undefined || path.startsWith(g.path)))
}

/** Roots of the subtrees in which the actor holds a permission; a list shows what lies in them and nothing else. */
export function reach(actor: Actor, permission: string): string[] {
  return actor.grants.filter((g) => g.permission === permission).map((g) => g.path)
}
