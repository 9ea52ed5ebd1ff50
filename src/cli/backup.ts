import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { backup } from '../platform/backup.ts'
import type { BackupSummary } from '../platform/backup-format.ts'
import { type Config, loadConfig } from '../platform/config.ts'
import { filesIn } from '../platform/files.ts'
import { migrateQueue } from '../platform/migrate.ts'
import { restore } from '../platform/restore.ts'
import { command } from './command.ts'
import { print, printJson, withProgress } from './output.ts'
import { secretFile, withRuntime } from './runtime.ts'

const format = { type: 'string', value: 'FORMAT', description: 'how to print', choices: ['text', 'json'] } as const

export const backupCommand = command({
  name: 'backup',
  summary: 'Writes database, stored files and secret into one file, while the server may go on working',
  arguments: '<file>',
  options: { format },
  notes: 'The file holds personal data and the secret that seals it: keep it where only you can read it.',
  run: (values, [file = '']) =>
    withRuntime(loadConfig(), { migrations: 'refuse' }, async ({ config }) => {
      const own = secretFile(config.dataFolder)
      const source = {
        databaseUrl: config.databaseUrl,
        files: filesIn(config.filesFolder),
        secret: process.env.MINGTANG_SECRET ? undefined : readFileSync(own, 'utf8').trim(),
      }
      const summary = await withProgress('Backing up', (progress) => backup(source, resolve(file), progress))
      report(values.format, 'Backed up', summary, file)
      if (source.secret === undefined)
        process.stderr.write('The secret of MINGTANG_SECRET is not in the file: keep it with the backup.\n')
      return 0
    }),
})

export const restoreCommand = command({
  name: 'restore',
  summary: 'Restores a backup into an empty database, after comparing its digests',
  arguments: '<file>',
  options: { replace: { type: 'boolean', description: 'give up what the database holds now' }, format },
  run: ({ replace = false, ...values }, [file = '']) =>
    withRuntime(loadConfig(), { migrations: 'leave' }, async ({ config, db }) => {
      const target = {
        db,
        databaseUrl: config.databaseUrl,
        files: filesIn(config.filesFolder),
        migrateJobs: () => migrateQueue(config.databaseUrl),
        keepSecret: (secret: string) => keepSecret(config, secret),
      }
      const summary = await withProgress('Restoring', (progress) =>
        restore(target, resolve(file), { replace, onProgress: progress }),
      )
      report(values.format, 'Restored', summary, file)
      return 0
    }),
})

function report(how: string | undefined, done: string, summary: BackupSummary, file: string): void {
  if (how === 'json') printJson({ file, ...summary })
  else
    print(
      `${done}: ${summary.rows} rows of ${summary.tables} tables and ${summary.files} files, as of ${summary.createdAt}, in ${file}.`,
    )
}

/** Personal data of the backup opens only with its secret; the one that was here is kept beside it. */
function keepSecret(config: Config, secret: string): void {
  const file = secretFile(config.dataFolder)
  if (process.env.MINGTANG_SECRET && process.env.MINGTANG_SECRET !== secret)
    process.stderr.write(
      `MINGTANG_SECRET is not the secret of the backup, which is now in ${file}: unset it, or set it to that.\n`,
    )
  if (existsSync(file)) renameSync(file, `${file}.before-restore`)
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
}
