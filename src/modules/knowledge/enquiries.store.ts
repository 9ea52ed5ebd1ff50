import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { DB } from '../../platform/tables.ts'
import type { Channel, EnquiryState } from './schema.ts'

type Row = Selectable<DB['enquiries']>
export type Enquiry = Omit<
  Row,
  'search' | 'state' | 'channel' | 'askedOn' | 'dueOn' | 'warnOn' | 'answeredOn' | 'submissionHash' | 'queryCodeHash'
> & {
  state: EnquiryState
  channel: Channel
  askedOn: Day
  dueOn: Day
  warnOn: Day
  answeredOn: Day | null
  unitName: string
  unitPath: string
  intakeUnitName: string
  intakeUnitPath: string
  /** Of the article it was answered from, as readers read it. */
  articleTitle: string | null
}

const columns = [
  ...(['id', 'regionCode', 'number', 'channel', 'question', 'topic', 'unitCode', 'intakeUnitCode'] as const),
  ...(['askerName', 'askerPhone', 'askerEmail', 'accountId', 'askedAt', 'askedOn', 'state', 'dueOn'] as const),
  ...(['warnOn', 'answer', 'articleId', 'answeredAt', 'answeredOn', 'answeredBy', 'answeredName', 'version'] as const),
].map((c) => `e.${c}` as const)

const enquiries = (db: Db) =>
  db
    .selectFrom('enquiries as e')
    .innerJoin('units as u', 'u.code', 'e.unitCode')
    .innerJoin('units as i', 'i.code', 'e.intakeUnitCode')
    .leftJoin('knowledgeArticles as a', 'a.id', 'e.articleId')
    .select(columns)
    .select(['u.name as unitName', 'u.path as unitPath', 'i.name as intakeUnitName', 'i.path as intakeUnitPath'])
    .select('a.title as articleTitle')
    .$castTo<Enquiry>()

export const findEnquiry = (db: Db, number: string): Promise<Enquiry | undefined> =>
  enquiries(db).where('e.number', '=', number).executeTakeFirst()

/** Throws NotFound. */
export async function getEnquiry(db: Db, number: string): Promise<Enquiry> {
  const enquiry = await findEnquiry(db, number)
  if (!enquiry) throw new NotFound(`编号为“${number}”的咨询`)
  return enquiry
}

/** The enquiry, locked until the transaction ends. Throws NotFound. */
export async function lockEnquiry(tx: Db, number: string): Promise<Enquiry> {
  await tx.selectFrom('enquiries').select('id').where('number', '=', number).forUpdate().executeTakeFirst()
  return getEnquiry(tx, number)
}

export type NewEnquiry = Pick<
  Enquiry,
  'regionCode' | 'number' | 'channel' | 'question' | 'topic' | 'unitCode' | 'intakeUnitCode' | 'state'
> &
  Pick<Enquiry, 'askerName' | 'askerPhone' | 'askerEmail' | 'accountId' | 'askedAt' | 'askedOn' | 'dueOn' | 'warnOn'> &
  Partial<Pick<Enquiry, 'answer' | 'articleId' | 'answeredAt' | 'answeredOn' | 'answeredBy' | 'answeredName'>> & {
    search: string
    submissionHash: Buffer | null
    queryCodeHash: Buffer | null
  }

/** Stores an enquiry; undefined when the same form was stored before. */
export async function insertEnquiry(tx: Db, enquiry: NewEnquiry): Promise<{ id: number } | undefined> {
  return tx
    .insertInto('enquiries')
    .values(enquiry)
    .onConflict((c) => c.column('submissionHash').doNothing())
    .returning('id')
    .executeTakeFirst()
}

export async function changeEnquiry(
  tx: Db,
  id: number,
  change: Partial<
    Pick<
      Enquiry,
      | 'unitCode'
      | 'topic'
      | 'state'
      | 'answer'
      | 'articleId'
      | 'answeredAt'
      | 'answeredOn'
      | 'answeredBy'
      | 'answeredName'
    >
  >,
): Promise<void> {
  await tx
    .updateTable('enquiries')
    .set((e) => ({ ...change, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The next serial of a day. Whoever asks at the same time waits for this transaction, so none is given twice or lost. */
export async function takeSerial(tx: Db, regionCode: string, day: Day): Promise<number> {
  const { last } = await tx
    .insertInto('enquirySerials')
    .values({ regionCode, day, last: 1 })
    .onConflict((c) =>
      c.columns(['regionCode', 'day']).doUpdateSet((q) => ({ last: q('enquirySerials.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

export async function numberOfSubmission(db: Db, submissionHash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('enquiries')
    .select('number')
    .where('submissionHash', '=', submissionHash)
    .executeTakeFirst()
  return row?.number
}

export async function findQueryCode(db: Db, number: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('enquiries').select('queryCodeHash').where('number', '=', number).executeTakeFirst()
  return row?.queryCodeHash ?? undefined
}

/** Enquiries of an account, newest first; at most 100. */
export const listOfAccount = (db: Db, accountId: string): Promise<Enquiry[]> =>
  enquiries(db).where('e.accountId', '=', accountId).orderBy('e.askedAt', 'desc').limit(100).execute()

export const enquiryGroups = ['open', 'answered', 'all'] as const
export type EnquiryGroup = (typeof enquiryGroups)[number]

export type EnquiryWish = {
  /** Roots of the subtrees the person may see; an enquiry lies in two: of the unit that answers and of the one that took it in. */
  paths: readonly string[]
  group: EnquiryGroup
  channel?: Channel | undefined
  topic?: string | undefined
  unit?: string | undefined
  q?: string | undefined
  state?: EnquiryState | undefined
  light?: 'yellow' | 'overdue' | undefined
  today: Day
}

export type EnquiryPlace = { on: Date | Day; id: number }

export type EnquiryLine = Pick<
  Enquiry,
  | 'id'
  | 'number'
  | 'channel'
  | 'question'
  | 'topic'
  | 'state'
  | 'askedAt'
  | 'askedOn'
  | 'dueOn'
  | 'warnOn'
  | 'answeredOn'
> & { unitName: string }

function wished(db: Db, wish: EnquiryWish) {
  const { group, channel, topic, unit, q, state, light, today } = wish
  const asked = q ? queryText(q) : undefined
  return db
    .selectFrom('enquiries as e')
    .$call((s) => inReach(s, wish.paths))
    .$if(group === 'open', (s) => s.where('e.state', '<>', 'answered'))
    .$if(group === 'answered', (s) => s.where('e.state', '=', 'answered'))
    .$if(channel !== undefined, (s) => s.where('e.channel', '=', channel ?? ''))
    .$if(topic !== undefined, (s) => s.where('e.topic', '=', topic ?? ''))
    .$if(unit !== undefined, (s) => s.where('e.unitCode', '=', unit ?? ''))
    .$if(state !== undefined, (s) => s.where('e.state', '=', state ?? ''))
    .$if(light === 'overdue', (s) => s.where('e.dueOn', '<', today).where('e.state', '<>', 'answered'))
    .$if(light === 'yellow', (s) =>
      s.where('e.warnOn', '<=', today).where('e.dueOn', '>=', today).where('e.state', '<>', 'answered'),
    )
    .$if(asked !== undefined, (s) => s.where(sql<boolean>`e.search @@ ${asked?.text ?? ''}::tsquery`))
    .$if(q !== undefined && q.trim() !== '' && asked === undefined, (s) => s.where(sql<boolean>`false`))
}

/** Only what lies in the reach; whoever reaches everything is not asked. */
function inReach<O>(s: SelectQueryBuilder<DB & { e: DB['enquiries'] }, 'e', O>, paths: readonly string[]) {
  if (paths.some((p) => p.split('/').length === 3)) return s
  const codes = sql`array(select code from units where ${sql.join([sql`false`, ...paths.map((p) => sql`starts_with(path, ${p})`)], sql` or `)})`
  return s.where(sql<boolean>`(e.unit_code = any (${codes}) or e.intake_unit_code = any (${codes}))`)
}

/** Enquiries for the desk: open ones with the most pressing first, others the newest first. */
export function listEnquiries(
  db: Db,
  wish: EnquiryWish,
  after: EnquiryPlace | undefined,
  limit: number,
): Promise<EnquiryLine[]> {
  const open = wish.group === 'open'
  return wished(db, wish)
    .innerJoin('units as u', 'u.code', 'e.unitCode')
    .select(['e.id', 'e.number', 'e.channel', 'e.question', 'e.topic', 'e.state', 'e.askedAt', 'e.askedOn', 'e.dueOn'])
    .select(['e.warnOn', 'e.answeredOn', 'u.shortName as unitName'])
    .$if(after !== undefined && open, (s) => s.where(sql<boolean>`(e.due_on, e.id) > (${after?.on}, ${after?.id})`))
    .$if(after !== undefined && !open, (s) => s.where(sql<boolean>`(e.asked_at, e.id) < (${after?.on}, ${after?.id})`))
    .$call((s) =>
      open ? s.orderBy('e.dueOn').orderBy('e.id') : s.orderBy('e.askedAt', 'desc').orderBy('e.id', 'desc'),
    )
    .limit(limit)
    .$castTo<EnquiryLine>()
    .execute()
}

export async function countEnquiries(db: Db, wish: EnquiryWish): Promise<number> {
  const { count } = await wished(db, wish)
    .select((s) => s.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export type EnquiryWork = { received: number; assigned: number; yellow: number; overdue: number }

/** What waits in the units of some subtrees, by its light; from the index of open ones. */
export async function countOpen(db: Db, paths: readonly string[], today: Day): Promise<EnquiryWork> {
  return wished(db, { paths, group: 'open', today })
    .select([
      sql<number>`count(*) filter (where e.state = 'received')`.as('received'),
      sql<number>`count(*) filter (where e.state = 'assigned')`.as('assigned'),
      sql<number>`count(*) filter (where e.warn_on <= ${today} and e.due_on >= ${today})`.as('yellow'),
      sql<number>`count(*) filter (where e.due_on < ${today})`.as('overdue'),
    ])
    .executeTakeFirstOrThrow()
}

export type RunningEnquiry = Pick<Enquiry, 'id' | 'number' | 'unitCode' | 'askedOn' | 'dueOn' | 'warnOn'>

/** Open enquiries next after an id; locked until the transaction ends. */
export function listRunning(tx: Db, after: number, limit: number): Promise<RunningEnquiry[]> {
  return tx
    .selectFrom('enquiries')
    .select(['id', 'number', 'unitCode', 'askedOn', 'dueOn', 'warnOn'])
    .where('state', '<>', 'answered')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .$castTo<RunningEnquiry>()
    .execute()
}

export async function saveDues(tx: Db, id: number, dues: { dueOn: Day; warnOn: Day }): Promise<void> {
  await tx.updateTable('enquiries').set(dues).where('id', '=', id).execute()
}
