import { addWorkingDays, type Calendar } from '../../core/calendar.ts'
import { addDays, type Day } from '../../core/day.ts'
import type { Refusal } from '../../core/errors.ts'
import { findPersonalData } from '../../core/identifiers.ts'
import type { Level, RatingState } from './schema.ts'

/** From which states a move leads into which, and who makes it. */
type Move = {
  from: readonly RatingState[]
  /** Absent: the state stays. */
  to?: RatingState
  by: 'rater' | 'clock' | 'rated' | 'reviewer'
}

/**
 * The life of a rating. What the rules say besides the state is asked in `refuseMove`.
 * @basis 国办发〔2019〕51号：现场一次一评、网上一事一评；恶意或者不实的评价经申诉审核可以剔除
 */
export const moves = {
  give: { from: ['asked', 'valid'], to: 'valid', by: 'rater' },
  countByDefault: { from: ['asked'], to: 'valid', by: 'clock' },
  appeal: { from: ['valid'], to: 'appealed', by: 'rated' },
  uphold: { from: ['appealed'], to: 'excluded', by: 'reviewer' },
  dismiss: { from: ['appealed'], to: 'valid', by: 'reviewer' },
  showWords: { from: ['valid', 'appealed'], by: 'reviewer' },
  showRectification: { from: ['valid', 'appealed'], by: 'reviewer' },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** What the rules ask about a rating. */
export type Facts = {
  state: RatingState
  level: Level | null
  byDefault: boolean
  servedOn: Day
  /** Whether an appeal has been decided before. */
  appealedBefore: boolean
  mayShowWords: boolean
  /** Whether the work order that it opened was closed. */
  rectified: boolean
}

const refuse = (code: string, message: string, next?: string): Refusal => ({
  code: `ratings.${code}`,
  message,
  basis: '国办发〔2019〕51号',
  ...(next ? { next } : {}),
})

/**
 * Why a move may not be made now; undefined if it may. A rating by default gives way to a real one while ratings are open.
 * @param openDays - calendar days after the service for which ratings are open
 */
export function refuseMove(name: MoveName, facts: Facts, today: Day, openDays: number): Refusal | undefined {
  const { from } = moves[name] as Move
  if (name === 'give') {
    if (facts.level !== null && !facts.byDefault)
      return refuse('alreadyRated', '这次服务您已经评价过了，一次服务评价一次', '还有话要说的，请拨打热线')
    if (today > addDays(facts.servedOn, openDays))
      return refuse(
        'closed',
        `评价在办完以后 ${openDays} 天内有效，现在已经过了`,
        '还有意见的，请拨打热线，或者给我们写信',
      )
    return undefined
  }
  if (!from.includes(facts.state)) return refuse('wrongState', '这条评价现在的状态不能这样办')
  if (name === 'appeal') {
    if (facts.byDefault) return refuse('noAppealByDefault', '默认计入的评价不是群众作出的，不用申诉')
    if (!isBad(facts.level)) return refuse('noAppealGood', '只有不满意和非常不满意的评价可以申诉')
    if (facts.appealedBefore) return refuse('appealedOnce', '一条评价申诉一次，审核结论已经作出')
  }
  if (name === 'showWords' && !facts.mayShowWords) return refuse('notAgreed', '评价人没有同意公开写的话')
  if (name === 'showRectification' && !facts.rectified)
    return refuse('notRectified', '整改的工单还没有办结', '办结以后再公开整改结果')
  return undefined
}

/** The last two levels are bad ones. GB/T 39046-2020 A.8; 国办发〔2019〕51号 */
export const isBad = (level: Level | null): boolean => level !== null && level >= 4

/** What a rating by default counts as. Where a county uses it, 满意; unconfirmed: no national document sets a level. */
export const defaultLevel: Level = 2

/**
 * Last day of asking for which nobody's silence counts as satisfied today: the days after it are still open.
 * @param days - working days that must have passed since the person was asked
 */
export function defaultsUntil(calendar: Calendar, today: Day, days: number): Day {
  let asked = addDays(today, -1)
  while (addWorkingDays(calendar, asked, days) >= today) asked = addDays(asked, -1)
  return asked
}

/** Text with the numbers of persons blanked out; names a reader must find. */
export function withoutNumbers(text: string): string {
  return findPersonalData(text).reduceRight(
    (rest, { at, quote }) => `${rest.slice(0, at)}（已隐去）${rest.slice(at + quote.length)}`,
    text,
  )
}
