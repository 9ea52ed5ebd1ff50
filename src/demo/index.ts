import { sql } from 'kysely'
import { addDays, type Day } from '../core/day.ts'
import { loadCounty } from '../county.ts'
import { systemActor } from '../platform/actor.ts'
import { actsOf } from '../platform/acts.ts'
import type { Db } from '../platform/database.ts'
import type { Files } from '../platform/files.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { publicChanged } from '../platform/page-cache.ts'
import type { Seal } from '../platform/seal.ts'
import { loadAnswers } from './answers.ts'
import { makeArchive } from './archive.ts'
import { loadAttachments } from './attachments.ts'
import { loadCases } from './cases/index.ts'
import { makeCurrent } from './current.ts'
import {
  inOrder,
  type MadeDocument,
  numberDocuments,
  type Placed,
  placeDocument,
  type TimedAct,
  type Titles,
} from './documents.ts'
import { loadAppointments } from './hall/appointments.ts'
import { loadQueue } from './hall/queue.ts'
import { loadHotlineOrders } from './hotline/index.ts'
import { loadItems } from './items/index.ts'
import { loadKnowledge } from './knowledge/index.ts'
import { loadLedgers } from './ledgers.ts'
import { makeInterpretationDrafts, makeNormatives } from './normative.ts'
import { loadInstitution, loadPeople } from './people.ts'
import { columnPlans, year2018 } from './plan.ts'
import { loadRatings } from './ratings/index.ts'
import { loadReports } from './reports/index.ts'
import { loadRequests } from './requests.ts'
import { continueIds, idsAfter, insertRows } from './rows.ts'
import { openStage, type Stage } from './stage.ts'
import { replacedBy } from './texts/normative.ts'
import { keepFirstVersions } from './versions.ts'
import { loadVisits } from './visits.ts'
import { makeWorklist } from './worklist.ts'

export { dropDemonstration } from './drop.ts'

/** The county whose year is loaded: a folder under `data/`. */
export const demonstrationCounty = 'jinshi'

export type DemonstrationOptions = {
  /** The day it is; the current year's records end the day before. */
  today: Day
  /** The moment it is, as of which people wait in the halls; absent: twenty past ten of that day. */
  now?: Date
  /** Where attachments go. */
  files: Files
  /** Seals personal data of records, as the house does that opens them. */
  seal: Seal
  /** @param done - steps done of `total`; @param step - what comes next, in Chinese */
  onProgress?: (done: number, total: number, step: string) => void
}

/** Whether the database holds a demonstration. */
export async function hasDemonstration(db: Db): Promise<boolean> {
  return (
    (await db.selectFrom('settings').select('key').where('key', '=', 'demonstration').executeTakeFirst()) !== undefined
  )
}

/**
 * Loads Jinshi's year 2018 and a few months up to today: every record made up, every total real. The same day gives the
 * same records, to the letter. Installs the county first where that has not been done. All or nothing.
 * @throws OperatorError when the database holds documents of its own
 */
export async function loadDemonstration(
  db: Db,
  { today, now = new Date(`${today}T10:20:00+08:00`), files, seal, onProgress = () => {} }: DemonstrationOptions,
): Promise<void> {
  await loadCounty(db, { name: demonstrationCounty, now: new Date(`${addDays(today, -200)}T09:00:00+08:00`) })
  await db.transaction().execute(async (tx) => {
    await refuseRealData(tx)
    await tx
      .insertInto('settings')
      .values({ key: 'demonstration', value: JSON.stringify({ today, year: 2018 }) })
      .execute()
    const stage = await openStage(tx, today)
    const slices = 10
    const total = 15 + slices
    let done = 0
    const step = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => {
      onProgress(done, total, name)
      const result = await work()
      done++
      // The progress bar is drawn between two steps.
      await new Promise((resolve) => setImmediate(resolve))
      return result
    }
    await step('机构和人员', () => loadPeople(stage))
    await step('公开机构、查阅点和新媒体', () => loadInstitution(stage))
    const made = await step('起草全年的信息', () => makeDocuments(stage))
    const documents = inOrder(made.documents)
    const [nextId, serials] = [await idsAfter(tx, 'documents'), await readSerials(tx)]
    const placed: Placed[] = []
    for (let i = 0; i < slices; i++) {
      const slice = documents.slice((i * documents.length) / slices, ((i + 1) * documents.length) / slices)
      await step('编索引号、切词', () => placed.push(...slice.map((d) => placeDocument(stage, d, nextId(), serials))))
    }
    await step('写入信息', () => writeDocuments(stage, placed, made.explained, serials))
    const requestActs = await step('依申请公开', () => loadRequests(stage, files))
    const itemActs = await step('服务事项', () => loadItems(stage, files))
    const caseActs = await step('办件', () => loadCases(stage, files))
    const knowledgeActs = await step('知识库和咨询', () => loadKnowledge(stage))
    const hallActs = await step('预约和排队', async () => {
      const nextTicketId = await idsAfter(tx, 'queueTickets')
      const { acts, kept } = await loadAppointments(stage, seal, nextTicketId)
      return [...acts, ...(await loadQueue(stage, { kept, nextTicketId, now }))]
    })
    const hotlineActs = await step('热线和信箱', () => loadHotlineOrders(stage, files))
    const ratingActs = await step('好差评', () => loadRatings(stage, files))
    await step('访谈、回应和征集', async () => {
      await loadAnswers(stage)
      await loadLedgers(stage)
    })
    await step('访问量', () => loadVisits(stage, placed))
    const reportActs = await step('年度报告', () => loadReports(stage, files))
    await step('附件和行为记录', async () => {
      await loadAttachments(stage, files, placed, 60)
      const later = [...knowledgeActs, ...hallActs, ...hotlineActs, ...ratingActs, ...reportActs]
      await writeActs(stage, placed, [...requestActs, ...itemActs, ...caseActs, ...later])
    })
    onProgress(total, total, '完成')
    await publicChanged(tx)
  })
  // The database has never seen so much at once: without this its first plans are guesses, and searches slow for a minute.
  await sql`vacuum (analyze)`.execute(db)
}

/** Standing texts of the county are no obstacle; anything else that was written down is. Throws OperatorError. */
export async function refuseRealData(tx: Db): Promise<void> {
  const [loaded, document, request, place] = await Promise.all([
    tx.selectFrom('settings').select('key').where('key', '=', 'demonstration').executeTakeFirst(),
    tx.selectFrom('documents').select('id').where('kind', '<>', 'page').limit(1).executeTakeFirst(),
    tx.selectFrom('informationRequests').select('id').limit(1).executeTakeFirst(),
    tx.selectFrom('units').select('code').where('code', '=', demonstrationCounty).executeTakeFirst(),
  ])
  if (!place)
    throw new OperatorError(
      `The demonstration is of ${demonstrationCounty}, and this database belongs to another county.`,
    )
  if (loaded)
    throw new OperatorError('The demonstration is loaded already: run `mingtang demo drop` first to load it anew.')
  if (document || request)
    throw new OperatorError(
      'The database holds documents or requests of its own: the demonstration is only loaded into an empty one.',
    )
}

type Explained = { interpretation: MadeDocument; policy: MadeDocument }

/** Titles of papers that bear a number; lists and reports do not. */
const numbered = /通知|通报|决定|意见|公告|方案|批复|规划|计划$/

function makeDocuments(stage: Stage): { documents: MadeDocument[]; explained: Explained[] } {
  const titles: Titles = new Set()
  const series = new Map<string, number>()
  const signs = new Map(columnPlans.map((p) => [p.column, p.grammar.number]))
  const signOf = (d: MadeDocument) =>
    d.kind === 'normative'
      ? d.issuingBody === '津市市人民政府'
        ? '津政发'
        : '津政办发'
      : d.kind === 'document' && numbered.test(d.title)
        ? signs.get(d.columnCode)
        : undefined
  const normatives = makeNormatives(stage, titles)
  const archive = makeArchive(stage, titles)
  const policies2018 = [
    ...normatives.of2018,
    ...archive.filter((d) => d.columnCode === 'files' && d.writtenOn >= '2018-01-01'),
  ]
  const drafts = makeInterpretationDrafts(stage, titles, policies2018, year2018.interpretationDrafts)
  const current = stage.today > '2019-06-30' ? makeCurrent(stage, titles) : { documents: [], interpretations: [] }
  const worklist = stage.today > '2019-06-30' ? makeWorklist(stage, titles) : []
  const gone = [...normatives.before, ...normatives.of2018, ...normatives.since, ...archive, ...current.documents]
  numberDocuments(gone, signOf, series)
  return {
    documents: [...gone, ...drafts.map((d) => d.interpretation), ...worklist],
    explained: [...drafts, ...current.interpretations],
  }
}

async function readSerials(tx: Db): Promise<Map<string, number>> {
  const rows = await tx.selectFrom('indexSerials').selectAll().execute()
  return new Map(rows.map((r) => [`${r.unitCode}-${r.year}`, r.last]))
}

async function writeDocuments(
  stage: Stage,
  placed: readonly Placed[],
  explained: readonly Explained[],
  serials: ReadonlyMap<string, number>,
): Promise<void> {
  const { tx } = stage
  const idOf = new Map(placed.map((p) => [p.document, p.id]))
  await insertRows(
    tx,
    'documents',
    placed.map((p) => p.row),
  )
  await linkSuccessors(stage, placed)
  await insertRows(
    tx,
    'documentChannels',
    placed.flatMap(({ document, id }) => document.channels.map((c) => ({ documentId: id, ...c }))),
  )
  await insertRows(
    tx,
    'documentInterpretations',
    explained.map((e) => ({ interpretationId: idOf.get(e.interpretation), policyId: idOf.get(e.policy) })),
  )
  await keepFirstVersions(tx)
  await tx.deleteFrom('indexSerials').execute()
  await insertRows(
    tx,
    'indexSerials',
    [...serials].map(([series, last]) => ({ unitCode: series.slice(0, -5), year: Number(series.slice(-4)), last })),
  )
  await continueIds(tx, 'documents')
}

/** A rule that takes the place of another puts an end to it, unless that one had lapsed by itself. */
async function linkSuccessors(stage: Stage, placed: readonly Placed[]): Promise<void> {
  const byName = new Map(
    placed.filter((p) => p.document.kind === 'normative').map((p) => [/《(.+)》/.exec(p.document.title)?.[1], p]),
  )
  for (const [oldName, newName] of Object.entries(replacedBy)) {
    const [older, newer] = [byName.get(oldName), byName.get(newName)]
    const end = newer?.document.effectiveOn
    if (!older || !newer || !end) continue
    await stage.tx.updateTable('documents').set({ replacesId: older.id }).where('id', '=', newer.id).execute()
    if (older.document.expiresOn && older.document.expiresOn <= end) continue
    const repeal = { repealedOn: end, repealedById: newer.id, ...(end <= stage.today ? { validity: 'repealed' } : {}) }
    await stage.tx.updateTable('documents').set(repeal).where('id', '=', older.id).execute()
  }
}

/** Acts in the order in which they happened, as the chain will take them up. */
async function writeActs(stage: Stage, placed: readonly Placed[], more: readonly TimedAct[]): Promise<void> {
  const ofDocuments = placed.flatMap(({ document, id }) =>
    document.acts.map((act) => ({ ...act, subject: `document:${id}`, unitCode: document.unitCode })),
  )
  const acts = [...ofDocuments, ...more].sort((a, b) => a.at.getTime() - b.at.getTime())
  await actsOf(systemActor('演示数据'), new Date(), stage.site.regionCode).writeMany(stage.tx, acts)
}
