import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { root } from './root.ts'

/** `slow`: took longer than it may. `broken`: ended without an answer, or wanted more memory than it may have. */
export type ThreadEnd<T> = { done: T } | { gaveUp: 'slow' | 'broken' }

const memoryMb = 384

/**
 * Runs a script on some data in a thread of its own, of limited time and memory, and ends it: for what comes from strangers.
 * The script posts one message, its answer.
 * @param script - path from the root of the house; Node runs its TypeScript as it stands, also beside the built program
 */
export async function inThread<T>(script: string, data: unknown, milliseconds: number): Promise<ThreadEnd<T>> {
  const worker = new Worker(join(root, script), {
    execArgv: [],
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  })
  try {
    return await new Promise<ThreadEnd<T>>((resolve) => {
      const timer = setTimeout(() => resolve({ gaveUp: 'slow' }), milliseconds)
      const done = (end: ThreadEnd<T>) => {
        clearTimeout(timer)
        resolve(end)
      }
      worker.once('message', (answer: T) => done({ done: answer }))
      worker.once('error', () => done({ gaveUp: 'broken' }))
      worker.once('exit', () => done({ gaveUp: 'broken' }))
    })
  } finally {
    await worker.terminate()
  }
}
