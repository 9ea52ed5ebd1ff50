import { SingleBar } from 'cli-progress'

/** Prints a line for a person. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Tells a person something that is no part of the output. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Prints a value for a program; instants and days as ISO 8601. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

export type Progress = (done: number, total: number) => void

/**
 * Runs long work behind a progress bar, shown on a terminal once it has lasted two seconds. It is drawn on standard
 * error, so that what the command prints can be piped.
 */
export async function withProgress<T>(label: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return work(() => {})
  const began = Date.now()
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label} {bar} {percentage}%  {eta_formatted}`,
    hideCursor: true,
    clearOnComplete: true,
  })
  let shown = false
  try {
    return await work((done, total) => {
      if (shown) bar.update(Math.min(done, total))
      else if (Date.now() - began > 2000) {
        shown = true
        bar.start(total, Math.min(done, total))
      }
      if (shown) bar.setTotal(total)
    })
  } finally {
    if (shown) bar.stop()
  }
}
