import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import { keysFor } from '../../../platform/signed.ts'
import type { Crumb } from '../../../ui/index.ts'

/** Keys to cases that were opened with their query code. */
export const keys = keysFor('case', '/cases')

export const ByNumber = Type.Object({ number: Type.String({ maxLength: 50 }) })
export const ByDraft = Type.Object({ draft: Type.String({ maxLength: 40 }) })

/** Files are heavy: so many forms a minute from one address, whatever stands in them. */
export const uploadLimit = { max: 60, timeWindow: 60_000 }

export const caseHref = (number: string): string => `/cases/${encodeURIComponent(number)}`
export const itemHref = (code: string): string => `/services/${encodeURIComponent(code)}`

/** Steps of an application that is being made, in their order. */
export const draftSteps = ['questions', 'form', 'materials', 'check'] as const
export type DraftStep = (typeof draftSteps)[number]
export const draftHref = (id: string, step: DraftStep | 'drop'): string => `/my/cases/drafts/${id}/${step}`

const home: Crumb = { label: '首页', href: '/' }
export const mine: Crumb = { label: '我的', href: '/my' }
export const toMyCases: readonly Crumb[] = [home, mine]
export const toDraft: readonly Crumb[] = [home, mine, { label: '我的办件', href: '/my/cases' }]
export const toFollow: readonly Crumb[] = [home, { label: '查进度', href: '/progress' }]

/** A page that no one after this person finds in the browser's store. */
export const privately = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store')

/** The id of a record in an address. Throws NotFound. */
export function idIn(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound()
  return Number(text)
}

/** A draft's id in an address. Throws NotFound. */
export function draftIn(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new NotFound('这份草稿')
  return text
}
