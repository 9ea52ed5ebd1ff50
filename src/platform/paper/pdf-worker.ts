import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PdfAnswer, PdfOrder } from './pdf.ts'

// Runs in a thread of its own: setting a page takes the processor for long enough that visitors would notice.

const folder = import.meta.dirname
const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'))
const compiler = NodeCompiler.create({
  workspace: folder,
  fontArgs: [{ fontPaths: ['400Regular', '600SemiBold', '900Black'].map((weight) => join(fonts, weight)) }],
})
const template = readFileSync(join(folder, 'paper.typ'), 'utf8')

parentPort?.on('message', ({ id, paper, createdAt }: PdfOrder) => {
  let answer: PdfAnswer
  try {
    answer = { id, pdf: pdf(paper, createdAt) }
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) }
  }
  compiler.evictCache(10)
  parentPort?.postMessage(answer)
})

function pdf(paper: string, creationTimestamp: number): Uint8Array {
  const compiled = compiler.compile({ mainFileContent: template, inputs: { paper } })
  const document = compiled.result
  if (!document) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'typst gave no document'))
  try {
    return compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp })
  } catch {
    // PDF/UA allows no sign that no font has. A name with such a sign is still better printed than not; it stays tagged.
    return compiler.pdf(document, { creationTimestamp })
  }
}
