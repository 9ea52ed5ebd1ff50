import { Invalid, Refused } from '../../core/errors.ts'
import { checkContactPhone } from '../../core/identifiers.ts'
import { type Acts, inName, type NewAct } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { hashOfCode } from '../../platform/query-code.ts'
import { hasAppeal } from './appeals.store.ts'
import type { Contact } from './matters.ts'
import { openOrder } from './orders.service.ts'
import { reasonsFor } from './reasons.ts'
import { type Facts, isBad, refuseMove } from './rules.ts'
import type { GivenBy, RatingForm } from './schema.ts'
import { changeRating, findByLink, findOf, insertMatter, lockRating, type Matter, type Rating } from './store.ts'

/** Acts of a rater bear no account and no name: the chain of acts is read by many, and is for ever. */
const anonymousActs = (ctx: Ctx): Acts => inName(ctx.acts, '评价人')

/** What the rules ask about a rating; `before` it was made, when the matter alone is known. */
export const finName = (rating: Rating, appealedBefore: boolean): Facts => ({
  state: rating.state,
  level: rating.level,
  byDefault: rating.byDefault,
  servedOn: rating.servedOn,
  appealedBefore,
  mayShowWords: rating.mayShowWords,
  rectified: rating.rectifiedOn !== null,
})

/** Why a service can not be rated now; undefined if it can. */
export async function refusalToRate(ctx: Ctx, matter: Pick<Matter, 'subject' | 'servedOn'>) {
  const known = await findOf(ctx.db, matter.subject)
  const facts = known ? finName(known, false) : fresh(matter)
  return refuseMove('give', facts, ctx.today, ctx.settings.limits.ratingDays)
}

const fresh = ({ servedOn }: Pick<Matter, 'servedOn'>): Facts => ({
  ...{ state: 'asked', level: null, byDefault: false, servedOn, appealedBefore: false, mayShowWords: false },
  rectified: false,
})

/**
 * Takes a rating: once for a case, once for a visit. A bad one opens a work order in the same transaction. Who rated is
 * kept only if they say so, and stands in no act. Throws Refused when it was rated before or too long ago, Invalid.
 * @param contact - who was served, if it is known: kept when the form says `named`
 * @param noting - an act of who takes it down for them, in the same transaction
 * @returns the id of the rating
 * @basis 国办发〔2019〕51号；GB/T 39735-2020：网上一事一评，现场一次一评
 */
export async function give(
  ctx: Ctx,
  matter: Matter,
  form: RatingForm,
  { channel, contact, noting }: { channel: GivenBy; contact: Contact | undefined; noting?: NewAct },
): Promise<number> {
  const rater = raterOf(form, contact)
  const fitting = new Set(reasonsFor(form.level).map((r) => r.code))
  return ctx.db.transaction().execute(async (tx) => {
    await insertMatter(tx, ctx.settings.site.regionCode, matter, null)
    const rating = await lockRating(tx, { subject: matter.subject })
    const refusal = refuseMove('give', finName(rating, false), ctx.today, ctx.settings.limits.ratingDays)
    if (refusal) throw new Refused(refusal)
    const words = form.words.trim()
    // Reasons of another level are left from a choice that was changed.
    const reasons = form.reasons.filter((r) => fitting.has(r))
    const { level } = form
    await anonymousActs(ctx).write(tx, {
      act: 'ratings.given',
      subject: `rating:${rating.id}`,
      unitCode: rating.unitCode,
      data: { level, channel, ...(rating.byDefault ? { insteadOfDefault: true } : {}) },
    })
    if (noting) await ctx.acts.write(tx, noting)
    const order = isBad(level) ? await openOrder(ctx, tx, rating, { level, reasons, words }, rater) : {}
    await changeRating(tx, rating.id, {
      ...{ state: 'valid', level, byDefault: false, channel, ratedAt: ctx.now, ratedOn: ctx.today },
      ...{ reasons, words, mayShowWords: words !== '' && form.mayShow === 'yes' },
      ...{ raterName: rater.name, raterPhone: rater.phone },
      ...order,
    })
    await publicChanged(tx)
    return rating.id
  })
}

function raterOf(form: RatingForm, contact: Contact | undefined): Contact {
  if (contact) return form.named === 'yes' ? contact : nobody
  const phone = form.phone.trim()
  if (phone === '') return nobody
  const wrong = checkContactPhone(phone)
  if (wrong) throw new Invalid([{ field: 'phone', message: wrong }])
  return { name: '', phone, email: '' }
}

const nobody: Contact = { name: '', phone: '', email: '' }

/** The rating that a link leads to, given or not. Undefined for a link that never was. */
export const followLink = (ctx: Ctx, token: string) => findByLink(ctx.db, hashOfCode(token))

/** Whether someone has appealed against a rating, for the rules. */
export const factsNow = async (db: Db, rating: Rating): Promise<Facts> =>
  finName(rating, rating.state !== 'appealed' && (await hasAppeal(db, rating.id)))
