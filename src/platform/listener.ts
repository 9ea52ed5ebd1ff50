import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './database.ts'

type Heard = {
  /** Told under the channel by `pg_notify`, when the transaction that tells has committed. */
  [channel: string]: (payload: string) => void
}

type Options = {
  connectionString: string
  channels: Heard
  /** The connection stands: from now on nothing is missed. What happened before it may have been. */
  up: () => void
  /** The connection is gone; it is made again by itself. */
  down: () => void
}

/** The connection by which a process hears from the database what other processes did. It comes back by itself. */
export class Listener {
  readonly #options: Options
  #client: pg.Client | undefined
  #closed = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Connects and listens. Throws when the first connection fails. */
  async start(): Promise<void> {
    const { connectionString, channels, up, down } = this.#options
    const client = new pg.Client({ connectionString, application_name: 'mingtang listener' })
    client.on('notification', ({ channel, payload }) => channels[channel]?.(payload ?? ''))
    client.on('error', () => undefined)
    client.on('end', () => {
      // A try that fails ends too, and whoever tried goes on.
      if (this.#client !== client) return
      this.#client = undefined
      down()
      this.#startAgain()
    })
    try {
      await client.connect()
      for (const channel of Object.keys(channels)) await client.query(`listen ${client.escapeIdentifier(channel)}`)
    } catch (error) {
      void client.end().catch(() => undefined)
      throw error
    }
    if (this.#closed) return client.end()
    this.#client = client
    up()
  }

  #startAgain(): void {
    const again = () => {
      if (!this.#closed) this.start().catch(() => this.#startAgain())
    }
    setTimeout(again, 1000).unref()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end()
  }
}

/** Tells all processes, when the transaction commits, to read law, calendar and settings again. */
export async function worldChanged(tx: Db): Promise<void> {
  await sql`select pg_notify('mingtang_world', '')`.execute(tx)
}
