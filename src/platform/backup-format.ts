import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import tar from 'tar-stream'
import { OperatorError } from './operator-error.ts'

/*
 * A backup is one .tar.gz file:
 *   head.json            what it is of: release, migrations, tables with their columns, sequences
 *   secret               the installation's secret, when it was kept in the folder of the data
 *   tables/NAME/00001    rows of a table as COPY writes them, cut into pieces; a table comes after those it refers to
 *   files/SHA256         stored files, named by their digest
 *   digests.json         rows and SHA-256 of every table, number of files: it is last, so a file cut short is noticed
 */

export type Head = {
  format: 1
  createdAt: string
  migrations: string[]
  tables: { name: string; columns: string[] }[]
  sequences: { name: string; value: number }[]
}

export type Digests = { tables: Record<string, { rows: number; sha256: string }>; files: number }

/** What was written or read. */
export type BackupSummary = { tables: number; rows: number; files: number; createdAt: string }

/** Reads a backup entry by entry, in the order it was written. Each stream must be consumed before the next comes. */
export async function readEntries(
  file: string,
  each: (name: string, stream: Readable) => Promise<void>,
): Promise<void> {
  const extract = tar.extract()
  extract.on('entry', (header, stream, next) => {
    each(header.name, stream).then(
      () => next(),
      (error: Error) => extract.destroy(error),
    )
  })
  try {
    await pipeline(createReadStream(file), createGunzip(), extract)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new OperatorError(`${file} does not exist.`, 2)
    if (code?.startsWith('Z_') || /unexpected end|invalid tar|invalid header/i.test((error as Error).message))
      throw new OperatorError(`${file} is not a whole backup: it was cut short or damaged; use another.`)
    throw error
  }
}
