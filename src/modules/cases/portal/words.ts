import { showLongDay } from '../../../core/day.ts'
import type { Act } from '../../../platform/acts.ts'
import { paperLabels } from '../labels.ts'
import type { PaperKind } from '../schema.ts'

type Told = string | ((data: Record<string, unknown>) => string)

const dayIn = (value: unknown): string => (typeof value === 'string' && value !== '' ? showLongDay(value as never) : '')
const until = (value: unknown, words: (day: string) => string): string => {
  const day = dayIn(value)
  return day === '' ? '' : words(day)
}

/** What happened, in sentences for the applicant. What stays inside the offices is not told. */
const told: Readonly<Record<string, Told>> = {
  'cases.submitted': (d) => `您在网上提交了申请${until(d.dueOn, (day) => `，最迟 ${day} 告诉您是否受理`)}`,
  'cases.takenIn': (d) => `窗口收到您的申请${until(d.dueOn, (day) => `，最迟 ${day} 告诉您是否受理`)}`,
  'cases.accepted': (d) => `申请已经受理${until(d.dueOn, (day) => `，承诺 ${day} 以前办好`)}`,
  'cases.acceptedSilently': '没有在期限内要求补正，从收到申请那天起就算受理',
  'cases.supplementAsked': (d) => `请您补正材料${until(d.until, (day) => `，${day} 以前交来`)}`,
  'cases.supplemented': '收到您补正的材料',
  'cases.notAccepted': '申请没有受理，理由写在通知书里',
  'cases.materialsBrought': '收到您补交的材料',
  'cases.specialStarted': '进行特别程序，这段时间不计入期限',
  'cases.specialEnded': '特别程序结束，接着计时',
  'cases.extended': (d) => `办理期限延长${until(d.dueOn, (day) => `到 ${day}`)}`,
  'cases.stepPassed': (d) => (typeof d.step === 'string' ? `“${d.step}”环节已经通过` : '一个审查环节已经通过'),
  'cases.approved': '申请获得批准',
  'cases.rejected': '申请没有获得批准，理由和救济办法写在决定书里',
  'cases.feeAsked': '请您按缴费通知书缴费',
  'cases.paid': '收到您的缴费',
  'cases.withdrawn': '您撤回了申请',
  'cases.returned': '办件已经退回，理由写在告知书里',
  'cases.resultIssued': '结果已经做好',
  'cases.resultRevoked': '证照文书已经撤销',
  'cases.posted': (d) => `结果已经寄出：${d.carrier ?? ''} ${d.trackingNumber ?? ''}`,
  'cases.deliveryMoved': (d) => `快递：${d.text ?? ''}`,
  'cases.delivered': (d) => (d.way === 'post' ? '结果已经签收' : '结果已经领取'),
  'cases.deliveryChosen': (d) => (d.way === 'post' ? '您选择把结果寄给您' : '您选择到窗口领取结果'),
  'cases.messageSent': (d) => (d.fromApplicant ? '您给办件单位留了言' : '办件单位给您留了言'),
  'cases.read': (d) => `您打开了${paperLabels[d.kind as PaperKind] ?? '文书'}`,
  'cases.redated': '放假安排有变，办理期限重新核算',
  'cases.archived': '办结归档',
}

/** Steps of the follow-up page, oldest first. */
export function stepsOf(acts: readonly Act[]): { title: string; at: Date }[] {
  return acts.flatMap(({ act, data, at }) => {
    const words = told[act]
    if (words === undefined) return []
    return [{ title: typeof words === 'string' ? words : words((data ?? {}) as Record<string, unknown>), at }]
  })
}

/** What the applicant was asked to complete, as the notice says it. */
export const pointsIn = (acts: readonly Act[]): string[] =>
  (
    ((acts.findLast((a) => a.act === 'cases.supplementAsked')?.data as { points?: string } | undefined)?.points ??
      '') as string
  )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
