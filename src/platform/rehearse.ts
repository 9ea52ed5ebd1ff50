import type { Db } from './database.ts'

/** Ends a rehearsal: everything done in it is undone. */
class Rehearsed<T> extends Error {
  readonly seen: T

  constructor(seen: T) {
    super('rehearsed')
    this.seen = seen
  }
}

/** Takes the very steps and undoes them: what is seen is what would be. Throws what the steps would throw. */
export async function rehearsed<T>(db: Db, steps: (tx: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(async (tx) => {
      throw new Rehearsed(await steps(tx))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.seen
    throw error
  }
}
