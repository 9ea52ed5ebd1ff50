import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** Secrets and what names a person; logs are kept longer and read by more people than the records are. */
const hidden = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'code',
  'csrf',
  '_csrf',
  'idNumber',
  'creditCode',
  'phone',
  'phoneNumber',
  'email',
  'address',
  'fullName',
  'recipient',
]

/** Structured logs, one JSON object a line. */
export function openLog(config: Pick<Config, 'logLevel'>, destination: 1 | 2 | string): Logger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: {
        paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]).concat('req.headers["set-cookie"]'),
        censor: '[hidden]',
      },
    },
    pino.destination({ dest: destination, sync: false, mkdir: true }),
  )
}

/** On a terminal the log would drown what is said to the person, so it goes to a file; a service manager reads standard output. */
export function logDestination(config: Config, onTerminal: boolean): 1 | string {
  if (!onTerminal) return 1
  const folder = join(config.dataFolder, 'log')
  mkdirSync(folder, { recursive: true })
  return join(folder, 'mingtang.log')
}
