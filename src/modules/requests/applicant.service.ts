import { Forbidden, NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import { type Life, lifeOf } from './life.store.ts'
import { codeMatches } from './query-code.ts'
import { findQueryCode, getRequest, type InformationRequest } from './store.ts'

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
  if (ctx.actor.kind === 'staff') throw new Forbidden('工作人员请在工作台办理')
  await ownRequest(ctx, number, key)
}
