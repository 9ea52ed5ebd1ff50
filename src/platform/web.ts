import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden, Invalid, NotFound, type Problem } from '../core/errors.ts'
import type { Incoming, StoredFile } from './files.ts'
import type { App } from './http.ts'

export type WebOptions = {
  /** Signs cookies; at least 32 characters. */
  secret: string
  /** Whether the site is reached over https, so that cookies are marked secure and browsers told to stay with it. */
  https: boolean
  /** Requests one address may make in a minute before it is asked to wait. */
  requestsPerMinute: number
  /** Delay of the event loop from which visitors are asked to come back later; 0 never. */
  busyAfterMs: number
  uploadBytes: number
  uploadsPerRequest: number
}

/** What every wing stands on: headers, cookies, forms, uploads, limits. */
export async function useWeb(app: App, options: WebOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: options.https,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie, { secret: options.secret })
  await app.register(csrf, {
    cookieOpts: { path: '/', sameSite: 'lax', httpOnly: true, signed: true, secure: options.https },
    // A form that carries files names its token in the address: its body is still under way when the token is asked for.
    getToken: (req) => (req.body as { _csrf?: string } | undefined)?._csrf ?? (req.query as { _csrf?: string })._csrf,
  })
  await app.register(formbody, { bodyLimit: 1024 * 1024 })
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fileSize: options.uploadBytes + 1,
      files: options.uploadsPerRequest,
      fields: 200,
      fieldSize: 1024 * 1024,
      parts: 200 + options.uploadsPerRequest,
    },
  })
  await app.register(rateLimit, {
    global: true,
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_req, context) =>
      Object.assign(new Error('too many requests'), { statusCode: 429, after: context.after }),
  })
  await app.register(underPressure, {
    maxEventLoopDelay: options.busyAfterMs,
    retryAfter: 10,
    exposeStatusRoute: false,
  })
  refuseUnusable(app)
  await app.register(compress, { global: true, threshold: 1024, encodings: ['gzip', 'identity'] })
}

/**
 * Refuses values that no schema catches and no table takes: zero bytes and half characters, which PostgreSQL cannot
 * store, and numbers beyond all bounds, which pass every minimum and maximum once they have become Infinity.
 */
function refuseUnusable(app: App): void {
  app.addHook('preHandler', async (req) => {
    // An address with such a value names nothing that exists.
    if (unusableIn(req.params, '').length > 0) throw new NotFound()
    const problems = [req.query, req.body].flatMap((part) => unusableIn(part, ''))
    if (problems.length > 0) throw new Invalid(problems)
  })
}

function unusableIn(value: unknown, field: string): Problem[] {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    return [{ field, message: '含有无法保存的字符，请删去后重新填写' }]
  if (typeof value === 'number' && !Number.isFinite(value)) return [{ field, message: '数字太大，请检查后重新填写' }]
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => unusableIn(inner, field === '' ? name : field))
}

/** The CSRF token of this reply, made once: a second secret would undo the first. */
export function csrfToken(reply: FastifyReply): string {
  const held = reply as FastifyReply & { csrfTokenMade?: string }
  held.csrfTokenMade ??= reply.generateCsrf()
  return held.csrfTokenMade
}

/** Protocol and host by which the page was asked for, for addresses that leave the site: feeds, QR codes. */
export function originOf(req: FastifyRequest): string {
  return `${req.protocol}://${req.host}`
}

/** A file that came with a form; `fresh`: these bytes were not in the store before. */
export type Upload = StoredFile & { name: string; fresh: boolean }

type Sent = {
  fields: Record<string, string | string[]>
  files: Record<string, Upload[]>
}

/**
 * Reads a form that carries files: fields as strings (several of one name as an array), files as they stream in. Files
 * are kept once the whole form has arrived: a connection lost on the way leaves nothing.
 * @param types - media types that are taken, by field of the file; default all
 * @returns also what was wrong with single files and texts, so that the form can be shown again with all the rest
 */
export async function formWithFiles(
  req: FastifyRequest,
  types: Readonly<Record<string, readonly string[]>> = {},
): Promise<Sent & { problems: Problem[] }> {
  const fields: Sent['fields'] = {}
  const incoming: { field: string; name: string; file: Incoming }[] = []
  const problems: Problem[] = []
  const { db, files: store, settings } = req.ctx
  try {
    for await (const part of req.parts()) {
      if (part.type === 'field') {
        const before = fields[part.fieldname]
        const value = String(part.value)
        fields[part.fieldname] = before === undefined ? value : [before, value].flat()
        continue
      }
      // An input left empty arrives as a nameless part.
      if (part.filename === '' || part.filename === undefined) {
        part.file.resume()
        continue
      }
      const [field, name] = [part.fieldname, safeName(part.filename)]
      try {
        const bounds = { maxBytes: settings.limits.uploadBytes, types: types[field] }
        incoming.push({ field, name, file: await store.receive(part.file, bounds) })
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        problems.push(...error.problems.map((p) => ({ field, message: `“${name}”：${p.message}` })))
      }
    }
    problems.push(...unusableIn(fields, ''))
    const files: Sent['files'] = {}
    for (const { field, name, file } of incoming) {
      const { keep, drop: _, ...stored } = file
      const fresh = await keep(db)
      files[field] = [...(files[field] ?? []), { ...stored, name, fresh }]
    }
    return { fields, files, problems }
  } catch (error) {
    throw isBroken(error) ? Object.assign(new Error('a form that cannot be read'), { statusCode: 400 }) : error
  } finally {
    await Promise.all(incoming.map(({ file }) => file.drop()))
  }
}

/** What the reader of forms says of bytes that are none is a bare error, without code or status. */
const isBroken = (error: unknown) =>
  error instanceof Error && error.constructor === Error && !('code' in error) && !('statusCode' in error)

/** A file that came with a form and is only looked at: it lies in memory and nowhere else. */
export type LooseFile = { name: string; bytes: Buffer }

/**
 * Reads the files of a form without keeping them; its fields are passed over.
 * @param maxBytes - of one file. Throws Invalid for the field of one that is larger
 */
export async function looseFiles(req: FastifyRequest, maxBytes: number): Promise<Record<string, LooseFile>> {
  const files: Record<string, LooseFile> = {}
  const problems: Problem[] = []
  try {
    for await (const part of req.parts()) {
      if (part.type === 'field') continue
      const chunks: Buffer[] = []
      let size = 0
      // The rest of a file that is too large is read past, so that the form can be answered.
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size <= maxBytes) chunks.push(chunk)
      }
      if (!part.filename) continue
      const name = safeName(part.filename)
      if (size > maxBytes)
        problems.push({ field: part.fieldname, message: `“${name}”：文件超过 ${maxBytes / 1024 / 1024} MB，请另选` })
      else files[part.fieldname] = { name, bytes: Buffer.concat(chunks) }
    }
  } catch (error) {
    throw isBroken(error) ? Object.assign(new Error('a form that cannot be read'), { statusCode: 400 }) : error
  }
  if (problems.length > 0) throw new Invalid(problems)
  return files
}

/** The same where anything wrong with a file ends it. Throws Invalid for its field. */
export async function uploadsIn(req: FastifyRequest): Promise<Sent> {
  const { problems, ...sent } = await formWithFiles(req)
  if (problems.length > 0) throw new Invalid(problems)
  return sent
}

/**
 * Lets through only what no other site can send in someone's name: a browser asks first before it sends JSON elsewhere,
 * and says where a page comes from. For routes of the API that change something by the session of whoever is signed in.
 */
export async function refuseOtherSites(req: FastifyRequest): Promise<void> {
  const { origin, 'sec-fetch-site': site, 'content-type': type = '' } = req.headers
  const elsewhere = (site !== undefined && site !== 'same-origin' && site !== 'none') || !isOwn(origin, req.host)
  if (elsewhere) throw new Forbidden('这个操作只能从本网站的页面，或者不经浏览器的程序发出')
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw Object.assign(new Error('not JSON'), { statusCode: 415, code: 'sendJson' })
}

function isOwn(origin: string | undefined, host: string): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}

// Control characters, marks that turn the reading direction, and signs that some systems stumble over.
const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e<>:"|?*]/gu

/** A file's name without folders, control characters and signs that systems stumble over; at most 120 characters. */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).pop() ?? ''
  const clean = last.replace(unsafe, '').replace(/^\.+/, '').trim()
  if (clean === '') return '未命名'
  const dot = clean.lastIndexOf('.')
  const extension = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : ''
  return clean.slice(0, clean.length - extension.length).slice(0, 120 - extension.length) + extension
}
