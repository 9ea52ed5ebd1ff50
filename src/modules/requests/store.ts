import { type InsertObject, sql, type UpdateObject } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import { decodeCursor, partOf } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { DB } from '../../platform/tables.ts'
import type {
  ApplicantKind,
  IdKind,
  IntakeChannel,
  RefusalGround,
  ReplyKind,
  RequestState,
  Route,
  WantedForm,
} from './schema.ts'

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
  /** Last day for whoever is waited for. */
  waitingUntil: Day | null
  handlerName: string
}

/** A request with all that was recorded of it. */
export type InformationRequest = RequestLine & {
  unitCode: string
  unitPath: string
  regime: string
  /** Personal data: to be masked before they are shown. */
  applicantIdNumber: string
  contactPerson: string
  applicantContact: string
  applicantEmail: string
  applicantAddress: string
  idKind: IdKind
  accountId: string | null
  wanted: string
  wantedForm: WantedForm | ''
  wantedRoute: Route
  need: string
  oral: boolean
  arrivedOn: Day | null
  version: number
  handlerId: string | null
  provisional: boolean
  extension: number
  paused: number
  repliedOn: Day | null
  replyKind: ReplyKind | null
  refusalGround: RefusalGround | null
  replyNote: string
  feeFen: number
  feeAskedFen: number
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
  'r.waitingUntil',
  'r.handlerName',
] as const

const inReach = (paths: readonly string[]) =>
  sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`

/** What a list of requests is narrowed to. */
export type RequestFilter = {
  states?: readonly RequestState[] | undefined
  /** Open requests whose clock runs, by their light: due on or before a day, and not before another. */
  due?: { from?: Day | undefined; until?: Day | undefined } | undefined
  /** Those with a due day up to `until` whose clock runs, and those where someone let their day pass before `today`. */
  pressing?: { until: Day; today: Day } | undefined
  /** Account of the officer who handles them. */
  handler?: string | undefined
  /** A number, or words of subject and wish. */
  q?: string | undefined
  /** Open requests only, by their due day; else all of them, newest first. */
  order: 'due' | 'newest'
}

/** States in which the clock runs against the office, and those in which it waits for someone else. */
export const runningStates = ['received', 'handling'] as const
export const waitingStates = ['supplementAsked', 'consulting', 'feeAsked'] as const

const narrowed = (db: Db, paths: readonly string[], wish: RequestFilter) => {
  const asked = wish.q ? queryText(wish.q) : undefined
  return db
    .selectFrom('informationRequests as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .where(inReach(paths))
    .$if(wish.states !== undefined, (q) => q.where('r.state', 'in', wish.states ?? []))
    .$if(wish.order === 'due', (q) => q.where('r.closedOn', 'is', null))
    .$if(wish.due !== undefined, (q) => q.where('r.state', 'in', runningStates))
    .$if(wish.due?.from !== undefined, (q) => q.where('r.dueOn', '>=', wish.due?.from as Day))
    .$if(wish.due?.until !== undefined, (q) => q.where('r.dueOn', '<=', wish.due?.until as Day))
    .$if(wish.pressing !== undefined, (q) =>
      q.where(
        sql<boolean>`((r.state in ('received', 'handling') and r.due_on <= ${wish.pressing?.until}::date)
          or (r.state in ('supplementAsked', 'consulting', 'feeAsked') and r.waiting_until < ${wish.pressing?.today}::date))`,
      ),
    )
    .$if(wish.handler !== undefined, (q) => q.where('r.handlerId', '=', wish.handler ?? ''))
    .$if(wish.q !== undefined, (q) =>
      q.where(
        sql<boolean>`(r.number = ${wish.q?.normalize('NFKC').trim()} or ${asked ? sql`r.search @@ ${asked.text}::tsquery` : sql`false`})`,
      ),
    )
}

/** Beyond so many a list is not counted to its end. */
export const countedUntil = 10_000

/** Requests to units in the subtrees, and how many there are: at most one more than `countedUntil`. */
export async function listRequests(
  db: Db,
  paths: readonly string[],
  page: RequestFilter & { cursor?: string | undefined; size: number },
): Promise<{ lines: RequestLine[]; total: number; next: string | undefined }> {
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  const [day, way] = page.order === 'due' ? (['dueOn', 'asc'] as const) : (['receivedOn', 'desc'] as const)
  const later = sql.raw(way === 'asc' ? '>' : '<')
  const rows = await narrowed(db, paths, page)
    .select(lineColumns)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(${sql.ref(`r.${day}`)}, r.id) ${later} (${after?.[0]}::date, ${after?.[1]}::bigint)`),
    )
    .orderBy(`r.${day}`, way)
    .orderBy('r.id', way)
    .limit(page.size + 1)
    .$castTo<RequestLine>()
    .execute()
  const { n } = await db
    .selectFrom(
      narrowed(db, paths, page)
        .select('r.id')
        .limit(countedUntil + 1)
        .as('found'),
    )
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { ...partOf(rows, page, (line) => [line[day], line.id]), total: n }
}

/** How many open requests in the subtrees press, wait, or are one's own. */
export async function countOpenWork(
  db: Db,
  paths: readonly string[],
  { today, redUntil, yellowUntil, handler }: { today: Day; redUntil: Day; yellowUntil: Day; handler: string },
) {
  const runs = sql`r.state in ('received', 'handling')`
  const count = (condition: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${condition}))::int`
  return db
    .selectFrom('informationRequests as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .where(inReach(paths))
    .where('r.closedOn', 'is', null)
    .select([
      sql<number>`count(*)::int`.as('open'),
      count(sql`${runs} and r.due_on < ${today}::date`).as('overdue'),
      count(sql`${runs} and r.due_on between ${today}::date and ${redUntil}::date`).as('red'),
      count(sql`${runs} and r.due_on > ${redUntil}::date and r.due_on <= ${yellowUntil}::date`).as('yellow'),
      count(sql`not ${runs}`).as('waiting'),
      count(sql`not ${runs} and r.waiting_until < ${today}::date`).as('passed'),
      count(sql`r.handler_id = ${handler}`).as('mine'),
      count(sql`r.state = 'received' and r.handler_id is null`).as('untaken'),
      count(sql`r.state = 'handling' and exists (select from request_clock_events e
        where e.request_id = r.id and e.kind = 'restart' and e.on_day >= ${today}::date - 3)`).as('supplemented'),
    ])
    .executeTakeFirstOrThrow()
}

/** All that a wish names, in the order of their keys, part by part. */
export function listForExport(db: Db, paths: readonly string[], wish: RequestFilter, after: number, limit: number) {
  return narrowed(db, paths, wish)
    .select(lineColumns)
    .select(['r.replyKind', 'r.refusalGround', 'r.extension', 'r.feeFen'])
    .where('r.id', '>', after)
    .orderBy('r.id')
    .limit(limit)
    .$castTo<RequestLine & Pick<InformationRequest, 'replyKind' | 'refusalGround' | 'extension' | 'feeFen'>>()
    .execute()
}

/** Requests of one account, newest first. */
export function listOfAccount(db: Db, accountId: string): Promise<RequestLine[]> {
  return db
    .selectFrom('informationRequests as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(lineColumns)
    .where('r.accountId', '=', accountId)
    .orderBy('r.receivedOn', 'desc')
    .orderBy('r.id', 'desc')
    .limit(200)
    .$castTo<RequestLine>()
    .execute()
}

/** Open requests next after an id, locked until the transaction ends. */
export function listRunning(tx: Db, after: number, limit: number) {
  return tx
    .selectFrom('informationRequests')
    .select(['id', 'number', 'unitCode', 'regime', 'receivedOn', 'dueOn'])
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
  const row = await one(db).where('r.number', '=', number).$castTo<InformationRequest>().executeTakeFirst()
  if (!row) throw new NotFound(`编号为“${number}”的申请`)
  return row
}

/**
 * The same, locked until the transaction ends, so that two who act at once act one after the other. Locked before it is
 * read: a row that waited for its lock is joined to the unit it lay with before.
 */
export async function lockRequest(tx: Db, number: string): Promise<InformationRequest> {
  await tx.selectFrom('informationRequests').select('id').where('number', '=', number).forUpdate().execute()
  return getRequest(tx, number)
}

const one = (db: Db) =>
  db
    .selectFrom('informationRequests as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select([
      ...lineColumns,
      'r.unitCode',
      'u.path as unitPath',
      'r.regime',
      'r.applicantIdNumber',
      'r.contactPerson',
      'r.applicantContact',
      'r.applicantEmail',
      'r.applicantAddress',
      'r.idKind',
      'r.accountId',
      'r.wanted',
      'r.wantedForm',
      'r.wantedRoute',
      'r.need',
      'r.oral',
      'r.arrivedOn',
      'r.version',
      'r.handlerId',
      'r.provisional',
      'r.extension',
      'r.paused',
      'r.repliedOn',
      'r.replyKind',
      'r.refusalGround',
      'r.replyNote',
      'r.feeFen',
      'r.feeAskedFen',
    ])

type Change = UpdateObject<DB, 'informationRequests', 'informationRequests'>

/** Changes a request; its version goes up by one. */
export async function changeRequest(tx: Db, id: number, change: Change): Promise<void> {
  await tx
    .updateTable('informationRequests')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Takes the next serial of registration numbers in a year; whoever comes second waits for the first. */
export async function takeSerial(tx: Db, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into request_serials as s (year, last)
    select ${year}, coalesce(max(split_part(number, '-', 2)::int), 0) + 1
    from information_requests where number >= ${`${year}-`} and number < ${`${year}.`}
    on conflict (year) do update set last = s.last + 1
    returning last`.execute(tx)
  return rows[0]?.last ?? 1
}

/** Registers a request. Undefined when the form with this key has been registered already. */
export async function insertRequest(
  tx: Db,
  values: InsertObject<DB, 'informationRequests'>,
): Promise<{ id: number } | undefined> {
  return tx
    .insertInto('informationRequests')
    .values(values)
    .onConflict((c) => c.column('submissionHash').doNothing())
    .returning('id')
    .executeTakeFirst()
}

/** The number under which a form was registered, if it was. */
export async function numberOfSubmission(db: Db, hash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('informationRequests')
    .select('number')
    .where('submissionHash', '=', hash)
    .executeTakeFirst()
  return row?.number
}

/** Hash of the query code of a request; undefined when there is no such request. */
export async function findQueryCode(db: Db, number: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('informationRequests')
    .select('queryCodeHash')
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.queryCodeHash ?? undefined
}

/** Requests of one person in a stretch of days, by the number of their card or their account. */
export async function countOfApplicant(
  db: Db,
  who: { idNumber: string; accountId: string | null },
  from: Day,
  to: Day,
): Promise<number> {
  const { n } = await db
    .selectFrom('informationRequests')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where((w) =>
      w.or([
        ...(who.idNumber === '' ? [] : [w('applicantIdNumber', '=', who.idNumber)]),
        ...(who.accountId === null ? [] : [w('accountId', '=', who.accountId)]),
      ]),
    )
    .where('receivedOn', '>=', from)
    .where('receivedOn', '<=', to)
    .executeTakeFirstOrThrow()
  return n
}

/** Closed requests all of whose letters to the applicant arrived, the longest closed first. */
export function listArchivable(db: Db, paths: readonly string[], limit: number): Promise<RequestLine[]> {
  return db
    .selectFrom('informationRequests as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(lineColumns)
    .where(inReach(paths))
    .where('r.state', 'in', ['replied', 'withdrawn', 'abandoned'])
    .where(
      sql<boolean>`not exists (select from request_letters l
        where l.request_id = r.id and l.audience = 'applicant' and l.delivered_on is null)`,
    )
    .orderBy('r.closedOn')
    .orderBy('r.id')
    .limit(limit)
    .$castTo<RequestLine>()
    .execute()
}
