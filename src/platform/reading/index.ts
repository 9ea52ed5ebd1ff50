import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { root } from '../root.ts'
import type { Reading } from './read.ts'

export type { Passage, Reading } from './read.ts'

export type ReadingLimits = {
  /** Files larger than this are not opened. */
  bytes: number
  /** A file that takes longer is given up. */
  milliseconds: number
}
const usual: ReadingLimits = { bytes: 50 * 1024 * 1024, milliseconds: 20_000 }

// Node runs the TypeScript of the thread as it stands, also beside the built program, which has no file of it.
const script = join(root, 'src/platform/reading/worker.ts')

/**
 * The words of a file, with the place of each. Files come from strangers' programs: one that is made to unpack without end
 * or to run for ever must not take the server along, so each is read in a thread of its own, of limited time and memory.
 */
export async function readWords(bytes: Buffer, limits: Partial<ReadingLimits> = {}): Promise<Reading> {
  const { bytes: most, milliseconds } = { ...usual, ...limits }
  if (bytes.length > most) return { outcome: 'tooLarge', passages: [] }
  const worker = new Worker(script, {
    execArgv: [],
    workerData: Uint8Array.from(bytes),
    resourceLimits: { maxOldGenerationSizeMb: 384 },
    stdout: true,
    stderr: true,
  })
  try {
    return await new Promise<Reading>((resolve) => {
      const timer = setTimeout(() => resolve({ outcome: 'tooSlow', passages: [] }), milliseconds)
      const done = (reading: Reading) => {
        clearTimeout(timer)
        resolve(reading)
      }
      worker.once('message', done)
      worker.once('error', () => done({ outcome: 'unreadable', passages: [] }))
      worker.once('exit', () => done({ outcome: 'unreadable', passages: [] }))
    })
  } finally {
    await worker.terminate()
  }
}
