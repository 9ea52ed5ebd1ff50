import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromBuffer } from 'file-type'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { Invalid } from '../core/errors.ts'
import type { Db } from './database.ts'

export type StoredFile = { sha256: string; size: number; mediaType: string }

type Bounds = {
  maxBytes: number
  /** Media types that are taken, by content; default all. */
  types?: readonly string[] | undefined
}

/** Bytes that have come and belong to nothing yet: they are kept, or dropped without a trace. */
export type Incoming = StoredFile & {
  /** @returns whether they are new to the store */
  keep(db: Db): Promise<boolean>
  drop(): Promise<void>
}

/** Bytes kept once, under the digest of their content. Who may read them is decided by the record that points to them. */
export type Files = {
  /** Takes bytes as they stream in. Throws Invalid for the field `file` when there are none, too many, or of a wrong type. */
  receive(bytes: Buffer | Readable, bounds: Bounds): Promise<Incoming>
  /** Receives bytes and keeps them. */
  save(db: Db, bytes: Buffer | Readable, bounds: Bounds): Promise<StoredFile>
  /** Takes bytes out of the store unless a record points to them. @returns whether they are gone */
  forget(db: Db, sha256: string): Promise<boolean>
  /** The bytes of a file. Rejects when the store has lost it. */
  open(sha256: string): Promise<Readable>
  read(sha256: string): Promise<Buffer>
}

/** @param folder - where files lie, such as var/files; created when missing */
export function filesIn(folder: string): Files {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }))
  const receive: Files['receive'] = async (bytes, { maxBytes, types }) => {
    await mkdir(join(folder, 'incoming'), { recursive: true })
    const incoming = join(folder, 'incoming', randomUUID())
    const drop = () => rm(incoming, { force: true })
    try {
      const from = Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes
      const { sha256, size } = await write(from, incoming, maxBytes)
      const mediaType = await sniff(incoming)
      if (types && !types.includes(mediaType))
        throw new Invalid([{ field: 'file', message: '这种文件收不了，请换成说明里列出的种类' }])
      const keep = async (db: Db) => {
        // The row first: should the same bytes be forgotten in this moment, it waits until they are gone.
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('files')
          .values({ sha256, size, mediaType })
          .onConflict((c) => c.doNothing())
          .executeTakeFirst()
        const key = keyOf(sha256)
        if (await disk.exists(key)) await drop()
        else await disk.moveFromFs(incoming, key)
        return (numInsertedOrUpdatedRows ?? 0n) > 0n
      }
      return { sha256, size, mediaType, keep, drop }
    } catch (error) {
      await drop()
      throw error
    }
  }
  return {
    receive,
    async save(db, bytes, bounds) {
      const { keep, drop, ...file } = await receive(bytes, bounds)
      await keep(db).finally(drop)
      return file
    },
    async forget(db, sha256) {
      try {
        await db.transaction().execute(async (tx) => {
          await tx.deleteFrom('files').where('sha256', '=', sha256).execute()
          await disk.delete(keyOf(sha256))
        })
        return true
      } catch (error) {
        const foreignKeyViolation = '23503'
        if ((error as { code?: string }).code === foreignKeyViolation) return false
        throw error
      }
    },
    open: (sha256) => disk.getStream(keyOf(sha256)),
    read: async (sha256) => Buffer.from(await disk.getBytes(keyOf(sha256))),
  }
}

/** Two levels of folders, so that none holds a million entries. */
function keyOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256 digest')
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
}

/** What is too much is still read to its end, so that the rest of the form after it can be read too. */
async function write(from: Readable, to: string, maxBytes: number): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > maxBytes) return done()
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(from, meter, createWriteStream(to))
  if (size > maxBytes)
    throw new Invalid([
      { field: 'file', message: `文件超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，请压缩或分成几个文件上传` },
    ])
  if (size === 0) throw new Invalid([{ field: 'file', message: '文件是空的，请选择有内容的文件' }])
  return { sha256: hash.digest('hex'), size }
}

/** The type by content. Text without a signature is text/plain, everything else unknown is octets. */
async function sniff(path: string): Promise<string> {
  const handle = await open(path)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0)
  await handle.close()
  const head = buffer.subarray(0, bytesRead)
  const found = await fileTypeFromBuffer(head)
  // A zip may be a .docx or .xlsx whose telling entry lies further on, so the whole file is asked.
  if (found?.mime === 'application/zip') return (await typeOfWhole(path)) ?? found.mime
  if (found) return found.mime
  return head.includes(0) ? 'application/octet-stream' : 'text/plain'
}

async function typeOfWhole(path: string): Promise<string | undefined> {
  const { fileTypeFromStream } = await import('file-type')
  const stream = createReadStream(path)
  try {
    return (await fileTypeFromStream(stream))?.mime
  } finally {
    stream.destroy()
  }
}
