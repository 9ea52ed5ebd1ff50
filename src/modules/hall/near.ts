import type { FastifyRequest } from 'fastify'
import { type Signer, signed, unsigned } from '../../platform/signed.ts'

const purpose = 'hall_near'
/** How long a code on a screen of the hall lets one take a number, seconds; it changes every five minutes. */
const holdsFor = 15 * 60
const step = 5 * 60_000

/**
 * Address at which a number is taken by phone: it ends after a while, so that only who is near has one that holds.
 * @param origin - protocol and host of the site
 */
export function nearAddress(by: Signer, origin: string, hall: string): string {
  const now = new Date(Math.floor(by.ctx.now.getTime() / step) * step)
  const near = signed({ server: by.server, ctx: { now } }, purpose, hall, holdsFor)
  return `${origin}/hall/${encodeURIComponent(hall)}/take?near=${encodeURIComponent(near)}`
}

/** Whether an address was read in this hall a short while ago. */
export const isNear = (req: FastifyRequest, hall: string, near: string | undefined): boolean =>
  unsigned(req, purpose, near) === hall

/** For the form of who was near when it was opened. */
export const stillNear = (req: FastifyRequest, hall: string): string => signed(req, purpose, hall, holdsFor)
