import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'
import { Invalid, NotFound, type Refusal, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { findSolicitation, insertOpinion, isRepeated } from './portal/answers.store.ts'

// PostgreSQL takes no zero byte in a text.
const noZero = '^[^\\u0000]*$'

/** An opinion on a draft. Name and contact are for asking back and are never published. */
export const OpinionForm = Type.Object({
  opinion: Type.String({ title: '您的意见', minLength: 2, maxLength: 3000, pattern: noZero }),
  name: Type.String({ title: '姓名或单位名称', maxLength: 60, pattern: noZero, default: '' }),
  contact: Type.String({ title: '联系方式', maxLength: 80, pattern: noZero, default: '' }),
  /** A field no person sees; programs that fill in whatever they find give themselves away. */
  website: Type.String({ title: '网址', maxLength: 500, default: '' }),
})
export type OpinionForm = Static<typeof OpinionForm>

/** Why no opinion may be given today; undefined if one may. */
export function refuseOpinion(solicitation: { opensOn: Day; closesOn: Day }, today: Day): Refusal | undefined {
  if (today < solicitation.opensOn)
    return {
      code: 'disclosure.solicitationNotOpen',
      message: '征集还没有开始',
      next: `请在 ${solicitation.opensOn} 以后再来`,
    }
  if (today > solicitation.closesOn)
    return {
      code: 'disclosure.solicitationClosed',
      message: `征集已于 ${solicitation.closesOn} 结束`,
      next: '可以看公布的结果；仍有意见的，请打电话或者写信给征集单位',
    }
  return undefined
}

/**
 * Takes in an opinion. Sent twice within a day it counts once.
 * Throws NotFound, Refused when the time is over, Invalid when a program sent it.
 * @basis 《个人信息保护法》第六条、第十七条: name and contact are optional and serve asking back only
 */
export async function giveOpinion(ctx: Ctx, id: number, form: OpinionForm): Promise<void> {
  if (form.website !== '')
    throw new Invalid([
      { field: '', message: '这次提交像是由程序自动填写的，没有收下。请在页面上重新填写，或者打电话提出意见' },
    ])
  const opinion = form.opinion.trim()
  if (opinion.length < 2) throw new Invalid([{ field: 'opinion', message: '请填写您的意见' }])
  await ctx.db.transaction().execute(async (tx) => {
    const solicitation = await findSolicitation(tx, id, ctx.today)
    if (!solicitation) throw new NotFound('征集')
    const refusal = refuseOpinion(solicitation, ctx.today)
    if (refusal) throw new Refused(refusal)
    if (await isRepeated(tx, id, opinion, new Date(ctx.now.getTime() - 86_400_000))) return
    const reply = await insertOpinion(tx, {
      solicitationId: id,
      receivedAt: ctx.now,
      name: form.name.trim(),
      contact: form.contact.trim(),
      opinion,
    })
    // The act says that an opinion came, not what it says nor by whom: acts are for ever, personal data is not.
    await ctx.acts.write(tx, {
      act: 'disclosure.opinionReceived',
      subject: `solicitation:${id}`,
      unitCode: solicitation.unitCode,
      data: { reply },
    })
  })
}
