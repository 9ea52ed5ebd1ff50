import type { FastifyReply, FastifyRequest } from 'fastify'
import { showQueryCode } from './query-code.ts'

/** What signing needs of a request. */
export type Signer = { ctx: Pick<FastifyRequest['ctx'], 'now'>; server: Pick<FastifyRequest['server'], 'signCookie'> }

/**
 * Signs a text for one purpose and a while. What a browser holds is signed, not stored, so that whoever only looks or has
 * not sent yet leaves nothing behind.
 */
export function signed(by: Signer, purpose: string, text: string, seconds: number): string {
  const until = by.ctx.now.getTime() + seconds * 1000
  return by.server.signCookie(`${purpose}:${until}:${Buffer.from(text).toString('base64url')}`)
}

/** The text that was signed for this purpose, if it was and its time has not passed. */
export function unsigned(req: FastifyRequest, purpose: string, value: string | undefined): string | undefined {
  const read = value === undefined ? undefined : req.server.unsignCookie(value)
  if (!read?.valid || read.value === null) return undefined
  const [of, until, text = ''] = read.value.split(':')
  if (of !== purpose || Number(until) < req.ctx.now.getTime()) return undefined
  return Buffer.from(text, 'base64url').toString('utf8')
}

const cookie = (path: string, maxAge: number) =>
  ({ path, maxAge, httpOnly: true, sameSite: 'lax', secure: 'auto' }) as const

/** How long a record opened with its query code stays open in this browser, seconds. */
const openFor = 2 * 3600
/** How long the receipt can be called up again after sending, seconds. */
const receiptFor = 30 * 60

type Receipt = { number: string; code: string }

/**
 * Keys to the records of one kind, kept in the browser that opened them with a query code: each key is sent to the pages of
 * its own record only.
 * @param kind - of the record, such as `request`; names the cookies
 * @param at - address under which the records lie, such as `/requests`
 */
export function keysFor(kind: string, at: string) {
  const keyCookie = `${kind}_key`
  const receiptCookie = `${kind}_receipt`
  const receiptPath = `${at}/receipt`
  return {
    /** Opens a record in this browser. */
    giveKey(req: FastifyRequest, reply: FastifyReply, number: string): void {
      reply.setCookie(keyCookie, signed(req, keyCookie, number, openFor), cookie(`${at}/${number}`, openFor))
    },
    takeKey(reply: FastifyReply, number: string): void {
      reply.setCookie(keyCookie, '', cookie(`${at}/${number}`, 0))
      reply.setCookie(receiptCookie, '', cookie(receiptPath, 0))
    },
    /** The number that this browser has opened with its query code, if it is this one. */
    keyOf(req: FastifyRequest, number: string): string | undefined {
      return unsigned(req, keyCookie, req.cookies[keyCookie]) === number ? number : undefined
    },
    /** Hands the receipt to the page that follows: the code stands in no address and no log. */
    giveReceipt(req: FastifyRequest, reply: FastifyReply, receipt: Receipt): void {
      const text = JSON.stringify(receipt)
      reply.setCookie(receiptCookie, signed(req, receiptCookie, text, receiptFor), cookie(receiptPath, receiptFor))
    },
    /** Number and code, the code as it is shown. */
    receiptIn(req: FastifyRequest): Receipt | undefined {
      const text = unsigned(req, receiptCookie, req.cookies[receiptCookie])
      if (text === undefined) return undefined
      const { number, code } = JSON.parse(text) as Receipt
      return { number, code: showQueryCode(code) }
    },
  }
}
