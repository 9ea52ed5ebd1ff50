import { join } from 'node:path'
import process from 'node:process'
import { build } from './build.mjs'
import { installed } from './install.mjs'
import { LaunchError, root } from './place.mjs'
import { run } from './run.mjs'

/**
 * Installs and builds what is missing or has changed, then runs the program with the Node it is pinned to.
 * @param {string[]} args `--test …` runs the tests, `--build` ends after building, `--tool NAME …` runs tools/NAME.ts
 *   without building, anything else goes to the command
 */
export async function launch(args) {
  try {
    const node = installed()
    if (args[0] === '--tool') {
      process.exitCode = await run(node, [join(root, 'tools', `${args[1]}.ts`), ...args.slice(2)])
      return
    }
    build(node)
    if (args[0] === '--build') return
    const program =
      args[0] === '--test'
        ? [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args.slice(1)]
        : ['--enable-source-maps', join(root, 'dist/cli.js'), ...args]
    process.exitCode = await run(node, program)
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
