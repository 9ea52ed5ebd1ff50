import { type Reading, readWords } from '../../platform/reading/index.ts'
import { templates } from '../statistics/index.ts'
import { type Proofread, proofread } from './proofread.ts'
import { linesOf } from './text.ts'

export type { Finding, Severity } from './findings.ts'
export type { Proofread } from './proofread.ts'
export { quantitiesIn } from './quantities.ts'
export { plain } from './text.ts'

/** Why a file cannot be proofread, in words that say what to do. */
export type Unread = { unread: string }

const refusals: Record<Exclude<Reading['outcome'], 'read' | 'cut'>, string> = {
  empty: '文件里没有文字，可能是扫描件。请换成能选中文字的文件。',
  unreadable: '文件打不开：格式不对、已损坏或者设了密码。请用 .docx、.xlsx、.pdf、.html 或者 .txt 文件。',
  tooLarge: '文件太大，解开后超过上限，没有校对。',
  tooSlow: '文件读了太久还没有读完，没有校对。请删去图片、宏等与文字无关的内容再试。',
}

/**
 * Proofreads a report as it lies in a file: .txt, .docx, .html, .xlsx or .pdf. The file is read in a thread of its own;
 * nothing in it is executed and nothing is kept.
 * @param before - the report of the year before
 */
export async function proofreadFile(bytes: Buffer, before?: Buffer): Promise<Proofread | Unread> {
  const readings = await Promise.all([bytes, ...(before ? [before] : [])].map((b) => readWords(b)))
  for (const { outcome } of readings) if (outcome !== 'read' && outcome !== 'cut') return { unread: refusals[outcome] }
  const [lines = [], earlier] = readings.map(({ passages }) => linesOf(passages))
  return proofread(lines, templates, earlier)
}

/** Proofreads a text that the house itself has written, line by line. */
export const proofreadText = (text: string): Proofread => proofread(linesOf([{ place: '', text }]), templates)
