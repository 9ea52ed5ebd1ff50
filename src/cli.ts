import { createAdminCommand } from './cli/accounts.ts'
import { backupCommand, restoreCommand } from './cli/backup.ts'
import { bulletinCommand } from './cli/bulletin.ts'
import { catalogueCommands } from './cli/catalogue.ts'
import { checkCommand } from './cli/check.ts'
import { type Command, help } from './cli/command.ts'
import { demoDropCommand, demoLoadCommand } from './cli/demo.ts'
import { exportDocumentsCommand, importDocumentsCommand } from './cli/documents.ts'
import { formCommand } from './cli/form.ts'
import { hotlineCommands } from './cli/hotline.ts'
import { indicatorsCommand } from './cli/indicators.ts'
import { knowledgeCommands } from './cli/knowledge.ts'
import { ledgerCommands } from './cli/ledgers.ts'
import { migrateCommand } from './cli/migrate.ts'
import { reportCommand } from './cli/report.ts'
import { serveCommand } from './cli/serve.ts'
import { verifyCommand } from './cli/verify.ts'
import { Answered } from './core/errors.ts'
import { OperatorError } from './platform/operator-error.ts'

/** Every command, in the order of the help. */
const commands: readonly Command[] = [
  serveCommand,
  demoLoadCommand,
  demoDropCommand,
  createAdminCommand,
  formCommand,
  indicatorsCommand,
  reportCommand,
  bulletinCommand,
  checkCommand,
  importDocumentsCommand,
  exportDocumentsCommand,
  ...catalogueCommands,
  ...hotlineCommands,
  ...knowledgeCommands,
  ...ledgerCommands,
  migrateCommand,
  backupCommand,
  restoreCommand,
  verifyCommand,
]

/** Finds the command that the words begin with and runs it on the rest. @returns the exit status */
async function main(words: string[]): Promise<number> {
  const found = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
  if (found === undefined) {
    if (words.length === 0 || words.includes('--help') || words.includes('help')) {
      process.stdout.write(`${overview()}\n`)
      return 0
    }
    const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `)).map(({ name }) => name)
    const known = group.length > 0 ? `it is one of ${group.join(', ')}` : 'see mingtang --help'
    throw new OperatorError(`There is no command "${words.slice(0, 2).join(' ')}"; ${known}.`, 2)
  }
  const rest = words.slice(found.name.split(' ').length)
  if (!rest.includes('--help')) return found.run(rest)
  process.stdout.write(`${help(found)}\n`)
  return 0
}

function overview(): string {
  const rows = commands.map((c) => [[c.name, c.arguments].filter(Boolean).join(' '), c.summary] as const)
  const width = Math.max(...rows.map(([usage]) => usage.length))
  return [
    'Mingtang 明堂： the open platform of a county government',
    '',
    ...rows.map(([usage, summary]) => `  mingtang ${usage.padEnd(width)}  ${summary}`),
    '',
    'mingtang <command> --help tells more. Settings of the environment stand in the README.',
  ].join('\n')
}

// A reader that has seen enough, such as head, closes the pipe: that ends the output, not the work, and is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  // What the rules answer is told in their words; any other error is a fault of ours and shows where it happened.
  if (!(error instanceof OperatorError || error instanceof Answered)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof OperatorError ? error.status : 1
}
