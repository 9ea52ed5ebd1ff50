import { NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { codeMatches } from '../../platform/query-code.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import { termsOf } from './catalogue.store.ts'
import { termKindOf } from './clocks.ts'
import * as ending from './ending.service.ts'
import { publicStateLabels } from './labels.ts'
import { type Life, lifeOf, listFiles, listReplies, type OrderFile, type OrderReply } from './life.store.ts'
import { movesOf } from './rules.ts'
import type { RatingForm } from './schema.ts'
import { factsOf } from './step.ts'
import { findQueryCode, getOrder, listOfAccount, type OrderLine, type WorkOrder } from './store.ts'
import * as supervision from './supervision.service.ts'

/**
 * Counts a letter that is about to be registered, by address and account. Throws Refused when there were too many in the
 * last hour.
 */
export async function countLetter(ctx: Ctx, address: string): Promise<void> {
  const { accountId } = ctx.actor
  const tries: Throttled[] = [{ kind: 'requestAddress', key: `letter:${addressKey(address)}` }]
  if (accountId) tries.push({ kind: 'requestAccount', key: `letter:${accountId}` })
  if (await countTries(ctx.db, ctx.now, tries))
    throw new Refused({
      code: 'hotline.tooManyLetters',
      message: '这一个小时里从您这里寄出的信太多了，请过一个小时再寄',
      next: `着急的，请拨打 ${ctx.settings.site.hotline}`,
    })
}

/**
 * Checks number and query code. A wrong code and a number that does not exist answer alike; who tries too often waits.
 * Throws Refused.
 * @returns the number of the order
 */
export async function checkQueryCode(
  ctx: Ctx,
  form: { number: string; code: string },
  address: string,
): Promise<string> {
  const number = form.number.normalize('NFKC').trim().toUpperCase()
  const tries: Throttled[] = [
    { kind: 'queryAddress', key: addressKey(address) },
    { kind: 'queryCode', key: number },
  ]
  if (await countTries(ctx.db, ctx.now, tries))
    throw new Refused({
      code: 'hotline.tooManyTries',
      message: '查询码输错的次数太多，请过一会儿再试',
      next: `找不到查询码的，请拨打 ${ctx.settings.site.hotline} 核实身份后查询`,
    })
  const stored = await findQueryCode(ctx.db, number)
  // Always compared, so that an unknown number takes as long as a wrong code.
  const right = codeMatches(form.code, stored)
  if (!right || !stored)
    throw new Refused({
      code: 'hotline.wrongCode',
      message: '工单编号或者查询码不对',
      next: '请对照提交以后给您的编号和查询码核对，字母不分大小写',
    })
  await forgive(ctx.db, tries)
  return number
}

/** What gives the right to an order besides an account: the number that was opened with its query code in this browser. */
export type Key = string | undefined

/** An order of one's own: of the account, or opened with the query code. Throws NotFound for anyone else. */
async function ownOrder(ctx: Ctx, number: string, key: Key): Promise<{ order: WorkOrder; life: Life }> {
  const order = await getOrder(ctx.db, number)
  const mine = order.accountId !== null && order.accountId === ctx.actor.accountId
  if (!mine && key !== number) throw new NotFound(`编号为“${number}”的工单`)
  return { order, life: await lifeOf(ctx.db, order.id) }
}

type FileName = Pick<OrderFile, 'id' | 'name'>

/** An order as its person follows it: no word that was meant for officers. */
export type Followed = {
  order: Pick<WorkOrder, 'number' | 'kind' | 'channel' | 'title' | 'text' | 'state' | 'receivedOn' | 'replyDueOn'> &
    Pick<WorkOrder, 'repliedOn' | 'closedOn' | 'result' | 'ground' | 'publicWish' | 'publishedOn' | 'reopenUntil'> &
    Pick<WorkOrder, 'extension' | 'replyDays' | 'clockFrom' | 'reopened' | 'resultNote' | 'satisfaction'> &
    Pick<WorkOrder, 'accountId' | 'confidential' | 'anonymous' | 'place' | 'placeName'>
  /** In words for the person. */
  state: string
  /** Unit that handles it; null before dispatch. */
  unitName: string | null
  /** Its replies, or those of the order that answers for it. */
  replies: Pick<OrderReply, 'id' | 'text' | 'unitName' | 'repliedAt'>[]
  /** What happened, oldest first. */
  events: { at: Date; what: string }[]
  /** What the person added later, oldest first. */
  supplements: { at: Date; words: string }[]
  /** Files that the person sent. */
  files: FileName[]
  /** Files that came with the replies. */
  replyFiles: FileName[]
  /** What the person may do, and why not. */
  moves: ReturnType<typeof movesOf>
}

const events: Readonly<Record<string, string>> = {
  register: '我们收到了您的诉求',
  dispatch: '已转给承办单位',
  reassign: '已改由别的单位办理',
  sign: '承办单位已经签收',
  contact: '承办单位联系了您',
  decideExtension: '审核了延期',
  reply: '承办单位作了答复',
  answerAtOnce: '当场答复',
  refuse: '告知不予受理',
  merge: '与相同的诉求一起办理',
  split: '改为单独办理',
  decideClosing: '审核了办理情况',
  supplement: '您补充了情况',
  urge: '催办',
  followUp: '回访',
  reopen: '重新办理',
  withdraw: '撤回',
}

/** What its person sees of an order. Throws NotFound for anyone else. */
export async function follow(ctx: Ctx, number: string, key: Key): Promise<Followed> {
  const { order, life } = await ownOrder(ctx, number, key)
  const terms = await termsOf(ctx.db, termKindOf(order))
  const answering = await answeringOf(ctx, order, life)
  const mine = ['supplement', 'urge', 'followUp', 'reopen', 'withdraw']
  return {
    order,
    state: publicStateLabels[order.state],
    unitName: order.unitName,
    replies: answering.replies.map(({ id, text, unitName, repliedAt }) => ({ id, text, unitName, repliedAt })),
    events: life.steps.flatMap((s) => (events[s.move] ? [{ at: s.at, what: events[s.move] ?? '' }] : [])),
    supplements: life.steps.flatMap(({ move, at, words }) => (move === 'supplement' ? [{ at, words }] : [])),
    files: life.files.filter((f) => f.kind === 'evidence').map(nameOf),
    replyFiles: answering.files.filter((f) => f.kind === 'reply').map(nameOf),
    moves: movesOf(factsOf(ctx, order, life, terms), ctx.today, 'person').filter((m) => mine.includes(m.name)),
  }
}

const nameOf = ({ id, name }: OrderFile): FileName => ({ id, name })

/** What answers an order: its own life, or that of the order it was merged into, however often it was merged on. */
async function answeringOf({ db }: Ctx, order: WorkOrder, life: Life): Promise<Pick<Life, 'replies' | 'files'>> {
  if (order.mergedNumber === null) return life
  let at = order
  while (at.mergedNumber !== null) at = await getOrder(db, at.mergedNumber)
  return { replies: await listReplies(db, at.id), files: await listFiles(db, at.id) }
}

/** The person adds to what they said, with files or without. Throws NotFound, Invalid and Refused. */
export async function supplementOwn(
  ctx: Ctx,
  number: string,
  key: Key,
  { words, files }: { words: string; files: readonly { sha256: string; name: string }[] },
): Promise<void> {
  await ownOrder(ctx, number, key)
  await supervision.supplement(ctx, number, { words }, { by: 'person', files })
}

/** The person urges, once a day. Throws NotFound and Refused. */
export async function urgeOwn(ctx: Ctx, number: string, key: Key, words: string): Promise<void> {
  await ownOrder(ctx, number, key)
  await supervision.urge(ctx, number, { words }, { by: 'person' })
}

/** The person has it opened again. Throws NotFound and Refused. */
export async function reopenOwn(ctx: Ctx, number: string, key: Key, words: string): Promise<void> {
  await ownOrder(ctx, number, key)
  await ending.reopen(ctx, number, { words }, { by: 'person' })
}

/** The person says how it was handled. Throws NotFound and Refused. */
export async function rateOwn(ctx: Ctx, number: string, key: Key, form: RatingForm): Promise<void> {
  await ownOrder(ctx, number, key)
  await ending.rate(ctx, number, form)
}

/** A file of one's own order, or of its reply. Throws NotFound. */
export async function ownFile(ctx: Ctx, number: string, key: Key, id: number): Promise<OrderFile> {
  const { order, life } = await ownOrder(ctx, number, key)
  const { files } = await answeringOf(ctx, order, life)
  const own = life.files.filter((f) => f.kind === 'evidence')
  const file = [...own, ...files.filter((f) => f.kind === 'reply')].find((f) => f.id === id)
  if (!file) throw new NotFound('这个文件')
  return file
}

/** The person takes it back. Throws NotFound and Refused. */
export async function withdrawOwn(ctx: Ctx, number: string, key: Key, words: string): Promise<void> {
  await ownOrder(ctx, number, key)
  await ending.withdraw(ctx, number, { words }, { by: 'person' })
}

/** Orders of the signed-in person. */
export const ordersOfMine = ({ db, actor }: Ctx): Promise<OrderLine[]> =>
  actor.accountId === undefined ? Promise.resolve([]) : listOfAccount(db, actor.accountId)
