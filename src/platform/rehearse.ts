import type { Db } from './database.ts'

/** Ends a rehearsal: everything done in it is undone. */
class Rehearsed<T> extends Error {
  readonly seen: T

  constructor(seen: T) {
    super('rehearsed')
    this.seen = seen
  }
}

type Steps<T> = (tx: Db) => Promise<T>

/**
 * Takes the very steps and undoes them: what is seen is what would be. Throws what the steps would throw. Use cases that
 * begin a transaction of their own on `tx` take part in this one.
 */
export async function rehearsed<T>(db: Db, steps: Steps<T>): Promise<T> {
  try {
    return await db.transaction().execute(async (tx) => {
      throw new Rehearsed(
        await steps(Object.assign(tx, { transaction: () => ({ execute: (run: Steps<T>) => run(tx) }) })),
      )
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.seen
    throw error
  }
}
