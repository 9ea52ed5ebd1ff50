import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from './context.ts'
import type { StoredFile } from './files.ts'

/**
 * Sends a public file. Whether it may be read is asked by the caller at every request, so what is withdrawn is gone at
 * once; a browser may keep its copy but must ask each time whether it still stands. Stretches are sent as asked for.
 */
export async function sendPublicFile(
  req: FastifyRequest,
  reply: FastifyReply,
  file: StoredFile & { name: string },
): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`
  reply.headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
    'content-disposition': dispositionOf(file.name),
    'x-content-type-options': 'nosniff',
    // Should a browser show it all the same, it shows it as a stranger: no scripts, no forms, no access to the site.
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  })
  if (req.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return reply.code(304).send()
  const range = rangeIn(req.headers.range, file.size, req.headers['if-range'], etag)
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${file.size}`).send()
  reply.type(file.mediaType)
  const { first, last } = range ?? { first: 0, last: file.size - 1 }
  if (range) reply.code(206).header('content-range', `bytes ${first}-${last}/${file.size}`)
  reply.header('content-length', last - first + 1)
  if (req.method === 'HEAD') return reply.send()
  const whole = await req.ctx.files.open(file.sha256)
  return reply.send(range ? Readable.from(part(whole, first, last)) : whole)
}

/** Media types of papers, by the format they are saved in. */
export const paperTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** Sends a file to be saved, for this person only. Shown by nobody's browser, so nothing in it can run as this site. */
export async function sendPrivate(
  ctx: Ctx,
  reply: FastifyReply,
  file: { name: string; sha256: string; mediaType: string },
) {
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-disposition': dispositionOf(file.name),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    .type(file.mediaType)
    .send(await ctx.files.open(file.sha256))
}

/** Offers a file for saving under its own name; the plain form is for clients that do not read RFC 5987. */
export function dispositionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot).replace(/[^.A-Za-z0-9]/g, '') : ''
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="file${extension}"; filename*=UTF-8''${encoded}`
}

/**
 * The stretch of a file that is asked for, ends included. Undefined: the whole file, also when several stretches are
 * asked for or the file has changed since (RFC 9110, 14.2).
 */
export function rangeIn(
  header: string | undefined,
  size: number,
  ifRange: string | string[] | undefined,
  etag: string,
): { first: number; last: number } | 'unsatisfiable' | undefined {
  if (!header || (ifRange !== undefined && ifRange !== etag)) return undefined
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header)
  if (!found || (found[1] === '' && found[2] === '')) return undefined
  const [from, to] = [found[1] ?? '', found[2] ?? '']
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined
  return first >= size || (from === '' && to !== '' && Number(to) === 0) ? 'unsatisfiable' : { first, last }
}

async function* part(whole: Readable, first: number, last: number): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of whole as AsyncIterable<Buffer>) {
    const [from, to] = [Math.max(0, first - at), Math.min(chunk.length, last + 1 - at)]
    if (from < to) yield chunk.subarray(from, to)
    at += chunk.length
    if (at > last) return
  }
}
