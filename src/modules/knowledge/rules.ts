import { addWorkingDays, type Calendar } from '../../core/calendar.ts'
import { addDays, type Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import { checkContactPhone, findPersonalData, type PersonalData } from '../../core/identifiers.ts'
import { articleStateLabels } from './labels.ts'
import type { ArticleState, PublicationState } from './schema.ts'

/** What may be done with an article: from which states, into which, and with which permission. */
type Move = {
  label: string
  from: readonly ArticleState[]
  /** `same`: the state stays. */
  to: ArticleState | 'same'
  needs: 'write' | 'publish'
  /** Nobody who wrote at what is published now publishes it. */
  notBy?: 'author'
  /** Only while readers read a version of it. */
  only?: 'readable'
}

const all = ['draft', 'inReview', 'published'] as const

/** The life of an article. To write is not to publish; what readers read stays until the next version is published. */
export const moves = {
  save: { label: '修改', from: ['draft', 'published', 'withdrawn'], to: 'draft', needs: 'write' },
  submit: { label: '送审', from: ['draft'], to: 'inReview', needs: 'write' },
  recall: { label: '撤回送审', from: ['inReview'], to: 'draft', needs: 'write' },
  giveUp: { label: '放弃这次修改', from: ['draft'], to: 'published', needs: 'write', only: 'readable' },
  return: { label: '退回修改', from: ['inReview'], to: 'draft', needs: 'publish' },
  publish: { label: '发布', from: ['inReview'], to: 'published', needs: 'publish', notBy: 'author' },
  revisit: { label: '复核', from: all, to: 'same', needs: 'write', only: 'readable' },
  withdraw: { label: '撤下', from: all, to: 'withdrawn', needs: 'publish', only: 'readable' },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** Who wants to act, as far as the moves ask. */
export type Person = { accountId: string | undefined; holds: (permission: string) => boolean }

export type Subject = {
  state: ArticleState
  publishedVersion: number | null
  /** Accounts that saved a version since the one readers read. */
  authors: readonly string[]
}

/** Why a move may not be made on an article by a person now; undefined if it may. */
export function refuseMove(name: MoveName, article: Subject, person: Person): Refusal | undefined {
  const move: Move = moves[name]
  if (!move.from.includes(article.state)) {
    const possible = Object.values<Move>(moves).filter((m) => m.from.includes(article.state))
    return {
      code: 'knowledge.notInThisState',
      message: `“${articleStateLabels[article.state]}”的知识不能${move.label}`,
      next: `现在可以办理的是：${possible.map((m) => m.label).join('、')}`,
    }
  }
  if (move.only === 'readable' && article.publishedVersion === null)
    return { code: 'knowledge.notReadable', message: `还没有发布过的知识不能${move.label}`, next: '请先送审、发布' }
  if (!person.holds(`knowledge.${move.needs}`))
    return { code: 'knowledge.noRight', message: `您没有${move.label}的权限，或这个单位不在您的管理范围内` }
  if (move.notBy === 'author' && person.accountId !== undefined && article.authors.includes(person.accountId))
    return {
      code: 'knowledge.ownText',
      message: `这一版是您写的，不能自己${move.label}`,
      next: '请交给另一位有权限的同事审核发布',
    }
  return undefined
}

/** The state that a move leads to. */
export const stateAfter = (name: MoveName, before: ArticleState): ArticleState => {
  const { to }: Move = moves[name]
  return to === 'same' ? before : to
}

/** What is wrong with the day of review. It may be no later than two years ahead, so that nothing is never looked at. */
export function problemInReview(reviewOn: Day, today: Day): Problem | undefined {
  if (reviewOn <= today) return { field: 'reviewOn', message: '复核日期应在今天以后' }
  if (reviewOn > addDays(today, 731)) return { field: 'reviewOn', message: '复核日期最迟在两年以内，到期再看一次' }
  return undefined
}

/** Days by which an enquiry is measured. */
export type Dues = { dueOn: Day; warnOn: Day }

/**
 * By when an enquiry is answered, and from when its light is yellow: one working day before the last, but never on the day
 * it was asked.
 * @param limit - working days, of the settings of the county: no national rule sets them
 */
export function enquiryDues(calendar: Calendar, askedOn: Day, limit: number): Dues {
  const dueOn = addWorkingDays(calendar, askedOn, limit)
  const before = addWorkingDays(calendar, dueOn, -1)
  return { dueOn, warnOn: before > askedOn ? before : dueOn }
}

export type EnquiryLight = 'green' | 'yellow' | 'overdue' | 'none'

/** The light of an enquiry, from stored days alone. */
export function enquiryLight(e: Dues & { answeredOn: Day | null }, today: Day): EnquiryLight {
  if (e.answeredOn !== null) return 'none'
  if (today > e.dueOn) return 'overdue'
  return today >= e.warnOn ? 'yellow' : 'green'
}

/** What is wrong with what was told of who asks; all of it may be left out. */
export function problemsInAsker(form: { askerPhone: string; askerEmail: string }): Problem[] {
  const problems: Problem[] = []
  const phone = form.askerPhone.trim() === '' ? undefined : checkContactPhone(form.askerPhone)
  if (phone) problems.push({ field: 'askerPhone', message: phone })
  if (form.askerEmail.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(form.askerEmail.trim()))
    problems.push({ field: 'askerEmail', message: '请填写完整的电子邮箱，例如 name@example.cn' })
  return problems
}

/**
 * What of a person still stands in a text that is to be published: numbers, and the name and contacts of who asked.
 * @basis 《个人信息保护法》第二十五条
 */
export function personalDataIn(
  text: string,
  asker: { askerName: string; askerPhone: string; askerEmail: string },
): (PersonalData['kind'] | 'asker')[] {
  const own = [asker.askerName, asker.askerPhone, asker.askerEmail]
    .map((value) => value.trim())
    .filter((value) => value.length > 1)
  return [
    ...findPersonalData(text).map((found) => found.kind),
    ...own.filter((value) => text.includes(value)).map(() => 'asker' as const),
  ]
}

const publicationMoves = {
  propose: { label: '提请公开', from: ['none', 'returned', 'withdrawn'] },
  publish: { label: '公开', from: ['proposed'] },
  return: { label: '退回', from: ['proposed'] },
  withdraw: { label: '撤下', from: ['published'] },
} as const
export type PublicationMove = keyof typeof publicationMoves

/** Why a question and its answer may not go a step towards the public, or back; undefined if they may. */
export function refusePublication(
  name: PublicationMove,
  publication: { state: PublicationState; proposedBy: string } | undefined,
  enquiry: { answered: boolean },
  person: Person,
): Refusal | undefined {
  const { label, from } = publicationMoves[name]
  const state = publication?.state ?? 'none'
  if (!enquiry.answered)
    return { code: 'knowledge.notAnswered', message: `还没有答复的咨询不能${label}`, next: '请先答复' }
  if (!(from as readonly string[]).includes(state))
    return { code: 'knowledge.notInThisState', message: `这份问答现在不能${label}` }
  if (!person.holds(name === 'propose' ? 'knowledge.write' : 'knowledge.publish'))
    return { code: 'knowledge.noRight', message: `您没有${label}的权限，或这个单位不在您的管理范围内` }
  if ((name === 'publish' || name === 'return') && publication?.proposedBy === person.accountId)
    return {
      code: 'knowledge.ownText',
      message: `这份问答是您整理的，不能自己${label}`,
      next: '请交给另一位有权限的同事审核',
    }
  return undefined
}
