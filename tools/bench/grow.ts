import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'

/** The bench's own connection to the database of the server that is measured. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

export async function count(client: pg.Client, what: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${what}`)
  return Number(rows[0]?.n)
}

/**
 * Copies rows of a table by the hundred thousand, in one transaction and without its indexes: built once over a million rows
 * they take a fraction of the time of a million insertions.
 * @param own - columns that each copy has of its own; those that the database makes itself are left to it
 * @param insert - is given the names of all other columns
 */
export async function copyRows(
  client: pg.Client,
  table: string,
  own: readonly string[],
  insert: (same: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const { rows: columns } = await client.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and column_name <> all ($2)`,
    [table, own],
  )
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = $1::regclass and not indisunique and not indisprimary`,
    [table],
  )
  await client.query('begin')
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await insert(columns.map((c) => c.name))
  for (const { definition } of indexes) await client.query(definition)
  await client.query('commit')
  await client.query(`vacuum analyze ${table}`)
}

/**
 * Multiplies the published documents until there are `target`: the same texts and words, other numbers and times, over
 * the ten years before the newest. Websites carry them, so that the form counts them too.
 */
export async function growDocuments(client: pg.Client, target: number): Promise<void> {
  const now = await count(client, `documents where state = 'published'`)
  if (now >= target) return
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'public' and table_name = 'documents' and is_generated = 'NEVER'
       and column_name not in ('id', 'index_number', 'published_at', 'document_number')`,
  )
  const same = rows.map((r) => r.name)
  await client.query('begin')
  // An index built once over a million rows takes a fraction of the time of a million insertions into it.
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = 'documents'::regclass and not indisunique and not indisprimary`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await client.query(
    `with template as materialized (select *, row_number() over (order by id) as place
       from documents where state = 'published' and kind <> 'page'),
     wanted as (select g, 1 + g % (select count(*) from template) as place from generate_series(1, $1::int) g),
     born as (
       insert into documents (${same.join(', ')}, index_number, published_at)
       select ${same.map((name) => `t.${name}`).join(', ')}, 'bench-' || g,
         t.published_at - (g % 3650) * interval '1 day' - (g % 600) * interval '1 second'
       from wanted join template t using (place)
       returning id, published_at)
     insert into document_channels (document_id, channel, published_at) select id, 'website', published_at from born`,
    [target - now],
  )
  for (const { definition } of indexes) await client.query(definition)
  await client.query('commit')
  await client.query('vacuum analyze documents')
  await client.query('analyze document_channels')
}

/**
 * Multiplies the requests for information until there are `target`, over the ten years before today; one in a thousand is
 * open, as in an office that keeps up.
 */
export async function growRequests(client: pg.Client, target: number): Promise<void> {
  const now = await count(client, 'information_requests')
  if (now >= target) return
  await client.query(
    `insert into information_requests (region_code, number, unit_code, regime, state, channel, applicant_kind, applicant_name,
       applicant_id_number, subject, wanted, received_on, due_on, closed_on, reply_kind, search)
     select r.region_code, 'bench-' || g, r.unit_code, r.regime, case when g % 1000 = 0 then 'handling' else 'archived' end,
       r.channel, r.applicant_kind, r.applicant_name, 'bench-' || g % 50000, r.subject, r.wanted, d, d + 28,
       case when g % 1000 = 0 then null else d + 20 end, case when g % 1000 = 0 then null else 'granted' end, r.search
     from (select *, row_number() over (order by id) as place, count(*) over () as many
       from information_requests where subject <> '测速用的申请') r
     join generate_series(1, $1::int) g on r.place = 1 + g % r.many
     cross join lateral (select case when g % 1000 = 0 then current_date - g / 1000 % 40 else current_date - 40 - g % 3600 end as d) days`,
    [target - now],
  )
  await client.query('vacuum analyze information_requests')
}

/** A session of a staff member, as a cookie: the bench measures pages, not the hashing of passwords. */
export async function sessionOf(client: pg.Client, username: string): Promise<string> {
  const token = randomBytes(16).toString('hex')
  const { rowCount } = await client.query(
    `insert into sessions (id, account_id, token, expires_at)
     select $1, id, $2, now() + interval '1 hour' from accounts where username = $3`,
    [randomUUID(), token, username],
  )
  if (rowCount !== 1) throw new Error(`there is no demonstration account ${username}`)
  return `mingtang.session_token=${token}.bench`
}

/** Documents that wait for publication only, reviewed by someone else than who publishes. @returns their ids */
export async function approvedDocuments(client: pg.Client, amount: number): Promise<number[]> {
  const { rows } = await client.query<{ id: string }>(
    `insert into documents (region_code, unit_code, column_code, kind, state, title, issuing_body, body, written_on,
       regime, due_on, drafted_by, submitted_at, secrecy_reviewed_by, secrecy_note, reviewed_by, reviewed_at)
     select d.region_code, d.unit_code, d.column_code, d.kind, 'approved', d.title, d.issuing_body, d.body, current_date,
       d.regime, current_date + 28, 'bench', now(), 'bench reviewer', '不涉密', 'bench reviewer', now()
     from (select * from documents where state = 'published' and kind = 'document' order by id limit 1) d,
       generate_series(1, $1::int) g
     returning id`,
    [amount],
  )
  return rows.map((row) => Number(row.id))
}
