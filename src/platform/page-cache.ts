import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import pg from 'pg'
import type { Db } from './database.ts'

export type CachedPage = { body: Buffer; gzip: Buffer | undefined; type: string; etag: string }

/**
 * Finished public pages, the same for everyone. Whatever changes what the public sees calls `publicChanged` in its
 * transaction, and every node forgets everything: a page costs milliseconds to make anew, a stale one costs trust.
 */
export class PageCache {
  readonly #pages = new LRUCache<string, CachedPage>({ maxSize: 64 * 1024 * 1024, sizeCalculation: (p) => p.body.length + (p.gzip?.length ?? 0) + 512, ttl: 60_000 })
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
