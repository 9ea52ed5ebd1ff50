import { Value } from 'typebox/value'
import { addWorkingDays } from '../core/calendar.ts'
import type { Day } from '../core/day.ts'
import { apply, takeIn } from '../modules/requests/intake.service.ts'
import { refreshPaused } from '../modules/requests/jobs.ts'
import { lifeOf } from '../modules/requests/life.store.ts'
import * as replies from '../modules/requests/replies.service.ts'
import { needsApproval } from '../modules/requests/rules.ts'
import { type ApplicationForm, type IntakeChannel, ReplyForm } from '../modules/requests/schema.ts'
import * as steps from '../modules/requests/steps.service.ts'
import { getRequest } from '../modules/requests/store.ts'
import { visitor } from '../platform/actor.ts'
import type { Ctx } from '../platform/context.ts'
import type { Files } from '../platform/files.ts'
import { openWorld } from '../platform/world.ts'
import { peopleOf } from './current.ts'
import type { TimedAct } from './documents.ts'
import { contextOf, creditCode, identityCard, idNumber, officerActor, uuid, within } from './past.ts'
import { type Random, randomOf } from './random.ts'
import { type Life, of2018, recentLives } from './request-lives.ts'
import type { Stage } from './stage.ts'

/**
 * Lives the requests through, by the same services as real ones: each step on its own day, so that clock, letters and acts
 * are what the rules make of them. Names and numbers are made up.
 * @returns the acts, to be written in order with all others
 */
export async function loadRequests(stage: Stage, files: Files): Promise<TimedAct[]> {
  const acts: TimedAct[] = []
  const random = randomOf('requests')
  const people = peopleOf(stage)
  const { sha256 } = await files.save(stage.tx, identityCard, { maxBytes: 100_000 })
  const scene = { acts, world: await openWorld({ db: within(stage.tx), files }) }
  const as = (who: { id: string; name: string; unitCode: string }, on: Day, hour: number, permissions: string[]) =>
    contextOf(scene, on, hour, officerActor(who, permissions, `/${stage.site.rootUnit}/`))
  const citizen = await stage.tx
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('isDemonstration', '=', true)
    .where('kind', '=', 'citizen')
    .orderBy('phoneNumber')
    .executeTakeFirst()
  const cast: Cast = {
    applicant: (on, hour) => contextOf(scene, on, hour, { ...visitor, name: '申请人' }),
    citizen: (on, hour) =>
      contextOf(scene, on, hour, {
        ...visitor,
        kind: citizen ? 'citizen' : 'visitor',
        accountId: citizen?.id,
        name: citizen?.name ?? '申请人',
      }),
    officer: (on, hour) =>
      as(people.officer, on, hour, ['requests.view', 'requests.register', 'requests.handle', 'organisations.view']),
    head: (on, hour) => as(people.head, on, hour, ['requests.view', 'requests.approve']),
  }
  const recent = stage.today > '2020-01-01' ? recentLives((n) => addWorkingDays(stage.calendar, stage.today, -n)) : []
  for (const life of [...of2018, ...recent].sort((a, b) => (a.received < b.received ? -1 : 1)))
    await live(cast, life, random, [{ name: '身份证.png', sha256 }])
  // As the night before would have done.
  await refreshPaused(cast.officer(stage.today, 0))
  return acts
}

type Cast = {
  applicant: (on: Day, hour: number) => Ctx
  citizen: (on: Day, hour: number) => Ctx
  officer: (on: Day, hour: number) => Ctx
  head: (on: Day, hour: number) => Ctx
}

async function live(cast: Cast, life: Life, random: Random, proof: { name: string; sha256: string }[]): Promise<void> {
  const { received } = life
  const organisation = life.applicantKind !== undefined && life.applicantKind !== 'naturalPerson'
  const form: ApplicationForm = {
    unitCode: life.unit,
    applicantKind: life.applicantKind ?? 'naturalPerson',
    applicantName: life.applicant,
    idKind: organisation ? 'creditCode' : 'residentId',
    idNumber: organisation ? creditCode(random) : idNumber(random),
    contactPerson: organisation ? '联系人' : '',
    phone: `1300000${random.int(1000, 9999)}`,
    email: '',
    address: '湖南省津市市城区 415400',
    subject: life.subject,
    wanted: life.wanted,
    wantedForm: 'electronic',
    wantedRoute: 'online',
    submissionKey: uuid(random),
  }
  const channel = life.channel ?? 'online'
  const files = { identityProof: proof, application: [] }
  const { number } =
    channel === 'online'
      ? await apply((life.own ? cast.citizen : cast.applicant)(received, 9), form, files)
      : await takeIn(cast.officer(received, 9), { ...form, ...takenIn(channel, received) }, files)
  if (life.taken) await steps.take(cast.officer(life.taken, 10), number)
  if (life.supplementAsked) {
    const { on, points, until } = life.supplementAsked
    await steps.askSupplement(cast.officer(on, 10), number, { points, until })
  }
  if (life.consulted) {
    const { on, name, about } = life.consulted
    await steps.consult(cast.officer(on, 10), number, {
      kind: 'thirdParty',
      name,
      contact: '津市市高新区',
      about,
      until: '',
    })
  }
  if (life.extension) {
    const { on, approved, ...extension } = life.extension
    await replies.proposeExtension(cast.officer(on, 11), number, extension)
    if (approved) await decide(cast.head(approved, 15), number)
  }
  if (life.withdrawn)
    await steps.withdraw(cast.applicant(life.withdrawn, 16), number, { reason: '' }, { by: 'applicant' })
  if (life.reply) await answer(cast, number, life.reply)
  if (life.archived) {
    const ctx = cast.officer(life.archived, 11)
    const { letters } = await lifeOf(ctx.db, (await getRequest(ctx.db, number)).id)
    for (const letter of letters.filter((l) => l.audience === 'applicant'))
      await steps.recordDelivery(ctx, number, {
        letter: letter.id,
        route: 'online',
        deliveredOn: life.archived,
        note: '',
      })
    await steps.archive(ctx, number)
  }
}

async function answer(
  cast: Cast,
  number: string,
  { on, pending, ...reply }: NonNullable<Life['reply']>,
): Promise<void> {
  const form = Value.Default(ReplyForm, { ...reply }) as ReplyForm
  await replies.draftReply(cast.officer(on, 15), number, form)
  if (!needsApproval(form.kind)) return replies.issueReply(cast.officer(on, 16), number)
  await replies.proposeReply(cast.officer(on, 15), number)
  if (!pending) await decide(cast.head(on, 16), number)
}

async function decide(ctx: Ctx, number: string): Promise<void> {
  const { proposals } = await lifeOf(ctx.db, (await getRequest(ctx.db, number)).id)
  const waiting = proposals.find((p) => p.state === 'waiting')
  if (!waiting) throw new Error(`nothing waits for the head of ${number}`)
  await replies.decide(ctx, number, waiting.id, 'approved', { note: '' })
}

const takenIn = (channel: Exclude<IntakeChannel, 'online'>, on: Day) => ({
  channel,
  postKind: channel === 'letter' ? ('registered' as const) : ('' as const),
  arrivedOn: on,
  confirmedOn: channel === 'fax' ? on : ('' as const),
  need: '',
})
