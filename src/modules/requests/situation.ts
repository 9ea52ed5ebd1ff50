import { type Day, showLongDay } from '../../core/day.ts'
import type { Life } from './life.store.ts'
import type { InformationRequest } from './store.ts'

/** Where a request stands, in words for the person who made it. */
export type Situation = {
  /** What is now. */
  now: string
  /** What comes next, and by when. */
  next: string
  /** The day that matters next. */
  by: Day | undefined
  /** What the applicant may do now. */
  may: string[]
}

const on = (day: Day) => showLongDay(day)
const answerBy = (r: InformationRequest) =>
  `${r.unitName}最迟在 ${on(r.dueOn)} 答复您${r.provisional ? '（这一天是暂定的，还可能顺延）' : ''}。`

/** What an applicant wants to know: where it stands, what happens next, by when, and what they may do. */
export function situationOf(request: InformationRequest, life: Pick<Life, 'letters'>): Situation {
  const r = request
  const withdraw = '不再需要的，可以撤回申请。'
  switch (r.state) {
    case 'received':
      return {
        now: `申请已经登记，正等${r.unitName}接办。`,
        next: answerBy(r),
        by: r.dueOn,
        may: [withdraw],
      }
    case 'handling':
      return { now: `${r.unitName}正在办理。`, next: answerBy(r), by: r.dueOn, may: [withdraw] }
    case 'supplementAsked':
      return {
        now: '您的申请有些地方不够清楚，正等您补正。',
        next: `请在 ${on(r.waitingUntil ?? r.dueOn)} 以前补正；收到补正的第二天起，重新计算答复期限。没有正当理由逾期不补正的，视为放弃申请。`,
        by: r.waitingUntil ?? undefined,
        may: ['按补正告知书上列的内容，在下面补充说明。', withdraw],
      }
    case 'consulting':
      return {
        now: '您要的信息涉及别人的权益，或者由几个机关共同制作，正在征求他们的意见。',
        next: `${r.waitingUntil ? `意见最迟 ${on(r.waitingUntil)} 返回。` : ''}征求意见的时间不计入答复期限，收到意见后接着办理。`,
        by: r.waitingUntil ?? undefined,
        may: [withdraw],
      }
    case 'feeAsked':
      return {
        now: '您的申请需要缴纳信息处理费，正等您缴费。',
        next: `请在 ${on(r.waitingUntil ?? r.dueOn)} 以前按缴费通知书缴费；缴费的第二天起，重新计算答复期限。逾期未缴的，视为放弃申请。`,
        by: r.waitingUntil ?? undefined,
        may: ['觉得收费不对的，可以打电话询问。', withdraw],
      }
    case 'replied':
    case 'archived':
      if (r.replyKind === 'withdrawn') return withdrawn()
      if (r.replyKind === 'supplementOverdue' || r.replyKind === 'feeUnpaid') return abandoned()
      return {
        now: r.closedOn ? `已在 ${on(r.closedOn)} 答复。` : '已经答复。',
        next: life.letters.some((l) => l.kind === 'reply') ? '答复书在下面，可以下载。' : '',
        by: undefined,
        may: ['对答复不满意的，可以按答复书上写的期限申请行政复议或者提起行政诉讼。'],
      }
    case 'withdrawn':
      return withdrawn()
    case 'abandoned':
      return abandoned()
  }
}

const withdrawn = (): Situation => ({
  now: '您已经撤回这件申请，不再办理。',
  next: '',
  by: undefined,
  may: ['以后需要的，可以重新申请。'],
})

const abandoned = (): Situation => ({
  now: '因为逾期没有补正或者没有缴费，这件申请按放弃处理，不再办理。',
  next: '',
  by: undefined,
  may: ['仍然需要的，可以重新申请。', '对这样处理不服的，可以按告知书上写的期限申请行政复议或者提起行政诉讼。'],
})
