import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Db } from './database.ts'

/** A finished page, with each answer that may be asked of it ready to be sent. */
export type CachedPage = {
  etag: string
  plain: Answer
  gzip: Answer
  /** The column, and the document or 0, that each showing counts a visit for. */
  visit: Visit | undefined
}

/** @property headers - name, value, name, value …, as node:http writes them out without looking at them again */
export type Answer = { headers: string[]; body: Buffer }

export type Visit = { column: string; document: number }

/** Reads what the public sees, or remembers it from an earlier reading. */
export type Remember = <T>(key: string, read: () => Promise<T>) => Promise<T>

const keptFor = 60_000

/**
 * Finished public pages, the same for everyone, and what many of them show alike: the tree of columns, counts, figures.
 * Whatever changes what the public sees calls `publicChanged` in its transaction, and every node forgets everything:
 * a page costs a millisecond to make anew, a stale one costs trust.
 */
export class PageCache {
  readonly #pages = new LRUCache<string, CachedPage>({
    maxSize: 48 * 1024 * 1024,
    sizeCalculation: ({ plain, gzip }) => plain.body.length + gzip.body.length + 2048,
    ttl: keptFor,
  })
  readonly #readings = new LRUCache<string, Promise<unknown>>({ max: 2000, ttl: keptFor })
  /** Counts up with every change, so that a page begun before a change is not kept after it. */
  #generation = 0
  #listening = false
  /** Answers given from here since the start. */
  hits = 0

  get generation(): number {
    return this.#generation
  }

  get(key: string): CachedPage | undefined {
    return this.#listening ? this.#pages.get(key) : undefined
  }

  /** @param generation - as read before the page was made */
  set(key: string, page: CachedPage, generation: number): void {
    if (this.#listening && generation === this.#generation) this.#pages.set(key, page)
  }

  /** Who asks while it is being read waits for the same reading. What fails is not remembered. */
  readonly remember: Remember = (key, read) => {
    if (!this.#listening) return read()
    const known = this.#readings.get(key) as ReturnType<typeof read> | undefined
    if (known) return known
    const reading = read()
    this.#readings.set(key, reading)
    reading.catch(() => {
      if (this.#readings.peek(key) === reading) this.#readings.delete(key)
    })
    return reading
  }

  clear(): void {
    this.#generation++
    this.#pages.clear()
    this.#readings.clear()
  }

  /** Whether changes made by any node are heard. While they are not, nothing is served from the cache. */
  hearing(listening: boolean): void {
    this.#listening = listening
    this.clear()
  }
}

/** Tells all nodes, when the transaction commits, that something the public sees has changed. */
export async function publicChanged(tx: Db): Promise<void> {
  await sql`select pg_notify('mingtang_public', '')`.execute(tx)
}
