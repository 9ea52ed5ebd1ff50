import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { root } from '../../src/platform/root.ts'
import { folder, secret, url } from './world.ts'

/** A web node of its own on the database of the test file, and one browser signed in to it. */
export type WebProcess = {
  post(path: string, fields: Record<string, string>): Promise<{ status: number; body: string }>
  /** Ends it in the middle of whatever it does. */
  kill(): void
  stop(): Promise<void>
}

/** Runs the program as it was built. @param session - cookie of a session, see `sessionAs` */
export async function startWebProcess(session: string): Promise<WebProcess> {
  const child = spawn(
    process.execPath,
    [join(root, 'dist/cli.js'), 'serve', '--role', 'web', '--port', '0', '--empty'],
    {
      env: {
        ...process.env,
        DATABASE_URL: url,
        MINGTANG_DATA: folder,
        MINGTANG_SECRET: secret,
        REQUESTS_PER_MINUTE: '1000000',
        BUSY_AFTER_MS: '0',
        DATABASE_CONNECTIONS: '5',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  afterAll(() => void child.kill('SIGKILL'))
  const base = await addressOf(child)
  const first = await fetch(`${base}/desk/sign-in`)
  const token = /name="_csrf" value="([^"]+)"/.exec(await first.text())?.[1] ?? ''
  const cookies = [session, ...first.headers.getSetCookie().map((c) => c.split(';')[0])].join('; ')
  return {
    async post(path, fields) {
      const answer = await fetch(`${base}${path}`, {
        method: 'POST',
        headers: { cookie: cookies },
        body: new URLSearchParams({ _csrf: token, ...fields }),
      })
      return { status: answer.status, body: await answer.text() }
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** The address it prints once it listens. */
async function addressOf(child: ChildProcess): Promise<string> {
  let printed = ''
  for await (const part of child.stdout ?? []) {
    printed += part
    const base = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
    if (base) return base
  }
  throw new Error(`the process ended: ${printed}`)
}
