import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type LoadRequest = { path: string; method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }

export type Load = {
  url: string
  /** The process that answers. */
  pid: number
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
  /** Microseconds of processor time the program worked for one answer, the database not counted. */
  work: number
}

/** Puts load on an address from another process and tells what it saw. */
export function measure(load: Load): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'load.ts'))
    const before = processorTime(load.pid)
    child.once('message', (measured: Omit<Measured, 'work'>) =>
      resolve({ ...measured, work: (processorTime(load.pid) - before) / Math.max(1, measured.total) }),
    )
    child.once('error', reject)
    child.once('exit', (code) => code && reject(new Error(`the load generator ended with ${code}`)))
    child.send(load)
  })
}

/** Every request once, shared out over the connections. */
export async function measureOnce({
  url,
  pid,
  connections,
  requests,
}: Omit<Load, 'seconds' | 'amount'>): Promise<Measured> {
  const times: number[] = []
  let failed = 0
  const waiting = [...requests]
  const begun = performance.now()
  const worked = processorTime(pid)
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { path, ...request } = next
        const sent = performance.now()
        const reply = await fetch(`${url}${path}`, { ...request, redirect: 'manual' })
        await reply.arrayBuffer()
        if (reply.status >= 400) failed++
        times.push(performance.now() - sent)
      }
    }),
  )
  const elapsed = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    perSecond: times.length / elapsed,
    p50: at(0.5),
    p975: at(0.975),
    p99: at(0.99),
    failed,
    total: times.length,
    work: (processorTime(pid) - worked) / times.length,
  }
}

/** Microseconds of processor time a process has used; 0 where the system does not tell. */
export function processorTime(pid: number): number {
  try {
    // After the name, which may hold blanks: user and system time are the 12th and 13th, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  } catch {
    return 0
  }
}

/** Starts the bare Fastify on a port, and waits until it listens. */
export async function startBare(port: number): Promise<{ url: string; pid: number; stop: () => void }> {
  const child = fork(join(import.meta.dirname, 'bare.ts'), [String(port)])
  await new Promise((resolve) => child.once('message', resolve))
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => child.kill() }
}
