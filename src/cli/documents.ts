import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { exportDocuments, importDocuments } from '../modules/disclosure/index.ts'
import { loadConfig } from '../platform/config.ts'
import type { Ctx } from '../platform/context.ts'
import { filesIn } from '../platform/files.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { command, type Status } from './command.ts'
import { print, printJson } from './output.ts'
import { withRuntime } from './runtime.ts'

const groups = ['open', 'published', 'withheld', 'ended'] as const

export const importDocumentsCommand = command({
  name: 'import documents',
  summary: 'Imports documents from an .xlsx or .csv; one with a time of publication is taken over as published',
  arguments: '<file>',
  options: {
    'dry-run': { type: 'boolean', description: 'only list the bad rows; store nothing' },
    'skip-bad': { type: 'boolean', description: 'import the good rows of a file with bad ones' },
    format: { type: 'string', value: 'FORMAT', description: 'how to print', choices: ['text', 'json'] },
  },
  notes: 'Exit status 1: there are bad rows. Without --skip-bad nothing is imported then.',
  run: async (options, [file = '']) => {
    const bytes = await readFile(file).catch(() => {
      throw new OperatorError(`${file} cannot be read; check the path.`, 2)
    })
    return withContext(async (ctx) => {
      const dry = await importDocuments(ctx, bytes, { dryRun: true })
      const wanted = !options['dry-run'] && (dry.problems.length === 0 || options['skip-bad'])
      const report = wanted
        ? await importDocuments(ctx, bytes, { dryRun: false, skipBad: options['skip-bad'] ?? false })
        : dry
      if (options.format === 'json') printJson(report)
      else {
        for (const { line, column, message } of report.problems) print(`Row ${line}, ${column}: ${message}`)
        print(`${report.rows} rows, ${report.good} good, ${report.ids.length} imported`)
      }
      return report.problems.length > 0 ? 1 : 0
    })
  },
})

export const exportDocumentsCommand = command({
  name: 'export documents',
  summary: 'Writes documents to an .xlsx or .csv that import can read',
  arguments: '<file>',
  options: {
    group: { type: 'string', value: 'GROUP', description: 'which documents; default published', choices: groups },
  },
  run: ({ group }, [file = '']) => {
    const format = /\.csv$/i.test(file) ? 'csv' : 'xlsx'
    if (format === 'xlsx' && !/\.xlsx$/i.test(file))
      throw new OperatorError(`"${file}" names no format; let it end in .xlsx or .csv.`, 2)
    const wish = { paths: ['/'], group: groups.find((g) => g === group) ?? 'published' }
    return withContext(async (ctx) => {
      await pipeline(exportDocuments(ctx, wish, format), createWriteStream(file))
      print(`Written: ${file}`)
      return 0
    })
  },
})

function withContext(work: (ctx: Ctx) => Promise<Status>): Promise<Status> {
  const config = loadConfig()
  return withRuntime(config, { migrations: 'refuse' }, async ({ db, replica }) => {
    const world = await openWorld({ db, replica, files: filesIn(config.filesFolder) })
    return work(systemContext(world, '命令行'))
  })
}
