import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queueMessage } from '../../platform/mail.ts'
import { getUnitDetail } from '../organisations/index.ts'
import type { Follower } from './life.store.ts'

/** Where a person follows an order on the portal. */
export const followHref = '/letters/follow'

/** A person can be rung. */
export const reachable = (o: { personPhone: string }): boolean => o.personPhone.trim() !== ''

type Person = Pick<Follower, 'number' | 'personPhone' | 'personEmail'>

/** Tells the person, by text message or by mail; who gave neither reads it on the portal. No personal data. */
export async function tell(ctx: Ctx, tx: Db, person: Person, sentence: string): Promise<void> {
  const { shortName, domain } = ctx.settings.site
  const phone = person.personPhone.trim()
  const body = `您的诉求${person.number}：${sentence}查看：https://${domain}${followHref}`
  if (/^1\d{10}$/.test(phone))
    await queueMessage(tx, ctx.jobs, { channel: 'sms', recipient: phone, body: `【${shortName}】${body}` })
  else if (person.personEmail !== '')
    await queueMessage(tx, ctx.jobs, {
      ...{ channel: 'mail', recipient: person.personEmail },
      ...{ subject: `${shortName}：您的诉求${person.number}有了新的进展`, body },
    })
}

/** Tells the person, and everyone whose order it answers for. */
export async function tellAll(
  ctx: Ctx,
  { tx, order, life }: { tx: Db; order: Person; life: { followers: readonly Person[] } },
  sentence: string,
): Promise<void> {
  for (const person of [order, ...life.followers]) await tell(ctx, tx, person, sentence)
}

/** Tells a unit by mail that something waits for it; one without an address sees it on the desk. */
export async function tellUnit(
  ctx: Ctx,
  tx: Db,
  unitCode: string,
  message: { number: string; subject: string; sentence: string },
): Promise<void> {
  const { email, name } = await getUnitDetail(tx, unitCode)
  if (!email) return
  await queueMessage(tx, ctx.jobs, {
    ...{ channel: 'mail', recipient: email, subject: `${message.subject}：${message.number}号工单` },
    body: `${name}：\n\n${message.sentence}\n请登录工作台办理：/desk/hotline/${message.number}\n`,
  })
}
