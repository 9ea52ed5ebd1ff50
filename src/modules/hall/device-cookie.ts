import type { FastifyReply, FastifyRequest } from 'fastify'
import { deviceByToken } from './devices.service.ts'
import type { Device } from './devices.store.ts'
import type { DeviceKind } from './schema.ts'

const name = 'hall_device'
/** Browsers keep a cookie for 400 days at most; each day the device is on, it is given anew. */
const keptFor = 400 * 86_400

/** Keeps the token on the device: signed, and out of reach of scripts. */
export function keepToken(reply: FastifyReply, token: string): void {
  reply.setCookie(name, token, {
    path: '/',
    maxAge: keptFor,
    httpOnly: true,
    sameSite: 'strict',
    secure: 'auto',
    signed: true,
  })
}

/** The paired device that asks, if it is of this kind and still in use. */
export async function deviceOf(req: FastifyRequest, kind: DeviceKind): Promise<Device | undefined> {
  const token = tokenIn(req)
  const device = token === undefined ? undefined : await deviceByToken(req.ctx, token)
  return device?.kind === kind ? device : undefined
}

/** Lengthens what the device keeps. */
export function keepOn(req: FastifyRequest, reply: FastifyReply): void {
  const token = tokenIn(req)
  if (token !== undefined) keepToken(reply, token)
}

function tokenIn(req: FastifyRequest): string | undefined {
  const read = req.unsignCookie(req.cookies[name] ?? '')
  return read.valid && read.value ? read.value : undefined
}
