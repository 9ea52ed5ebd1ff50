import { addDays } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queueMessage } from '../../platform/mail.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { hashOfCode, showQueryCode, verificationCode } from '../../platform/query-code.ts'
import { listServedCases } from '../cases/index.ts'
import { listServedVisits } from '../hall/index.ts'
import { type Contact, contactOfCase, contactOfVisit, matterOfCase, matterOfVisit } from './matters.ts'
import { defaultLevel, defaultsUntil } from './rules.ts'
import { addLink, changeRating, insertMatter, knownAmong, lockUnanswered, type Matter } from './store.ts'

/** What was finished longer ago than this is no longer asked about: a house that stood still does not flood its people. */
const askedWithin = 7
const batch = 500

/**
 * Asks who was served for a rating, by a link in a text message or a mail: once for each finished case, once for each visit.
 * Run by the clock, as often as one likes. @returns how many were asked
 * @basis 国办发〔2019〕51号：现场服务“一次一评”，线上“一事一评”
 */
export async function askForRatings(ctx: Ctx): Promise<number> {
  const from = addDays(ctx.today, -askedWithin)
  const cases = await askEach(
    ctx,
    (after) => listServedCases(ctx.db, { from, after, size: batch }),
    (c) => [matterOfCase(c), contactOfCase(c)],
  )
  const visits = await askEach(
    ctx,
    (after) => listServedVisits(ctx.db, { from, after, size: batch }),
    (v) => [matterOfVisit(v), contactOfVisit(ctx, v)],
  )
  return cases + visits
}

async function askEach<Served extends { id: number }>(
  ctx: Ctx,
  list: (after: number) => Promise<readonly Served[]>,
  toAsk: (served: Served) => readonly [Matter, Contact | undefined],
): Promise<number> {
  let asked = 0
  for (let after = 0; ; ) {
    const served = await list(after)
    const all = served.map(toAsk)
    const known = await knownAmong(
      ctx.db,
      all.map(([matter]) => matter.subject),
    )
    for (const [matter, contact] of all)
      if (!known.has(matter.subject)) asked += Number(await ask(ctx, matter, contact))
    const last = served.at(-1)
    if (!last || served.length < batch) return asked
    after = last.id
  }
}

/** Asks about one matter, unless it was asked about or rated before, or there is no way to ask. */
async function ask(ctx: Ctx, matter: Matter, contact: Contact | undefined): Promise<boolean> {
  if (!contact) return false
  const { phone, email } = contact
  const mobile = /^1\d{10}$/.test(phone.trim()) ? phone.trim() : ''
  if (mobile === '' && email === '') return false
  return ctx.db.transaction().execute(async (tx) => {
    const id = await insertMatter(tx, ctx.settings.site.regionCode, matter, ctx.today)
    if (id === undefined) return false
    await ctx.acts.write(tx, { act: 'ratings.asked', subject: `rating:${id}`, unitCode: matter.unitCode })
    const { shortName } = ctx.settings.site
    const url = await makeLink(ctx, tx, id)
    const body = `您的事办完了，办得怎么样，请您评一评（自愿，被评的人看不到您是谁）：${url}，${ctx.settings.limits.ratingDays}天内有效。`
    if (mobile !== '')
      await queueMessage(tx, ctx.jobs, { channel: 'sms', recipient: mobile, body: `【${shortName}】${body}` })
    else await queueMessage(tx, ctx.jobs, { channel: 'mail', recipient: email, subject: '请您评价这次服务', body })
    return true
  })
}

/** A link by which one rating may be given. Its token stands nowhere else. */
async function makeLink(ctx: Ctx, tx: Db, ratingId: number): Promise<string> {
  const token = verificationCode()
  await addLink(tx, hashOfCode(token), ratingId, ctx.now)
  return `https://${ctx.settings.site.domain}/rate/${showQueryCode(token)}`
}

/**
 * Counts silence as satisfied where the county does so: of those who were asked and said nothing in time. Always counted
 * apart, and a real rating takes its place while ratings are open. Run by the clock. @returns how many were counted
 */
export async function countDefaults(ctx: Ctx): Promise<number> {
  const days = ctx.settings.limits.ratingDefaultDays
  if (days === 0) return 0
  const until = defaultsUntil(ctx.calendar, ctx.today, days)
  for (let counted = 0; ; ) {
    const found = await ctx.db.transaction().execute(async (tx) => {
      const rows = await lockUnanswered(tx, until, batch)
      for (const { id } of rows)
        await changeRating(tx, id, {
          ...{ state: 'valid', level: defaultLevel, byDefault: true, channel: 'clock' },
          ...{ ratedAt: ctx.now, ratedOn: ctx.today },
        })
      await ctx.acts.writeMany(
        tx,
        rows.map(({ id, unitCode }) => ({
          ...{ act: 'ratings.countedByDefault', subject: `rating:${id}`, unitCode },
          data: { level: defaultLevel, afterWorkingDays: days },
        })),
      )
      if (rows.length > 0) await publicChanged(tx)
      return rows.length
    })
    counted += found
    if (found < batch) return counted
  }
}
