import { NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { codeMatches } from '../../platform/query-code.ts'
import { addressKey, countTries, forgive, type Throttled } from '../identity/index.ts'
import { type Enquiry, findEnquiry, findQueryCode } from './enquiries.store.ts'

/**
 * Counts an enquiry that is about to be registered, by address and account. Throws Refused when there were too many in the
 * last hour.
 */
export async function countConsult({ db, now, actor: { accountId } }: Ctx, address: string): Promise<void> {
  const tries: Throttled[] = [{ kind: 'requestAddress', key: `consult:${addressKey(address)}` }]
  if (accountId) tries.push({ kind: 'requestAccount', key: `consult:${accountId}` })
  if (await countTries(db, now, tries))
    throw new Refused({
      code: 'knowledge.tooManyEnquiries',
      message: '这一个小时里从您这里提交的咨询太多了，请过一个小时再提交',
      next: '着急的，请打电话来问',
    })
}

/**
 * Checks number and query code. A wrong code and a number that does not exist answer alike; who tries too often waits.
 * Throws Refused. @returns the number
 */
export async function checkCode(ctx: Ctx, form: { number: string; code: string }, address: string): Promise<string> {
  const number = form.number.normalize('NFKC').trim().toUpperCase()
  const tries: Throttled[] = [
    { kind: 'queryAddress', key: addressKey(address) },
    { kind: 'queryCode', key: number },
  ]
  if (await countTries(ctx.db, ctx.now, tries))
    throw new Refused({
      code: 'knowledge.tooManyTries',
      message: '查询码输错的次数太多，请过一会儿再试',
      next: '着急的，请打电话来问',
    })
  const stored = await findQueryCode(ctx.db, number)
  // Always compared, so that an unknown number takes as long as a wrong code.
  const right = codeMatches(form.code, stored)
  if (!right || !stored)
    throw new Refused({
      code: 'knowledge.wrongCode',
      message: '咨询编号或者查询码不对',
      next: '请对照提交时记下的核对，字母不分大小写',
    })
  await forgive(ctx.db, tries)
  return number
}

/**
 * An enquiry as the person who asked sees it: opened with the query code, or of their own account. Throws NotFound for
 * anyone else, so that numbers cannot be tried.
 * @param key - number that was opened with its query code in this browser
 */
export async function ownEnquiry(ctx: Ctx, number: string, key: string | undefined): Promise<Enquiry> {
  const enquiry = await findEnquiry(ctx.db, number)
  const mine = enquiry?.accountId != null && enquiry.accountId === ctx.actor.accountId
  if (!enquiry || (!mine && key !== number)) throw new NotFound(`编号为“${number}”的咨询`)
  return enquiry
}
