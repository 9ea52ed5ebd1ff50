import { verifyChain } from '../platform/acts.ts'
import { loadConfig } from '../platform/config.ts'
import { command } from './command.ts'
import { print, printJson, withProgress } from './output.ts'
import { withRuntime } from './runtime.ts'

export const verifyCommand = command({
  name: 'verify',
  summary: 'Checks the chain of acts: that none was altered, removed or slipped in after it was sealed',
  options: { format: { type: 'string', value: 'FORMAT', description: 'how to print', choices: ['text', 'json'] } },
  run: ({ format }) =>
    withRuntime(loadConfig(), { migrations: 'refuse' }, async ({ db }) => {
      const report = await withProgress('Verifying', (progress) => verifyChain(db, progress))
      if (format === 'json') printJson(report)
      else {
        for (const fault of report.faults) print(fault.text)
        print(
          `${report.sealed} acts sealed, ${report.unsealed} waiting, ${report.faults.length} faults; head ${report.head ?? 'none'}`,
        )
      }
      return report.faults.length === 0 ? 0 : 1
    }),
})
