import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { Resvg } from '@resvg/resvg-js'
import type { Answer, Order } from './thread.ts'

// Runs in a thread of its own: setting a page takes the processor for long enough that visitors would notice.

const folder = import.meta.dirname
const folderOfFonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'))
const compiler = NodeCompiler.create({
  workspace: folder,
  fontArgs: [{ fontPaths: ['400Regular', '600SemiBold', '900Black'].map((weight) => join(folderOfFonts, weight)) }],
})
const template = readFileSync(join(folder, 'paper.typ'), 'utf8')

parentPort?.on('message', ({ id, wanted }: Order) => {
  let answer: Answer
  try {
    answer = { id, made: 'svg' in wanted ? png(wanted.svg, wanted.width) : pdf(wanted.paper, wanted.createdAt) }
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) }
  }
  compiler.evictCache(10)
  parentPort?.postMessage(answer)
})

function png(svg: string, width: number): Uint8Array {
  const font = {
    loadSystemFonts: false,
    fontFiles: [join(folderOfFonts, '400Regular', 'NotoSerifSC_400Regular.ttf')],
    defaultFontFamily: 'Noto Serif SC',
  }
  return new Resvg(svg, { font, fitTo: { mode: 'width', value: width } }).render().asPng()
}

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
