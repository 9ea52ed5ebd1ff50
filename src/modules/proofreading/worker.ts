import { parentPort, workerData } from 'node:worker_threads'
import { read } from '../../platform/reading/read.ts'
import type { Work, Worked } from './check.ts'
import { proofread } from './proofread.ts'
import { linesOf } from './text.ts'

/** Reads the files and proofreads them, all in the thread: a text may be made to hold a rule up as a file may its reader. */
async function work({ file, before, templates }: Work): Promise<Worked> {
  const reading = await read(file)
  const earlier = before && (await read(before))
  for (const [which, one] of [
    ['file', reading],
    ['before', earlier],
  ] as const)
    if (one && one.outcome !== 'read' && one.outcome !== 'cut') return { which, outcome: one.outcome }
  const lines = linesOf(reading.passages)
  return {
    ...proofread(lines, templates, earlier && linesOf(earlier.passages)),
    lines: lines.map(({ number, place, text }) => ({ number, place, text })),
    cut: reading.outcome === 'cut',
  }
}

parentPort?.postMessage(await work(workerData as Work))
