import type { Static } from 'typebox'
import { Answered, Invalid } from '../../core/errors.ts'
import { checkContactPhone, plainIdentifier } from '../../core/identifiers.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import { carriers, type ParcelEvent } from '../../platform/parcel.ts'
import { issuePaper, tell } from './papers.service.ts'
import { addMessage } from './papers.store.ts'
import { addDelivery, type CaseDelivery, listParcels, moveDelivery } from './results.store.ts'
import type * as schema from './schema.ts'
import { advance, change, move, note, openOf, type Step } from './step.ts'
import { lockCase } from './store.ts'

const arrived = async (ctx: Ctx, step: Step, on: CaseDelivery['sentOn']): Promise<void> => {
  await advance(ctx, step, openOf(step, 'deliver'))
  await change(step, { state: 'delivered', deliveredOn: on })
}

/**
 * Hands the result or the rejection over at the counter; the receipt that is signed names who took it.
 * @basis 《行政许可法》第四十四条
 */
export function deliver(ctx: Ctx, number: string, form: Static<typeof schema.CounterForm>, version?: Version) {
  return move(ctx, number, 'deliver', { version }, async (step) => {
    const { recipient } = form
    const recipientIdNumber = plainIdentifier(form.recipientIdNumber)
    await addDelivery(step.tx, step.file.id, {
      ...{ way: 'counter', state: 'signed', recipient, recipientIdNumber, sentOn: ctx.today, arrivedOn: ctx.today },
    })
    await arrived(ctx, step, ctx.today)
    await note(ctx, step.tx, step.file, 'delivered', { way: 'counter' })
    await issuePaper(ctx, step, 'deliveryReceipt', {
      recipient,
      ...(recipientIdNumber ? { recipientIdNumber } : {}),
    })
    await tell(ctx, step.tx, step.file, '结果已经领取。')
  })
}

/**
 * Posts the result. A carrier that the house knows gives the number and is followed by itself; of any other the clerk types
 * the number from its slip and notes the arrival.
 */
export function post(ctx: Ctx, number: string, form: Static<typeof schema.PostForm>, version?: Version) {
  return move(ctx, number, 'post', { version }, async (step) => {
    const { tx, file } = step
    const address = form.address.trim() || file.deliveryAddress || file.applicantAddress
    const phone = form.phone.trim() || file.applicantPhone
    const wrong = checkContactPhone(phone)
    if (address === '') throw new Invalid([{ field: 'address', message: '请填写邮寄地址' }])
    if (wrong) throw new Invalid([{ field: 'phone', message: wrong }])
    const parcel = parcelOf(form, `${file.number}:${step.life.deliveries.length}`)
    const events: ParcelEvent[] = [{ on: ctx.today, state: 'posted', text: '已交寄' }]
    await addDelivery(tx, file.id, {
      ...{ way: 'post', state: 'posted', recipient: file.applicantName, phone, address, ...parcel },
      ...{ sentOn: ctx.today, events: JSON.stringify(events) },
    })
    await change(step, {})
    await note(ctx, tx, file, 'posted', parcel)
    await tell(ctx, tx, file, `结果已由${parcel.carrier}寄出，单号${parcel.trackingNumber}。`)
  })
}

function parcelOf({ carrier, trackingNumber }: Static<typeof schema.PostForm>, key: string) {
  const name = carrier.trim()
  const known = carriers.find((c) => name === '' || c.name === name)
  if (trackingNumber.trim() !== '' && name !== '') return { carrier: name, trackingNumber: trackingNumber.trim() }
  if (known) return { carrier: known.name, trackingNumber: known.allot(key) }
  throw new Invalid([{ field: 'trackingNumber', message: '请填写快递单上的运单号' }])
}

/** Notes that a parcel arrived, by the clerk or by what its carrier told. */
export function arrive(
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.ArrivalForm>,
  { by, version, events }: { by?: 'clock'; version?: Version; events?: readonly ParcelEvent[] } = {},
) {
  return move(ctx, number, 'arrive', { by, version }, async (step) => {
    const parcel = onItsWay(step)
    if (!parcel) return
    if (form.arrivedOn > ctx.today || form.arrivedOn < parcel.sentOn)
      throw new Invalid([{ field: 'arrivedOn', message: `签收日期应在寄出的 ${parcel.sentOn} 到今天之间` }])
    const signed: ParcelEvent = { on: form.arrivedOn, state: 'delivered', text: '已签收' }
    const all = events ?? [...parcel.events, signed]
    await moveDelivery(step.tx, parcel.id, { state: 'delivered', events: all, arrivedOn: form.arrivedOn })
    await arrived(ctx, step, form.arrivedOn)
    await note(ctx, step.tx, step.file, 'delivered', { way: 'post', trackingNumber: parcel.trackingNumber })
    await tell(ctx, step.tx, step.file, '结果已经签收。')
  })
}

const onItsWay = ({ life }: Pick<Step, 'life'>) =>
  life.deliveries.find((d) => d.state === 'posted' || d.state === 'inTransit' || d.state === 'outForDelivery')

/**
 * Asks carriers where parcels are, and notes what is new; one that does not answer is asked again next time. Run by the clock.
 * @returns how many moved
 */
export async function trackParcels(ctx: Ctx): Promise<number> {
  let moved = 0
  for (const parcel of await listParcels(ctx.db)) {
    const carrier = carriers.find((c) => c.name === parcel.carrier)
    if (!carrier) continue
    const events = await carrier.track(parcel, ctx.today).catch(() => [])
    const last = events.at(-1)
    if (!last || events.length <= parcel.events.length) continue
    moved++
    try {
      if (last.state === 'delivered') await arrive(ctx, parcel.number, { arrivedOn: last.on }, { by: 'clock', events })
      else await followParcel(ctx, parcel, events, last)
    } catch (error) {
      // The clerk noted the arrival in the same moment.
      if (!(error instanceof Answered)) throw error
    }
  }
  return moved
}

function followParcel(
  ctx: Ctx,
  parcel: { id: number; number: string },
  events: readonly ParcelEvent[],
  { state, text }: ParcelEvent,
): Promise<void> {
  return ctx.db.transaction().execute(async (tx) => {
    const file = await lockCase(tx, parcel.number)
    await moveDelivery(tx, parcel.id, { state, events, arrivedOn: null })
    await note(ctx, tx, file, 'deliveryMoved', { state, text })
  })
}

/** Closes the file. */
export function archive(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'archive', { version }, async (step) => {
    await change(step, { state: 'archived' })
    await note(ctx, step.tx, step.file, 'archived')
  })
}

/** Writes to the other side; whoever sees the case may. Kept with the case. */
export async function say(
  ctx: Ctx,
  { tx, file }: Pick<Step, 'tx' | 'file'>,
  body: string,
  fromApplicant: boolean,
): Promise<void> {
  const author = fromApplicant ? '申请人' : ctx.actor.name
  await addMessage(tx, file.id, { fromApplicant, author, body: body.trim(), at: ctx.now })
  await note(ctx, tx, file, 'messageSent', { fromApplicant })
  if (!fromApplicant) await tell(ctx, tx, file, '办件单位给您留了言。')
}
