import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { cannotWrite, LaunchError, root, say, textOf, write } from './place.mjs'

/** What the build depends on; all else is read when the program runs. */
const sources = ['src', 'vite.config.ts', 'tsconfig.json', 'package-lock.json']
const stamp = join(root, 'dist/stamp')

/** Builds program and assets when a source has changed since the last build. */
export function build(node) {
  const now = stateOf(sources)
  if (textOf(stamp) === now && existsSync(join(root, 'dist/cli.js'))) return
  say('正在构建 Building …')
  try {
    rmSync(join(root, 'dist'), { recursive: true, force: true })
  } catch (error) {
    throw cannotWrite(join(root, 'dist'), error)
  }
  const done = spawnSync(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (done.status !== 0)
    throw new LaunchError(
      'Building failed: see the words above; with the sources of a release, delete node_modules and run the command again.',
    )
  write(stamp, now)
}

/** A digest of names, sizes and times: reading two thousand entries takes some milliseconds, reading the files would not. */
function stateOf(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(join(root, path))
    if (stat.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`)
    else if (!/\.test\.tsx?$/.test(path)) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}
