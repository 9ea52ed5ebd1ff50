import type { Static } from 'typebox'
import { showLongDay } from '../../core/day.ts'
import { Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { getUnitDetail } from '../organisations/index.ts'
import { listPlaces, listTopics, termsOf } from './catalogue.store.ts'
import { termKindOf } from './clocks.ts'
import { type DispatchProposal, proposeDispatch, type ToldProposal } from './dispatch.ts'
import { groundLabels } from './labels.ts'
import { addReply, askUnits, dropUnits, voidProposals } from './life.store.ts'
import { openStates, refuseHandDown, refuseTarget, type Target } from './rules.ts'
import type * as schema from './schema.ts'
import { change, hiddenFrom, move, type Step } from './step.ts'
import { lockOrder, type WorkOrder } from './store.ts'
import { tell, tellAll, tellUnit } from './telling.ts'

/** What the catalogue proposes for a text, the best first. */
export async function proposalsFor(ctx: Ctx, text: string, placeUnitCode?: string): Promise<DispatchProposal[]> {
  const topics = (await listTopics(ctx.db)).filter((t) => t.parentCode !== null)
  return proposeDispatch(text, placeUnitCode || undefined, { topics, units: await listPlaces(ctx.db) })
}

/** A unit an order may go to. Throws Invalid at the field otherwise. */
async function target(ctx: Ctx, tx: Db, order: WorkOrder, code: string, field: string): Promise<Target> {
  const unit: Target | undefined = await getUnitDetail(tx, code).catch((error) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
  if (!unit) throw new Invalid([{ field, message: '请从列表中选择单位' }])
  const problem = refuseTarget(unit, hiddenFrom(order), ctx.today)
  if (problem) throw new Invalid([{ field, message: problem }])
  return unit
}

/** A unit an order may be dispatched to: departments and towns, not past the town to a village. */
async function leadTarget(ctx: Ctx, tx: Db, order: WorkOrder, code: string): Promise<Target> {
  const unit = await target(ctx, tx, order, code, 'unitCode')
  const message =
    unit.path === order.intakeUnitPath
      ? '请选择具体的承办单位'
      : ['village', 'community'].includes(unit.kind)
        ? '不能直接派给村和社区，请派给它所在的乡镇、街道'
        : undefined
  if (message) throw new Invalid([{ field: 'unitCode', message }])
  return unit
}

/** What a unit begins with when an order comes to it. */
const arrived = (ctx: Ctx, unitCode: string) => ({
  ...{ state: 'dispatched' as const, atUnitCode: unitCode, dispatchedOn: ctx.today, signedOn: null },
  ...{ contactedOn: null, repliedOn: null, handlerId: null, handlerName: '' },
})

function goTo(ctx: Ctx, step: Step, unit: Target & { code: string }, changes: Partial<WorkOrder>): void {
  change(step, { ...arrived(ctx, unit.code), atUnitPath: unit.path, ...changes } as Partial<WorkOrder>)
}

/** What the catalogue proposed, as the act keeps it; empty where no word hit. */
const told = (proposed: DispatchProposal | undefined): ToldProposal => ({
  topic: proposed?.topicCode ?? '',
  unit: proposed?.unitCode ?? '',
  hits: proposed?.hits ?? [],
})

/** Sends an order to the lead unit and those that assist. What the catalogue had proposed is kept beside it. */
export const dispatch = (ctx: Ctx, number: string, form: schema.DispatchForm, version?: Version): Promise<void> =>
  move(ctx, number, 'dispatch', { version }, async (step) => {
    const { tx, order, life } = step
    const first = order.dispatchedUnitCode === null
    const proposed = first
      ? (await proposalsFor(ctx, `${order.title} ${order.text}`, order.placeUnitCode ?? ''))[0]
      : undefined
    const kind = form.kind ?? order.kind
    const urgent = form.urgent ?? order.urgent
    if (kind !== order.kind || urgent !== order.urgent) {
      // A term that was set for this one alone stays.
      const { replyDays } = order.source === '' ? await termsOf(tx, termKindOf({ kind, urgent })) : order
      change(step, { kind, urgent, replyDays })
    }
    const unit = await leadTarget(ctx, tx, order, form.unitCode)
    await checkTopic(tx, form.topicCode)
    const assisting = form.assisting.filter((a) => a.unitCode !== form.unitCode)
    for (const [i, a] of assisting.entries()) await target(ctx, tx, order, a.unitCode, `assisting/${i}/unitCode`)
    const { code } = { code: form.unitCode }
    goTo(
      ctx,
      step,
      { ...unit, code },
      {
        ...{ unitCode: code, unitPath: unit.path, topicCode: form.topicCode || null },
        ...(first
          ? {
              dispatchedUnitCode: code,
              proposedTopicCode: proposed?.topicCode ?? null,
              proposedUnitCode: proposed?.unitCode ?? null,
            }
          : {}),
      },
    )
    await askUnits(tx, order.id, assisting)
    await tellUnits(ctx, tx, order, [code, ...assisting.map((a) => a.unitCode)])
    if (first) await tellAll(ctx, { tx, order, life }, `已转给${unit.name}办理，办理单位会联系您。`)
    const data = { unit: code, topic: form.topicCode, assisting: assisting.map((a) => a.unitCode) }
    return { act: 'dispatched', words: form.words, data: { ...data, ...(first ? { proposal: told(proposed) } : {}) } }
  })

async function checkTopic(tx: Db, code: string): Promise<void> {
  if (code === '' || (await listTopics(tx)).some((t) => t.code === code)) return
  throw new Invalid([{ field: 'topicCode', message: '请从派单目录中选择事项' }])
}

async function tellUnits(ctx: Ctx, tx: Db, order: WorkOrder, units: readonly string[]): Promise<void> {
  for (const code of units)
    await tellUnit(ctx, tx, code, {
      ...{ number: order.number, subject: order.urgent ? '紧急工单' : '新的工单' },
      sentence: `“${order.title}”已派给您单位，请及时签收、联系来访人。`,
    })
}

/** Sends an order that lies with the wrong unit to another one. What was asked for it falls away; the clock goes on. */
export const reassign = (ctx: Ctx, number: string, form: schema.DispatchForm, version?: Version): Promise<void> =>
  move(ctx, number, 'reassign', { version }, async (step) => {
    const { tx, order } = step
    if (form.unitCode === order.unitCode && order.atUnitCode === order.unitCode)
      throw new Invalid([{ field: 'unitCode', message: '已经在这个单位，请选择别的单位' }])
    const unit = await leadTarget(ctx, tx, order, form.unitCode)
    await checkTopic(tx, form.topicCode)
    const assisting = form.assisting.filter((a) => a.unitCode !== form.unitCode)
    for (const [i, a] of assisting.entries()) await target(ctx, tx, order, a.unitCode, `assisting/${i}/unitCode`)
    await voidProposals(tx, order.id)
    await dropUnits(tx, order.id)
    goTo(
      ctx,
      step,
      { ...unit, code: form.unitCode },
      {
        ...{ unitCode: form.unitCode, unitPath: unit.path, topicCode: form.topicCode || order.topicCode },
      },
    )
    await askUnits(tx, order.id, assisting)
    await tellUnits(ctx, tx, order, [form.unitCode, ...assisting.map((a) => a.unitCode)])
    return { act: 'reassigned', words: form.words, data: { unit: form.unitCode } }
  })

/** Answers on the spot what can be answered: no unit is asked, and nobody needs to ring again. */
export const answerAtOnce = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.AnswerForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'answerAtOnce', { version }, async (step) => {
    const { tx, order } = step
    await checkTopic(tx, form.topicCode)
    await addReply(tx, order.id, {
      ...{
        text: form.text.trim(),
        way: order.channel === 'phone' ? 'phone' : 'online',
        unitCode: order.intakeUnitCode,
      },
      ...{ repliedBy: ctx.actor.accountId ?? null, repliedName: ctx.actor.name, repliedAt: ctx.now },
    })
    change(step, {
      ...{ state: 'closed', contactedOn: ctx.today, repliedOn: ctx.today, result: form.result },
      ...{ topicCode: form.topicCode || null, handlerId: ctx.actor.accountId ?? null, handlerName: ctx.actor.name },
    })
    if (order.channel !== 'phone') await tellAll(ctx, step, '已经答复。')
    return { act: 'answeredAtOnce', data: { ...closedData(order), text: form.text.trim() }, followUp: false }
  })

/** What tells other modules how an order ended. */
export const closedData = ({ channel, source, result }: Pick<WorkOrder, 'channel' | 'source' | 'result'>) => ({
  ...{ channel, result },
  ...(source ? { source } : {}),
})

/**
 * Refuses an order with a ground, and tells the person why and where to turn.
 * @basis 国办发〔2020〕53号
 */
export const refuse = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.RefuseForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'refuse', { version }, async (step) => {
    const { tx, order } = step
    await addReply(tx, order.id, {
      ...{
        text: form.words.trim(),
        way: 'online',
        unitCode: order.intakeUnitCode,
        repliedBy: ctx.actor.accountId ?? null,
      },
      ...{ repliedName: ctx.actor.name, repliedAt: ctx.now },
    })
    change(step, { state: 'notAccepted', result: 'notAccepted', ground: form.ground, repliedOn: ctx.today })
    await tellAll(ctx, step, `不能受理：${groundLabels[form.ground]}。`)
    return { act: 'refused', words: form.words, data: { ground: form.ground, ...closedData(order) } }
  })

/** Makes another order answer for this one, a duplicate: its person gets the reply of that one. Throws Invalid. */
export const merge = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.MergeForm>,
  version?: Version,
): Promise<void> => {
  const into = form.into.trim()
  if (into === number) throw new Invalid([{ field: 'into', message: '不能并入它自己' }])
  return move(ctx, number, 'merge', { version, with: into }, async (step) => {
    const { tx, order } = step
    const main = await lockOrder(tx, into)
    if (!openStates.some((s) => s === main.state))
      throw new Invalid([{ field: 'into', message: '那件工单已经办结或者合并了，请选一件正在办理的' }])
    await voidProposals(tx, order.id)
    await dropUnits(tx, order.id)
    change(step, {
      ...{ state: 'merged', mergedInto: main.id, mergedNumber: main.number, atUnitCode: order.intakeUnitCode },
      ...{ unitCode: null, unitPath: null, atUnitPath: order.intakeUnitPath, handlerId: null, handlerName: '' },
    })
    await tell(ctx, tx, order, `与别人反映的是同一件事，一起办理，最迟${showLongDay(main.replyDueOn)}答复您。`)
    return { act: 'merged', words: form.words, data: { into: main.number } }
  })
}

/** Takes an order out again that was no duplicate. */
export const split = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.WordsForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'split', { version }, async (step) => {
    const from = step.order.mergedNumber
    change(step, { state: 'received', mergedInto: null, mergedNumber: null })
    return { act: 'split', words: form.words, data: { from } }
  })

/** Hands an order down to a town, or within a town to a village: it may always give it back. */
export const handDown = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.HandDownForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'handDown', { version }, async (step) => {
    const { tx, order } = step
    const from = await getUnitDetail(tx, order.unitCode ?? order.atUnitCode)
    const to = await target(ctx, tx, order, form.unitCode, 'unitCode')
    const problem = refuseHandDown(from, to)
    if (problem) throw new Invalid([{ field: 'unitCode', message: problem }])
    goTo(ctx, step, { ...to, code: form.unitCode }, { contactedOn: order.contactedOn })
    await tellUnits(ctx, tx, order, [form.unitCode])
    return { act: 'handedDown', words: form.words, data: { unit: form.unitCode } }
  })

/** Gives back what was handed down: nobody needs to agree. */
export const giveBack = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.GiveBackForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'giveBack', { version }, async (step) => {
    const { tx, order } = step
    if (order.unitCode === null || order.unitPath === null) throw new Refused(noLead)
    await voidProposals(tx, order.id)
    change(step, {
      ...arrived(ctx, order.unitCode),
      ...{ atUnitPath: order.unitPath, contactedOn: order.contactedOn },
    })
    await tellUnits(ctx, tx, order, [order.unitCode])
    return { act: 'givenBack', words: form.words }
  })

const noLead = { code: 'hotline.notHandedDown', message: '这件工单没有转办单位' }
