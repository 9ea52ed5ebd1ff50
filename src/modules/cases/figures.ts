import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Family, type Indicator, inScope, ofFamily, one, type Rate, type Scope } from '../../platform/indicator.ts'
import { channelLabels, kindLabels } from './labels.ts'
import { caseKinds, channels } from './schema.ts'

const basis = '国办函〔2016〕108号；GB/T 39046-2020'
const href = (subject: string) => `/desk/cases/${subject.slice('case:'.length)}`
const common = { unit: '件', basis, period: 'during', href } as const

/** A number says nothing about a person; names never leave the case. */
function records(db: Db, scope: Scope, on: 'receivedOn' | 'completedOn' | 'dueOn') {
  return db
    .selectFrom('caseFiles as c')
    .where(inScope('c.unitCode', scope))
    .select([
      sql<string>`'case:' || c.number`.as('subject'),
      sql<string>`c.number || ' ' || c.item_name`.as('label'),
      sql<Day>`${sql.ref(`c.${on}`)}`.as('on'),
      'c.unitCode',
    ])
}

const receivedIn = (db: Db, scope: Scope) =>
  records(db, scope, 'receivedOn').where('c.receivedOn', '>=', scope.from).where('c.receivedOn', '<=', scope.to)
const completedIn = (db: Db, scope: Scope) =>
  records(db, scope, 'completedOn').where('c.completedOn', '>=', scope.from).where('c.completedOn', '<=', scope.to)
/** Received in the period and completed by its end. */
const ofReceivedCompleted = (db: Db, scope: Scope) => receivedIn(db, scope).where('c.completedOn', '<=', scope.to)
const decidedIn = (db: Db, scope: Scope) => completedIn(db, scope).where('c.decidedOn', 'is not', null)

/** Past their due day at the end of the period and open; what is known is the due day that stands now. */
const overdueAt = (db: Db, scope: Scope) =>
  records(db, scope, 'dueOn')
    .where('c.dueOn', '<', scope.to)
    .where('c.receivedOn', '<=', scope.to)
    .where('c.clockStopped', '=', false)
    .where((w) => w.or([w('c.completedOn', 'is', null), w('c.completedOn', '>', scope.to)]))

type Base = (db: Db, scope: Scope) => ReturnType<typeof records>
const plain = (base: Base) => (db: Db, scope: Scope) => base(db, scope).select(one.as('amount'))

const byChannel: Family = {
  name: 'cases.byChannel',
  records: (db, scope) => receivedIn(db, scope).select([one.as('amount'), 'c.channel as class']),
}
const byKind: Family = {
  name: 'cases.byKind',
  records: (db, scope) => completedIn(db, scope).select([one.as('amount'), 'c.kind as class']),
}

const figure = (
  id: string,
  label: string,
  definition: string,
  base: Base,
  more: Partial<Indicator> = {},
): Indicator => ({ ...common, id: `cases.${id}`, label, definition, records: plain(base), ...more })

/** Numbers of cases. */
export const indicators: readonly Indicator[] = [
  figure('received', '收到的办件数', '收到日期在期内的办件', receivedIn),
  figure('online', '网上申请的办件数', '收到日期在期内、在网上提交的办件', (db, scope) =>
    receivedIn(db, scope).where('c.channel', '=', 'online'),
  ),
  figure(
    'completed',
    '办结数',
    '办结日期在期内的办件：批准并制发了结果的、不予批准的、不予受理的、退件的和撤回的',
    completedIn,
  ),
  figure('onlineCompleted', '网上申请的办结数', '办结日期在期内、在网上提交的办件', (db, scope) =>
    completedIn(db, scope).where('c.channel', '=', 'online'),
  ),
  figure('receivedCompleted', '期内收到并办结数', '收到日期在期内、期末以前已经办结的办件', ofReceivedCompleted),
  figure('decided', '作出决定的办结数', '办结日期在期内、作出了批准或者不予批准的决定的办件', decidedIn),
  figure(
    'inTimeByPromise',
    '承诺时限内办结数',
    '作出决定的日期不晚于承诺办结日期的办件；没有承诺时限的算按时',
    (db, scope) => decidedIn(db, scope).where(sql<boolean>`c.decided_on <= coalesce(c.promised_due_on, c.decided_on)`),
  ),
  figure(
    'inTimeByLaw',
    '法定时限内办结数',
    '作出决定的日期不晚于法定期限的办件；法律没有规定期限的算按时',
    (db, scope) => decidedIn(db, scope).where(sql<boolean>`c.decided_on <= coalesce(c.statutory_due_on, c.decided_on)`),
  ),
  figure('overdue', '超期未办结数', '期末超过期限、还没有办结、没有暂停计时的办件', overdueAt, {
    period: 'at the end',
  }),
  ...channels
    .filter((channel) => channel !== 'online')
    .map((channel) =>
      ofFamily(byChannel, [channel], {
        ...common,
        id: `cases.received.${channel}`,
        label: `${channelLabels[channel]}收到的办件数`,
        definition: `收到日期在期内、从${channelLabels[channel]}收到的办件`,
      }),
    ),
  ...caseKinds.map((kind) =>
    ofFamily(byKind, [kind], {
      ...common,
      id: `cases.completed.${kind}`,
      label: `${kindLabels[kind]}办结数`,
      definition: `办结日期在期内的${kindLabels[kind]}`,
    }),
  ),
]

const rate = (id: string, label: string, definition: string, of: readonly [string, string]): Rate => ({
  ...{ id: `cases.${id}`, label, definition, basis, period: 'during', as: 'share' },
  of: [`cases.${of[0]}`, `cases.${of[1]}`],
})

/** Rates of cases, each of two of the numbers above. */
export const rates: readonly Rate[] = [
  rate('completionRate', '办结率', '期内收到的办件中，期末以前已经办结的', ['receivedCompleted', 'received']),
  rate('onlineRate', '网上申请率', '期内收到的办件中，在网上提交的', ['online', 'received']),
  rate('promiseRate', '承诺时限内办结率', '期内作出决定的办件中，在承诺时限内的', ['inTimeByPromise', 'decided']),
  rate('lawRate', '法定时限内办结率', '期内作出决定的办件中，在法定时限内的', ['inTimeByLaw', 'decided']),
]
