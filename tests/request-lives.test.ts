import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { due, working } from '../src/core/clock.ts'
import { addDays, type Day, day, yearOf } from '../src/core/day.ts'
import { Answered } from '../src/core/errors.ts'
import { answers } from '../src/modules/requests/answers.ts'
import { takeIn } from '../src/modules/requests/intake.service.ts'
import { closeExpired, refreshPaused } from '../src/modules/requests/jobs.ts'
import { lifeOf } from '../src/modules/requests/life.store.ts'
import * as replies from '../src/modules/requests/replies.service.ts'
import { replyClock } from '../src/modules/requests/rules.ts'
import {
  applicantKinds,
  type IntakeForm,
  type ReplyForm,
  refusalGrounds,
  replyKinds,
} from '../src/modules/requests/schema.ts'
import * as steps from '../src/modules/requests/steps.service.ts'
import { getRequest } from '../src/modules/requests/store.ts'
import { computeForm, obstacles } from '../src/modules/statistics/form.ts'
import { templateCodes } from '../src/modules/statistics/forms/form.ts'
import { person } from './support/people.ts'
import { db, world } from './support/world.ts'

// Whatever officers, applicants, third parties and heads do, in whatever order and on whatever days: the rules refuse what
// the law does not allow, the clock agrees with its own working, and every form balances.

const officer = (on: Day) => world({ today: on, actor: person('disclosureOfficer') })
const head = (on: Day) => world({ today: on, actor: person('disclosureHead') })

const moves = [
  'take',
  'askSupplement',
  'supplement',
  'abandon',
  'consult',
  'answerConsultation',
  'proposeExtension',
  'approve',
  'return',
  'askReasons',
  'postpone',
  'askFee',
  'pay',
  'abandonUnpaid',
  'reply',
  'withdraw',
  'deliver',
  'archive',
  'night',
] as const
const life = fc.record({
  received: fc
    .tuple(fc.constantFrom('2018-01-02', '2019-05-13', '2023-12-20'), fc.nat(20))
    .map(([from, n]) => addDays(day(from), n)),
  applicant: fc.constantFrom(...applicantKinds),
  unit: fc.constantFrom('jinshi', 'finance'),
  steps: fc.array(
    fc.record({
      move: fc.constantFrom(...moves),
      wait: fc.nat(12),
      kind: fc.constantFrom(...replyKinds),
      ground: fc.constantFrom(...refusalGrounds),
      yes: fc.boolean(),
    }),
    { minLength: 2, maxLength: 14 },
  ),
})
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never

beforeAll(async () => {
  await sql`insert into registers (unit_code, name, kept_from)
    select 'jinshi', name, '2016-01-01' from unnest(array['requests', 'fees']) as name on conflict do nothing`.execute(
    db,
  )
})

async function live(l: Life): Promise<{ number: string; refused: number; today: Day }> {
  const organisation = l.applicant !== 'naturalPerson'
  const form: IntakeForm = {
    ...{ unitCode: l.unit, applicantKind: l.applicant, applicantName: '某人', contactPerson: '某人' },
    ...{ idKind: organisation ? 'creditCode' : 'residentId' },
    idNumber: organisation ? '91430700MA4L16JQ9C' : '11010519491231002X',
    ...{ phone: '13812345678', email: '', address: '', subject: '某事', wanted: '某物', need: '' },
    ...{ wantedForm: 'paper', wantedRoute: 'inPerson', channel: 'inPerson', postKind: '', arrivedOn: l.received },
    ...{ confirmedOn: '', submissionKey: randomUUID() },
  }
  const files = { identityProof: [], application: [] }
  const { number } = await takeIn(officer(l.received), form, files)
  let today = l.received
  let refused = 0
  for (const step of l.steps) {
    today = addDays(today, step.wait)
    try {
      await make(number, step, today)
    } catch (error) {
      if (!(error instanceof Answered)) throw error
      refused++
    }
    await holds(number, today)
  }
  return { number, refused, today }
}

async function make(number: string, step: Life['steps'][number], today: Day): Promise<unknown> {
  const ctx = officer(today)
  const request = await getRequest(db, number)
  const { consultations, proposals, letters } = await lifeOf(db, request.id)
  const waiting = proposals.find((p) => p.state === 'waiting')
  switch (step.move) {
    case 'take':
      return steps.take(ctx, number)
    case 'askSupplement':
      return steps.askSupplement(ctx, number, { points: '请写明', until: addDays(today, 10) })
    case 'supplement':
      return steps.supplement(ctx, number, { wanted: '写明了' }, [], { by: 'applicant' })
    case 'abandon':
      return steps.abandon(ctx, number)
    case 'consult': {
      const kind = step.yes ? 'thirdParty' : 'coProducer'
      return steps.consult(ctx, number, { kind, name: '甲', contact: '某处', about: '某事', until: addDays(today, 9) })
    }
    case 'answerConsultation': {
      const open = consultations.find((c) => c.answer === null)
      const answer = step.yes ? 'agrees' : 'objects'
      return steps.recordAnswer(ctx, number, { consultation: open?.id ?? 1, answer, note: '', answeredOn: today })
    }
    case 'proposeExtension':
      return replies.proposeExtension(ctx, number, { days: 1 + step.wait, reason: '材料多' })
    case 'approve':
      return replies.decide(head(today), number, waiting?.id ?? 1, 'approved', { note: '' })
    case 'return':
      return replies.decide(head(today), number, waiting?.id ?? 1, 'returned', { note: '再想想' })
    case 'askReasons':
      return steps.askReasons(ctx, number, { why: '太多', until: addDays(today, 5) })
    case 'postpone':
      return replies.proposePostponement(ctx, number, { dueOn: addDays(request.dueOn, 20), reason: '量大' })
    case 'askFee':
      return steps.askFee(ctx, number, { scheme: 'page', pages: 31 + step.wait })
    case 'pay':
      return steps.recordPayment(ctx, number, { paidOn: today, receipt: '1' })
    case 'abandonUnpaid':
      return steps.abandonUnpaid(ctx, number)
    case 'withdraw':
      return steps.withdraw(ctx, number, { reason: '' }, { by: 'applicant' })
    case 'reply': {
      await replies.draftReply(ctx, number, replyOf(step))
      return step.yes ? replies.issueReply(ctx, number) : replies.proposeReply(ctx, number)
    }
    case 'deliver':
      for (const l of letters.filter((l) => l.deliveredOn === null))
        await steps.recordDelivery(ctx, number, { letter: l.id, route: 'inPerson', deliveredOn: today, note: '' })
      return undefined
    case 'archive':
      return steps.archive(ctx, number)
    case 'night':
      await closeExpired(ctx)
      return refreshPaused(ctx)
  }
}

const replyOf = ({ kind, ground }: Life['steps'][number]): ReplyForm => ({
  kind,
  ground: kind === 'refused' ? ground : '',
  ...{ reasons: '经查', provided: '某文件', form: 'paper', organ: '某局', organContact: '某处', otherLaw: '某法' },
  ...{ earlierNumber: '2018-0001', earlierOn: day('2018-01-02'), override: '' },
  withheld: kind === 'grantedInPart' ? [{ place: '第1页', what: '姓名', ground: 'privacy', reason: '个人隐私' }] : [],
})

/** The stored day is the reckoned one, and the reckoning agrees with its day-by-day working. */
async function holds(number: string, today: Day): Promise<void> {
  const request = await getRequest(db, number)
  const { events } = await lifeOf(db, request.id)
  const ctx = officer(today)
  const input = replyClock(ctx.law.regime(request.regime), ctx.calendar, request.receivedOn, events, today)
  const reckoned = due(input)
  if (request.closedOn === null && request.state !== 'consulting') expect(request.dueOn).toBe(reckoned.dueOn)
  expect(working(input).at(-1)?.day).toBe(reckoned.dueOn)
  expect(request.extension).toBe(reckoned.extension)
  const closed = ['replied', 'withdrawn', 'abandoned', 'archived'].includes(request.state)
  expect(request.closedOn !== null).toBe(closed)
  if (closed) {
    expect(answers.some((a) => a.kind === request.replyKind && (a.ground ?? null) === request.refusalGround)).toBe(true)
    const article = answers.find((a) => a.kind === request.replyKind)?.articles[request.regime as 'R2008']
    expect(article).toBeDefined()
  }
}

test('whatever is done with requests, clock and forms hold', async () => {
  const made: { refused: number; steps: number }[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
      const years = new Set<number>()
      for (const l of lives) {
        const { refused, today } = await live(l)
        made.push({ refused, steps: l.steps.length })
        for (let y = yearOf(l.received); y <= yearOf(today); y++) years.add(y)
      }
      const ctx = world()
      for (const template of templateCodes)
        for (const year of years)
          for (const unit of ['jinshi', 'finance']) {
            const faults = obstacles(await computeForm(ctx, { template, year, unit }))
            const ofRequests = faults.filter((f) => /^(C|t3)/.test(f.id)).map((f) => f.text)
            expect([template, year, unit, ofRequests]).toEqual([template, year, unit, []])
          }
    }),
    { numRuns: 8 },
  )
  // Rules that refused everything, or nothing, would not have been tried.
  const total = made.reduce((n, m) => n + m.steps, 0)
  const refused = made.reduce((n, m) => n + m.refused, 0)
  expect(refused).toBeGreaterThan(0)
  expect(refused).toBeLessThan(total)
}, 120_000)
