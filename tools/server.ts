import { spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './sources.ts'

export type Server = {
  url: string
  pid: number
  /** What it has printed so far. */
  printed: () => string
  stop(): Promise<void>
}

/** Builds the program if a source has changed. */
export function build(): void {
  const done = spawnSync(process.execPath, [join(root, 'tools/launch.mjs'), '--build'], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) process.exit(1)
}

/**
 * Starts the built program on a data folder of its own and waits until it answers; an empty database receives the
 * demonstration year first.
 */
export async function startServer(folder: string, settings: Record<string, string> = {}): Promise<Server> {
  const port = await freePort()
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    MINGTANG_DATA: folder,
    // Measured and photographed by one address, which would be asked to slow down.
    REQUESTS_PER_MINUTE: '10000000',
    BUSY_AFTER_MS: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: '',
    ...settings,
  }
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'serve', '--port', String(port)], {
    cwd: root,
    env,
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (printed += bytes))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 300_000
  while (!(await answers(`${url}/readyz`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGTERM')
      throw new Error(`the server did not start; if its data is of an older checkout, remove ${folder}:\n${printed}`)
    }
    await sleep(200)
  }
  return {
    url,
    pid: child.pid ?? 0,
    printed: () => printed,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (reply) => reply.ok,
    () => false,
  )
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
