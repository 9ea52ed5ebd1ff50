import { Invalid, type Problem } from '../../core/errors.ts'
import { findPersonalData } from '../../core/identifiers.ts'
import { maskName } from '../../core/mask.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import type { OrderReply } from './life.store.ts'
import type { PublishForm } from './schema.ts'
import { change, move } from './step.ts'
import type { WorkOrder } from './store.ts'

type Named = Pick<WorkOrder, 'personName' | 'personPhone' | 'personEmail'>

/** A text without what names people: numbers, phones, addresses of mail, and the person's own name. */
export function redacted(text: string, { personName, personPhone, personEmail }: Named): string {
  let clean = text
  if (personName.length > 1) clean = clean.replaceAll(personName, maskName(personName))
  for (const own of [personPhone, personEmail]) if (own) clean = clean.replaceAll(own, '＊＊＊')
  for (const { quote } of findPersonalData(clean)) clean = clean.replaceAll(quote, '＊＊＊')
  return clean
}

/** What an order would be published as, before anyone reads it over. */
export const publicationDraft = (
  order: Named & Pick<WorkOrder, 'title' | 'text'>,
  replies: readonly Pick<OrderReply, 'text'>[],
): Omit<PublishForm, 'personalDataReason'> => ({
  publicTitle: redacted(order.title, order),
  publicText: redacted(order.text, order),
  publicReply: redacted(replies.at(-1)?.text ?? '', order),
})

/**
 * What is wrong with a text that is to be published: the person's own data never goes out; what else looks like personal data
 * goes out only with a reason, such as the phone of an office.
 * @basis 《个人信息保护法》第六条、第二十五条
 */
export function problemsInPublication(form: PublishForm, of: Named): Problem[] {
  const problems: Problem[] = []
  for (const field of ['publicTitle', 'publicText', 'publicReply'] as const) {
    const text = form[field]
    const own = [of.personName, of.personPhone, of.personEmail].find((x) => x.length > 1 && text.includes(x))
    if (own) problems.push({ field, message: '里面还有来访人的姓名或者联系方式，请删去' })
    else if (form.personalDataReason.trim() === '') {
      const [found] = findPersonalData(text)
      if (found) problems.push({ field, message: `“${found.quote}”像是个人信息，请删去；确实要公开的，请写明理由` })
    }
  }
  return problems
}

/** Publishes question and reply, cleared by someone who did not reply. Throws Invalid. */
export const publish = (ctx: Ctx, number: string, form: PublishForm, version?: Version): Promise<void> =>
  move(ctx, number, 'publish', { version }, async (step) => {
    const problems = problemsInPublication(form, step.order)
    if (problems.length > 0) throw new Invalid(problems)
    const { publicTitle, publicText, publicReply, personalDataReason } = form
    change(step, {
      ...{ publicTitle: publicTitle.trim(), publicText: publicText.trim(), publicReply: publicReply.trim() },
      ...{ publishedOn: ctx.today, publishedBy: ctx.actor.accountId ?? null, publishedName: ctx.actor.name },
    } as Partial<WorkOrder>)
    await publicChanged(step.tx)
    return { act: 'published', words: personalDataReason.trim() }
  })

/** Takes a published reply back. */
export const withdrawPublication = (
  ctx: Ctx,
  number: string,
  form: { words: string },
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'withdrawPublication', { version }, async (step) => {
    change(step, { publishedOn: null })
    await publicChanged(step.tx)
    return { act: 'publicationWithdrawn', words: form.words.trim() }
  })
