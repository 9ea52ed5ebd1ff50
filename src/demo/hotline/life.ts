import { workingDaysBetween } from '../../core/calendar.ts'
import { addDays, type Day, dayOf, startOf } from '../../core/day.ts'
import { type Dated, dues, replyDue, type Terms, termKindOf } from '../../modules/hotline/clocks.ts'
import type { OrderChannel, OrderResult, OrderState, Satisfaction, TermKind } from '../../modules/hotline/schema.ts'
import type { TimedAct } from '../documents.ts'
import type { Random } from '../random.ts'
import { type Account, officeTime, type Stage } from '../stage.ts'
import type { Cast } from './cast.ts'
import type { Subject } from './subjects.ts'
import { again, contacted, finished, reopened, returned, said } from './texts/words.ts'

/** How far an order is told; `archived` is the end. */
export type UpTo = Extract<
  OrderState,
  'received' | 'dispatched' | 'handling' | 'replied' | 'closing' | 'closed' | 'followedUp' | 'archived'
>

/** What becomes of an order. */
export type Fate = {
  upTo: UpTo
  /** Answered by the operator at once. */
  atOnce: boolean
  /** Working days after receipt on which it is answered. */
  repliedAfter: number
  /** Was sent to the wrong unit first. */
  returned: boolean
  /** Was opened again once. */
  reopened: boolean
  /** What the person said when rung; null: not reached. */
  satisfaction: Satisfaction | null
  publish: boolean
  /** The day that has not come yet: nothing happens on it or after. */
  end: Day
}

export type Wish = {
  /** By which the demonstration finds it again; else empty. */
  role: string
  channel: OrderChannel
  receivedAt: Date
  subject: Subject
  person: { name: string; phone: string; anonymous: boolean; confidential: boolean }
  urgent: boolean
  publicWish: boolean
  superior?: { number: string; dueOn: Day }
  accountId?: string
  fate: Fate
}

type Row = Record<string, unknown>
/** An order with all that belongs to it, as rows. */
export type Made = { order: Row; steps: Row[]; proposals: Row[]; replies: Row[]; followUps: Row[]; acts: TimedAct[] }

type Scene = {
  stage: Stage
  cast: Cast
  random: Random
  terms: ReadonlyMap<TermKind, Terms>
  root: string
  /** The working day so many after another; reckoned once. */
  after: (from: Day, days: number) => Day
}

const person = { id: null, name: '来访人' }

/** Tells the life of one order: the moves one after the other, each at its time, then its last days as the rules reckon them. */
export function liveOrder(scene: Scene, wish: Wish, { id, number }: { id: number; number: string }): Made {
  const { stage, cast, random, root } = scene
  const { calendar } = stage
  const { subject, fate } = wish
  const { kind } = subject.matter
  const terms = scene.terms.get(termKindOf({ kind, urgent: wish.urgent }))
  if (!terms) throw new Error(`no terms for ${kind}`)
  const receivedOn = dayOf(wish.receivedAt)
  const made: Made = { order: {}, steps: [], proposals: [], replies: [], followUps: [], acts: [] }
  const o = {
    ...{ state: 'received' as OrderState, unitCode: null as string | null, atUnitCode: root, turnFrom: receivedOn },
    ...{ clockFrom: receivedOn, dispatchedOn: null as Day | null, signedOn: null as Day | null },
    ...{ contactedOn: null as Day | null, repliedOn: null as Day | null, closingAskedOn: null as Day | null },
    ...{ closedOn: null as Day | null, followedUpOn: null as Day | null, reopened: 0, version: 2 },
    ...{ handlerId: null as string | null, handlerName: '', result: null as OrderResult | null, resultNote: '' },
    ...{ satisfaction: null as Satisfaction | null, publishedOn: null as Day | null, followUpNeeded: false },
  }
  let now = wish.receivedAt
  const today = () => dayOf(now)
  /** The next moment of work: so many working days on, never before what was done last. */
  const later = (days: number): Date => {
    const from = today()
    const at = officeTime(days === 0 ? from : scene.after(from, days), random)
    if (at > now) return at
    const soon = new Date(now.getTime() + random.int(8, 55) * 60_000)
    return dayOf(soon) === from ? soon : officeTime(scene.after(from, 1), random)
  }
  const move = (
    name: string,
    act: string,
    by: { id: string | null; name: string },
    change: Partial<typeof o>,
    told: { words?: string; data?: Record<string, unknown>; step?: boolean } = {},
  ) => {
    const before = { state: o.state, at: o.atUnitCode }
    Object.assign(o, change)
    if (name !== 'register' && (o.state !== before.state || o.atUnitCode !== before.at)) o.turnFrom = today()
    o.version++
    const words = told.words ?? ''
    made.steps.push({
      ...{ orderId: id, move: name, fromState: before.state, toState: o.state, unitCode: before.at },
      ...{ toUnitCode: o.atUnitCode, words, byId: by.id, byName: by.name, at: now },
    })
    made.acts.push({
      ...{ act: `hotline.${act}`, subject: `workOrder:${number}`, unitCode: o.unitCode ?? o.atUnitCode, at: now },
      ...{ actor: by.name, accountId: by.id, data: { ...(words ? { words } : {}), ...told.data } },
    })
  }
  const reply = (text: string, by: Account, way: string, unitCode: string) =>
    made.replies.push({
      ...{ orderId: id, text, way, unitCode, repliedBy: by.id, repliedName: by.name, repliedAt: now },
    })
  const propose = (p: { kind: string; content: object; by: Account; at: Date; decidedAt: Date | null }) =>
    made.proposals.push({
      ...{ orderId: id, kind: p.kind, content: p.content, unitCode: p.by.unitCode, proposedBy: p.by.id },
      ...{ state: p.decidedAt ? 'approved' : 'waiting', proposedName: p.by.name, proposedAt: p.at, note: '' },
      ...{ decidedBy: p.decidedAt && cast.manager.id, decidedName: p.decidedAt && cast.manager.name },
      decidedAt: p.decidedAt,
    })
  /** Whether there is still time for the next move, and it is told so far. */
  const goes = (at: Date, state: UpTo): boolean => {
    if (order.indexOf(state) > order.indexOf(fate.upTo) || dayOf(at) >= fate.end) return false
    now = at
    return true
  }
  const byPhone = wish.channel === 'phone'
  const written = ['mayorMailbox', 'message', 'websiteError'].includes(wish.channel)
  const way = wish.person.phone === '' || (written && random.chance(0.4)) ? 'online' : 'phone'
  const reachable = wish.person.phone !== ''
  const data = { channel: wish.channel }
  const result: OrderResult = subject.matter.result ?? 'solved'

  const live = (): void => {
    const registered = { data: { channel: wish.channel, kind } }
    move('register', 'registered', written ? person : cast.operator, {}, registered)
    if (fate.atOnce) {
      if (!goes(new Date(now.getTime() + random.int(3, 12) * 60_000), 'closed')) return
      reply(subject.reply, { ...cast.operator, unitCode: root }, byPhone ? 'phone' : 'online', root)
      const on = today()
      const hands = { handlerId: cast.operator.id, handlerName: cast.operator.name }
      const ended = { state: 'closed' as const, contactedOn: on, repliedOn: on, closedOn: on, result, ...hands }
      move('answerAtOnce', 'answeredAtOnce', cast.operator, ended, { data: { ...data, result, text: subject.reply } })
      archive()
      return
    }
    if (fate.returned && !giveBack()) return
    if (!goToUnit() || !handle(cast.officer(subject.unitCode), subject.reply, fate.repliedAfter)) return
    const unsatisfied = fate.reopened ? 4 : fate.satisfaction
    if (!followUp(unsatisfied)) return
    if (fate.reopened) {
      if (!goes(later(0), 'followedUp')) return
      const on = today()
      const undone = { signedOn: null, contactedOn: null, repliedOn: null, closingAskedOn: null, followedUpOn: null }
      const nobody = { handlerId: null, handlerName: '', result: null, resultNote: '', satisfaction: null }
      const anew = { state: 'dispatched' as const, atUnitCode: subject.unitCode, clockFrom: on, dispatchedOn: on }
      const change = { ...anew, ...undone, ...nobody, closedOn: null, reopened: 1, followUpNeeded: false }
      move('reopen', 'reopened', cast.operator, change, { words: random.pick(reopened) })
      if (!handle(cast.second(subject.unitCode), again, 2) || !followUp(2)) return
    }
    archive()
  }

  const dispatchTo = (unitCode: string) =>
    move(
      'dispatch',
      'dispatched',
      cast.operator,
      {
        ...{ state: 'dispatched', unitCode, atUnitCode: unitCode, dispatchedOn: today(), signedOn: null },
        contactedOn: null,
      },
      { data: { unit: unitCode, topic: subject.matter.topic, assisting: [], ...proposal() } },
    )
  /** Kept with the first dispatch alone. */
  const proposal = () => (made.steps.some((s) => s.move === 'dispatch') ? {} : { proposal: subject.proposal })
  const goToUnit = (): boolean => {
    const atNight = now.getTime() - startOf(today()).getTime() > 17 * 3_600_000
    const waits = atNight || (terms.dispatchDays > 0 && random.chance(0.5))
    if (!goes(later(waits ? 1 : 0), 'dispatched')) return false
    dispatchTo(subject.unitCode)
    return true
  }
  const giveBack = (): boolean => {
    const wrong = subject.unitCode === 'urban' ? 'construction' : 'urban'
    if (!goes(later(0), 'handling')) return false
    dispatchTo(wrong)
    const officer = cast.officer(wrong)
    if (!goes(later(0), 'handling')) return false
    const words = random.pick(returned)
    const asked = now
    move('askReturn', 'returnAsked', officer, {}, { words })
    if (!goes(later(0), 'handling')) return false
    const content = { words, suggestedUnitCode: subject.unitCode }
    propose({ kind: 'return', content, by: officer, at: asked, decidedAt: now })
    const back = { state: 'received' as const, unitCode: null, atUnitCode: root, dispatchedOn: null }
    move('decideReturn', 'returned', cast.manager, back, { data: { from: wrong } })
    return true
  }
  const handle = (officer: Account, text: string, repliedAfter: number): boolean => {
    if (!goes(later(repliedAfter > 1 && random.chance(0.4) ? 1 : 0), 'handling')) return false
    move('sign', 'signed', officer, {
      ...{ state: 'handling', signedOn: today(), handlerId: officer.id, handlerName: officer.name },
    })
    if (!goes(later(0), 'handling')) return false
    const words = subject.say(random.pick(contacted))
    move('contact', 'contacted', officer, { contactedOn: today() }, { words, data: { way: 'phone' } })
    const answered = scene.after(o.clockFrom, repliedAfter)
    if (!goes(answered > today() ? officeTime(answered, random) : later(0), 'replied')) return false
    reply(text, officer, way, subject.unitCode)
    move('reply', 'replied', officer, { state: 'replied', repliedOn: today() }, { data: { way } })
    if (!goes(later(random.chance(0.6) ? 0 : 1), 'closing')) return false
    const content = { result, words: random.pick(finished) }
    const asked = now
    const asking = { state: 'closing' as const, closingAskedOn: today(), atUnitCode: root }
    move('askClosing', 'closingAsked', officer, asking, { words: content.words, data: { result } })
    const decided = later(random.chance(0.5) ? 0 : 1)
    const goesOn = goes(decided, 'closed')
    propose({ kind: 'closing', content, by: officer, at: asked, decidedAt: goesOn ? now : null })
    if (!goesOn) return false
    const ended = { closedOn: today(), result, resultNote: content.words, followUpNeeded: reachable }
    move('decideClosing', 'closed', cast.manager, { state: 'closed', ...ended }, { data: { ...data, result } })
    return true
  }
  const followUp = (satisfaction: Satisfaction | null): boolean => {
    if (!reachable) return true
    for (let tries = 1; tries <= (satisfaction === null ? terms.followUpTries : 1); tries++) {
      if (!goes(later(tries > 1 || random.chance(0.5) ? 1 : 0), 'followedUp')) return false
      const words = satisfaction === null ? '' : random.pick(said[satisfaction])
      const reached = satisfaction !== null
      made.followUps.push({
        ...{ orderId: id, way: 'phone', reached, satisfaction, words },
        ...{ madeBy: cast.operator.id, madeName: cast.operator.name, madeAt: now },
      })
      const last = reached || tries === terms.followUpTries
      const done = last ? { state: 'followedUp' as const, followedUpOn: today(), satisfaction } : {}
      const told = { words, data: { reached, satisfaction, way: 'phone' } }
      move('followUp', 'followedUp', cast.operator, { ...done, followUpNeeded: !last }, told)
    }
    return true
  }
  const archive = (): void => {
    if (fate.publish && goes(later(random.int(1, 2)), 'followedUp'))
      move('publish', 'published', cast.manager, { publishedOn: today() })
    const closedOn = o.closedOn ?? today()
    const free = scene.after(addDays(closedOn, terms.reopenDays), 1)
    if (goes(officeTime(free, random), 'archived')) move('archive', 'archived', cast.operator, { state: 'archived' })
  }
  live()

  const superiorDueOn = wish.superior?.dueOn ?? null
  const dated: Dated = { ...o, receivedOn, replyDays: terms.replyDays, extension: 0, superiorDueOn }
  const reckoned = dues(dated, terms, calendar)
  const reopenUntil =
    o.state === 'archived' ? addDays(o.closedOn ?? receivedOn, terms.reopenDays) : reckoned.reopenUntil
  const { followUpNeeded: _, ...columns } = o
  const shown = o.publishedOn !== null
  const sent = made.steps.some((s) => s.move === 'dispatch')
  made.order = {
    ...{ id, number, regionCode: stage.site.regionCode, kind, channel: wish.channel },
    ...{ title: subject.title, text: subject.text, topicCode: sent || fate.atOnce ? subject.matter.topic : null },
    ...{
      proposedTopicCode: (sent && subject.proposal.topic) || null,
      proposedUnitCode: (sent && subject.proposal.unit) || null,
    },
    ...{ dispatchedUnitCode: (made.steps.find((s) => s.move === 'dispatch')?.toUnitCode as string) ?? null },
    ...{ placeUnitCode: subject.place.code, place: '', personName: wish.person.name, personPhone: wish.person.phone },
    ...{
      personEmail: '',
      accountId: wish.accountId ?? null,
      anonymous: wish.person.anonymous,
      confidential: wish.person.confidential,
    },
    ...{ superiorNumber: wish.superior?.number ?? '', superiorDueOn, source: '', intakeUnitCode: root },
    complainedUnitCode: kind === 'report' && subject.matter.topic === 'villageAffairs' ? subject.place.code : null,
    ...{ receivedOn, receivedAt: wish.receivedAt, replyDays: terms.replyDays, extension: 0, urgent: wish.urgent },
    ...columns,
    ...reckoned,
    ...{ reopenUntil, urgings: 0, publicWish: wish.publicWish, createdAt: wish.receivedAt },
    ...{ publicTitle: shown ? subject.title : '', publicText: shown ? subject.text : '' },
    ...{ publicReply: shown ? subject.reply : '', publishedBy: shown ? cast.manager.id : null },
    publishedName: shown ? cast.manager.name : '',
  }
  return made
}

const order: readonly UpTo[] = [
  'received',
  'dispatched',
  'handling',
  'replied',
  'closing',
  'closed',
  'followedUp',
  'archived',
]

/** How many working days an order is given, so that it is answered in time or late on purpose. */
export const daysGiven = (terms: Terms, calendar: Stage['calendar'], on: Day, superiorDueOn: Day | null): number =>
  workingDaysBetween(
    calendar,
    on,
    replyDue({ clockFrom: on, replyDays: terms.replyDays, extension: 0, superiorDueOn }, calendar),
  )
