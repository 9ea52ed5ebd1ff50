import { join } from 'node:path'
import { runnerImport } from 'vite'
import type * as corpus from '../src/modules/proofreading/corpus/score.ts'
import { root } from './sources.ts'

// How many planted faults the proofreader finds in the corpus, and how much of what it says is so. `npm run proofreading:score`.

const { module } = await runnerImport<typeof corpus>(join(root, 'src/modules/proofreading/corpus/score.ts'), {
  configFile: false,
  root,
  logLevel: 'error',
})
const { scores, misses } = module.score()
for (const { file, missed, invented } of misses) {
  if (missed) console.log(`${file}:${missed.line}  not found: ${missed.kind} ${missed.stated ?? ''}`)
  if (invented)
    console.log(
      `${file}:${invented.places[0]?.line}  not planted: ${invented.severity} ${invented.kind} ${invented.text}`,
    )
}
const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(9)
console.log(`\n${module.names().length} files\n${'kind'.padEnd(12)}planted   recall      told precision`)
for (const row of scores)
  console.log(
    `${row.kind.padEnd(12)}${String(row.planted).padStart(7)}${percent(module.recall(row))}${String(row.told).padStart(10)} ${percent(module.precision(row))}`,
  )
