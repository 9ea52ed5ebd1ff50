import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { RequestState } from './schema.ts'
import type { InformationRequest } from './store.ts'

/** An earlier or later request that asks for much the same. */
export type Similar = {
  number: string
  subject: string
  state: RequestState
  receivedOn: Day
  replyKind: string | null
  /** Whether it came from the same person, and may be the same request once more. */
  sameApplicant: boolean
}

/** So many of the newest that share words are looked at: what everyone asks for may have been asked a hundred thousand times. */
const looked = 200

/**
 * Requests that share all words of the subject: those of the same applicant, then the newest of others.
 * @basis 《政府信息公开条例》第三十六条第六项、第四十四条
 */
export async function listSimilar(
  db: Db,
  request: Pick<InformationRequest, 'id' | 'subject' | 'applicantIdNumber' | 'accountId'>,
  paths: readonly string[],
): Promise<Similar[]> {
  const asked = queryText(request.subject)
  if (!asked) return []
  const { applicantIdNumber: idNumber, accountId } = request
  const found = (which: RawBuilder<unknown>) => sql`(
    select r.id, r.number, r.subject, r.state, r.received_on, r.reply_kind,
      (r.applicant_id_number = ${idNumber} and r.applicant_id_number <> '' or r.account_id = ${accountId}) is true
        as same_applicant
    from information_requests r join units u on u.code = r.unit_code
    where r.search @@ ${asked.text}::tsquery and r.id <> ${request.id} and ${which}
      and exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))
    order by r.received_on desc, r.id desc limit 8)`
  const own = sql`(r.applicant_id_number = ${idNumber} and r.applicant_id_number <> '' or r.account_id = ${accountId})`
  const { rows } = await sql<Similar>`
    select number, subject, state, received_on, reply_kind, same_applicant
    from (${found(own)} union ${found(sql`true`)}) as s
    order by same_applicant desc, received_on desc, id desc limit 8`.execute(db)
  return rows
}

/**
 * How many different people asked for the same and were, or may be, given it, among the newest who did: two are enough to
 * think of publishing.
 * @basis 《政府信息公开条例》第四十四条
 */
export async function countAskers(db: Db, subject: string): Promise<number> {
  const asked = queryText(subject)
  if (!asked) return 0
  const { rows } = await sql<{ n: number }>`
    select count(distinct coalesce(nullif(applicant_id_number, ''), account_id, applicant_name))::int as n
    from (
      select applicant_id_number, account_id, applicant_name from information_requests
      where search @@ ${asked.titleText}::tsquery
        and coalesce(reply_kind, 'granted') in ('granted', 'grantedInPart', 'alreadyPublic')
      order by received_on desc, id desc limit ${looked}
    ) as newest`.execute(db)
  return rows[0]?.n ?? 0
}
