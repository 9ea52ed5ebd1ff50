import type { Act } from '../../../platform/acts.ts'
import { letterLabels } from '../labels.ts'
import type { LetterKind } from '../schema.ts'

/**
 * What happened, in words for the applicant. What stays inside the office, such as proposals to the head, and who was
 * asked for an opinion, is not told.
 */
const told: Readonly<Record<string, string>> = {
  'requests.received': '申请收到并登记',
  'requests.taken': '有人接办',
  'requests.supplementAsked': '请您补正',
  'requests.supplemented': '收到您的补正，答复期限重新计算',
  'requests.consulted': '征求有关方面的意见，暂停计时',
  'requests.extended': '延长答复期限',
  'requests.reasonsAsked': '请您说明申请的理由',
  'requests.reasonsGiven': '收到您说明的理由',
  'requests.postponed': '另定答复期限',
  'requests.handedOver': '转给负责的单位办理',
  'requests.feeAsked': '请您缴纳信息处理费',
  'requests.paid': '收到缴费，答复期限重新计算',
  'requests.replied': '作出答复',
  'requests.followedUp': '补充答复',
  'requests.withdrawn': '您撤回了申请',
  'requests.abandoned': '不再办理',
  'requests.redated': '放假安排有变，答复期限重新核算',
  'requests.archived': '办结归档',
}

/** Steps of the follow-up page, oldest first. */
export function stepsOf(acts: readonly Act[]): { title: string; at: Date }[] {
  return acts.flatMap((act) => {
    const title = titleOf(act)
    return title === undefined ? [] : [{ title, at: act.at }]
  })
}

function titleOf({ act, data }: Act): string | undefined {
  const kind = (data as { kind?: string }).kind
  if (act === 'requests.read') return `您打开了${letterLabels[kind as LetterKind] ?? '文书'}`
  return told[act]
}

/** What the applicant was asked last, as the letter says it. */
export function askedIn(acts: readonly Act[]): { points: string; why: string } {
  const last = (name: string) => acts.findLast((a) => a.act === name)?.data as { points?: string; why?: string }
  return {
    points: last('requests.supplementAsked')?.points ?? '',
    why: last('requests.reasonsAsked')?.why ?? '',
  }
}
