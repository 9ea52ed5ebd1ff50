import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { runnerImport } from 'vite'
import { proofread } from '../../src/modules/proofreading/proofread.ts'
import { linesOf } from '../../src/modules/proofreading/text.ts'
import type * as statistics from '../../src/modules/statistics/index.ts'
import { renderPdf } from '../../src/platform/paper/index.ts'
import { read } from '../../src/platform/reading/read.ts'
import { inThread } from '../../src/platform/thread.ts'
import { root } from '../sources.ts'

const pages = 200
/** As our papers set it, headings and rows of tables on lines of their own. */
const signsOfPage = 520

/** Lines of reports of our own making, as many as fill so many pages. */
function linesOfCorpus(): string[] {
  const folder = join(root, 'src/modules/proofreading/corpus')
  // Tables whose cells stand each on a line of its own would fill pages with next to nothing.
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((lines) => lines.join('').length > lines.length * 20)
  const lines: string[] = []
  let signs = 0
  for (let i = 0; signs < pages * signsOfPage; i++)
    for (const line of texts[i % texts.length] ?? []) {
      lines.push(line)
      signs += line.length
    }
  return lines
}

/** A paragraph a line; lines whose cells are cut by a sign become the rows of tables. */
function docxOf(lines: readonly string[]): Promise<Buffer> {
  const rows = lines.map((line) => (line.includes('|') ? line.split('|').map((cell) => cell.trim()) : undefined))
  const children: (Paragraph | Table)[] = []
  let table: string[][] = []
  const close = () => {
    if (table.length > 0)
      children.push(
        new Table({
          rows: table.map(
            (cells) => new TableRow({ children: cells.map((c) => new TableCell({ children: [new Paragraph(c)] })) }),
          ),
        }),
      )
    table = []
  }
  for (const [i, cells] of rows.entries())
    if (cells) table.push(cells)
    else {
      close()
      children.push(new Paragraph(lines[i] ?? ''))
    }
  close()
  return Packer.toBuffer(new Document({ sections: [{ children }] }))
}

/**
 * How long a report of 200 pages takes: reading the file and the rules apart, in processor time, each as it runs the first
 * time (of the rules: with the first file) and once warm; and all of it in a thread of its own on the clock, as whoever drops a file waits for it. A table in
 * milliseconds for docs/performance.md.
 */
export async function measureProofreadingApart(): Promise<string> {
  const { module } = await runnerImport<typeof statistics>(join(root, 'src/modules/statistics/index.ts'), {
    configFile: false,
    root,
    logLevel: 'error',
  })
  const templates = JSON.parse(JSON.stringify(module.templates)) as typeof module.templates
  const lines = linesOfCorpus()
  const blocks = lines.filter((l) => l.trim() !== '').map((text) => ({ type: 'paragraph' as const, text }))
  const files: [string, Buffer][] = [
    ['.txt', Buffer.from(lines.join('\n'))],
    ['.docx', await docxOf(lines)],
    ['.pdf', await renderPdf({ kind: 'report', issuer: '', title: '政府信息公开工作年度报告', blocks })],
  ]
  const rows = [
    '| file | pages of it | signs | numbers | reading, first | warm | rules, first | warm | in its thread, on the clock |',
  ]
  rows.push('|---|--:|--:|--:|--:|--:|--:|--:|--:|')
  for (const [name, bytes] of files) {
    const readings = await workOf(() => read(Uint8Array.from(bytes)))
    const { passages } = await read(Uint8Array.from(bytes))
    const text = linesOf(passages)
    const rules = await workOf(async () => proofread(text, templates))
    const signs = text.reduce((sum, { text }) => sum + text.length, 0)
    const begun = performance.now()
    await inThread('src/modules/proofreading/worker.ts', { file: Uint8Array.from(bytes), templates }, 60_000)
    const thread = performance.now() - begun
    const cells = [
      name === '.pdf' ? passages.length : pages,
      signs,
      proofread(text, templates).claims,
      ...readings,
      ...rules,
      thread,
    ]
    rows.push(`| ${name} | ${cells.map((n) => Math.round(n).toLocaleString('en')).join(' | ')} |`)
  }
  return rows.join('\n')
}

/** Milliseconds of processor time of the first run, and of the middle one of three more. */
async function workOf(run: () => Promise<unknown>): Promise<[first: number, warm: number]> {
  const times: number[] = []
  for (let i = 0; i < 4; i++) {
    const begun = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(begun)
    times.push((user + system) / 1000)
  }
  const [first = 0, ...warm] = times
  return [first, warm.toSorted((a, b) => a - b)[1] ?? 0]
}
