import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refused } from '../../../core/errors.ts'
import { signed, unsigned } from '../../../platform/signed.ts'
import { deviceOf } from '../device-cookie.ts'

export const config = { may: 'everyone' } as const
export const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })

/** Address of a page of a hall's terminals. */
export const kioskHref = (hall: string, ...path: readonly (string | number)[]): string =>
  ['/kiosk', hall, ...path].map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join('/')

const isOwn = async (req: FastifyRequest): Promise<boolean> =>
  (await deviceOf(req, 'kiosk'))?.hallCode === (req.params as { hall?: string }).hall

/** Shows pages to the terminal that is paired for the hall of the address; any other browser is led to where it can be. */
async function showToOwn(req: FastifyRequest, reply: FastifyReply) {
  if (req.method === 'GET' && !(await isOwn(req))) return reply.redirect('/kiosk', 303)
}

/** Takes forms from it alone. Asked once the form's token was looked at. Throws Refused. */
async function takeFromOwn(req: FastifyRequest): Promise<void> {
  if (req.method !== 'GET' && !(await isOwn(req)))
    throw new Refused({
      code: 'hall.notPaired',
      message: '这台机器没有配对，或者已经停用',
      next: '请到服务台，我们马上帮您',
    })
}

/** How a page of a terminal is reached. */
export const kiosk = { config, onRequest: showToOwn, preHandler: takeFromOwn }

/** What whoever stands at the terminal has opened: the code of their ticket, the numbers of their case and appointments. */
type Visit = { ticket?: string; case?: string; appointments?: readonly string[] }

const cookie = 'kiosk_visit'
const visitFor = 5 * 60
const at = (maxAge: number) => ({ path: '/kiosk', maxAge, httpOnly: true, sameSite: 'strict', secure: 'auto' }) as const

/** Keeps what was opened for the next pages; it stands in no address, and the start page forgets it. */
export function beginVisit(req: FastifyRequest, reply: FastifyReply, visit: Visit): void {
  reply.setCookie(cookie, signed(req, cookie, JSON.stringify(visit), visitFor), at(visitFor))
}

export function visitOf(req: FastifyRequest): Visit {
  const text = unsigned(req, cookie, req.cookies[cookie])
  return text === undefined ? {} : (JSON.parse(text) as Visit)
}

export function endVisit(reply: FastifyReply): void {
  reply.setCookie(cookie, '', at(0))
}
