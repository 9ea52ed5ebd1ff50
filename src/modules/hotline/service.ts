import { workingDaysBetween } from '../../core/calendar.ts'
import { addDays } from '../../core/day.ts'
import { Forbidden, Invalid, NotFound } from '../../core/errors.ts'
import { maskContact, maskName } from '../../core/mask.ts'
import type { Asked } from '../../core/paging.ts'
import { reach } from '../../platform/actor.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { revealPersonalData } from '../identity/index.ts'
import { termsOf } from './catalogue.store.ts'
import { type OrderLight, orderLight, termKindOf } from './clocks.ts'
import { type Life, lifeOf, type OrderFile } from './life.store.ts'
import * as lists from './lists.store.ts'
import { maySee, revealRight } from './rights.ts'
import { movesOf } from './rules.ts'
import type { OrderState, PersonalField } from './schema.ts'
import { factsOf, officerOf, placeOf } from './step.ts'
import { getOrder, type OrderLine, type WorkOrder } from './store.ts'

/** Work lists, one for each post, as in the address. */
export const groups = ['open', 'dispatch', 'handle', 'followUp', 'mine', 'lead', 'leader', 'all'] as const
export type Group = (typeof groups)[number]

/** What a list is narrowed to, as in the address. */
export type OrderQuery = Partial<
  Pick<
    lists.OrderFilter,
    'light' | 'kind' | 'channel' | 'topic' | 'place' | 'q' | 'states' | 'from' | 'to' | 'unit' | 'is'
  >
> & {
  group?: Group | undefined
  cursor?: string | undefined
}

/** A line of a list: who it came from masked, with its light. */
export type WorkLine = OrderLine & {
  light: OrderLight
  /** Working days to the due day; below zero: days late. Undefined where nothing runs. */
  daysLeft: number | undefined
}

const statesOf: Partial<Record<Group, readonly OrderState[]>> = {
  dispatch: ['received'],
  handle: ['dispatched', 'handling', 'replied'],
  followUp: ['closed'],
}

function filterOf(
  ctx: Ctx,
  { group = 'open', cursor: _, ...query }: OrderQuery,
): lists.OrderFilter & { order: 'due' | 'newest' } {
  const all = group === 'all' || query.q !== undefined
  return {
    states: statesOf[group],
    ...query,
    where: all || group === 'leader' ? 'any' : group === 'lead' ? 'lead' : group === 'mine' ? 'any' : 'turn',
    handler: group === 'mine' ? (ctx.actor.accountId ?? '') : undefined,
    withLeader: group === 'leader' ? true : undefined,
    today: ctx.today,
    order: all ? 'newest' : 'due',
  }
}

/** Orders within the actor's reach. */
export async function ordersInReach(
  ctx: Ctx,
  query: OrderQuery,
  size = 50,
): Promise<{ lines: WorkLine[]; next: string | undefined }> {
  const page = { size, cursor: query.cursor }
  const { lines, next } = await lists.listOrders(ctx.db, reach(ctx.actor, 'hotline.view'), filterOf(ctx, query), page)
  return { lines: lines.map((l) => workLine(ctx, l)), next }
}

/** How many orders there are within the actor's reach, at most one more than `countedUntil`. */
export const countInReach = (ctx: Ctx, query: OrderQuery): Promise<number> =>
  lists.countOrders(ctx.db, reach(ctx.actor, 'hotline.view'), filterOf(ctx, query))

/** How much there is to do within the actor's reach. */
export async function workCounts(ctx: Ctx) {
  const count = (query: OrderQuery) => countInReach(ctx, query)
  const me = ctx.actor.accountId ?? ctx.actor.name
  const [open, overdue, yellow, dispatch, handle, followUp, mine, leader, proposals, assisting] = await Promise.all([
    count({}),
    count({ light: 'overdue' }),
    count({ light: 'yellow' }),
    count({ group: 'dispatch' }),
    count({ group: 'handle' }),
    count({ group: 'followUp' }),
    count({ group: 'mine' }),
    count({ group: 'leader' }),
    lists.countWaitingProposals(ctx.db, reach(ctx.actor, 'hotline.review'), me),
    lists.countAssisting(ctx.db, reach(ctx.actor, 'hotline.handle')),
  ])
  return { open, overdue, yellow, dispatch, handle, followUp, mine, leader, proposals, assisting }
}

/** Orders for which a unit of the actor has a part to do, and how many there are. */
export async function assistingInReach(ctx: Ctx, page: Asked) {
  const paths = reach(ctx.actor, 'hotline.handle')
  const { lines, next } = await lists.listAssisting(ctx.db, paths, page)
  return { lines: lines.map((l) => workLine(ctx, l)), next, total: await lists.countAssisting(ctx.db, paths) }
}

/** What waits for the actor's review, and how much there is. */
export async function proposalsInReach(ctx: Ctx, page: Asked) {
  const paths = reach(ctx.actor, 'hotline.review')
  const { lines, next } = await lists.listWaitingProposals(ctx.db, paths, page)
  return { lines: lines.map((l) => workLine(ctx, l)), next, total: await lists.countWaitingProposals(ctx.db, paths) }
}

/** A line as lists show it. */
export const workLine = <T extends OrderLine>(ctx: Pick<Ctx, 'today' | 'calendar'>, line: T): T & WorkLine => {
  const light = orderLight(line, ctx.today)
  return {
    ...line,
    personName: nameShown(line),
    light,
    daysLeft: line.dueOn === null ? undefined : workingDaysBetween(ctx.calendar, ctx.today, line.dueOn),
  }
}

const nameShown = ({ anonymous, confidential, personName }: OrderLine): string =>
  confidential ? '（保密）' : anonymous || personName === '' ? '（匿名）' : maskName(personName)

/** An order as the desk shows it. */
export type OrderRecord = {
  /** Personal data masked; of a confidential one nothing is shown at all. */
  order: WorkOrder
  life: Life
  acts: Act[]
  line: WorkLine
  /** Every move of an officer, and why it may not be made now. */
  moves: ReturnType<typeof movesOf>
  /** Whether the actor may have personal data shown, and with which permission. */
  mayReveal: boolean
  /** Working days by which the reply may be put off at most. */
  mostExtension: number
}

/** One order with all that belongs to it. Throws NotFound, and Forbidden where the actor's reach does not extend to it. */
export async function orderRecord(ctx: Ctx, number: string): Promise<OrderRecord> {
  const { order, life } = await reachOrder(ctx, number)
  const place = placeOf(order, life)
  const [acts, terms] = await Promise.all([listActs(ctx.db, `workOrder:${number}`), termsOf(ctx.db, termKindOf(order))])
  const shown = masked(order)
  return {
    order: shown,
    life: { ...life, followers: life.followers.map((f) => ({ ...f, personPhone: '', personEmail: '' })) },
    acts,
    line: workLine(ctx, shown),
    moves: movesOf(factsOf(ctx, order, life, terms), ctx.today, officerOf(ctx, place)),
    mayReveal: revealRight(ctx.actor, place, order.confidential) !== undefined,
    mostExtension: terms.extensionDays,
  }
}

/** An order that the actor may see, nothing masked. Throws NotFound and Forbidden. */
export async function reachOrder(ctx: Ctx, number: string): Promise<{ order: WorkOrder; life: Life }> {
  const order = await getOrder(ctx.db, number)
  const life = await lifeOf(ctx.db, order.id)
  if (!maySee(ctx.actor, placeOf(order, life))) throw new Forbidden(`${number}号工单不在您的管理范围内`)
  return { order, life }
}

/** A file of an order, for the desk. Throws NotFound and Forbidden. */
export async function orderFile(ctx: Ctx, number: string, id: number): Promise<OrderFile> {
  const { life } = await reachOrder(ctx, number)
  const file = life.files.find((f) => f.id === id)
  if (!file) throw new NotFound('这个文件')
  return file
}

const masked = (order: WorkOrder): WorkOrder => ({
  ...order,
  personName: nameShown(order),
  personPhone: order.confidential ? '' : maskContact(order.personPhone),
  personEmail: order.confidential ? '' : maskContact(order.personEmail),
  accountId: null,
})

/**
 * Shows who an order came from; the look is an act, written before. Of a confidential one only who holds the right to
 * unseal. Throws Forbidden, and Invalid without a proper reason.
 * @basis 《信访工作条例》第三十条；《个人信息保护法》第五十一条
 */
export async function revealPerson(ctx: Ctx, number: string, form: { field: PersonalField; reason: string }) {
  const { order, life } = await reachOrder(ctx, number)
  const right = revealRight(ctx.actor, placeOf(order, life), order.confidential)
  if (!right)
    throw new Forbidden(order.confidential ? '来访人要求保密，请通过热线联系' : '您没有查看这项个人信息的权限')
  const unitCode = order.unitCode ?? order.intakeUnitCode
  const reveal = { subject: `workOrder:${number}`, unitPath: right.path, unitCode, may: right.may, ...form }
  return revealPersonalData(ctx, reveal, async () => (await getOrder(ctx.db, number))[form.field] || '没有留下')
}

/** How many days back similar orders are looked for. */
const similarWithin = 90

/** What helps an operator while typing: what the caller said before, and orders like this one. Throws Invalid. */
export async function besides(
  ctx: Ctx,
  asked: { text: string; phone?: string | undefined; placeUnitCode?: string | undefined; notId?: number },
) {
  if (asked.text.length > 10_000) throw new Invalid([{ field: 'text', message: '内容太长' }])
  const paths = reach(ctx.actor, 'hotline.register')
  const phone = asked.phone?.trim() ?? ''
  const since = addDays(ctx.today, -similarWithin)
  const [caller, similar] = await Promise.all([
    phone === '' ? [] : lists.listOfCaller(ctx.db, paths, phone),
    lists.listSimilar(ctx.db, paths, { ...asked, phone, since }),
  ])
  return {
    caller: caller.map((l) => workLine(ctx, l)),
    similar: similar.map(({ samePerson, samePlace, rank: _, ...l }) => ({
      ...workLine(ctx, l),
      samePerson,
      samePlace,
    })),
  }
}
