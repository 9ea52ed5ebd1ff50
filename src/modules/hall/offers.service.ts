import { addDays, type Day, days as daysFrom } from '../../core/day.ts'
import { Invalid, NotFound, type Problem } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { findItemOn } from '../catalogue/index.ts'
import { changeHall, hallToArrange } from './arrange.service.ts'
import { weekdayLike } from './hours.ts'
import { weekdayLabels } from './labels.ts'
import { getLine } from './layout.store.ts'
import * as store from './offers.store.ts'
import type { OfferForm } from './schema.ts'
import { holdsOn, type Offer } from './slots.ts'

/** `9:30` as it is kept: `09:30`. */
const clockIn = (typed: string): string => typed.padStart(5, '0')

const overlaps = (a: Pick<Offer, 'starts' | 'ends'>, b: Pick<Offer, 'starts' | 'ends'>): boolean =>
  a.starts < b.ends && b.starts < a.ends

/**
 * Offers slots of an item on some weekdays. Throws Invalid when the item's list does not allow booking, when slots overlap,
 * or when a day would have more places than the list names.
 */
export async function addOffers(ctx: Ctx, hallCode: string, form: OfferForm): Promise<void> {
  const hall = await hallToArrange(ctx, hallCode)
  const [item, line] = await Promise.all([
    findItemOn(ctx.db, form.item.trim(), ctx.today),
    getLine(ctx.db, form.lineId),
  ])
  const [starts, ends] = [clockIn(form.starts), clockIn(form.ends)]
  const problems: Problem[] = []
  if (!item) problems.push({ field: 'item', message: '没有这个编码的事项，或者它没有发布，请核对' })
  else if (!item.elements.canReserve)
    problems.push({ field: 'item', message: '实施清单写的是不支持预约，请先由承办单位修改实施清单' })
  if (line.hallCode !== hallCode) problems.push({ field: 'lineId', message: '请选择本大厅的业务' })
  if (ends <= starts) problems.push({ field: 'ends', message: '结束的时间要晚于开始的时间' })
  if (form.validFrom < ctx.today) problems.push({ field: 'validFrom', message: '日期不能早于今天' })
  if (!item || problems.length > 0) throw new Invalid(problems)
  const { itemId, elements } = item
  const weekdays = [...new Set(form.weekdays)].sort()
  const data = { item: item.code, weekdays, starts, ends, quota: form.quota, validFrom: form.validFrom }
  await changeHall(ctx, hall, 'offersAdded', data, async (tx) => {
    await store.lockOffers(tx, hallCode)
    const others = await store.listOffers(tx, form.validFrom, { itemId })
    for (const weekday of weekdays) {
      const that = others.filter((o) => o.weekday === weekday)
      const other = that.find((o) => o.hallCode === hallCode && overlaps(o, { starts, ends }))
      const name = weekdayLabels[weekday]
      if (other)
        throw wrong('starts', `${name}已经有 ${other.starts}—${other.ends} 的时段，和这个重叠；请先停用它，或者换时间`)
      const sum = that.reduce((n, o) => n + o.quota, form.quota)
      if (elements.dailyQuota !== null && sum > elements.dailyQuota)
        throw wrong('quota', `实施清单写明每天 ${elements.dailyQuota} 个号，${name}加起来就有 ${sum} 个了，请减少名额`)
    }
    const { lineId, quota, validFrom } = form
    const one = { hallCode, itemId, lineId, starts, ends, quota, validFrom, validUntil: null }
    const offers = weekdays.map((weekday) => ({ ...one, weekday }))
    await store.insertOffers(tx, offers)
    for (const offer of offers) await store.alignSlots(tx, offer, bookableDays(ctx, offer), quota)
  })
}

const wrong = (field: string, message: string): Invalid => new Invalid([{ field, message }])

/** Changes how many places a slot has, from now on; what was booked stays. 0 takes no more. Throws NotFound, Invalid. */
export async function setQuota(ctx: Ctx, hallCode: string, id: number, quota: number): Promise<void> {
  const hall = await hallToArrange(ctx, hallCode)
  await changeHall(ctx, hall, 'offerChanged', { offer: id, quota }, async (tx) => {
    const offer = await lockedOffer(tx, hallCode, id)
    const item = await findItemOn(tx, offer.itemCode, ctx.today)
    const others = await store.listOffers(tx, ctx.today, { itemId: offer.itemId })
    const sum = others.filter((o) => o.weekday === offer.weekday && o.id !== id).reduce((n, o) => n + o.quota, quota)
    const most = item?.elements.dailyQuota ?? null
    if (most !== null && sum > most)
      throw wrong('quota', `实施清单写明每天 ${most} 个号，这样加起来就有 ${sum} 个了，请减少名额`)
    await store.saveOffer(tx, id, { quota })
    await store.alignSlots(tx, offer, bookableDays(ctx, offer), quota)
  })
}

/** Ends an offer: no more is booked. What was booked stays. Throws NotFound. */
export async function endOffer(ctx: Ctx, hallCode: string, id: number): Promise<void> {
  const hall = await hallToArrange(ctx, hallCode)
  await changeHall(ctx, hall, 'offerEnded', { offer: id }, async (tx) => {
    const offer = await lockedOffer(tx, hallCode, id)
    await store.alignSlots(tx, offer, bookableDays(ctx, offer), 0)
    const yesterday = addDays(ctx.today, -1)
    if (offer.validFrom > yesterday) await store.dropOffer(tx, id)
    else await store.saveOffer(tx, id, { validUntil: yesterday })
  })
}

async function lockedOffer(tx: Db, hallCode: string, id: number): Promise<store.OfferLine> {
  await store.lockOffers(tx, hallCode)
  const offer = await store.findOffer(tx, id)
  if (offer?.hallCode !== hallCode) throw new NotFound('这个预约时段')
  return offer
}

/** Days from today on for which its slots may have been made. */
const bookableDays = (ctx: Ctx, offer: Omit<Offer, 'id'>): Day[] =>
  daysFrom(ctx.today, addDays(ctx.today, ctx.settings.limits.appointmentDays)).filter(
    (day) => weekdayLike(ctx.calendar, day) === offer.weekday && holdsOn(offer, day),
  )
