import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ImportReport } from '../core/import.ts'
import { loadConfig } from '../platform/config.ts'
import type { Ctx } from '../platform/context.ts'
import { filesIn } from '../platform/files.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { ImportOptions } from '../platform/sheet-import.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { command, type Status } from './command.ts'
import { print, printJson } from './output.ts'
import { withRuntime } from './runtime.ts'

type Format = 'csv' | 'xlsx'

/** A command that reads a table file: all of it or, told so, its good rows. */
export function importCommand(what: {
  name: string
  summary: string
  read(ctx: Ctx, bytes: Buffer, options: ImportOptions): Promise<ImportReport>
}) {
  return command({
    name: `import ${what.name}`,
    summary: what.summary,
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
        const dry = await what.read(ctx, bytes, { dryRun: true })
        const wanted = !options['dry-run'] && (dry.problems.length === 0 || options['skip-bad'])
        const report = wanted
          ? await what.read(ctx, bytes, { dryRun: false, skipBad: options['skip-bad'] ?? false })
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
}

/** A command that writes a table file, in the format its name ends in. */
export function exportCommand(what: {
  name: string
  summary: string
  write(ctx: Ctx, format: Format): Readable
  /** Where records are more than a row holds: all of them, whole. */
  json?(ctx: Ctx): Readable
}) {
  return command({
    name: `export ${what.name}`,
    summary: what.summary,
    arguments: '<file>',
    run: (_, [file = '']) =>
      what.json && /\.json$/i.test(file) ? writeFile(file, what.json) : writeTable(file, what.write),
  })
}

/** @throws OperatorError when the name of the file tells no format, or it cannot be written */
export function writeTable(file: string, write: (ctx: Ctx, format: Format) => Readable): Promise<Status> {
  const format = /\.(csv|xlsx)$/i.exec(file)?.[1]?.toLowerCase() as Format | undefined
  if (!format) throw new OperatorError(`"${file}" names no format; let it end in .xlsx or .csv.`, 2)
  return writeFile(file, (ctx) => write(ctx, format))
}

function writeFile(file: string, write: (ctx: Ctx) => Readable): Promise<Status> {
  return withContext(async (ctx) => {
    const out = createWriteStream(file)
    let unwritable: Error | undefined
    out.once('error', (error) => {
      unwritable = error
    })
    await pipeline(write(ctx), out).catch((error: Error) => {
      throw error === unwritable ? new OperatorError(`${file} cannot be written; check the path.`, 2) : error
    })
    print(`Written: ${file}`)
    return 0
  })
}

function withContext(work: (ctx: Ctx) => Promise<Status>): Promise<Status> {
  const config = loadConfig()
  return withRuntime(config, { migrations: 'refuse' }, async ({ config: { secret }, db, replica }) => {
    const world = await openWorld({ db, secret, replica, files: filesIn(config.filesFolder) })
    return work(systemContext(world, '命令行'))
  })
}
