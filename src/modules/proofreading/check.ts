import type { Reading } from '../../platform/reading/index.ts'
import { inThread } from '../../platform/thread.ts'
import { templates } from '../statistics/index.ts'
import type { Templates } from './forms.ts'
import type { Proofread } from './proofread.ts'
import type { Line } from './text.ts'

/** A file proofread, with its text, in which the findings can be shown. */
export type Checked = Proofread & {
  lines: Line[]
  /** Whether the file is longer than is looked at. */
  cut: boolean
}

/** Why a file cannot be proofread, in words that say what to do, and which of the two it is. */
export type Unread = { unread: string; which: 'file' | 'before' }

export type Work = { file: Uint8Array; before?: Uint8Array; templates: Templates }
export type Worked = Checked | { which: 'file' | 'before'; outcome: Unreadable }
type Unreadable = Exclude<Reading['outcome'], 'read' | 'cut'>

/** Bytes of one file. */
export const mostBytes = 20 * 1024 * 1024
/** A file that takes longer is given up. */
const patience = 10_000
/** Files at once: each has a thread, and the machine may be small. */
const atOnce = 2
const mostWaiting = 20

const refusals: Record<Unreadable | 'macros' | 'nothing', string> = {
  macros: '文件带有宏，没有打开。请另存为不带宏的 .docx 或者 .xlsx 文件再校对。',
  empty: '文件里没有文字，可能是扫描件。请换成能选中文字的文件。',
  unreadable: '文件打不开：格式不对、已损坏或者设了密码。请用 .docx、.xlsx、.pdf、.html 或者 .txt 文件。',
  tooLarge: '文件太大，没有校对。一个文件不超过 20 MB，解开后不超过 100 MB。',
  nothing: '文件里没有读到一个数，没有什么可以校对的。请确认选的是年度报告或者统计表。',
  tooSlow: '文件读了太久还没有读完，没有校对。请删去图片、宏等与文字无关的内容再试。',
}

let running = 0
const waiting: (() => void)[] = []

/**
 * Proofreads a report as it lies in a file: .txt, .docx, .html, .xlsx or .pdf. All is done in a thread of its own; nothing
 * in the file is executed and nothing is kept.
 * @param before - the report of the year before, for what goes over the turn of the year
 */
export async function proofreadFile(bytes: Buffer, before?: Buffer): Promise<Checked | Unread> {
  if (bytes.length > mostBytes) return { unread: refusals.tooLarge, which: 'file' }
  if (before && before.length > mostBytes) return { unread: refusals.tooLarge, which: 'before' }
  if (hasMacros(bytes)) return { unread: refusals.macros, which: 'file' }
  if (before && hasMacros(before)) return { unread: refusals.macros, which: 'before' }
  if (waiting.length >= mostWaiting) return { unread: '现在校对的人较多，请过一分钟再试。', which: 'file' }
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  running += 1
  try {
    return await proofreadInThread(bytes, before)
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/** Names of what an archive holds stand in it as they are. */
const hasMacros = (bytes: Buffer) =>
  bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && bytes.includes('vbaProject.bin')

async function proofreadInThread(bytes: Buffer, before: Buffer | undefined): Promise<Checked | Unread> {
  // A thread is handed data; what a template computes stays behind.
  const plain = Object.fromEntries(
    Object.entries(templates).map(([code, { name, cells, identities }]) => [code, { code, name, cells, identities }]),
  ) as unknown as Templates
  const work: Work = {
    file: Uint8Array.from(bytes),
    ...(before && { before: Uint8Array.from(before) }),
    templates: plain,
  }
  const end = await inThread<Worked>('src/modules/proofreading/worker.ts', work, patience)
  if ('gaveUp' in end) return { unread: end.gaveUp === 'slow' ? refusals.tooSlow : refusals.unreadable, which: 'file' }
  const { done } = end
  if ('outcome' in done) return { unread: refusals[done.outcome], which: done.which }
  // "Nothing wrong" would be a poor answer to a picture of a report.
  const nothing = !done.lines.some(({ text }) => /[\d〇零一二两三四五六七八九十百千万]/.test(text))
  return nothing ? { unread: refusals.nothing, which: 'file' } : done
}
