import { Forbidden, Invalid, NotFound } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Identity } from './identity.ts'
import { findPerson } from './person-store.ts'
import { reasonProblem } from './rules.ts'
import type { PersonField } from './schema.ts'
import { getAccount } from './store.ts'

export type Reveal = {
  /** `kind:key`, such as request:2018-0003. */
  subject: string
  /** What is looked at, such as applicantIdNumber. */
  field: string
  /** Why, in the words of whoever looks. */
  reason: string
  /** Path of the unit that keeps the record. */
  unitPath: string
  unitCode?: string | null
  /** Permission that lets one look; default identity.reveal. */
  may?: string
}

/**
 * Shows personal data that is otherwise masked. The look is an act, committed before the data is read and on its own:
 * `ctx.db` is never the caller's transaction, so the act stays when that one is rolled back.
 * @param read - reads the value; called only once the act is written
 * @throws Forbidden without the permission for that unit; Invalid without a proper reason
 * @basis 《个人信息保护法》第五十四条、第五十一条
 */
export async function revealPersonalData<T>(ctx: Ctx, reveal: Reveal, read: () => Promise<T>): Promise<T> {
  if (!holds(ctx.actor, reveal.may ?? 'identity.reveal', reveal.unitPath))
    throw new Forbidden('您没有查看这项个人信息的权限')
  const wrong = reasonProblem(reveal.reason)
  if (wrong) throw new Invalid([{ field: 'reason', message: wrong }])
  await ctx.db.transaction().execute((tx) =>
    ctx.acts.write(tx, {
      act: 'identity.revealed',
      subject: reveal.subject,
      unitCode: reveal.unitCode,
      data: { field: reveal.field, reason: reveal.reason.trim() },
    }),
  )
  return read()
}

/** Shows one field of a registered person. */
export async function revealPerson(
  { seal }: Pick<Identity, 'seal'>,
  ctx: Ctx,
  accountId: string,
  form: { field: PersonField; reason: string },
): Promise<string> {
  const root = `/${ctx.settings.site.rootUnit}/`
  return revealPersonalData(ctx, { subject: `account:${accountId}`, ...form, unitPath: root }, async () => {
    const [account, person] = [await getAccount(ctx.db, accountId), await findPerson(ctx.db, accountId)]
    if (!person) throw new NotFound('这个人的登记信息')
    if (form.field === 'phone') return account.phoneNumber ?? '未登记'
    if (form.field === 'name') return person.name
    if (form.field === 'contactName') return person.contactName ?? '未登记'
    return person.idNumberSealed ? seal.open(person.idNumberSealed) : '未登记'
  })
}
