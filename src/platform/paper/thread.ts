import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { root } from '../root.ts'

/** What the thread can make: a PDF of a paper laid out and written as JSON, or a PNG of an SVG so many points wide. */
export type Wanted = { paper: string; createdAt: number } | { svg: string; width: number }
export type Order = { id: number; wanted: Wanted }
export type Answer = { id: number; made: Uint8Array } | { id: number; error: string }

type Waiting = { resolve: (made: Buffer) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** Longer than a paper of hundreds of pages takes; what takes longer is stuck. */
const patience = 60_000

// Node runs the TypeScript of the thread as it stands, also beside the built program, which has no file of it.
const script = join(root, 'src/platform/paper/paper-thread.ts')

const waiting = new Map<number, Waiting>()
let worker: Worker | undefined
let orders = 0

/** Has the thread make something. Throws when it cannot; the next order gets a new thread if this one is lost. */
export function order(wanted: Wanted): Promise<Buffer> {
  worker ??= startWorker()
  const thread = worker
  return new Promise((resolve, reject) => {
    const id = ++orders
    const timer = setTimeout(() => stopped(thread, new Error('making a paper took too long')), patience)
    waiting.set(id, { resolve, reject, timer })
    thread.ref()
    thread.postMessage({ id, wanted } satisfies Order)
  })
}

function startWorker(): Worker {
  const thread = new Worker(script, { execArgv: [] })
  thread.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    // A thread without work does not keep the program from ending.
    if (waiting.size === 0) thread.unref()
    if (!one) return
    clearTimeout(one.timer)
    if ('made' in answer) one.resolve(Buffer.from(answer.made))
    else one.reject(new Error(`the paper could not be made: ${answer.error}`))
  })
  thread.on('error', (error) => stopped(thread, error instanceof Error ? error : new Error(String(error))))
  thread.on('exit', () => stopped(thread, new Error('the thread that makes papers ended')))
  return thread
}

/** Ends a thread that no longer works; whoever waits for it is told. */
function stopped(thread: Worker, error: Error): void {
  if (worker !== thread) return
  worker = undefined
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer)
    reject(error)
  }
  waiting.clear()
  void thread.terminate()
}
