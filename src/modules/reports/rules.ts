import type { Day } from '../../core/day.ts'
import { addDays } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import { stateLabels } from './labels.ts'
import type { PartState, ReportState } from './schema.ts'

type Move = {
  label: string
  from: readonly ReportState[]
  to: ReportState | 'same'
  /** One of these rights. */
  needs: readonly ('write' | 'review' | 'sign' | 'publish')[]
  /** Nobody does it who did one of these steps before. */
  notBy?: readonly ('preparedBy' | 'reviewedBy' | 'signedBy')[]
}

/** The life of a version. To write, to review, to sign and to publish are four rights; no one signs what they wrote. */
export const moves = {
  write: { label: '修改', from: ['draft'], to: 'same', needs: ['write'] },
  discard: { label: '废弃草稿', from: ['draft'], to: 'same', needs: ['write'] },
  submit: { label: '送审', from: ['draft'], to: 'inReview', needs: ['write'] },
  recall: { label: '撤回送审', from: ['inReview'], to: 'draft', needs: ['write'] },
  return: { label: '退回修改', from: ['inReview', 'reviewed', 'signed'], to: 'draft', needs: ['review', 'sign'] },
  review: { label: '审核通过', from: ['inReview'], to: 'reviewed', needs: ['review'], notBy: ['preparedBy'] },
  sign: { label: '签发', from: ['reviewed'], to: 'signed', needs: ['sign'], notBy: ['preparedBy', 'reviewedBy'] },
  publish: { label: '公布', from: ['signed'], to: 'published', needs: ['publish'], notBy: ['signedBy'] },
  correct: { label: '更正', from: ['published'], to: 'same', needs: ['write'] },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** Who wants to act, as far as the moves ask. */
export type Person = { accountId: string | undefined; holds: (permission: string) => boolean }

export type Steps = {
  state: ReportState
  preparedBy: string | null
  reviewedBy: string | null
  signedBy: string | null
}

/** Why a move may not be made on a report by a person now; undefined if it may. */
export function refuseMove(name: MoveName, report: Steps, person: Person): Refusal | undefined {
  const move: Move = moves[name]
  if (move.to === report.state)
    return {
      code: 'reports.doneMeanwhile',
      message: `报告已经是“${stateLabels[report.state]}”，不用再${move.label}`,
      next: '可能有人刚刚办过，请打开报告看现在的情况',
    }
  if (!move.from.includes(report.state)) {
    const possible = Object.values<Move>(moves).filter((m) => m.from.includes(report.state))
    return {
      code: 'reports.notInThisState',
      message: `“${stateLabels[report.state]}”的报告不能${move.label}`,
      ...(possible.length > 0 && { next: `现在可以办理的是：${possible.map((m) => m.label).join('、')}` }),
    }
  }
  if (!move.needs.some((right) => person.holds(`reports.${right}`)))
    return { code: 'reports.noRight', message: `您没有${move.label}的权限，或者这个单位不在您的管理范围内` }
  if (move.notBy?.some((step) => report[step] !== null && report[step] === person.accountId))
    return {
      code: 'reports.samePerson',
      message: `前面的步骤是您办的，不能自己${move.label}`,
      next: '请交给另一位有权限的同事',
    }
  return undefined
}

/** The state that a move leads to. */
export const stateAfter = (name: MoveName, before: ReportState): ReportState => {
  const { to }: Move = moves[name]
  return to === 'same' ? before : to
}

/** A frozen form as far as a signature asks for it. */
export type FrozenOf = { filledOn: Day; unitHead: string }

/**
 * What is wrong with a signature: the report is dated after its year and no later than today, and the form inside it was
 * filled in no later than the report and signed by the same head.
 * @basis 国办发〔2014〕32号;国办公开办函〔2021〕30号
 */
export function problemsInSigning(
  { unitHead, datedOn }: { unitHead: string; datedOn: Day },
  { year, today, form }: { year: number; today: Day; form: FrozenOf | undefined },
): Problem[] {
  const problems: Problem[] = []
  if (datedOn <= `${year}-12-31`)
    problems.push({ field: 'datedOn', message: `成文日期应在 ${year} 年结束以后，统计期满才能签发` })
  if (datedOn > today) problems.push({ field: 'datedOn', message: '成文日期不能晚于今天' })
  if (form && form.filledOn > datedOn)
    problems.push({
      field: 'datedOn',
      message: `统计表的填报日期是 ${form.filledOn}，报告的成文日期不能早于它`,
    })
  if (form && form.unitHead !== unitHead.trim())
    problems.push({ field: 'unitHead', message: `统计表的单位负责人是“${form.unitHead}”，报告应由同一人签发` })
  return problems
}

/** Last day of the following year's month and day, such as 31 January. @param monthDay - `01-31` */
export const dueDay = (year: number, monthDay: string): Day => `${year + 1}-${monthDay}` as Day

/** Units that are asked for their part together. */
export const unitGroups: readonly { value: string; label: string; kinds: readonly string[] }[] = [
  { value: 'departments', label: '所有部门', kinds: ['office', 'department'] },
  { value: 'institutions', label: '所有事业单位', kinds: ['institution'] },
  { value: 'towns', label: '所有乡镇、街道', kinds: ['town', 'subdistrict'] },
]

/** Kinds of units that deliver parts. */
export const deliveringKinds: readonly string[] = unitGroups.flatMap((g) => g.kinds)

export type PartLight = 'done' | 'late' | 'near' | 'waiting'

/** How a part stands: late after its last day, near in the ten days before it. */
export function partLight({ state, dueOn }: { state: PartState; dueOn: Day }, today: Day): PartLight {
  if (state !== 'asked') return 'done'
  if (today > dueOn) return 'late'
  return today >= addDays(dueOn, -10) ? 'near' : 'waiting'
}

/**
 * Last day on which a report is published in time. By Order 711 a unit's by 31 January and the government's by 31 March, by
 * Order 492 every one by 31 March.
 * @basis 《政府信息公开条例》第四十九条;《政府信息公开条例》(国务院令第492号)第三十一条
 */
export const publishDay = (
  { year, unitKind }: { year: number; unitKind: string },
  { publishBy }: { publishBy: { government: string; unit: string } },
): Day => dueDay(year, unitKind === 'government' ? publishBy.government : publishBy.unit)

/** Whether a report is not published, or was not, by its last day. */
export const isLate = (publishBy: Day, publishedOn: Day | undefined, today: Day): boolean =>
  (publishedOn ?? today) > publishBy
