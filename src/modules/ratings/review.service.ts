import { Forbidden, Invalid, NotFound, Refused } from '../../core/errors.ts'
import { findPersonalData } from '../../core/identifiers.ts'
import type { Version } from '../../platform/acting.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queueMessage } from '../../platform/mail.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { revealPersonalData } from '../identity/index.ts'
import { type Appeal, decideAppeal, findAppeal, insertAppeal } from './appeals.store.ts'
import { type MoveName, refuseMove } from './rules.ts'
import type { AppealForm, RectificationForm, RevealForm, VerdictForm, WordsForm } from './schema.ts'
import { factsNow } from './service.ts'
import { changeRating, getRating, lockRating, type Rating } from './store.ts'

/** What was rated: a case, a visit, or what a form on paper tells. */
type Kind = 'case' | 'ticket' | 'paper'

/** A rating as the desk shows it: who rated, and which case or visit it was, are left out. */
export type RatingRecord = {
  rating: Omit<Rating, 'subject' | 'raterName' | 'raterPhone' | 'ratedAt'> & { named: boolean; kind: Kind }
  appeal: Appeal | undefined
  /** Whether the actor may appeal, review, and look up the rater, and why not now. */
  may: { appeal: boolean; review: boolean; reveal: boolean; openOrder: boolean }
  refusals: Record<'appeal' | 'uphold' | 'showWords', ReturnType<typeof refuseMove>>
}

/** Who reviews and follows up stands outside the unit that is rated. 国办发〔2019〕51号 */
const standsOutside = ({ actor }: Ctx, { unitCode }: Pick<Rating, 'unitCode'>) =>
  actor.kind === 'staff' && actor.unitCode !== undefined && actor.unitCode !== unitCode

/** Whether the actor may look up who rated: reviews or calls back, and is not of the rated unit. */
const mayReveal = (ctx: Ctx, rating: Rating) => standsOutside(ctx, rating) && followUp(ctx, rating) !== undefined
const followUp = ({ actor }: Ctx, { unitPath }: Pick<Rating, 'unitPath'>) =>
  (['ratings.review', 'hotline.followUp'] as const).find((may) => holds(actor, may, unitPath))

/** Whether the actor may see a rating at all. */
const maySee = ({ actor }: Ctx, { unitPath }: Pick<Rating, 'unitPath'>) => holds(actor, 'ratings.view', unitPath)

/** One rating. Throws NotFound, and Forbidden where the actor's reach does not extend to its unit. */
export async function ratingRecord(ctx: Ctx, id: number): Promise<RatingRecord> {
  const whole = await reachRating(ctx, id)
  const { subject, raterName, raterPhone, ratedAt: _, ...rating } = whole
  const facts = await factsNow(ctx.db, whole)
  const refusal = (name: MoveName) => refuseMove(name, facts, ctx.today, ctx.settings.limits.ratingDays)
  return {
    rating: {
      ...rating,
      kind: subject.slice(0, subject.indexOf(':')) as Kind,
      named: raterName !== '' || raterPhone !== '',
    },
    appeal: await findAppeal(ctx.db, id),
    may: {
      appeal: holds(ctx.actor, 'ratings.appeal', whole.unitPath),
      review: holds(ctx.actor, 'ratings.review', whole.unitPath) && standsOutside(ctx, whole),
      reveal: mayReveal(ctx, whole),
      openOrder: holds(ctx.actor, 'hotline.view', whole.unitPath),
    },
    refusals: { appeal: refusal('appeal'), uphold: refusal('uphold'), showWords: refusal('showWords') },
  }
}

async function reachRating(ctx: Ctx, id: number): Promise<Rating> {
  const rating = await getRating(ctx.db, id)
  if (!maySee(ctx, rating)) throw new Forbidden('这条评价不在您的管理范围内')
  return rating
}

/** Makes one move of staff on a rating in one transaction: locked, the right and the rules asked. */
async function move(
  ctx: Ctx,
  id: number,
  name: Exclude<MoveName, 'give' | 'countByDefault'>,
  version: Version,
  change: (tx: Db, rating: Rating) => Promise<void>,
): Promise<void> {
  const permission = name === 'appeal' ? 'ratings.appeal' : 'ratings.review'
  await ctx.db.transaction().execute(async (tx) => {
    const rating = await lockRating(tx, { id })
    if (rating.level === null) throw new NotFound('这条评价')
    if (!maySee(ctx, rating) || !holds(ctx.actor, permission, rating.unitPath))
      throw new Forbidden('这条评价不在您的管理范围内')
    if (permission === 'ratings.review' && !standsOutside(ctx, rating)) throw new Refused(ownUnit)
    if (version !== undefined && version !== rating.version) throw new Refused(changedMeanwhile)
    const refusal = refuseMove(name, await factsNow(tx, rating), ctx.today, ctx.settings.limits.ratingDays)
    if (refusal) throw new Refused(refusal)
    await change(tx, rating)
  })
}

const ownUnit = {
  code: 'ratings.ownUnit',
  message: '评的是您所在的单位，要由别的单位审核',
  basis: '国办发〔2019〕51号',
  next: '请交政务中心或者热线的审核人办理',
}
const changedMeanwhile = {
  code: 'ratings.changedMeanwhile',
  message: '在您填写期间，这条评价已经有了新的变化',
  next: '请回到评价页面看看最新情况，再决定怎么办',
}

const note = (ctx: Ctx, tx: Db, { id, unitCode }: Rating, act: string, data: Record<string, unknown> = {}) =>
  ctx.acts.write(tx, { act: `ratings.${act}`, subject: `rating:${id}`, unitCode, data })

/**
 * Appeals against a malicious or mistaken rating. It counts until another unit has decided. Throws Refused, Invalid.
 * @basis 国办发〔2019〕51号：建立申诉复核机制，排除误评和恶意差评
 */
export async function appeal(
  ctx: Ctx,
  id: number,
  form: AppealForm,
  files: readonly { name: string; sha256: string }[] = [],
  version?: Version,
): Promise<void> {
  const most = ctx.settings.limits.uploadsPerDocument
  if (files.length > most) throw new Invalid([{ field: 'files', message: `最多 ${most} 个文件，请减少或合并` }])
  await move(ctx, id, 'appeal', version, async (tx, rating) => {
    const by = { appealedBy: ctx.actor.accountId ?? ctx.actor.name, appealedName: ctx.actor.name, appealedAt: ctx.now }
    const reason = form.reason.trim()
    await insertAppeal(tx, { ratingId: id, unitCode: rating.unitCode, ground: form.ground, reason, ...by }, files)
    await changeRating(tx, id, { state: 'appealed' })
    await note(ctx, tx, rating, 'appealed', { ground: form.ground, reason, files: files.map((f) => f.name) })
  })
}

/**
 * Decides an appeal, from another unit than the rated one. Upheld: the rating is left out of every figure, stays readable
 * with the reason, and the rater is told if they left a phone.
 */
export async function decide(ctx: Ctx, id: number, form: VerdictForm, version?: Version): Promise<void> {
  const upheld = form.verdict === 'upheld'
  await move(ctx, id, upheld ? 'uphold' : 'dismiss', version, async (tx, rating) => {
    const note_ = form.note.trim()
    await decideAppeal(tx, id, {
      ...{ state: form.verdict, note: note_, decidedAt: ctx.now, decidedUnit: ctx.actor.unitCode ?? '' },
      ...{ decidedBy: ctx.actor.accountId ?? ctx.actor.name, decidedName: ctx.actor.name },
    })
    await changeRating(tx, id, upheld ? { state: 'excluded', excludedReason: note_ } : { state: 'valid' })
    await note(ctx, tx, rating, upheld ? 'excluded' : 'appealDismissed', { note: note_ })
    if (upheld) await tellRater(ctx, tx, rating, note_)
    await publicChanged(tx)
  })
}

async function tellRater(ctx: Ctx, tx: Db, { raterPhone }: Rating, why: string): Promise<void> {
  if (!/^1\d{10}$/.test(raterPhone.trim())) return
  const { shortName, hotline } = ctx.settings.site
  await queueMessage(tx, ctx.jobs, {
    channel: 'sms',
    recipient: raterPhone.trim(),
    body: `【${shortName}】您作出的一条评价经审核不计入统计，原因：${why}。有不同意见请拨打${hotline}。`,
  })
}

/**
 * Publishes the words of a rater who agreed to it, as a person has cleared them; empty takes them back or leaves them out.
 * Throws Invalid when a number of a person is still in them.
 * @basis 《个人信息保护法》第二十五条
 */
export async function showWords(ctx: Ctx, id: number, form: WordsForm, version?: Version): Promise<void> {
  const words = withoutPersons('words', form.words)
  await move(ctx, id, 'showWords', version, async (tx, rating) => {
    await changeRating(tx, id, { shownWords: words || null, shownBy: ctx.actor.name, shownAt: ctx.now })
    await note(ctx, tx, rating, words ? 'wordsShown' : 'wordsKept')
    await publicChanged(tx)
  })
}

/** Publishes what was done about a bad rating, in words that a person has written for everyone. Throws Invalid, Refused. */
export async function showRectification(
  ctx: Ctx,
  id: number,
  form: RectificationForm,
  version?: Version,
): Promise<void> {
  const rectification = withoutPersons('rectification', form.rectification)
  await move(ctx, id, 'showRectification', version, async (tx, rating) => {
    await changeRating(tx, id, { rectification })
    await note(ctx, tx, rating, 'rectificationShown')
    await publicChanged(tx)
  })
}

/** A text for the public. Throws Invalid when a number of a person stands in it. */
function withoutPersons(field: string, text: string): string {
  const found = findPersonalData(text)[0]
  if (found) throw new Invalid([{ field, message: `“${found.quote}”像是个人信息，请删去再公开` }])
  return text.trim()
}

/** Shows who rated, or which case it was, to who follows up; each look is an act. Throws Forbidden, Invalid. */
export async function revealRater(ctx: Ctx, id: number, form: RevealForm): Promise<string> {
  const rating = await reachRating(ctx, id)
  const may = followUp(ctx, rating)
  if (!may || !mayReveal(ctx, rating)) throw new Forbidden('评价人的信息只给被评单位以外、负责审核和回访的人看')
  const { unitPath, unitCode } = rating
  return revealPersonalData(ctx, { subject: `rating:${id}`, unitPath, unitCode, may, ...form }, async () => {
    const { subject, raterName, raterPhone } = await getRating(ctx.db, id)
    const value = { subject: subject.replace(/^\w+:/, ''), raterName, raterPhone }[form.field]
    return value || '没有留下'
  })
}
