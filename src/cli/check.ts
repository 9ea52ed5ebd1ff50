import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Finding, type Proofread, proofreadFile, type Severity } from '../modules/proofreading/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { command } from './command.ts'
import { print, printJson } from './output.ts'

export const checkCommand = command({
  name: 'check',
  summary: 'Proofreads a report by anyone: what does not add up in its text and tables, and what does',
  arguments: '<file>',
  options: {
    before: { type: 'string', value: 'FILE', description: 'report of the year before, for what was carried over' },
    format: { type: 'string', value: 'FORMAT', description: 'how to print', choices: ['text', 'json'] },
  },
  notes: 'Reads .txt .docx .html .xlsx .pdf. Exit status 1: an error or a warning was found.',
  run: async ({ before, format }, [file]) => {
    if (!file) throw new OperatorError('Name the file of the report: mingtang check report.docx.', 2)
    const read = await proofreadFile(await bytesOf(file), before === undefined ? undefined : await bytesOf(before))
    if ('unread' in read) throw new OperatorError(`${read.which === 'before' ? before : file}: ${read.unread}`, 2)
    const { lines: _, ...told } = read
    if (format === 'json') printJson({ file: basename(file), ...told })
    else tell(read)
    return read.findings.some((f) => f.severity !== 'note') ? 1 : 0
  },
})

async function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`${file} cannot be read (${error.code}).`, 2)
  })
}

const words: Record<Severity, string> = { error: '错误', warning: '可疑', note: '提示' }

type Told = Proofread & { cut: boolean }

function tell({ claims, forms, findings, holding, cut }: Told): void {
  if (cut) print('文件太长，只看了前面的部分。')
  print(`读到 ${claims} 个数${forms.length > 0 ? `，认出 ${forms.join('、')} 年版的表` : ''}。`)
  for (const finding of findings) tellFinding(finding)
  if (holding.length > 0) {
    print()
    print(`核对无误的有 ${holding.length} 处：`)
    for (const { text, places } of holding) print(`  第 ${places[0]?.line} 行  ${text}`)
  }
  print()
  const count = (severity: Severity) => findings.filter((f) => f.severity === severity).length
  print(`错误 ${count('error')} 处，可疑 ${count('warning')} 处，提示 ${count('note')} 处。`)
}

function tellFinding({ severity, text, places }: Finding): void {
  print()
  print(`${words[severity]}  ${text}`)
  for (const { line, place, quote } of places)
    print(`      第 ${line} 行${place === '' || /^第 \d+ 行$/.test(place) ? '' : `（${place}）`}：${quote}`)
}
