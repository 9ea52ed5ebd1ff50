import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { db, files, world } from '../../tests/support/world.ts'
import { standInTheYear } from '../../tests/support/year.ts'
import { type Day, day, yearOf } from '../core/day.ts'
import { demonstrationAccounts } from '../modules/identity/index.ts'
import { computeForm, indicatorsForCli } from '../modules/statistics/index.ts'
import type { Db } from '../platform/database.ts'
import { dropDemonstration, hasDemonstration, loadDemonstration } from './index.ts'

await standInTheYear()
const accounts = demonstrationAccounts().filter((a) => a.page === '/desk/sign-in')
const loaded = await db
  .selectFrom('settings')
  .select('value')
  .where('key', '=', 'demonstration')
  .executeTakeFirstOrThrow()
const { today } = loaded.value as { today: Day }
const { seal } = world()

test('who may sign in is one of the staff of their unit', async () => {
  const people = await db
    .selectFrom('staff')
    .select(['name', 'unitCode', 'duties'])
    .where('accountId', 'is not', null)
    .execute()
  expect(people.map((p) => p.name).toSorted()).toEqual(accounts.map((a) => a.name).toSorted())
  expect(people).toContainEqual({ name: '卜小敏', unitCode: 'civil', duties: '部门经办人' })
})

async function count(what: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await what.execute(db)).rows[0]?.n ?? -1
}

const in2018 = sql`published_at >= '2018-01-01+08' and published_at < '2019-01-01+08'`

test('5,078 documents went onto the website in 2018, through no other channel', async () => {
  const { rows } =
    await sql`select channel, count(*) as n from document_channels where ${in2018} group by channel`.execute(db)
  expect(rows).toEqual([{ channel: 'website', n: 5078 }])
})

test('150 of them were written in 2018, 4,519 have their full text, 16 are normative', async () => {
  const of = (condition: ReturnType<typeof sql>) =>
    count(sql`select count(*) as n from documents d where exists (select from document_channels c where c.document_id = d.id and c.published_at >= '2018-01-01+08'
      and c.published_at < '2019-01-01+08') and ${condition}`)
  expect(await of(sql`written_on between '2018-01-01' and '2018-12-31'`)).toBe(150)
  expect(await of(sql`full_text`)).toBe(4519)
  expect(await of(sql`full_text and state = 'published' and body = ''`)).toBe(0)
  expect(await of(sql`not full_text and body <> ''`)).toBe(0)
  expect(await of(sql`kind = 'normative' and written_on between '2018-01-01' and '2018-12-31'`)).toBe(16)
  expect(await of(sql`kind = 'normative'`)).toBe(16)
  expect(await of(sql`kind = 'interpretation'`)).toBe(0)
})

test('26 interpretations of 2018 are drafts, each linked to its policy', async () => {
  expect(
    await count(sql`select count(*) as n from documents d join document_interpretations i on i.interpretation_id = d.id
      where kind = 'interpretation' and state = 'draft' and written_on between '2018-01-01' and '2018-12-31'`),
  ).toBe(26)
})

test('4 requests of 2018 came online and were answered in time: 3 granted, 1 refused', async () => {
  const { rows } =
    await sql`select channel, reply_kind, refusal_ground, regime, closed_on <= due_on and extension = 0 as in_time, count(*) as n
    from information_requests where received_on between '2018-01-01' and '2018-12-31' group by 1, 2, 3, 4, 5 order by n desc`.execute(
      db,
    )
  const row = { channel: 'online', regime: 'R2008', inTime: true }
  expect(rows).toEqual([
    { ...row, replyKind: 'granted', refusalGround: null, n: 3 },
    { ...row, replyKind: 'refused', refusalGround: 'securityAndStability', n: 1 },
  ])
})

test('the disclosure institution stood at the end of 2018 as reported', async () => {
  const standing = (table: string, began: string, ended: string, more = sql`true`) =>
    count(
      sql`select count(*) as n from ${sql.table(table)} where ${sql.ref(began)} <= '2018-12-31' and (${sql.ref(ended)} is null or ${sql.ref(ended)} > '2018-12-31') and ${more}`,
    )
  expect(await standing('disclosure_offices', 'opened_on', 'closed_on')).toBe(1)
  expect(await standing('consultation_sites', 'opened_on', 'closed_on')).toBe(30)
  expect(await standing('disclosure_appointments', 'started_on', 'ended_on', sql`kind = 'fullTime'`)).toBe(16)
  expect(await standing('disclosure_appointments', 'started_on', 'ended_on', sql`kind = 'partTime'`)).toBe(40)
  expect(await standing('media_accounts', 'opened_on', 'closed_on', sql`platform = 'microblog'`)).toBe(40)
  expect(await standing('media_accounts', 'opened_on', 'closed_on', sql`platform = 'wechat'`)).toBe(87)
  expect(
    await count(
      sql`select sum(amount_fen) as n from disclosure_funds where granted_on between '2018-01-01' and '2018-12-31'`,
    ),
  ).toBe(8_000_000)
  expect(
    await count(sql`select sum(trained) as n from trainings where held_on between '2018-01-01' and '2018-12-31'`),
  ).toBe(220)
})

test('4 interviews and one concern, answered several times, belong to 2018', async () => {
  expect(
    await count(
      sql`select count(*) as n from interviews where held_on between '2018-01-01' and '2018-12-31' and not head_attended`,
    ),
  ).toBe(4)
  expect(
    await count(
      sql`select count(distinct concern_id) as n from concern_responses where responded_on between '2018-01-01' and '2018-12-31'`,
    ),
  ).toBe(1)
  expect(
    await count(
      sql`select count(*) as n from concern_responses where responded_on between '2018-01-01' and '2018-12-31'`,
    ),
  ).toBeGreaterThan(1)
  expect(await count(sql`select count(*) as n from press_conferences where held_on < '2019-01-01'`)).toBe(0)
})

test('250,000 visits of 2018 rank the columns as the report does', async () => {
  const { rows } = await sql<{ code: string; n: number }>`select column_code as code, sum(visits) as n from visits
    where day between '2018-01-01' and '2018-12-31' group by 1 order by n desc`.execute(db)
  expect(rows.reduce((total, r) => total + r.n, 0)).toBe(250_000)
  expect(rows.slice(0, 5).map((r) => r.code)).toEqual(['news', 'files', 'messages', 'personnel', 'notices'])
})

test('no two documents share a title, an index number or a document number', async () => {
  const { rows } = await sql<{ titles: number; numbers: number }>`select count(*) - count(distinct title) as titles,
    count(document_number) - count(distinct document_number) as numbers from documents`.execute(db)
  expect(rows[0]).toEqual({ titles: 0, numbers: 0 })
})

test('no slot is left unfilled and no text is empty', async () => {
  expect(
    await count(
      sql`select count(*) as n from documents where kind <> 'page' and title || abstract || body || keywords ~ '[{}@]|undefined|NaN'`,
    ),
  ).toBe(0)
  expect(
    await count(
      sql`select count(*) as n from documents where state = 'published' and full_text and length(body) < 100`,
    ),
  ).toBe(0)
})

test('index serials continue where the index numbers end', async () => {
  expect(
    await count(sql`select count(*) as n from (select substring(index_number from '/(.+)-\\d{5}$') as series, max(right(index_number, 5)::int) as last
      from documents where index_number is not null group by 1) d join index_serials s on s.unit_code || '-' || s.year = d.series where s.last <> d.last`),
  ).toBe(0)
})

test('exactly two columns that should be renewed have gone stale', async () => {
  const { rows } = await sql<{
    code: string
  }>`select c.code from columns c where renew_within_days is not null and not exists (
    select from documents d where d.column_code = c.code and state = 'published' and published_at >= ${today}::date - renew_within_days) order by 1`.execute(
    db,
  )
  expect(rows.map((r) => r.code)).toEqual(['procurement', 'public-welfare'])
})

test('the desk has work in every state and lights of every colour today', async () => {
  const { rows } = await sql<{ state: string }>`select distinct state from documents`.execute(db)
  expect(rows.map((r) => r.state).sort()).toEqual([
    'approved',
    'discarded',
    'draft',
    'inReview',
    'published',
    'returned',
    'scheduled',
    'withdrawn',
    'withheld',
  ])
  const { rows: due } = await sql<{
    late: number
    now: number
    later: number
  }>`select count(*) filter (where due_on < ${today}) as late,
    count(*) filter (where due_on between ${today} and ${today}::date + 2) as now, count(*) filter (where due_on > ${today}::date + 9) as later
    from documents where state = 'inReview'`.execute(db)
  expect(Math.min(due[0]?.late ?? 0, due[0]?.now ?? 0, due[0]?.later ?? 0)).toBeGreaterThan(0)
  expect(
    await count(sql`select count(*) as n from information_requests where closed_on is null and due_on < ${today}`),
  ).toBeGreaterThan(0)
  expect(
    await count(sql`select count(*) as n from documents where state = 'withheld' and reassess_on <= ${today}`),
  ).toBeGreaterThan(0)
})

test('nothing that has happened lies in the future', async () => {
  expect(
    await count(
      sql`select count(*) as n from documents where published_at >= ${today}::date or written_on > ${today}::date`,
    ),
  ).toBe(0)
  expect(
    await count(sql`select count(*) as n from acts where at >= ${today}::date and act not like 'identity.%'`),
  ).toBe(0)
})

test('acts are fewer than 200,000, stand in the order of time and wait for the seal', async () => {
  const { rows } = await sql<{
    acts: number
    unsealed: number
    disorder: number
  }>`select count(*) as acts, (select count(*) from unsealed_acts) as unsealed,
    count(*) filter (where at < before) as disorder from (select at, lag(at) over (order by id) as before from acts where act not like 'county%' and act not like 'identity.%' and actor <> '安装') a`.execute(
    db,
  )
  expect(rows[0]?.acts).toBeLessThan(200_000)
  expect(rows[0]?.acts).toBeGreaterThan(50_000)
  expect(rows[0]?.disorder).toBe(0)
})

test('attachments are what their names say', async () => {
  const { rows } = await sql<{
    name: string
    type: string
  }>`select distinct a.name, f.media_type as type from document_attachments a join files f using (sha256) order by 1`.execute(
    db,
  )
  expect(rows).toEqual([
    { name: '全文.pdf', type: 'application/pdf' },
    { name: '说明.txt', type: 'text/plain' },
    { name: '附表.xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  ])
})

/** What the real form of 2018 has filled, and the sum 4 for the two parents that it left blank. */
const form2018 = {
  A1: 5078,
  A1a: 16,
  A1b: 16,
  'A2.2': 5078,
  B1: 1,
  'B2.2': 4,
  C1: 4,
  'C1.3': 4,
  C2: 4,
  'C2.1': 4,
  C3: 4,
  'C3.2': 3,
  'C3.4': 1,
  'C3.4d': 1,
  H1: 1,
  H2: 30,
  H3: 56,
  'H3.1': 16,
  'H3.2': 40,
  H4: 8,
  I2: 1,
  I3: 220,
}

test('the form of 2018 shows every figure of the real one, blanks where no register was kept, and all identities hold', async () => {
  const form = await formOf(2018, '2014')
  const values = new Map(form.cells.map((c) => [c.id, c.value]))
  for (const [id, value] of Object.entries(form2018)) expect([id, values.get(id)]).toEqual([id, value])
  for (const id of ['A2.1', 'A2.3', 'A2.4', 'A2.5', 'B2.1', 'B2.3', 'B2.4', 'B2.5', 'I1'])
    expect([id, values.get(id)]).toEqual([id, null])
  expect(form.identities.filter((i) => !i.holds)).toEqual([])
})

test('nothing keeps the template of 2021 from being signed for the current year', async () => {
  const form = await formOf(yearOf(today), '2021')
  expect(form.identities.filter((i) => !i.holds && i.severity === 'blocking')).toEqual([])
})

async function formOf(year: number, template: '2014' | '2021') {
  return computeForm(world(), { year, unit: 'jinshi', template })
}

const figuresOn = async (module: string, until: string) => {
  const of = { until: day(until), format: 'json' } as const
  const told = JSON.parse(await indicatorsForCli(world(), of)) as {
    id: string
    value: number
  }[]
  const own = told.filter((f) => f.id.startsWith(`${module}.`))
  return Object.fromEntries(own.map((f) => [f.id.slice(module.length + 1), f.value]))
}
const catalogueOn = (until: string) => figuresOn('catalogue', until)

const always = { unitsWithItems: 36, unitsOnApplication: 33, fillRate: 100, publishRate: 100, onlineRate: 100 }

test('the indicators of the catalogue say what the report says of the middle of 2018', async () => {
  expect(await catalogueOn('2018-06-30')).toMatchObject({
    ...{
      items: 3751,
      powers: 3369,
      publicServices: 382,
      onApplication: 855,
      filled: 3751,
      published: 3751,
      online: 855,
    },
    ...always,
  })
})

test('the indicators of the catalogue say what the report says of the end of 2018', async () => {
  expect(await catalogueOn('2018-12-31')).toMatchObject({
    ...{
      items: 3847,
      powers: 3456,
      publicServices: 391,
      onApplication: 943,
      filled: 3847,
      published: 3847,
      online: 943,
    },
    ...{ atMostOneTrip: 466, once: 466, inHall: 204, hallUnits: 25, certificatesCancelled: 196, ...always },
    ...{ delegated: 40, delegatedToVillage: 14, delegatedToTown: 16, delegatedToDepartment: 10 },
    ...{ delegatedMaterialsBefore: 119, delegatedMaterialsAfter: 106, delegatedMaterialsReduction: 10.9 },
    ...{ delegatedDaysBefore: 581, delegatedDaysAfter: 452, delegatedDaysReduction: 22.2 },
    ...{ delegatedAssigned: 15, delegatedBeyond: 25, delegatingUnits: 10, streamlined: 204 },
    ...{ hallDaysReduction: 60, stepsReduction: 26, materialsReduction: 13 },
  })
})

test('18,300 enquiries of 2018: 8,543 by telephone, 211 in person, 9,546 online, all answered', async () => {
  expect(await figuresOn('knowledge', '2018-12-31')).toMatchObject({
    ...{ enquiries: 18_300, byPhone: 8543, inPerson: 211, online: 9546 },
  })
  expect(
    await count(sql`select count(*) as n from enquiries where asked_on < '2019-01-01' and state <> 'answered'`),
  ).toBe(0)
  expect(await count(sql`select count(*) as n from enquiry_publications where state = 'published'`)).toBe(150)
})

test('2,055 orders of the hotline to the end of October 2018, by where they came from; all answered and closed', async () => {
  const figures = await figuresOn('hotline', '2018-10-31')
  expect(figures).toMatchObject({
    ...{ received: 2055, byPhone: 1281, letters: 253, superiorMailbox: 29, superiorHotline: 9, helpLine: 483 },
    ...{ websiteErrors: 0, badRatings: 0, toAnswer: 2055, replied: 2055, completed: 2055 },
    ...{ replyRate: 100, completionRate: 100 },
  })
  expect(figures.satisfactionRate).toBeGreaterThan(90)
  expect(figures.satisfactionRate).toBeLessThan(100)
  expect((await figuresOn('hotline', '2018-12-31')).received).toBe(2055)
  // A figure is asked of its day: at the end of September some were still being handled.
  const september = await figuresOn('hotline', '2018-09-30')
  expect(september.completed).toBeLessThan(september.received ?? 0)
})

/** One word over all that was loaded. */
async function digest(of: Db): Promise<string> {
  const tables = [
    'documents',
    'document_channels',
    'document_attachments',
    'information_requests',
    'visits',
    'staff',
    'media_accounts',
    'administrative_decisions',
    'basic_items',
    'service_items',
    'item_versions',
    'item_files',
    'delegations',
    'cancelled_certificates',
    'case_files',
    'case_serials',
    'case_materials',
    'case_steps',
    'case_clock_events',
    'case_corrections',
    'case_proposals',
    'case_papers',
    'case_results',
    'case_deliveries',
    'case_messages',
    'case_drafts',
    'case_authorisations',
    'case_deputies',
    'knowledge_articles',
    'knowledge_versions',
    'enquiries',
    'enquiry_publications',
    'appointment_offers',
    'appointment_slots',
    'queue_tickets',
    'queue_calls',
    'queue_days',
    'counters',
    'work_orders',
    'work_order_steps',
    'work_order_replies',
    'work_order_proposals',
    'work_order_follow_ups',
    'case_reminders',
    'paper_numbers',
    'frozen_cells',
    'reports',
    'report_sections',
    'report_values',
    'report_parts',
    'acts',
  ]
  const words: string[] = []
  for (const table of tables)
    words.push(
      (
        await sql<{
          d: string
        }>`select md5(string_agg(t::text, '' order by t::text)) as d from ${sql.table(table)} t`.execute(of)
      ).rows[0]?.d ?? '',
    )
  return words.join(' ')
}

test('today and on the next days appointments are booked in every hour, and one is the citizen’s own', async () => {
  const { rows } = await sql<{ day: string; hours: number; places: boolean }>`
    select s.day::text, count(distinct s.starts)::int as hours, bool_and(s.taken <= s.quota and s.taken =
      (select count(*) from appointments a where a.slot_id = s.id and a.state = 'booked')) as places
    from appointment_slots s where s.day >= ${today} group by 1 order by 1`.execute(db)
  expect(rows).toHaveLength(5)
  for (const row of rows) expect(row).toMatchObject({ hours: 6, places: true })
  expect(await count(sql`select count(*) as n from appointments where state = 'booked' and day < ${today}`)).toBe(0)
  expect(await count(sql`select count(*) as n from acts where act = 'hall.appointmentBooked'`)).toBe(
    await count(sql`select count(*) as n from appointments`),
  )
})

test('of the weeks before most numbers were served, some are void; what was taken, waited for and done stands in its order', async () => {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*) as n from queue_tickets where day < ${today} group by 1`.execute(db)
  const of = Object.fromEntries(rows.map((r) => [r.state, r.n]))
  expect(Object.keys(of).toSorted()).toEqual(['done', 'left', 'void'])
  const all = rows.reduce((sum, r) => sum + r.n, 0)
  expect(all).toBeGreaterThan(2500)
  expect((of.done ?? 0) / all).toBeGreaterThan(0.9)
  const none = (table: string, what: ReturnType<typeof sql>) =>
    count(sql`select count(*) as n from ${sql.table(table)} where ${what}`)
  expect(
    await none(
      'queue_calls',
      sql`waiting_since > first_called_at or first_called_at > started_at or started_at > ended_at`,
    ),
  ).toBe(0)
  expect(await none('queue_tickets', sql`taken_at > coalesce(ended_at, called_at, taken_at)`)).toBe(0)
  expect(
    await none(
      'queue_days',
      sql`last <> (select count(*) from queue_tickets t where t.zone_id = queue_days.zone_id and t.day = queue_days.day)`,
    ),
  ).toBe(0)
  expect(await none('queue_days', sql`(closed_at is null) <> (day = ${today})`)).toBe(0)
  // No counter serves two at once.
  expect(
    await count(sql`select count(*) as n from (select started_at, lag(ended_at) over (partition by counter_id order by first_called_at) as before
      from queue_calls where day < ${today}) c where started_at < before`),
  ).toBe(0)
  expect(
    await none(
      'appointments',
      sql`state = 'kept' and not exists (select from queue_tickets t where t.appointment_id = appointments.id and t.id = appointments.ticket_id)`,
    ),
  ).toBe(0)
  expect(await none('appointments', sql`state = 'noShow'`)).toBeGreaterThan(0)
})

test('the halls at the end of 2018 were as reported', async () => {
  expect(await figuresOn('hall', '2018-12-31')).toMatchObject({ externalHalls: 3, zones: 6, integratedCounters: 4 })
})

test('loaded elsewhere on the same day, it is the same to the letter; progress is told from first to last', async () => {
  const { db: other } = await testDatabase('accounts')
  const steps: string[] = []
  await loadDemonstration(other, { today, files, seal, onProgress: (_, __, step) => steps.push(step) })
  expect(await digest(other)).toBe(await digest(db))
  expect([steps[0], steps.at(-1)]).toEqual(['机构和人员', '完成'])
}, 480_000)

test('what is dropped is gone, acts and all, and the county stands ready for real work', async () => {
  await expect(loadDemonstration(db, { today, files, seal })).rejects.toThrow('loaded already')
  await dropDemonstration(db)
  expect(await hasDemonstration(db)).toBe(false)
  expect(await count(sql`select count(*) as n from documents where kind <> 'page'`)).toBe(0)
  expect(
    await count(
      sql`select count(*) as n from acts where act not like 'identity.%' and subject not in (select 'document:' || id from documents)`,
    ),
  ).toBe(0)
  expect(await count(sql`select count(*) as n from units`)).toBe(130)
  await expect(dropDemonstration(db)).rejects.toThrow('No demonstration')
  await expect(sql`delete from acts`.execute(db)).rejects.toThrow('append-only')
})
