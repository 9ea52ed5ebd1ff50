/** How long after the first signal further ones are taken for the same wish: a terminal and npm both send it. */
const sameWish = 2000

type Stop = {
  /** Resolves when the person or the system asks to stop; rejects when the work cannot go on. */
  promise: Promise<void>
  stop(error?: Error): void
}

/**
 * Listens for Ctrl-C, SIGTERM, a closed terminal, and the end of the process that launched us. Asked again later, it
 * ends at once.
 */
export function stopAsked(): Stop {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let asked = 0
  const stop = (error?: Error) => {
    if (asked === 0) asked = Date.now()
    else if (Date.now() - asked > sameWish) process.exit(130)
    if (error === undefined) resolve()
    else reject(error)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop())
  process.once('disconnect', () => stop())
  process.channel?.unref()
  // The promise is awaited only once the server runs; a rejection before is not unhandled.
  promise.catch(() => {})
  return { promise, stop }
}
