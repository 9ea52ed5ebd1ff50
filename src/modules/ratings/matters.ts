import type { Ctx } from '../../platform/context.ts'
import { findServedCase, type ServedCase } from '../cases/index.ts'
import { findServedVisit, type ServedVisit } from '../hall/index.ts'
import type { Matter } from './store.ts'

/** Who was served, as far as it is known: for asking them, and for calling back who agreed to it. Empty: not known. */
export type Contact = { name: string; phone: string; email: string }

/** A finished case as something to be rated: once online. */
export const matterOfCase = (c: ServedCase): Matter => ({
  subject: `case:${c.number}`,
  itemCode: c.itemCode,
  itemName: c.itemName,
  unitCode: c.unitCode,
  counterId: null,
  counterName: '',
  clerkId: c.clerkId,
  clerkName: c.clerkName,
  servedOn: c.completedOn,
})

export const contactOfCase = (c: ServedCase): Contact => ({
  name: c.applicantName,
  phone: c.applicantPhone,
  email: c.applicantEmail,
})

/** A visit to the hall as something to be rated: once on site. */
export const matterOfVisit = (v: ServedVisit): Matter => ({
  subject: `ticket:${v.id}`,
  itemCode: v.itemCode,
  itemName: v.itemName,
  unitCode: v.unitCode,
  counterId: v.counterId,
  counterName: v.counterName,
  clerkId: v.clerkId,
  clerkName: v.clerkName,
  servedOn: v.day,
})

/** Of a visitor no more is known than the phone for which the number was taken; undefined where it was taken without one. */
export const contactOfVisit = ({ seal }: Pick<Ctx, 'seal'>, v: ServedVisit): Contact | undefined =>
  v.phoneSealed ? { name: '', phone: seal.open(v.phoneSealed), email: '' } : undefined

/** Who was served in the matter of a rating; undefined where nothing is known of them. */
export async function contactOf(ctx: Ctx, subject: string): Promise<Contact | undefined> {
  const [kind, key = ''] = subject.split(/:(.*)/s)
  if (kind === 'case') {
    const served = await findServedCase(ctx.db, key)
    return served && contactOfCase(served)
  }
  const visit = kind === 'ticket' ? await findServedVisit(ctx.db, Number(key)) : undefined
  return visit && contactOfVisit(ctx, visit)
}
