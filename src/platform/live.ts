import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import type { ComponentChildren } from 'preact'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'

declare module 'fastify' {
  interface FastifyInstance {
    live: Live
  }
  interface FastifyReply {
    /** Keeps a part of a page up to date for as long as it is read. */
    liveView(view: LivePart): Promise<void>
  }
}

/** A part of a page that changes by itself. It is the same for all who read it, so it holds no form and nothing personal. */
export type LivePart = {
  /** What it is, such as `board:main`. */
  name: string
  /** Topic under which a change of it is told, by `tellLive`. */
  topic: string
  /** @param ctx - made anew each time: the one of whoever asked first grows old */
  part: (ctx: Ctx) => Promise<ComponentChildren>
}

/** @property render - the part as it is now, in HTML */
type View = Pick<LivePart, 'name' | 'topic'> & { render: () => Promise<string> }

type Shown = View & { readers: Set<ServerResponse>; last: string; rendering: Promise<void> | undefined; again: boolean }

const beat = 20_000
/** Bytes that may wait for one reader; one who does not keep up is let go, and comes back by itself. */
const mostWaiting = 1024 * 1024

/**
 * Views that are kept up to date with server-sent events. Each is rendered once for all its readers, when something is
 * told about its topic, and every twenty seconds, since what it says of times goes on.
 */
export class Live {
  readonly #shown = new Map<string, Shown>()
  readonly #timer = setInterval(() => this.tellAll(), beat).unref()
  readonly #most: number
  #readers = 0

  /** @param most - readers that this process holds open at once */
  constructor(most = 5000) {
    this.#most = most
  }

  /** Keeps the reply open: sends the view as it is, and again whenever it changes. */
  async open(reply: FastifyReply, view: View): Promise<void> {
    if (this.#readers === this.#most) {
      reply.code(503).header('retry-after', '30').send('')
      return
    }
    const shown = this.#shown.get(view.name) ?? begin(view)
    this.#shown.set(view.name, shown)
    const { raw } = reply
    this.#readers++
    shown.readers.add(raw)
    raw.on('close', () => {
      this.#readers--
      shown.readers.delete(raw)
      if (shown.readers.size === 0) this.#shown.delete(shown.name)
    })
    // What the others see is as new as it can be: every change that was told has been rendered.
    if (shown.last === '') await (shown.rendering ?? this.#render(shown))
    reply.hijack()
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    raw.write(`retry: 2000\n\n${shown.last}`)
  }

  /** Something changed that views of this topic show. */
  tell(topic: string): void {
    for (const shown of this.#shown.values()) if (shown.topic === topic) this.#refresh(shown)
  }

  /** Anything may have changed: time went on, or the connection to the database was away. */
  tellAll(): void {
    for (const shown of this.#shown.values()) this.#refresh(shown)
  }

  /** Changes told while one rendering is under way are seen by one more, however many they were. */
  #refresh(shown: Shown): void {
    if (shown.rendering) shown.again = true
    // What cannot be rendered now stays as it is until it is told of again.
    else this.#render(shown).catch(() => undefined)
  }

  #render(shown: Shown): Promise<void> {
    const rendering = this.#renderOnce(shown).finally(() => {
      shown.rendering = undefined
      if (shown.again) {
        shown.again = false
        this.#refresh(shown)
      }
    })
    shown.rendering = rendering
    return rendering
  }

  async #renderOnce(shown: Shown): Promise<void> {
    const event = eventOf(await shown.render())
    const message = event === shown.last ? ': still here\n\n' : event
    shown.last = event
    for (const reader of shown.readers) {
      if (!reader.headersSent) continue
      if (reader.writableLength > mostWaiting) reader.destroy()
      else reader.write(message)
    }
  }

  /** Lets all readers go, so that the server can stop. */
  close(): void {
    clearInterval(this.#timer)
    for (const { readers } of this.#shown.values()) for (const reader of readers) reader.end()
  }
}

const begin = (view: View): Shown => ({ ...view, readers: new Set(), last: '', rendering: undefined, again: false })

function eventOf(html: string): string {
  return `event: view\n${html
    .split('\n')
    .map((line) => `data: ${line}`)
    .join('\n')}\n\n`
}

/** Tells the views of all processes, when the transaction commits, that what they show has changed. */
export async function tellLive(tx: Db, topic: string): Promise<void> {
  await sql`select pg_notify('mingtang_live', ${topic})`.execute(tx)
}
