import { type Day, isDay } from '../core/day.ts'
import { indicatorsForCli } from '../modules/statistics/index.ts'
import { loadConfig } from '../platform/config.ts'
import { filesIn } from '../platform/files.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { command } from './command.ts'
import { yearIn } from './form.ts'
import { withRuntime } from './runtime.ts'

export const indicatorsCommand = command({
  name: 'indicators',
  summary: 'Prints every indicator with its value, one of them, or the records behind it',
  arguments: '[ID]',
  options: {
    year: { type: 'string', value: 'YEAR', description: 'year it speaks of; default this year' },
    until: {
      type: 'string',
      value: 'DAY',
      description: 'last day of the period, as 2018-06-30; it begins with the year',
    },
    unit: { type: 'string', value: 'CODE', description: 'unit whose subtree is counted; default the government' },
    rows: { type: 'boolean', description: 'the records behind the indicator' },
    format: { type: 'string', value: 'FORMAT', description: 'how to print', choices: ['table', 'json'] },
  },
  run: ({ year, until, unit, rows, format }, [id]) => {
    if (rows && !id) throw new OperatorError('--rows needs the ID of one indicator; see mingtang indicators.', 2)
    if (year && until) throw new OperatorError('--until names its year already; leave --year away.', 2)
    const config = loadConfig()
    const wanted = {
      id,
      year: year === undefined ? undefined : yearIn(year),
      until: dayIn(until),
      unit,
      rows,
      format: format === 'json' ? format : undefined,
    } as const
    return withRuntime(config, { migrations: 'refuse' }, async ({ db, replica }) => {
      const world = await openWorld({ db, replica, files: filesIn(config.filesFolder) })
      process.stdout.write(await indicatorsForCli(systemContext(world, '命令行'), wanted))
      return 0
    })
  },
})

function dayIn(text: string | undefined): Day | undefined {
  if (text === undefined || isDay(text)) return text
  throw new OperatorError(`"${text}" is no day; write it as 2018-06-30.`, 2)
}
