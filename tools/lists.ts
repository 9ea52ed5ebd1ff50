import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { giveTables, startThrowaway } from '../tests/support/server.ts'
import { tablesPage, tableTypes } from './database-lists.ts'
import { lawPage } from './law.ts'
import { root } from './sources.ts'

// Writes what is derived from the sources: docs/law.md, docs/tables.md, src/platform/tables.ts. With --check it writes
// nothing and fails when one of them is out of date. `--only types` leaves the two pages alone.
const checking = process.argv.includes('--check')
const onlyTypes = process.argv.includes('--only') && process.argv.at(-1) === 'types'

const server = await startThrowaway()
const faults: string[] = []
try {
  await giveTables(server.url)
  const { page, bare } = await tablesPage(server.url)
  for (const table of bare) faults.push(`table ${table} has no comment: say in its migration what a row of it is`)
  await keep('src/platform/tables.ts', await tableTypes(server.url))
  if (!onlyTypes) {
    await keep('docs/tables.md', page)
    await keep('docs/law.md', lawPage())
  }
} finally {
  await server.stop()
}
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
else console.log(checking ? 'lists are up to date' : 'lists are written')

async function keep(path: string, text: string): Promise<void> {
  const now = await readFile(join(root, path), 'utf8').catch(() => '')
  if (now === text) return
  if (checking) faults.push(`${path} is out of date: run npm run lists`)
  else await writeFile(join(root, path), text)
}
