import type { Calendar } from '../../core/calendar.ts'
import { due } from '../../core/clock.ts'
import { addDays, type Day, dayOf } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import { findPersonalData } from '../../core/identifiers.ts'
import { maskIdNumber, maskPhone } from '../../core/mask.ts'
import type { Regime } from '../../core/regime.ts'
import { stateLabels } from './labels.ts'
import type { Attribute, Document, DraftForm, PersonalDataFinding, State } from './schema.ts'

/** What one may do with a document: from which states, into which, with which permission, and who may not. */
export type Move = {
  label: string
  from: readonly State[]
  to: State
  may: string
  /** Persons who have had their hand in it and therefore may not. */
  notBy?: readonly ('drafter' | 'reviewer')[]
  /** Only for documents that are, or are not, to be published of our own accord. */
  only?: 'proactive' | 'withheld'
}

const editing = ['draft', 'returned'] as const
const beforePublication = ['draft', 'returned', 'inReview', 'approved', 'scheduled'] as const

/**
 * The life of a document. To approve is not to publish: drafting, reviewing and publishing are three rights, and nobody
 * uses two of them on one document. Nothing is ever deleted.
 * @basis 《政府信息公开条例》第十七条;国办发〔2016〕80号
 */
export const moves = {
  save: { label: '修改', from: editing, to: 'draft', may: 'disclosure.draft' },
  submit: { label: '提交审核', from: editing, to: 'inReview', may: 'disclosure.draft' },
  recall: { label: '撤回送审', from: ['inReview'], to: 'draft', may: 'disclosure.draft' },
  discard: { label: '作废', from: editing, to: 'discarded', may: 'disclosure.draft' },
  return: {
    label: '退回修改',
    from: ['inReview', 'approved', 'scheduled'],
    to: 'returned',
    may: 'disclosure.review',
    notBy: ['drafter'],
  },
  approve: {
    label: '审核通过',
    from: ['inReview'],
    to: 'approved',
    may: 'disclosure.review',
    notBy: ['drafter'],
    only: 'proactive',
  },
  withhold: {
    label: '确认不主动公开',
    from: ['inReview'],
    to: 'withheld',
    may: 'disclosure.review',
    notBy: ['drafter'],
    only: 'withheld',
  },
  reassess: {
    label: '继续不主动公开',
    from: ['withheld'],
    to: 'withheld',
    may: 'disclosure.review',
    notBy: ['drafter'],
  },
  reopen: { label: '转为主动公开', from: ['withheld'], to: 'draft', may: 'disclosure.review' },
  schedule: {
    label: '定时发布',
    from: ['approved'],
    to: 'scheduled',
    may: 'disclosure.publish',
    notBy: ['drafter', 'reviewer'],
    only: 'proactive',
  },
  unschedule: { label: '取消定时发布', from: ['scheduled'], to: 'approved', may: 'disclosure.publish' },
  publish: {
    label: '发布',
    from: ['approved', 'scheduled'],
    to: 'published',
    may: 'disclosure.publish',
    notBy: ['drafter', 'reviewer'],
    only: 'proactive',
  },
  force: {
    label: '紧急发布',
    from: beforePublication,
    to: 'published',
    may: 'disclosure.forcePublish',
    only: 'proactive',
  },
  addChannel: { label: '增加发布渠道', from: ['published'], to: 'published', may: 'disclosure.publish' },
  correct: { label: '更正', from: ['published'], to: 'published', may: 'disclosure.draft' },
  repeal: { label: '标注废止', from: ['published'], to: 'published', may: 'disclosure.publish' },
  revisit: { label: '复核', from: ['published'], to: 'published', may: 'disclosure.review' },
  withdraw: { label: '撤回已发布的信息', from: ['published'], to: 'withdrawn', may: 'disclosure.withdraw' },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** Who wants to act, as far as the moves ask. */
export type Person = { accountId: string | undefined; holds: (permission: string) => boolean }

type Subject = Pick<Document, 'state' | 'attribute' | 'draftedBy' | 'reviewedBy'>

/** Why a move may not be made on a document by a person now; undefined if it may. */
export function refuseMove(name: MoveName, document: Subject, person: Person): Refusal | undefined {
  const move: Move = moves[name]
  if (move.from.includes(document.state)) {
    if (move.only === 'proactive' && document.attribute !== 'proactive')
      return {
        code: 'disclosure.notProactive',
        message: '公开属性不是“主动公开”的信息不能发布',
        basis: '国办发〔2016〕80号',
        next: '由审核人确认不主动公开，或退回修改公开属性',
      }
    if (move.only === 'withheld' && document.attribute === 'proactive')
      return {
        code: 'disclosure.proactive',
        message: '这份信息的公开属性是“主动公开”',
        next: '审核通过后交发布人发布',
      }
  }
  return refusalOfMove(move, Object.values<Move>(moves), document, person, '信息')
}

/**
 * Why a move of a table may not be made: the state, the right, or a hand in it before.
 * @param table - all moves there are, to say what may be done instead
 * @param what - what is moved, as a refusal calls it
 */
export function refusalOfMove(
  move: Move,
  table: readonly Move[],
  subject: Omit<Subject, 'attribute'>,
  person: Person,
  what: string,
): Refusal | undefined {
  if (!move.from.includes(subject.state)) {
    const possible = table.filter((m) => m.from.includes(subject.state)).map((m) => m.label)
    return {
      code: 'disclosure.notInThisState',
      message: `“${stateLabels[subject.state]}”的${what}不能${move.label}`,
      ...(possible.length > 0 ? { next: `现在可以办理的是：${possible.join('、')}` } : {}),
    }
  }
  if (!person.holds(move.may))
    return { code: 'disclosure.noRight', message: `您没有${move.label}的权限，或这个单位不在您的管理范围内` }
  const by = { drafter: subject.draftedBy, reviewer: subject.reviewedBy }
  const self = move.notBy?.find((role) => by[role] !== null && by[role] === person.accountId)
  if (self)
    return {
      code: self === 'drafter' ? 'disclosure.ownDraft' : 'disclosure.ownReview',
      message: self === 'drafter' ? `起草人不能自己${move.label}` : `审核人不能自己${move.label}`,
      basis: '《政府信息公开条例》第十七条',
      next: '请交给另一位有权限的同事办理',
    }
  return undefined
}

/** Every move with why it may not be made now, for the buttons of the document's page. */
export function movesOf(
  document: Subject,
  person: Person,
): { name: MoveName; label: string; refusal: Refusal | undefined }[] {
  return (Object.keys(moves) as MoveName[]).map((name) => ({
    name,
    label: moves[name].label,
    refusal: refuseMove(name, document, person),
  }))
}

/**
 * The last day on which publication is in time: 20 working days from the day the information was made or changed.
 * Null when it is not to be published of our own accord, or the demand is older than the law.
 * @basis 《政府信息公开条例》(国务院令第711号)第二十六条;(国务院令第492号)第十八条
 */
export function publicationDue(
  regime: Regime,
  calendar: Calendar,
  document: { writtenOn: Day; attribute: Attribute },
): Day | null {
  if (document.attribute !== 'proactive' || document.writtenOn < regime.validFrom) return null
  return due({ days: regime.limits.publishDays, from: document.writtenOn, calendar }).dueOn
}

/** What is wrong with a draft beyond the shape of its form. A draft may be unfinished; days may not contradict. */
export function problemsInDraft(
  form: Pick<DraftForm, 'writtenOn' | 'effectiveOn' | 'expiresOn'>,
  today: Day,
): Problem[] {
  const problems: Problem[] = []
  if (form.writtenOn > today) problems.push({ field: 'writtenOn', message: '成文日期不能晚于今天' })
  if (form.expiresOn && form.expiresOn < (form.effectiveOn || form.writtenOn))
    problems.push({ field: 'expiresOn', message: '有效期至应晚于施行日期和成文日期' })
  return problems
}

/**
 * What is missing before a document may go to review.
 * @basis 国办发〔2016〕80号:不公开的要说明理由;《政府信息公开条例》第十四条至第十六条
 */
export function problemsInSubmission(
  document: Pick<
    Document,
    'attribute' | 'attributeGround' | 'abstract' | 'body' | 'fullText' | 'kind' | 'documentNumber'
  > & { attachments: number; explains: number },
  findings: readonly PersonalDataFinding[],
  reason: string,
): Problem[] {
  const problems: Problem[] = []
  const found = findings.filter((f) => f.kind !== 'unread').length
  if (document.attribute !== 'proactive' && !document.attributeGround)
    problems.push({
      field: 'attributeGround',
      message: '不主动公开的，请写明法定理由和条款，如“《政府信息公开条例》第十六条：内部事务信息”',
    })
  if (document.fullText && document.body === '' && document.attachments === 0)
    problems.push({
      field: 'body',
      message: '全文公开的，请填写正文或上传附件；只公开概述的，请把“是否全文公开”改为否',
    })
  if (!document.fullText && document.abstract === '')
    problems.push({ field: 'abstract', message: '不公开全文的，请填写内容概述' })
  if (document.kind === 'normative' && !document.documentNumber)
    problems.push({ field: 'documentNumber', message: '行政规范性文件实行统一编号，请填写文号' })
  if (document.kind === 'interpretation' && document.explains === 0)
    problems.push({ field: 'explains', message: '请写明解读的是哪份文件，以便互相链接' })
  if (document.attribute === 'proactive' && found > 0 && reason.trim().length < 5)
    problems.push({
      field: 'personalDataReason',
      message: `正文和附件里有 ${found} 处疑似个人信息：请删去或遮盖，确需公开的在此写明理由`,
    })
  return problems
}

/**
 * Numbers of persons in what would be published, masked for those who look at the finding.
 * @basis 《个人信息保护法》第二十五条;《政府信息公开条例》第十五条
 */
export function findingsIn(text: string): PersonalDataFinding[] {
  return findPersonalData(text).map(({ kind, quote }) => ({
    kind,
    quote: kind === 'phone' ? maskPhone(quote) : maskIdNumber(quote),
  }))
}

/** The reason why what was found may stay, noted with each; a file that could not be read has none to give. */
export function withReason(findings: readonly PersonalDataFinding[], reason: string): PersonalDataFinding[] {
  return findings.map((f) => (f.kind === 'unread' ? f : { ...f, reason }))
}

/**
 * What is missing before something with findings goes out: the word of the person who publishes, by name, that they have
 * looked at each of them.
 * @basis 《个人信息保护法》第二十五条;《政府信息公开条例》第十五条
 */
export function problemInConfirmation(
  findings: readonly PersonalDataFinding[],
  confirmed: 'yes' | undefined,
): Problem | undefined {
  if (findings.length === 0 || confirmed === 'yes') return undefined
  return { field: 'personalDataConfirmed', message: `请逐一核对上面的 ${findings.length} 项，确认可以公开后勾选` }
}

/**
 * Why a withheld document may not be put off until a day; undefined if it may.
 * @basis 《政府信息公开条例》第十八条:定期评估审查
 */
export function problemInReassessment(reassessOn: Day, today: Day): Problem | undefined {
  if (reassessOn <= today) return { field: 'reassessOn', message: '再次评估的日期应在今天之后' }
  if (reassessOn > `${Number(today.slice(0, 4)) + 5}${today.slice(4)}`)
    return { field: 'reassessOn', message: '再次评估最迟安排在五年之内' }
  return undefined
}

/**
 * The day by which a column must have something new; undefined when it need not be renewed or holds nothing yet.
 * @param newest - when its newest document went out
 * @param within - days, null when it need not be renewed
 * @basis 国办秘函〔2019〕19号:动态要闻类两周、通知公告和政策文件类六个月内应有更新
 */
export function renewBy(newest: Date | null, within: number | null): Day | undefined {
  return newest && within ? addDays(dayOf(newest), within) : undefined
}

/** Why a day may not be set for the next review; undefined if it may. */
export function problemInReviewBy(reviewBy: Day, today: Day): Problem | undefined {
  if (reviewBy <= today) return { field: 'reviewBy', message: '下次复核日期应在今天之后' }
  return undefined
}

/** Why a moment may not be set for publication; undefined if it may. */
export function problemInSchedule(at: Date, now: Date): Problem | undefined {
  if (Number.isNaN(at.getTime()) || at <= now) return { field: 'publishAt', message: '定时发布的时间应在现在之后' }
  if (at.getTime() - now.getTime() > 366 * 86_400_000) return { field: 'publishAt', message: '定时发布最多提前一年' }
  return undefined
}

/** Index number of a document: region, unit, year of publication and a serial within them. Given once, never reused. */
export function indexNumber(regionCode: string, unitCode: string, year: number, serial: number): string {
  return `${regionCode}/${unitCode}-${year}-${String(serial).padStart(5, '0')}`
}
