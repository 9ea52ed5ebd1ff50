import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import QRCode from 'qrcode'
import { startOf } from '../../core/day.ts'
import { root } from '../root.ts'
import { layOut } from './lay-out.ts'
import type { Paper } from './paper.ts'

export type PdfOrder = { id: number; paper: string; createdAt: number }
export type PdfAnswer = { id: number; pdf: Uint8Array } | { id: number; error: string }

type Waiting = { resolve: (pdf: Buffer) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** Longer than a paper of hundreds of pages takes; what takes longer is stuck. */
const patience = 60_000

// Node runs the TypeScript of the thread as it stands, also beside the built program, which has no file of it.
const script = join(root, 'src/platform/paper/pdf-worker.ts')

const waiting = new Map<number, Waiting>()
let worker: Worker | undefined
let orders = 0

/**
 * The paper as tagged PDF (PDF/UA-1 where its signs allow it), fonts embedded. The same paper gives the same bytes.
 * Throws when it cannot be set; the next paper gets a new thread.
 */
export async function renderPdf(paper: Paper): Promise<Buffer> {
  const laid = layOut(paper)
  const parts = await Promise.all(
    laid.parts.map(async (part) =>
      part.type === 'query'
        ? { ...part, picture: await QRCode.toString(part.url, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }) }
        : part,
    ),
  )
  const createdAt = paper.signature ? startOf(paper.signature.day).getTime() / 1000 : 0
  return order(JSON.stringify({ ...laid, parts }), createdAt)
}

function order(paper: string, createdAt: number): Promise<Buffer> {
  worker ??= startWorker()
  const thread = worker
  return new Promise((resolve, reject) => {
    const id = ++orders
    const timer = setTimeout(() => stopped(thread, new Error('setting a paper took too long')), patience)
    waiting.set(id, { resolve, reject, timer })
    thread.ref()
    thread.postMessage({ id, paper, createdAt } satisfies PdfOrder)
  })
}

function startWorker(): Worker {
  const thread = new Worker(script, { execArgv: [] })
  thread.on('message', (answer: PdfAnswer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    // A thread without work does not keep the program from ending.
    if (waiting.size === 0) thread.unref()
    if (!one) return
    clearTimeout(one.timer)
    if ('pdf' in answer) one.resolve(Buffer.from(answer.pdf))
    else one.reject(new Error(`the paper could not be set: ${answer.error}`))
  })
  thread.on('error', (error) => stopped(thread, error instanceof Error ? error : new Error(String(error))))
  thread.on('exit', () => stopped(thread, new Error('the thread that sets papers ended')))
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
