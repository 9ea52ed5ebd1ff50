import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { buildApp } from '../app.ts'
import type { DemonstrationAccount } from '../modules/identity/index.ts'
import { type Config, loadConfig } from '../platform/config.ts'
import { logDestination, openLog } from '../platform/log.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { command } from './command.ts'
import { firstStart } from './first-start.ts'
import { print } from './output.ts'
import { type Runtime, withRuntime } from './runtime.ts'
import { stopAsked } from './stop.ts'

export const serveCommand = command({
  name: 'serve',
  summary: 'Runs the server; npm start does the same',
  options: {
    port: { type: 'string', value: 'PORT', description: 'port to listen on, 3000 unless said (also PORT)' },
    host: { type: 'string', value: 'HOST', description: 'address to listen on, 127.0.0.1 unless said (also HOST)' },
    role: { type: 'string', value: 'ROLE', description: 'work of this node', choices: ['all', 'web', 'worker'] },
    empty: { type: 'boolean', description: 'leave an empty database empty, without the demonstration year' },
  },
  async run({ port, host, role, empty = false }) {
    const config = loadConfig(process.env, { PORT: port, HOST: host, MINGTANG_ROLE: role })
    // Before anything else: a demonstration year loaded for nothing would be a minute wasted.
    if (config.role !== 'worker') await checkPort(config)
    const asked = stopAsked()
    const onLost = (error: Error) => asked.stop(error)
    return withRuntime(config, { migrations: 'run', onLost, listensForStop: true }, async (runtime) => {
      await serve(runtime, { empty, asked: asked.promise })
      return 0
    })
  },
})

async function serve(runtime: Runtime, { empty, asked }: { empty: boolean; asked: Promise<void> }): Promise<void> {
  const { config, db, replica } = runtime
  const accounts = await Promise.race([firstStart(runtime, { empty }), asked])
  if (accounts === undefined) {
    // Stopped while the demonstration loads: all of it or nothing is kept, so there is nothing to wait for.
    await runtime.leave()
    process.exit(130)
  }
  const destination = logDestination(config, process.stdout.isTTY)
  const log = openLog(config, destination)
  const house = await buildApp({ config, db, replica, log })
  try {
    if (config.role !== 'worker') {
      await house.app.listen({ port: config.port, host: config.host }).catch((error: NodeJS.ErrnoException) => {
        throw portError(config, error)
      })
    }
    const address = house.app.server.address() as AddressInfo | null
    greet(runtime, accounts, address?.port, typeof destination === 'string' ? destination : undefined)
    await asked
  } finally {
    await house.close()
    log.flush()
  }
}

/** Says where everything is: the first thing a newcomer reads. */
function greet(
  { config, notes, place }: Runtime,
  accounts: readonly DemonstrationAccount[],
  port: number | undefined,
  logFile: string | undefined,
): void {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const base = config.publicUrl ?? `http://${host}:${port}`
  const rows = [
    ...(port === undefined
      ? []
      : [
          ['门户 Portal', `${base}/`],
          ['工作台 Desk', `${base}/desk/`],
          ['接口 API', `${base}/api/v1/`],
        ]),
    ['数据 Data', place],
    ['文件 Files', config.filesFolder],
    ...(logFile === undefined ? [] : [['日志 Log', logFile]]),
  ] as const
  print()
  for (const [label, value] of rows) print(`  ${label?.padEnd(12)} ${value}`)
  for (const note of notes) print(`  ${note}`)
  if (port !== undefined && accounts.length > 0) {
    print()
    print('  演示账号 Demonstration accounts （用户名 user name / 密码 password）')
    for (const { role, name, signInWith, password, page } of accounts)
      print(`    ${signInWith} / ${password}  ${role} ${name}  ${base}${page}`)
  }
  print()
  print(`明堂 is ready${port === undefined ? ' and works off its jobs' : ''}. Ctrl-C stops it.`)
}

async function checkPort(config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portError(config, error)))
    probe.listen(config.port, config.host, () => probe.close(() => resolve()))
  })
}

function portError({ host, port }: Config, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE')
    return new OperatorError(
      `Port ${port} on ${host} is taken: stop what uses it, or choose another with --port ${port + 1000 > 65535 ? 3000 : port + 1000}.`,
    )
  if (error.code === 'EACCES')
    return new OperatorError(`Port ${port} is for root alone: choose one of 1024 or above with --port.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new OperatorError(`${host} is not an address of this machine: choose another with --host.`)
  return error
}
