import { type Day, dayOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Visit } from '../../platform/page-cache.ts'
import { addVisits, type VisitCount } from './visits.store.ts'

/**
 * Counts visits in memory and writes them down every few seconds: no cookie, no address, nothing about the visitor.
 * What a killed process had not written is lost: some seconds of a number that is no legal record.
 */
export class Visits {
  #counts = new Map<string, VisitCount & { day: Day }>()

  count(visit: Visit, now = new Date()): void {
    const day = dayOf(now)
    const key = `${day} ${visit.column} ${visit.document}`
    const counted = this.#counts.get(key)
    if (counted) counted.visits++
    else this.#counts.set(key, { day, ...visit, visits: 1 })
  }

  /** Writes down what was counted. When that fails the counts are kept for the next time. */
  async flush(db: Db): Promise<void> {
    const counts = this.#counts
    if (counts.size === 0) return
    this.#counts = new Map()
    for (const [day, ofDay] of Map.groupBy(counts.values(), (c) => c.day)) {
      try {
        await addVisits(db, day, ofDay)
      } catch (error) {
        for (const c of ofDay) this.#keep(c)
        throw error
      }
    }
  }

  #keep(lost: VisitCount & { day: Day }): void {
    const key = `${lost.day} ${lost.column} ${lost.document}`
    const counted = this.#counts.get(key)
    if (counted) counted.visits += lost.visits
    else this.#counts.set(key, lost)
  }
}
