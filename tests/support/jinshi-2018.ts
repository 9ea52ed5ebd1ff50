import { sql } from 'kysely'
import type { Db } from '../../src/platform/database.ts'

/**
 * What the form of 津市市 for 2018 shows where it is filled, and the two sums that it left blank: 4 requests came in
 * online, all were closed in time, 3 granted and 1 refused because it endangers security and stability.
 */
export const figures2018: Readonly<Record<string, number>> = {
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

/** Cells of that form which stay blank, since the city kept no register of them. */
export const blanks2018 = ['A2.1', 'A2.3', 'A2.4', 'A2.5', 'B2.1', 'B2.1a', 'B2.3', 'B2.4', 'B2.5', 'I1'] as const

const kept = [
  'disclosure',
  'website',
  'concerns',
  'interviews',
  'requests',
  'remedies',
  'complaints',
  'fees',
  'disclosureOffice',
  'consultationSites',
  'staff',
  'funds',
  'trainings',
]

/** A small city with the records of that year, for tests. */
export async function makeCity(db: Db): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db)
  await run(`insert into regimes (code, title, order_number, valid_from, valid_until, limits, articles) values
    ('R2008', '中华人民共和国政府信息公开条例', '国务院令第492号', '2008-05-01', '2019-05-14',
      '{"publishDays":20,"replyDays":15,"extensionDays":15}', '{}'),
    ('R2019', '中华人民共和国政府信息公开条例', '国务院令第711号', '2019-05-15', null,
      '{"publishDays":20,"replyDays":20,"extensionDays":20}', '{}') on conflict do nothing`)
  await run(`insert into units (code, region_code, parent_code, path, kind, name, short_name, opened_on) values
    ('jinshi', '430781', null, '/jinshi/', 'government', '津市市人民政府', '津市市', '2000-01-01'),
    ('finance', '430781', 'jinshi', '/jinshi/finance/', 'department', '津市市财政局', '财政局', '2000-01-01'),
    ('xinzhou', '430781005', 'jinshi', '/jinshi/xinzhou/', 'town', '新洲镇人民政府', '新洲镇', '2000-01-01')
    on conflict do nothing`)
  await run(
    `insert into columns (code, path, name, type) values ('news', '/news/', '政务动态', 'news') on conflict do nothing`,
  )
  await run(`insert into registers (unit_code, name, kept_from)
    select 'jinshi', name, '2018-01-01' from unnest(array['${kept.join("','")}']) as name on conflict do nothing`)
  await run(`insert into documents (region_code, unit_code, column_code, kind, state, index_number, title, issuing_body,
      written_on, regime, drafted_by, published_at)
    select '430781', case when i % 3 = 0 then 'finance' else 'jinshi' end, 'news',
      case when i <= 16 then 'normative' else 'document' end, 'published', '430781-2018-' || i, '文件 ' || i, '津市市人民政府',
      date '2018-01-01' + i % 365, 'R2008', '编辑', timestamptz '2018-01-01 00:00+08' + (i % 365) * interval '1 day'
    from generate_series(1, 5078) as i`)
  await run(`insert into document_channels (document_id, channel, published_at) select id, 'website', published_at from documents
    where index_number like '430781-2018-%'`)
  // An interpretation that was drafted and never published must not count.
  await run(`insert into documents (region_code, unit_code, column_code, kind, state, title, issuing_body, written_on, regime, drafted_by)
    values ('430781', 'jinshi', 'news', 'interpretation', 'draft', '解读稿', '津市市人民政府', '2018-06-01', 'R2008', '编辑')`)
  await run(`insert into concerns (unit_code, topic, raised_on) values ('jinshi', '自来水水质', '2018-07-01')`)
  await run(`insert into concern_responses (concern_id, channel, responded_on, title)
    select id, channel, date '2018-07-02' + n::int, '回应' from concerns, unnest(array['website', 'interview']) with ordinality as c(channel, n)`)
  await run(`insert into interviews (unit_code, title, held_on) select 'jinshi', '在线访谈 ' || i, date '2018-03-01' + i * 60
    from generate_series(1, 4) as i`)
  await run(`insert into information_requests (region_code, number, unit_code, regime, state, channel, applicant_kind,
      applicant_name, subject, wanted, received_on, due_on, replied_on, closed_on, reply_kind, refusal_ground)
    select '430781', '2018-000' || i, 'jinshi', 'R2008', 'replied', 'online', case i when 3 then 'company' else 'naturalPerson' end,
      '申请人' || i, '补贴标准', '文件', date '2018-03-01' + i * 30, date '2018-03-22' + i * 30, date '2018-03-15' + i * 30,
      date '2018-03-15' + i * 30, case i when 4 then 'refused' else 'granted' end, case i when 4 then 'securityAndStability' end
    from generate_series(1, 4) as i`)
  await run(
    `insert into disclosure_offices (unit_code, name, opened_on) values ('jinshi', '政务公开办公室', '2008-05-01')`,
  )
  await run(`insert into consultation_sites (unit_code, name, kind, opened_on)
    select 'jinshi', '查阅点 ' || i, 'other', '2010-01-01' from generate_series(1, 30) as i`)
  await run(
    `insert into staff (unit_code, name, started_on) select 'jinshi', '工作人员' || i, '2015-01-01' from generate_series(1, 57) as i`,
  )
  await run(`insert into disclosure_appointments (unit_code, staff_id, kind, started_on, ended_on)
    select 'jinshi', id, case when n <= 16 then 'fullTime' else 'partTime' end, '2016-01-01',
      case when n = 57 then date '2018-12-31' end
    from (select id, row_number() over (order by id) as n from staff) as s`)
  await run(`insert into disclosure_funds (unit_code, granted_on, amount_fen, purpose) values
    ('jinshi', '2018-02-01', 5000000, '工作经费'), ('jinshi', '2018-09-01', 3000000, '培训经费')`)
  await run(
    `insert into trainings (unit_code, held_on, title, trained) values ('jinshi', '2018-08-27', '政务公开培训', 220)`,
  )
}
