import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** PostgreSQL's lock on a data folder: its process is written on the first line, its port on the fourth. */
const lockFile = (data: string) => join(data, 'postmaster.pid')
/** No process has it: it lies above the highest number a system gives. */
const nobody = 0x7ffffff0

/** The server that runs on this data, if one does. */
export function findPostmaster(data: string): { pid: number; port: number } | undefined {
  const lines = readLock(data)
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!(pid > 0 && port > 0) || !isPostgres(pid)) return undefined
  return { pid, port }
}

/**
 * Makes a lock harmless whose process is gone and whose number another program has by now, as after a restart of the
 * machine or of a container: PostgreSQL would take that program for itself and refuse to start. The rest of the file
 * stays, because by it PostgreSQL recognises children of the dead server that still write.
 */
export function forgetDeadPostmaster(data: string): void {
  const lines = readLock(data)
  if (lines.length === 0 || isPostgres(Number(lines[0]))) return
  writeFileSync(lockFile(data), [nobody, ...lines.slice(1)].join('\n'))
}

function readLock(data: string): string[] {
  try {
    return readFileSync(lockFile(data), 'utf8').split('\n')
  } catch {
    return []
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return /postgres|postmaster/.test(commandOf(pid))
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8')
    } catch {
      return ''
    }
  }
  if (process.platform === 'win32')
    return spawnSync('tasklist', ['/FI', `PID eq ${pid}`, '/NH'], { encoding: 'utf8' }).stdout
  return spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).stdout
}
