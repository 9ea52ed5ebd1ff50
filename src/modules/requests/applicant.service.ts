import { remainingDays } from '../../core/clock.ts'
import { Forbidden, NotFound, Refused } from '../../core/errors.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { codeMatches } from '../../platform/query-code.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import { letterFile } from './letters.service.ts'
import { factsOf, type Letter, type Life, lifeOf, markRead, type RequestFile, setDelivery } from './life.store.ts'
import { type MoveName, movesOf, replyClock } from './rules.ts'
import { clockOf, lightOf, type RequestLight } from './service.ts'
import { type Situation, situationOf } from './situation.ts'
import { note } from './step.ts'
import { findQueryCode, getRequest, type InformationRequest, listOfAccount, type RequestLine } from './store.ts'

/**
 * Checks number and query code. A wrong code and a number that does not exist answer alike; who tries too often waits.
 * Throws Refused.
 * @returns the registration number
 */
export async function checkQueryCode(
  ctx: Ctx,
  form: { number: string; code: string },
  address: string,
): Promise<string> {
  const number = form.number.normalize('NFKC').trim()
  const tries: Throttled[] = [
    { kind: 'queryAddress', key: addressKey(address) },
    { kind: 'queryCode', key: number },
  ]
  const until = await countTries(ctx.db, ctx.now, tries)
  if (until)
    throw new Refused({
      code: 'requests.tooManyTries',
      message: '查询码输错的次数太多，请过一会儿再试',
      next: '查询码在登记回执上；找不到回执的，请打电话给受理机关核实身份后查询',
    })
  const stored = await findQueryCode(ctx.db, number)
  // Always compared, so that an unknown number takes as long as a wrong code.
  const right = codeMatches(form.code, stored)
  if (!right || !stored)
    throw new Refused({
      code: 'requests.wrongCode',
      message: '登记号或者查询码不对',
      next: '请对照登记回执核对，字母不分大小写',
    })
  await forgive(ctx.db, tries)
  return number
}

/**
 * Counts an application that is about to be registered, by address and account. Throws Refused when there were too many
 * in the last hour.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十五条
 */
export async function countApplication({ db, now, actor: { accountId } }: Ctx, address: string): Promise<void> {
  const tries: Throttled[] = [{ kind: 'requestAddress', key: addressKey(address) }]
  if (accountId) tries.push({ kind: 'requestAccount', key: accountId })
  if (await countTries(db, now, tries))
    throw new Refused({
      code: 'requests.tooManyApplications',
      message: '这一个小时里从您这里提交的申请太多了，请过一个小时再提交',
      next: '着急的，可以当面或者写信提出申请',
    })
}

/** What gives the right to a request besides an account: the number that was opened with its query code in this browser. */
export type Key = string | undefined

/**
 * A request as its applicant sees it: opened with the query code, or of their own account. Throws NotFound for anyone
 * else, so that numbers cannot be tried.
 */
export async function ownRequest(
  ctx: Ctx,
  number: string,
  key: Key,
): Promise<{ request: InformationRequest; life: Life }> {
  const request = await getRequest(ctx.db, number)
  const mine = request.accountId !== null && request.accountId === ctx.actor.accountId
  if (!mine && key !== number) throw new NotFound(`编号为“${number}”的申请`)
  const life = await lifeOf(ctx.db, request.id)
  return { request, life }
}

/** The same for those who act: staff do not act as applicants. */
export async function assertOwn(ctx: Ctx, number: string, key: Key): Promise<void> {
  await ownRequest(ctx, number, key)
  if (ctx.actor.kind === 'staff') throw new Forbidden('工作人员请在工作台办理')
}

/** A request as the follow-up page shows it: nothing of it is meant for anyone but its applicant. */
export type Followed = {
  request: InformationRequest
  situation: Situation
  light: RequestLight
  /** Working days left, while the clock runs. */
  daysLeft: number | undefined
  clock: ReturnType<typeof clockOf>
  acts: Act[]
  /** Letters to the applicant. */
  letters: Letter[]
  /** Files the applicant sent. */
  sent: RequestFile[]
  /** Files given with the reply. */
  released: RequestFile[]
  /** What the applicant may do now. */
  moves: ReadonlySet<MoveName>
}

/** All that an applicant may know of their request. Throws NotFound for anyone else. */
export async function follow(ctx: Ctx, number: string, key: Key): Promise<Followed> {
  const { request, life } = await ownRequest(ctx, number, key)
  const regime = ctx.law.regime(request.regime)
  const moves = movesOf(factsOf(request, life), regime, ctx.today, 'applicant').filter((m) => !m.refusal)
  const running = request.state === 'received' || request.state === 'handling'
  return {
    request,
    situation: situationOf(request, life),
    light: lightOf(ctx, request),
    daysLeft:
      running && ctx.today <= request.dueOn
        ? remainingDays(replyClock(regime, ctx.calendar, request.receivedOn, life.events, ctx.today))
        : undefined,
    clock: clockOf(ctx, request, life),
    acts: await listActs(ctx.db, `request:${number}`),
    letters: life.letters.filter((l) => l.audience === 'applicant'),
    sent: life.files.filter((f) => ownPurposes.includes(f.purpose)),
    released: releasedFiles(request, life),
    moves: new Set(moves.map((m) => m.name)),
  }
}

const ownPurposes: readonly string[] = ['identityProof', 'application', 'supplement']

/** What is given with a reply goes out with it, not before. */
const releasedFiles = ({ state }: InformationRequest, { files }: Life) =>
  state === 'replied' || state === 'archived' ? files.filter((f) => f.purpose === 'release') : []

/** A file of one's own request: what one sent, or what was given with the reply. Throws NotFound. */
export async function ownFile(ctx: Ctx, number: string, key: Key, id: number): Promise<RequestFile> {
  const { request, life } = await ownRequest(ctx, number, key)
  const files = [...life.files.filter((f) => ownPurposes.includes(f.purpose)), ...releasedFiles(request, life)]
  const file = files.find((f) => f.id === id)
  if (!file) throw new NotFound('这个文件')
  return file
}

/**
 * A letter to the applicant as a file. The first time its applicant opens it is noted, and is its delivery where the
 * answer was wanted online. Throws NotFound, also for letters to others.
 * @basis 《政府信息公开条例》（国务院令第711号）第四十条
 */
export async function openLetter(ctx: Ctx, number: string, key: Key, id: number, format: 'docx' | 'pdf') {
  const { request, life } = await ownRequest(ctx, number, key)
  const letter = life.letters.find((l) => l.id === id && l.audience === 'applicant')
  if (!letter) throw new NotFound('这份文书')
  const file = await letterFile(ctx, request.id, id, format)
  if (ctx.actor.kind !== 'staff') await noteOpened(ctx, request, letter)
  return file
}

async function noteOpened(ctx: Ctx, request: InformationRequest, letter: Letter): Promise<void> {
  if (letter.readAt !== null) return
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await markRead(tx, letter.id, ctx.now))) return
    if (request.wantedRoute === 'online' && letter.deliveredOn === null)
      await setDelivery(tx, letter.id, { route: 'online', deliveredOn: ctx.today, note: '申请人在网站上打开' })
    await note(ctx, tx, request, 'read', { letter: letter.number, kind: letter.kind })
  })
}

/** Requests sent from the actor's own account, newest first. */
export async function requestsOfMine({ db, actor }: Ctx): Promise<RequestLine[]> {
  return actor.accountId === undefined ? [] : listOfAccount(db, actor.accountId)
}
