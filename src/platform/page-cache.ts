import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import pg from 'pg'
import type { Db } from './database.ts'

/** A page as it went out, with the headers it went out with. */
export type CachedPage = {
  headers: Record<string, string>
  etag: string
  body: Buffer
  gzip: Buffer
  /** The column, and the document or 0, that each showing counts a visit for. */
  visit: Visit | undefined
}

export type Visit = { column: string; document: number }

/**
 * Finished public pages, the same for everyone. Whatever changes what the public sees calls `publicChanged` in its
 * transaction, and every node forgets everything: a page costs milliseconds to make anew, a stale one costs trust.
 */
export class PageCache {
  readonly #pages = new LRUCache<string, CachedPage>({
    maxSize: 64 * 1024 * 1024,
    sizeCalculation: (page) => page.body.length + page.gzip.length + 1024,
    ttl: 60_000,
  })
  /** Counts up with every change, so that a page begun before a change is not kept after it. */
  #generation = 0
  #listener: pg.Client | undefined
  #closed = false

  get generation(): number {
    return this.#generation
  }

  get(key: string): CachedPage | undefined {
    return this.#listener ? this.#pages.get(key) : undefined
  }

  /** @param generation - as read before the page was made */
  set(key: string, page: CachedPage, generation: number): void {
    if (this.#listener && generation === this.#generation) this.#pages.set(key, page)
  }

  clear(): void {
    this.#generation++
    this.#pages.clear()
  }

  /** Listens for changes made by any node. While the connection is down nothing is served from the cache. */
  async listen(connectionString: string): Promise<void> {
    const client = new pg.Client({ connectionString, application_name: 'mingtang page cache' })
    client.on('notification', () => this.clear())
    client.on('error', () => undefined)
    client.on('end', () => {
      this.#listener = undefined
      this.clear()
      this.#listenAgain(connectionString)
    })
    await client.connect()
    await client.query('listen mingtang_public')
    this.clear()
    this.#listener = client
  }

  #listenAgain(connectionString: string): void {
    if (this.#closed) return
    setTimeout(() => this.listen(connectionString).catch(() => this.#listenAgain(connectionString)), 1000).unref()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#listener?.end()
  }
}

/** Tells all nodes, when the transaction commits, that something the public sees has changed. */
export async function publicChanged(tx: Db): Promise<void> {
  await sql`select pg_notify('mingtang_public', '')`.execute(tx)
}
