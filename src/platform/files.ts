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

/** Bytes kept once, under the digest of their content. Who may read them is decided by the record that points to them. */
export type Files = {
  /** Stores bytes as they stream in. Throws Invalid for the field `file` when there are none or too many. */
  save(db: Db, bytes: Buffer | Readable, options: { maxBytes: number }): Promise<StoredFile>
  /** The bytes of a file. Rejects when the store has lost it. */
  open(sha256: string): Promise<Readable>
  read(sha256: string): Promise<Buffer>
}

/** @param folder - where files lie, such as var/files; created when missing */
export function filesIn(folder: string): Files {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }))
  return {
    async save(db, bytes, { maxBytes }) {
      await mkdir(join(folder, 'incoming'), { recursive: true })
      const incoming = join(folder, 'incoming', randomUUID())
      try {
        const { sha256, size } = await receive(
          Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes,
          incoming,
          maxBytes,
        )
        const mediaType = await sniff(incoming)
        const key = keyOf(sha256)
        if (!(await disk.exists(key))) await disk.moveFromFs(incoming, key)
        await db
          .insertInto('files')
          .values({ sha256, size, mediaType })
          .onConflict((c) => c.doNothing())
          .execute()
        return { sha256, size, mediaType }
      } finally {
        await rm(incoming, { force: true })
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

async function receive(from: Readable, to: string, maxBytes: number): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > maxBytes)
        return done(
          new Invalid([
            { field: 'file', message: `文件超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，请压缩或分成几个文件上传` },
          ]),
        )
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(from, meter, createWriteStream(to))
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
