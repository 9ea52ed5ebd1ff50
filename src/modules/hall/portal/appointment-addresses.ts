import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Problem, Refused } from '../../../core/errors.ts'
import { keysFor } from '../../../platform/signed.ts'
import type { Crumb } from '../../../ui/index.ts'

/** Keys to appointments that were opened with their query code. */
export const keys = keysFor('appointment', '/appointments')

export const config = { may: 'everyone' } as const
export const ByNumber = Type.Object({ number: Type.String({ maxLength: 40 }) })

export const appointments = '/appointments'
export const toAppointments: readonly Crumb[] = [
  { label: '首页', href: '/' },
  { label: '预约取号', href: appointments },
]

/** Item, hall, day, hour: `/appointments/items/1234/main/2026-12-01/0900`. */
export const bookHref = (...path: readonly string[]): string =>
  [`${appointments}/items`, ...path.map((p) => encodeURIComponent(p.replace(/^(\d\d):(\d\d)$/, '$1$2')))].join('/')

/** A page that no one after this person finds in the browser's store. */
export const privately = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store')

/** A refusal at a field of the form, which stays as it was typed. */
export const problemOf = ({ refusal: { message, next } }: Refused, field: string): Problem => ({
  field,
  message: [message, next].filter(Boolean).join('；'),
})
