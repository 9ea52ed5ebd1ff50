import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the checkout: the nearest one upward that holds package.json, whether run from src/ or from dist/. */
export const root: string = findRoot(import.meta.dirname)

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('package.json not found above the program')
  return findRoot(parent)
}
