import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { db, world } from '../../../tests/support/world.ts'
import { standInTheYear } from '../../../tests/support/year.ts'
import { day, dayOf } from '../../core/day.ts'
import { checkCreditCode, checkIdNumber } from '../../core/identifiers.ts'
import { problemsInAnswers } from '../../modules/cases/answers.ts'
import { verifyResult } from '../../modules/cases/applicant.service.ts'
import { caseLight } from '../../modules/cases/light.ts'
import { caseRecord } from '../../modules/cases/service.ts'
import { listDeviations } from '../../modules/catalogue/deviations.ts'
import { indicatorsForCli } from '../../modules/statistics/index.ts'
import { systemActor } from '../../platform/actor.ts'
import { officerActor } from '../past.ts'
import { openStage } from '../stage.ts'
import { openItems } from './open-items.ts'

await standInTheYear()

const count = async (what: ReturnType<typeof sql<{ n: number }>>) => (await what.execute(db)).rows[0]?.n

test('the indicators say what the report says: 11,015 applied for online in 2018, all of them completed', async () => {
  const told = JSON.parse(
    await indicatorsForCli({ ...world(), actor: systemActor('测试') }, { year: 2018, format: 'json' }),
  ) as { id: string; value: number }[]
  const figures = Object.fromEntries(told.map((f) => [f.id, f.value]))
  expect(figures).toMatchObject({
    ...{ 'cases.online': 11_015, 'cases.onlineCompleted': 11_015, 'cases.completionRate': 100, 'cases.overdue': 0 },
    ...{ 'cases.received.window': 420, 'cases.received.town': 95, 'cases.received.village': 78 },
    'cases.lawRate': 100,
  })
  expect(figures['cases.promiseRate']).toBeGreaterThan(99)
  expect(figures['cases.promiseRate']).toBeLessThan(100)
})

const in2018 = sql`received_on between '2018-01-01' and '2018-12-31'`

test('no case of 2018 began before its item was published, nor was decided before it was accepted', async () => {
  expect(
    await count(sql`select count(*) as n from case_files c join item_versions v on v.id = c.version_id where ${in2018}
      and (c.received_on < v.effective_on or c.received_on >= coalesce(v.ended_on, 'infinity'))`),
  ).toBe(0)
  expect(
    await count(sql`select count(*) as n from case_files where ${in2018} and (decided_on < accepted_on
      or completed_on < coalesce(decided_on, received_on) or delivered_on < completed_on or state <> 'archived')`),
  ).toBe(0)
})

test('every case of 2018 was noted from its application to its archive, and every approval has its results', async () => {
  expect(
    await count(sql`select count(*) as n from case_files c where ${in2018} and not exists (
      select from acts where subject = 'case:' || c.number and act = 'cases.archived')`),
  ).toBe(0)
  expect(
    await count(sql`select count(*) as n from case_files c where ${in2018} and (decision is not distinct from 'approve')
      <> exists (select from case_results r where r.case_id = c.id)`),
  ).toBe(0)
  expect(
    await count(sql`select count(*) as n from case_files c where ${in2018} and exists (
      select from case_steps s where s.case_id = c.id and s.state <> 'done')`),
  ).toBe(0)
})

test('applicants are made up, with right check digits, and forms are filled in as their items ask', async () => {
  const rows = await db
    .selectFrom('caseFiles')
    .select(['applicantKind', 'applicantIdNumber', 'versionId', 'answers'])
    .orderBy('id')
    .execute()
  const wrong = rows.filter(({ applicantKind, applicantIdNumber }) =>
    applicantKind === 'naturalPerson' ? checkIdNumber(applicantIdNumber) : checkCreditCode(applicantIdNumber),
  )
  expect(wrong).toEqual([])
  const stage = await openStage(db, dayOf(new Date()))
  const items = await openItems(stage, day('2018-03-01'), day('2018-12-31'))
  const problems = items.flatMap((item) =>
    rows
      .filter((r) => r.versionId === item.id)
      .slice(0, 5)
      .flatMap((r) => problemsInAnswers(item.elements.form, r.answers as Record<string, string>)),
  )
  expect(problems).toEqual([])
})

test('of 2018 there is a case with its papers for each way in which one ended, dated and numbered then', async () => {
  const papers = await db
    .selectFrom('casePapers as p')
    .innerJoin('caseFiles as c', 'c.id', 'p.caseId')
    .select([
      'p.kind',
      'p.number',
      'p.issuedOn',
      'c.receivedOn',
      'c.acceptedOn',
      'c.decidedOn',
      'c.number as caseNumber',
    ])
    .where('c.receivedOn', '<', day('2019-01-01'))
    .execute()
  expect(new Set(papers.map((p) => p.kind))).toEqual(
    new Set([
      'receipt',
      'acceptance',
      'approval',
      'deliveryReceipt',
      'rejection',
      'nonAcceptance',
      'withdrawal',
      'returned',
    ]),
  )
  for (const p of papers) {
    const on = { receipt: p.receivedOn, acceptance: p.acceptedOn, approval: p.decidedOn, rejection: p.decidedOn }[
      p.kind as 'receipt'
    ]
    if (on) expect(p.issuedOn, p.kind).toBe(on)
    expect(p.number.includes('2018') || p.number.includes('2019'), p.number).toBe(true)
  }
})

test('the applicant who signs in sees a case in each state that one may meet, and the catalogue is being worked on', async () => {
  const states = async (phone: string) => {
    const own = await db
      .selectFrom('caseFiles as c')
      .innerJoin('accounts as a', 'a.id', 'c.accountId')
      .select('c.state')
      .distinct()
      .where('a.phoneNumber', '=', phone)
      .execute()
    return own.map((c) => c.state)
  }
  const [citizen, firm] = [await states('13000000001'), await states('13000000002')]
  for (const state of ['returned', 'specialProcedure', 'rejected', 'withdrawn', 'supplementAsked', 'accepted'])
    expect(citizen).toContain(state)
  for (const state of ['specialProcedure', 'inReview', 'withdrawn']) expect(firm).toContain(state)
  expect(await count(sql`select count(*) as n from item_versions where state = 'draft'`)).toBe(3)
  const { lines } = await listDeviations(db, '/jinshi/', { size: 100 })
  expect(new Set(lines.flatMap((d) => d.deviations.map((x) => x.field)))).toEqual(
    new Set(['statutoryLimit', 'legalBasis', 'exerciseLevel']),
  )
})

test('a case of 2018 opens on the desk, and its certificate can be verified', async () => {
  const { number, unitCode } = await db
    .selectFrom('caseFiles')
    .select(['number', 'unitCode'])
    .where('decision', '=', 'approve')
    .where('kind', '=', 'committed')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const officer = officerActor({ id: 'x', name: '经办人', unitCode }, ['cases.view'], '/jinshi/')
  const record = await caseRecord({ ...world(), actor: officer }, number)
  expect(record.clocks.promised).toBeDefined()
  expect(record.acts.length).toBeGreaterThan(5)
  const [result] = record.life.results
  const said = await verifyResult({ ...world(), actor: officer }, result?.verificationCode ?? '', '10.1.1.1')
  expect(said).toMatchObject({ number: result?.number })
})

test('today there are cases in every state, lights of every colour, and something waits for everyone', async () => {
  const states = await db.selectFrom('caseFiles').select('state').distinct().orderBy('state').execute()
  expect(states.map((s) => s.state)).toEqual([
    ...['accepted', 'approved', 'archived', 'completed', 'delivered', 'inReview', 'notAccepted', 'rejected'],
    ...['returned', 'specialProcedure', 'submitted', 'supplementAsked', 'withdrawn'],
  ])
  const today = dayOf(new Date())
  const lights = await db
    .selectFrom('caseFiles')
    .select(['dueOn', 'warnOn', 'clockStopped', 'completedOn'])
    .where('completedOn', 'is', null)
    .execute()
  expect(new Set(lights.map((c) => caseLight(c, today)))).toEqual(new Set(['green', 'yellow', 'overdue', 'stopped']))
  const waiting = await db
    .selectFrom('caseProposals')
    .select('kind')
    .where('state', '=', 'waiting')
    .distinct()
    .execute()
  expect(waiting).toHaveLength(2)
  expect(
    await count(sql`select count(*) as n from case_materials where way = 'later' and not replaced`),
  ).toBeGreaterThan(0)
  expect(await count(sql`select count(*) as n from case_messages where from_applicant`)).toBeGreaterThan(0)
  expect(await count(sql`select count(*) as n from case_drafts where case_number is null`)).toBe(3)
  expect(
    await count(sql`select count(*) as n from case_deliveries where way = 'post' and arrived_on is null`),
  ).toBeGreaterThan(0)
  expect(await count(sql`select count(*) as n from case_authorisations`)).toBeGreaterThan(8)
  expect(
    await count(sql`select count(*) as n from case_files where channel = 'village' and completed_on is null`),
  ).toBeGreaterThan(1)
  expect(
    await count(sql`select count(*) as n from outbox_messages where state = 'waiting' and body like '%办件%'`),
  ).toBe(0)
})
