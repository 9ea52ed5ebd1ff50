import { sql } from 'kysely'
import { addDays, day } from '../../core/day.ts'
import type { Files } from '../../platform/files.ts'
import { openWorld } from '../../platform/world.ts'
import { personName } from '../cases/applicants.ts'
import type { TimedAct } from '../documents.ts'
import { type Scene, within } from '../past.ts'
import { randomOf } from '../random.ts'
import { idsAfter } from '../rows.ts'
import type { Account, Stage } from '../stage.ts'
import { rateLiving } from './living.ts'
import { type Finished, fateOf, ratePast } from './past.ts'

/**
 * Ratings of a share of the cases of 2018 and of the last months, and bad ones of the last weeks with their work orders.
 * Deterministic. @returns the acts, to be written in order with all others
 */
export async function loadRatings(stage: Stage, files: Files): Promise<TimedAct[]> {
  const random = randomOf('ratings')
  const finished = await listFinished(stage)
  const recent = finished.filter((f) => f.completedOn >= addDays(stage.today, -200))
  // The living ones take their pick of the recent cases first.
  const scene: Scene = { acts: [], world: await openWorld({ db: within(stage.tx), files }) }
  const candidates = recent.filter((f) => f.completedOn >= addDays(stage.today, -60)).toReversed()
  const lastMessage = (await idsAfter(stage.tx, 'outboxMessages'))() - 1
  const lastOrder = (await idsAfter(stage.tx, 'workOrders'))() - 1
  if (recent.length > 0) await rateLiving(stage, scene, candidates, handsOf(stage))
  await settle(stage, { message: lastMessage, order: lastOrder })
  const taken = new Set(
    (await stage.tx.selectFrom('ratings').select('subject').execute()).map((r) => r.subject.slice('case:'.length)),
  )
  const rated = finished
    .filter((f) => !taken.has(f.number))
    .flatMap((f) => {
      const fate = fateOf(
        random,
        f.completedOn < '2020-01-01' ? { real: 0.22, byDefault: 0.12 } : { real: 0.8, byDefault: 0.12 },
      )
      // Those of the last months are good: the bad ones are told one by one.
      if (!fate || (f.completedOn >= '2020-01-01' && fate.level >= 4)) return []
      return [{ ...f, ...fate }]
    })
  const acts = await ratePast(stage, random, rated, addDays(stage.today, -1))
  return [...acts, ...scene.acts]
}

/** Messages to raters who never were are marked as sent; a query code that nobody was given is made the same every time. */
async function settle({ tx, today }: Stage, since: { message: number; order: number }): Promise<void> {
  await sql`update outbox_messages set state = 'sent', sent_at = ${new Date(`${addDays(today, -1)}T18:00:00+08:00`)}
    where id > ${since.message} and state = 'waiting'`.execute(tx)
  await sql`update work_orders set query_code_hash = sha256(number::bytea)
    where id > ${since.order} and channel = 'badRating'`.execute(tx)
}

const listFinished = (stage: Stage): Promise<Finished[]> =>
  stage.tx
    .selectFrom('caseFiles as c')
    .innerJoin('serviceItems as i', 'i.id', 'c.itemId')
    .select(['c.number', 'i.code as itemCode', 'c.itemName', 'c.unitCode', 'c.handlerName', 'c.completedOn'])
    .where('c.completedOn', 'is not', null)
    .where('c.completedOn', '<', stage.today)
    .where('c.state', '<>', 'withdrawn')
    // What the citizen and the firm of the demonstration had done is theirs to rate.
    .where((w) => w.or([w('c.accountId', 'is', null), w('c.completedOn', '<', day('2020-01-01'))]))
    .orderBy('c.completedOn')
    .orderBy('c.id')
    .$castTo<Finished>()
    .execute()

/** Accounts of the demonstration where there is one, names elsewhere. */
function handsOf(stage: Stage) {
  const random = randomOf('people of ratings')
  const known = new Map<string, Account>()
  const officer = stage.account('bumen', '卜小敏', 'civil')
  const head = stage.account('juzhang', '鞠长青', 'civil')
  known.set(`officer ${officer.unitCode}`, officer).set(`head ${head.unitCode}`, head)
  const person = (role: string) => (unit: string) => {
    const key = `${role} ${unit}`
    const account = known.get(key) ?? { id: `demonstration ${key}`, name: personName(random), unitCode: unit }
    known.set(key, account)
    return account
  }
  return {
    officer: person('officer'),
    head: person('head'),
    hotline: stage.account('rexian', '任小娴'),
    reviewer: stage.account('zhengwu', '郑武', stage.site.hallUnit),
  }
}
