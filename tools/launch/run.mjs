import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { root, textOf } from './place.mjs'

/**
 * Runs a program in the foreground, handing on what stops us.
 * @returns {Promise<number>} its exit status
 */
export function run(node, args) {
  return new Promise((resolve, reject) => {
    // Over the fourth channel the program notices when we are killed, and stops instead of keeping the port.
    // What Node has made of a file it keeps here for the next start, and for the threads that read what strangers send.
    const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'), ...process.env }
    const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    stopWithNpm(child)
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

/** Under `npm start` npm stands above us, with a shell between; when it is killed outright nobody tells us, so we look. */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return
  const above = ancestors()
  setInterval(() => {
    if (ancestors() !== above) child.kill('SIGTERM')
  }, 1000).unref()
}

/** Numbers of our parent and, where the system shows it, of its parent. */
function ancestors() {
  // The name in brackets may hold spaces; the parent is the second field after it.
  const shell = textOf(`/proc/${process.ppid}/stat`)
  return `${process.ppid} ${shell.slice(shell.lastIndexOf(')')).split(' ')[2] ?? ''}`
}
