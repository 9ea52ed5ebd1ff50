import { fork } from 'node:child_process'
import { join } from 'node:path'

export type LoadRequest = { path: string; method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }

export type Load = {
  url: string
  seconds: number
  connections: number
  /** Sent in turn by every connection. */
  requests: LoadRequest[]
  /** Stop after so many requests instead of so many seconds: for requests that work only once. */
  amount?: number
}

export type Measured = {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p975: number
  p99: number
  /** Answers that were neither success nor redirect, and requests without an answer. */
  failed: number
  total: number
}

/** Puts load on an address from another process and tells what it saw. */
export function measure(load: Load): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'load.ts'))
    child.once('message', (measured: Measured) => resolve(measured))
    child.once('error', reject)
    child.once('exit', (code) => code && reject(new Error(`the load generator ended with ${code}`)))
    child.send(load)
  })
}

/** Starts a program of this folder that listens on a port, and waits until it says so. */
export async function startBare(port: number): Promise<() => void> {
  const child = fork(join(import.meta.dirname, 'bare.ts'), [String(port)])
  await new Promise((resolve) => child.once('message', resolve))
  return () => child.kill()
}
