import { workingDaysBetween } from '../../core/calendar.ts'
import { due, working } from '../../core/clock.ts'
import type { Day } from '../../core/day.ts'
import { Forbidden, NotFound } from '../../core/errors.ts'
import { plainIdentifier } from '../../core/identifiers.ts'
import { maskContact, maskIdNumber, maskName } from '../../core/mask.ts'
import type { Asked } from '../../core/paging.ts'
import { holds, reach } from '../../platform/actor.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { getItemVersion, type ItemVersion } from '../catalogue/index.ts'
import { listColleagues, revealPersonalData } from '../identity/index.ts'
import type { Answers } from './answers.ts'
import { type Correction, listCorrections } from './corrections.store.ts'
import { say } from './delivery.service.ts'
import { article, licensingOn } from './licensing.ts'
import { type Life, lifeOf } from './life.store.ts'
import { type CaseLight, caseLight } from './light.ts'
import { type Clock, clockInput } from './limits.ts'
import * as lists from './lists.store.ts'
import { actsFor } from './mandates.store.ts'
import { checkMaterials as check } from './materials.store.ts'
import { printedFile } from './papers.service.ts'
import { readMessages } from './papers.store.ts'
import { maySee } from './rights.ts'
import { movesOf } from './rules.ts'
import type { CaseState, PersonalField } from './schema.ts'
import { change, factsOf, lettersOfActor, limitsOf, officerOf, placeOf } from './step.ts'
import { type CaseFile, type CaseLine, getCase, lockCase } from './store.ts'

/** Work lists, one for each post, as in the address. */
export const groups = ['open', 'taken', 'accept', 'handle', 'steps', 'issue', 'deliver', 'mine', 'all'] as const
export type Group = (typeof groups)[number]

const statesOf: Partial<Record<Group, readonly CaseState[]>> = {
  accept: ['submitted', 'supplementAsked'],
  handle: ['accepted', 'inReview', 'specialProcedure'],
  issue: ['approved'],
  deliver: ['completed', 'rejected'],
}

/** What a work list is narrowed to, as in the address. */
export type CaseQuery = {
  group?: Group | undefined
  light?: 'overdue' | 'yellow' | 'stopped' | undefined
  /** A number, the applicant's number, or their full name. */
  q?: string | undefined
  cursor?: string | undefined
}

/** A line of a work list: personal data masked, with its light. */
export type WorkLine = CaseLine & {
  light: CaseLight
  /** Working days to the due day; below zero: days late. Undefined while the clock stands still or there is none. */
  daysLeft: number | undefined
  /** In the list of steps: the step to take. */
  step?: { id: number; name: string; dueOn: CaseLine['receivedOn'] }
}

/** Cases within the actor's reach. */
export async function casesInReach(
  ctx: Ctx,
  query: CaseQuery,
  size = 50,
): Promise<{ lines: WorkLine[]; next: string | undefined }> {
  const paths = reach(ctx.actor, 'cases.view')
  const page = { size, cursor: query.cursor }
  const words = query.q?.trim()
  if (words) {
    const found = await lists.findCases(ctx.db, paths, {
      text: words.normalize('NFKC'),
      idNumber: plainIdentifier(words),
    })
    return { lines: found.map((l) => workLine(ctx, l)), next: undefined }
  }
  const { group = 'open', light } = query
  if (group === 'steps') {
    const { lines, next } = await lists.listStepsToDo(ctx.db, reach(ctx.actor, 'cases.handle'), page)
    const shown = lines.map(({ stepId: id, stepName: name, stepDueOn: dueOn, ...line }) => ({
      ...workLine(ctx, line),
      step: { id, name, dueOn },
    }))
    return { lines: shown, next }
  }
  const found =
    group === 'mine'
      ? await lists.listHandled(ctx.db, await myself(ctx), page)
      : group === 'all' || group === 'taken'
        ? await lists.listAll(ctx.db, paths, page, group === 'taken' ? ['intakeUnitCode'] : undefined)
        : await lists.listWork(ctx.db, paths, { states: statesOf[group], light, today: ctx.today }, page)
  return { lines: found.lines.map((l) => workLine(ctx, l)), next: found.next }
}

/** The actor's account and those of whom they deputise for. */
const myself = ({ db, actor, today }: Ctx): Promise<string[]> =>
  actor.accountId === undefined ? Promise.resolve(['']) : actsFor(db, actor.accountId, today)

/** How much there is to do within the actor's reach; numbers stop at `countedUntil` + 1. */
export async function workCounts(ctx: Ctx) {
  const paths = reach(ctx.actor, 'cases.view')
  const count = (filter: Omit<lists.WorkFilter, 'today'>) =>
    lists.countWork(ctx.db, paths, { ...filter, today: ctx.today })
  const [open, overdue, yellow, stopped, accept, handle, issue, deliver, mine, proposals, steps] = await Promise.all([
    count({}),
    count({ light: 'overdue' }),
    count({ light: 'yellow' }),
    count({ light: 'stopped' }),
    count({ states: statesOf.accept }),
    count({ states: statesOf.handle }),
    count({ states: statesOf.issue }),
    count({ states: statesOf.deliver }),
    myself(ctx).then((accounts) => lists.countHandled(ctx.db, accounts)),
    lists.countProposals(ctx.db, reach(ctx.actor, 'cases.decide')),
    lists.countSteps(ctx.db, reach(ctx.actor, 'cases.handle')),
  ])
  return { open, overdue, yellow, stopped, accept, handle, issue, deliver, mine, proposals, steps }
}

/** What waits for the actor's decision: a part of it, and how much there is. */
export async function proposalsInReach(ctx: Ctx, page: Asked) {
  const paths = reach(ctx.actor, 'cases.decide')
  return { ...(await lists.listProposals(ctx.db, paths, page)), total: await lists.countProposals(ctx.db, paths) }
}

/** A line as work lists show it. */
export const workLine = (ctx: Ctx, line: CaseLine): WorkLine => {
  const light = caseLight(line, ctx.today)
  const runs = light !== 'none' && light !== 'stopped' && line.dueOn !== null
  return {
    ...line,
    applicantName: maskName(line.applicantName, line.applicantKind),
    light,
    daysLeft: runs && line.dueOn ? workingDaysBetween(ctx.calendar, ctx.today, line.dueOn) : undefined,
  }
}

/** A case as the desk shows it. */
export type CaseRecord = {
  /** Personal data masked. */
  file: CaseFile
  version: ItemVersion
  life: Life
  acts: Act[]
  line: WorkLine
  /** Every move, and why it may not be made now. */
  moves: ReturnType<typeof movesOf>
  /** How both last days are reckoned, day by day; undefined where there is no such limit, or before acceptance. */
  clocks: Record<Clock, ReturnType<typeof clockOf>>
  /** Whether the actor may open papers, materials and answers. */
  mayOpen: boolean
}

/** One case with all that belongs to it. Throws NotFound, and Forbidden where the actor's reach does not extend to it. */
export async function caseRecord(ctx: Ctx, number: string): Promise<CaseRecord> {
  const { file, life } = await reachCase(ctx, number)
  const version = await getItemVersion(ctx.db, file.versionId)
  const [acts, letters] = await Promise.all([listActs(ctx.db, `case:${number}`), lettersOfActor(ctx.db, ctx)])
  const officer = officerOf(ctx, placeOf(file, life), letters)
  return {
    file: masked(file),
    version,
    life: maskedLife(file, life),
    acts,
    line: workLine(ctx, file),
    moves: movesOf(factsOf(ctx, file, version, life), ctx.today, officer),
    clocks: { promised: clockOf(ctx, file, life, 'promised'), statutory: clockOf(ctx, file, life, 'statutory') },
    mayOpen: mayOpen(ctx, file, life),
  }
}

/** A case that the actor may see, nothing masked. Throws NotFound and Forbidden. */
export async function reachCase(ctx: Ctx, number: string): Promise<{ file: CaseFile; life: Life }> {
  const file = await getCase(ctx.db, number)
  const life = await lifeOf(ctx.db, file.id)
  if (!maySee(ctx.actor, placeOf(file, life))) throw new Forbidden(`${number}号办件不在您的管理范围内`)
  return { file, life }
}

/** Whether the actor handles the case in some way, and so may open what names the applicant in full. */
export function mayOpen({ actor }: Pick<Ctx, 'actor'>, file: CaseFile, life: Life): boolean {
  const place = placeOf(file, life)
  const paths = [place.unitPath, place.intakeUnitPath, place.atUnitPath, ...place.stepPaths]
  return paths.some((path) =>
    ['cases.accept', 'cases.handle', 'cases.decide', 'cases.issue'].some((may) => holds(actor, may, path)),
  )
}

/** A case whose papers and materials the actor may open. Throws NotFound and Forbidden. */
export async function openCase(ctx: Ctx, number: string): Promise<{ file: CaseFile; life: Life }> {
  const found = await reachCase(ctx, number)
  if (!mayOpen(ctx, found.file, found.life)) throw new Forbidden('文书和材料里有申请人的个人信息，只供办理的人打开')
  return found
}

/** A paper or a result of a case as a file, for the desk. Throws NotFound and Forbidden. */
export async function casePaperFile(
  ctx: Ctx,
  number: string,
  table: 'casePapers' | 'caseResults',
  id: number,
  format: 'docx' | 'pdf',
) {
  const { file } = await openCase(ctx, number)
  return printedFile(ctx, file.id, table, id, format)
}

/** An uploaded material of a case, for the desk. Throws NotFound and Forbidden. */
export async function caseMaterialFile(
  ctx: Ctx,
  number: string,
  id: number,
): Promise<{ name: string; sha256: string }> {
  const { life } = await openCase(ctx, number)
  const material = life.materials.find((m) => m.id === id)
  if (!material?.sha256) throw new NotFound('这份材料')
  return { name: material.fileName, sha256: material.sha256 }
}

/** How one of the last days of a case is reckoned; for a decided one as of the day of the decision. */
export function clockOf(ctx: Ctx, file: CaseFile, { events }: Pick<Life, 'events'>, clock: Clock) {
  if (file.acceptedOn === null) return undefined
  const asOf = file.decidedOn ?? file.completedOn ?? ctx.today
  const input = clockInput(limitsOf(file)[clock], clock, ctx.calendar, file.acceptedOn, events, asOf)
  const dueOn = clock === 'promised' ? file.promisedDueOn : file.statutoryDueOn
  return input && { dueOn, working: working(input), basis: clock === 'promised' ? '本单位的承诺' : file.limitBasis }
}

/** The clock that runs now, besides the two limits of the handling: to say whether it is accepted, and to deliver. */
export function officeClock(ctx: Ctx, file: CaseFile) {
  const counting = (from: Day, limit: 'supplementNoticeDays' | 'deliverDays') => {
    const law = licensingOn(from)
    const input = { days: law.limits[limit], from, events: [], calendar: ctx.calendar, asOf: ctx.today }
    return { dueOn: due(input).dueOn, limit: law.limits[limit], working: working(input), basis: article(law, limit) }
  }
  if (file.state === 'submitted') return { title: '告知是否受理', ...counting(file.noticeFrom, 'supplementNoticeDays') }
  if (file.state === 'approved' && file.decidedOn)
    return { title: '制发和送达', ...counting(file.decidedOn, 'deliverDays') }
  return undefined
}

/** Notes that the actor compared materials with their originals, which makes them usable again. Throws Forbidden. */
export async function checkMaterials(ctx: Ctx, number: string, ids: readonly number[]): Promise<void> {
  await openCase(ctx, number)
  if (ids.length === 0) return
  await ctx.db.transaction().execute(async (tx) => {
    const file = await lockCase(tx, number)
    await check(tx, file.id, ids, { checkedBy: ctx.actor.name, checkedAt: ctx.now, trust: 'B' })
    await change({ tx, file }, {})
    await ctx.acts.write(tx, {
      act: 'cases.materialsChecked',
      subject: `case:${number}`,
      unitCode: file.unitCode,
      data: { materials: [...ids] },
    })
  })
}

/** Writes to the applicant. Throws NotFound and Forbidden. */
export async function writeToApplicant(ctx: Ctx, number: string, body: string): Promise<void> {
  await openCase(ctx, number)
  await ctx.db.transaction().execute(async (tx) => say(ctx, { tx, file: await lockCase(tx, number) }, body, false))
}

/** Notes that the office has read what the applicant wrote. */
export async function readByOffice(ctx: Ctx, number: string): Promise<void> {
  const { file } = await openCase(ctx, number)
  await readMessages(ctx.db, file.id, true, ctx.now)
}

/** Colleagues to whom a case can be handed over. */
export const colleaguesOf = (ctx: Ctx, file: Pick<CaseFile, 'unitPath' | 'atUnitPath'>) =>
  listColleagues(ctx.db, [file.unitPath, file.atUnitPath])

/**
 * Shows one thing about the applicant that is otherwise masked; the look is an act. Throws Forbidden, and Invalid without
 * a proper reason.
 * @basis 《个人信息保护法》第五十一条
 */
export async function revealApplicant(ctx: Ctx, number: string, form: { field: PersonalField; reason: string }) {
  const { unitPath, unitCode } = await getCase(ctx.db, number)
  const reveal = { subject: `case:${number}`, unitPath, unitCode, ...form }
  return revealPersonalData(ctx, reveal, async () => (await getCase(ctx.db, number))[form.field])
}

const hidden = (address: string) => (address === '' ? '' : `${address.slice(0, 6)}……`)

const masked = (file: CaseFile): CaseFile => ({
  ...file,
  applicantName: maskName(file.applicantName, file.applicantKind),
  applicantIdNumber: maskIdNumber(file.applicantIdNumber),
  applicantPhone: maskContact(file.applicantPhone),
  applicantEmail: maskContact(file.applicantEmail),
  applicantAddress: hidden(file.applicantAddress),
  contactPerson: file.contactPerson === '' ? '' : maskName(file.contactPerson),
  agentName: file.agentName === '' ? '' : maskName(file.agentName),
  agentIdNumber: maskIdNumber(file.agentIdNumber),
  agentPhone: maskContact(file.agentPhone),
  deliveryAddress: hidden(file.deliveryAddress),
  answers: {},
})

/** Papers and results name the applicant; the transfer slip a unit. */
const maskedLife = ({ applicantKind, applicantName }: CaseFile, life: Life): Life => ({
  ...life,
  papers: life.papers.map((p) =>
    p.addressee === applicantName ? { ...p, addressee: maskName(p.addressee, applicantKind) } : p,
  ),
  results: life.results.map((r) => ({ ...r, holder: maskName(r.holder, applicantKind) })),
  deliveries: life.deliveries.map((d) => ({
    ...d,
    recipient: maskName(d.recipient),
    phone: maskContact(d.phone),
    address: hidden(d.address),
  })),
})

/** The answers of a case and what was put right, for those who may open it: they name people. Throws NotFound and Forbidden. */
export async function answersOf(ctx: Ctx, number: string): Promise<{ answers: Answers; corrections: Correction[] }> {
  const { file } = await openCase(ctx, number)
  return { answers: file.answers, corrections: await listCorrections(ctx.db, file.id) }
}
