import { writeFileSync } from 'node:fs'
import { bulletinFile, bulletinFormats, isMonth } from '../modules/hotline/index.ts'
import { loadConfig } from '../platform/config.ts'
import { filesIn } from '../platform/files.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { openWorld, systemContext } from '../platform/world.ts'
import { command } from './command.ts'
import { print } from './output.ts'
import { withRuntime } from './runtime.ts'

export const bulletinCommand = command({
  name: 'bulletin',
  summary: 'Writes the monthly bulletin of the hotline, as things stand now',
  arguments: '<month>',
  options: {
    format: { type: 'string', value: 'FORMAT', description: 'kind of file; default docx', choices: bulletinFormats },
    out: { type: 'string', value: 'FILE', description: 'file to write; default one named after the bulletin' },
  },
  run: ({ format, out }, [month = '']) => {
    if (!isMonth(month)) throw new OperatorError(`"${month}" is no month; write it as 2018-05.`, 2)
    const config = loadConfig()
    return withRuntime(config, { migrations: 'refuse' }, async ({ db, replica }) => {
      const world = await openWorld({ db, replica, files: filesIn(config.filesFolder) })
      const wanted = bulletinFormats.find((f) => f === format) ?? 'docx'
      const { content, fileName } = await bulletinFile(systemContext(world, '命令行'), month, wanted)
      writeFileSync(out ?? fileName, content)
      print(`Written: ${out ?? fileName}`)
      return 0
    })
  },
})
