import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import type { ApplicantKind, IntakeChannel, RefusalGround, ReplyKind, RequestState } from './schema.ts'

/** A request as lists show it. */
export type RequestLine = {
  id: number
  number: string
  unitName: string
  state: RequestState
  channel: IntakeChannel
  applicantKind: ApplicantKind
  /** Personal data: to be masked before it is shown. */
  applicantName: string
  subject: string
  receivedOn: Day
  dueOn: Day
  closedOn: Day | null
}

/** A request with all that was recorded of it. */
export type InformationRequest = RequestLine & {
  unitCode: string
  unitPath: string
  regime: string
  /** Personal data: to be masked before they are shown. */
  applicantIdNumber: string
  applicantContact: string
  wanted: string
  wantedForm: string
  extension: number
  paused: number
  repliedOn: Day | null
  replyKind: ReplyKind | null
  refusalGround: RefusalGround | null
  replyNote: string
  feeFen: number
}

const lineColumns = [
  'r.id',
  'r.number',
  'u.name as unitName',
  'r.state',
  'r.channel',
  'r.applicantKind',
  'r.applicantName',
  'r.subject',
  'r.receivedOn',
  'r.dueOn',
  'r.closedOn',
] as const

const inReach = (paths: readonly string[]) =>
  sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`

/** Requests to units in the subtrees, newest first, and how many there are in all. */
export async function listRequests(
  db: Db,
  paths: readonly string[],
  page: { state?: RequestState | undefined; cursor?: string | undefined; size: number },
): Promise<{ lines: RequestLine[]; total: number; next: string | undefined }> {
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  const found = () => {
    const query = db
      .selectFrom('informationRequests as r')
      .innerJoin('units as u', 'u.code', 'r.unitCode')
      .where(inReach(paths))
    return page.state ? query.where('r.state', '=', page.state) : query
  }
  const rows = await found()
    .select(lineColumns)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(r.received_on, r.id) < (${after?.[0]}::date, ${after?.[1]}::bigint)`),
    )
    .orderBy('r.receivedOn', 'desc')
    .orderBy('r.id', 'desc')
    .limit(page.size + 1)
    .$castTo<RequestLine>()
    .execute()
  const { n } = await found()
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const lines = rows.slice(0, page.size)
  const last = lines.at(-1)
  return {
    lines,
    total: n,
    next: rows.length > page.size && last ? encodeCursor([last.receivedOn, last.id]) : undefined,
  }
}

/** Open requests next after an id, locked until the transaction ends. */
export function listRunning(tx: Db, after: number, limit: number) {
  return tx
    .selectFrom('informationRequests')
    .select(['id', 'number', 'unitCode', 'regime', 'receivedOn', 'extension', 'paused', 'dueOn'])
    .where('closedOn', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
}

export async function saveDue(tx: Db, id: number, dueOn: Day): Promise<void> {
  await tx.updateTable('informationRequests').set({ dueOn }).where('id', '=', id).execute()
}

/** The key of a request by its registration number. */
export function findRequest(db: Db, number: string): Promise<{ id: number } | undefined> {
  return db.selectFrom('informationRequests').select('id').where('number', '=', number).executeTakeFirst()
}

/** A request by its registration number. Throws NotFound. */
export async function getRequest(db: Db, number: string): Promise<InformationRequest> {
  const row = await db
    .selectFrom('informationRequests as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select([
      ...lineColumns,
      'r.unitCode',
      'u.path as unitPath',
      'r.regime',
      'r.applicantIdNumber',
      'r.applicantContact',
      'r.wanted',
      'r.wantedForm',
      'r.extension',
      'r.paused',
      'r.repliedOn',
      'r.replyKind',
      'r.refusalGround',
      'r.replyNote',
      'r.feeFen',
    ])
    .where('r.number', '=', number)
    .$castTo<InformationRequest>()
    .executeTakeFirst()
  if (!row) throw new NotFound(`编号为“${number}”的申请`)
  return row
}
