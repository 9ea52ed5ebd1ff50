import { writeFileSync } from 'node:fs'
import { formForCli, formFormats, templateCodes } from '../modules/statistics/index.ts'
import { loadConfig } from '../platform/config.ts'
import { filesIn } from '../platform/files.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { command } from './command.ts'
import { print } from './output.ts'
import { withRuntime } from './runtime.ts'

export const formCommand = command({
  name: 'form',
  summary: 'Prints the statistical form of a year, computed from the records, with its identities',
  arguments: '<year>',
  options: {
    template: {
      type: 'string',
      value: 'TEMPLATE',
      description: 'layout; default the one in use in that year',
      choices: templateCodes,
    },
    unit: { type: 'string', value: 'CODE', description: 'unit whose subtree is counted; default the government' },
    format: { type: 'string', value: 'FORMAT', description: 'how to print', choices: formFormats },
    out: {
      type: 'string',
      value: 'FILE',
      description: 'file to write; default the screen, or for xlsx and docx a file named after the form',
    },
  },
  notes: 'Exit status 1: a blocking identity does not hold.',
  run: ({ template, unit, format, out }, [year = '']) => {
    const wanted = {
      year: yearIn(year),
      template: templateCodes.find((code) => code === template),
      unit,
      format: formFormats.find((f) => f === format),
    }
    const config = loadConfig()
    return withRuntime(config, { migrations: 'refuse' }, async ({ db, replica }) => {
      const world = await openWorld({ db, replica, files: filesIn(config.filesFolder) })
      const { content, fileName, broken } = await formForCli(systemContext(world, '命令行'), wanted)
      if (typeof content === 'string' && out === undefined) process.stdout.write(content)
      else {
        writeFileSync(out ?? fileName, content)
        print(`Written: ${out ?? fileName}`)
      }
      return broken ? 1 : 0
    })
  },
})

/** A year as typed. Throws OperatorError when it is none. */
export function yearIn(text: string): number {
  if (!/^(19|20)\d\d$/.test(text)) throw new OperatorError(`"${text}" is no year; write it as 2018.`, 2)
  return Number(text)
}
