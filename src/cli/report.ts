import { writeFileSync } from 'node:fs'
import { reportForCli, reportFormats } from '../modules/reports/index.ts'
import { loadConfig } from '../platform/config.ts'
import { filesIn } from '../platform/files.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { command } from './command.ts'
import { yearIn } from './form.ts'
import { print, printError } from './output.ts'
import { withRuntime } from './runtime.ts'

export const reportCommand = command({
  name: 'report',
  summary: 'Prints the annual report of a year: as published, or else as it is written with the records of now',
  arguments: '<year>',
  options: {
    unit: { type: 'string', value: 'CODE', description: 'unit that reports; default the government' },
    format: { type: 'string', value: 'FORMAT', description: 'how to print; default text', choices: reportFormats },
    out: {
      type: 'string',
      value: 'FILE',
      description: 'file to write; default the screen, or for docx and pdf a file named after the report',
    },
  },
  notes: 'Exit status 1: a figure is missing, a part is empty, or a number was typed by hand; each is named.',
  run: ({ unit, format, out }, [year = '']) => {
    const wanted = { year: yearIn(year), unit, format: reportFormats.find((f) => f === format) ?? 'text' }
    const config = loadConfig()
    return withRuntime(config, { migrations: 'refuse' }, async ({ db, replica }) => {
      const world = await openWorld({ db, replica, files: filesIn(config.filesFolder) })
      const { content, fileName, lacks } = await reportForCli(systemContext(world, '命令行'), wanted)
      if (typeof content === 'string' && out === undefined) process.stdout.write(content)
      else {
        writeFileSync(out ?? fileName, content)
        print(`Written: ${out ?? fileName}`)
      }
      for (const lack of lacks) printError(lack)
      return lacks.length > 0 ? 1 : 0
    })
  },
})
