import { inThread } from '../thread.ts'
import type { Reading } from './read.ts'

export type { Passage, Reading } from './read.ts'

export type ReadingLimits = {
  /** Files larger than this are not opened. */
  bytes: number
  /** A file that takes longer is given up. */
  milliseconds: number
}
const usual: ReadingLimits = { bytes: 50 * 1024 * 1024, milliseconds: 20_000 }

/**
 * The words of a file, with the place of each. Files come from strangers' programs: one that is made to unpack without end
 * or to run for ever must not take the server along, so each is read in a thread of its own, of limited time and memory.
 */
export async function readWords(bytes: Buffer, limits: Partial<ReadingLimits> = {}): Promise<Reading> {
  const { bytes: most, milliseconds } = { ...usual, ...limits }
  if (bytes.length > most) return { outcome: 'tooLarge', passages: [] }
  const end = await inThread<Reading>('src/platform/reading/worker.ts', Uint8Array.from(bytes), milliseconds)
  if ('done' in end) return end.done
  return { outcome: end.gaveUp === 'slow' ? 'tooSlow' : 'unreadable', passages: [] }
}
