import { dayOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Visit } from '../../platform/page-cache.ts'
import { addVisits, type DayVisits } from './visits.store.ts'

/**
 * Visits of pages, counted in memory and added to the database every few seconds: a page stays fast, and no visitor
 * is told apart. Each node counts its own; the sums meet in the table.
 */
export class VisitCounts {
  #counts = new Map<string, DayVisits>()
  #timer: NodeJS.Timeout | undefined
  /** Writings happen one after the other, so that whoever waits for the last waits for all. */
  #writing: Promise<void> = Promise.resolve()

  /** @param at - when the page was shown; the day is that of Asia/Shanghai */
  count({ column, document }: Visit, at = new Date()): void {
    this.#add({ day: dayOf(at), column, document, visits: 1 })
  }

  /** Writes down what was counted every `seconds` until `stop`. What cannot be written is kept for the next time. */
  start(db: Db, onError: (error: unknown) => void = () => undefined, seconds = 5): void {
    this.#timer ??= setInterval(() => void this.flush(db).catch(onError), seconds * 1000)
    this.#timer.unref()
  }

  /** Ends the writing by the clock; whoever stops flushes once more. */
  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Adds what was counted to the table. Rejects when the database does not take it; the counts are then still here. */
  flush(db: Db): Promise<void> {
    const written = this.#writing.then(() => this.#write(db))
    this.#writing = written.catch(() => undefined)
    return written
  }

  async #write(db: Db): Promise<void> {
    const taken = [...this.#counts.values()]
    if (taken.length === 0) return
    this.#counts = new Map()
    try {
      await addVisits(db, taken)
    } catch (error) {
      for (const counted of taken) this.#add(counted)
      throw error
    }
  }

  #add(more: DayVisits): void {
    const key = `${more.day} ${more.column} ${more.document}`
    const known = this.#counts.get(key)
    if (known) known.visits += more.visits
    else this.#counts.set(key, { ...more })
  }
}
