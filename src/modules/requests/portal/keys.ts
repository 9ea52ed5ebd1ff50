import type { FastifyReply, FastifyRequest } from 'fastify'
import { showQueryCode } from '../../../platform/query-code.ts'

/** How long a request opened with its query code stays open in this browser, seconds. */
const openFor = 2 * 3600
/** How long the receipt can be called up again after sending, seconds. */
const receiptFor = 30 * 60

const keyCookie = 'request_key'
const receiptCookie = 'request_receipt'
const receiptPath = '/requests/receipt'
const pathOf = (number: string) => `/requests/${number}`

type Purpose = 'key' | 'receipt' | 'kept'

/**
 * Signs a text for one purpose and a while. What a browser holds is signed, not stored, so that an application leaves
 * nothing behind until it is registered.
 */
export function signed(req: FastifyRequest, purpose: Purpose, text: string, seconds: number): string {
  const until = req.ctx.now.getTime() + seconds * 1000
  return req.server.signCookie(`${purpose}:${until}:${Buffer.from(text).toString('base64url')}`)
}

/** The text that was signed for this purpose, if it was and its time has not passed. */
export function unsigned(req: FastifyRequest, purpose: Purpose, value: string | undefined): string | undefined {
  const read = value === undefined ? undefined : req.server.unsignCookie(value)
  if (!read?.valid || read.value === null) return undefined
  const [of, until, text = ''] = read.value.split(':')
  if (of !== purpose || Number(until) < req.ctx.now.getTime()) return undefined
  return Buffer.from(text, 'base64url').toString('utf8')
}

const cookie = (path: string, maxAge: number) =>
  ({ path, maxAge, httpOnly: true, sameSite: 'lax', secure: 'auto' }) as const

/** Opens a request in this browser; the cookie is sent to its own pages only. */
export function giveKey(req: FastifyRequest, reply: FastifyReply, number: string): void {
  reply.setCookie(keyCookie, signed(req, 'key', number, openFor), cookie(pathOf(number), openFor))
}

export function takeKey(reply: FastifyReply, number: string): void {
  reply.setCookie(keyCookie, '', cookie(pathOf(number), 0))
  reply.setCookie(receiptCookie, '', cookie(receiptPath, 0))
}

/** The number that this browser has opened with its query code, if it is this one. */
export function keyOf(req: FastifyRequest, number: string): string | undefined {
  return unsigned(req, 'key', req.cookies[keyCookie]) === number ? number : undefined
}

/** Hands the receipt to the page that follows: the code stands in no address and no log. */
export function giveReceipt(req: FastifyRequest, reply: FastifyReply, receipt: { number: string; code: string }): void {
  const text = JSON.stringify(receipt)
  reply.setCookie(receiptCookie, signed(req, 'receipt', text, receiptFor), cookie(receiptPath, receiptFor))
}

export function receiptIn(req: FastifyRequest): { number: string; code: string } | undefined {
  const text = unsigned(req, 'receipt', req.cookies[receiptCookie])
  if (text === undefined) return undefined
  const { number, code } = JSON.parse(text) as { number: string; code: string }
  return { number, code: showQueryCode(code) }
}
