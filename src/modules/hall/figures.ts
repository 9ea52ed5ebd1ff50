import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import {
  type Family,
  type Indicator,
  inScope,
  ofFamily,
  one,
  type Rate,
  type RecordsQuery,
  type Scope,
} from '../../platform/indicator.ts'
import { ticketStates } from './schema.ts'

const basis = '国办函〔2016〕108号'

/** Halls of the scope that stand at the end of the period: opened by its last day and not closed by then. */
const standing = (db: Db, scope: Scope) =>
  db
    .selectFrom('halls as h')
    .where(inScope('h.unitCode', scope))
    .where('h.openedOn', '<=', scope.to)
    .where((e) => e.or([e('h.closedOn', 'is', null), e('h.closedOn', '>', scope.to)]))

const row = (subject: RawBuilder<string>, label: RawBuilder<string>) =>
  [subject.as('subject'), label.as('label'), sql<Day>`h.opened_on`.as('on'), 'h.unitCode', one.as('amount')] as const

const halls = (db: Db, scope: Scope) =>
  standing(db, scope).select(row(sql<string>`'hall:' || h.code`, sql<string>`h.name`))

const zones = (db: Db, scope: Scope) =>
  standing(db, scope)
    .innerJoin('hallZones as z', 'z.hallCode', 'h.code')
    .where('h.kind', '=', 'main')
    .where('z.closed', '=', false)
    .select(row(sql<string>`'zone:' || z.id`, sql<string>`h.name || ' ' || z.name`))

const integratedCounters = (db: Db, scope: Scope) =>
  standing(db, scope)
    .innerJoin('counters as c', 'c.hallCode', 'h.code')
    .where('c.kind', '=', 'integrated')
    .where('c.inUse', '=', true)
    .select(row(sql<string>`'counter:' || c.id`, sql<string>`h.name || ' ' || c.number || ' 号' || c.name`))

/** Numbers of the period by what became of them. A number names nobody. */
const tickets: Family = {
  name: 'hall.tickets',
  records: (db, scope) =>
    db
      .selectFrom('queueTickets as t')
      .innerJoin('halls as h', 'h.code', 't.hallCode')
      .where(inScope('h.unitCode', scope))
      .where('t.day', '>=', scope.from)
      .where('t.day', '<=', scope.to)
      .select([
        sql<string>`'ticket:' || t.id`.as('subject'),
        sql<string>`h.name || ' ' || t.label`.as('label'),
        't.day as on',
        'h.unitCode',
        one.as('amount'),
        't.state as class',
      ]),
}

/** Appointments for days of the period by how they stand. */
const appointments: Family = {
  name: 'hall.appointments',
  records: (db, scope) =>
    db
      .selectFrom('appointments as a')
      .innerJoin('appointmentSlots as s', 's.id', 'a.slotId')
      .innerJoin('halls as h', 'h.code', 's.hallCode')
      .where(inScope('h.unitCode', scope))
      .where('s.day', '>=', scope.from)
      .where('s.day', '<=', scope.to)
      .select([
        sql<string>`'appointment:' || a.number`.as('subject'),
        sql<string>`h.name || ' ' || a.number`.as('label'),
        's.day as on',
        'h.unitCode',
        one.as('amount'),
        'a.state as class',
      ]),
}

type About = readonly [id: string, label: string, unit: string, definition: string]
const about = ([id, label, unit, definition]: About) => ({ id: `hall.${id}`, label, unit, definition, basis })

const layout = (records: (db: Db, scope: Scope) => RecordsQuery, ...of: About): Indicator => ({
  ...about(of),
  period: 'at the end',
  href: (subject) => (subject.startsWith('hall:') ? `/desk/hall/at/${subject.slice('hall:'.length)}` : undefined),
  records,
})
const taken = (classes: readonly string[], ...of: About): Indicator =>
  ofFamily(tickets, classes, { ...about(of), period: 'during' })
const booked = (classes: readonly string[], ...of: About): Indicator =>
  ofFamily(appointments, classes, {
    ...about(of),
    period: 'during',
    href: (subject) => `/desk/hall/appointments/${subject.slice('appointment:'.length)}`,
  })

/** Numbers of the halls: how they are laid out, who came, and how it ended. */
export const indicators: readonly Indicator[] = [
  layout(halls, 'halls', '政务大厅数', '个', '期末开放的政务大厅，专业大厅也算'),
  layout(
    (db, scope) => halls(db, scope).where('h.kind', '=', 'external'),
    ...(['externalHalls', '专业大厅数', '个', '期末开放的、设在主大厅外面的专业办事大厅'] as const),
  ),
  layout(zones, 'zones', '功能区数', '个', '期末开放的主大厅里在用的功能区'),
  layout(integratedCounters, 'integratedCounters', '综合窗口数', '个', '期末开放的大厅里在用的综合受理窗口'),
  {
    ...about([
      'projectFunds',
      '大厅建设改造批准投入',
      '万元',
      '期内批准的政务大厅建设、改造和设备添置项目的投入合计，以万元计',
    ]),
    period: 'during',
    register: 'hallProjects',
    divisor: 1_000_000,
    records: (db, scope) =>
      db
        .selectFrom('hallProjects as p')
        .where(inScope('p.unitCode', scope))
        .where('p.approvedOn', '>=', scope.from)
        .where('p.approvedOn', '<=', scope.to)
        .select([
          sql<string>`'hallProject:' || p.id`.as('subject'),
          ...(['p.name as label', 'p.approvedOn as on', 'p.unitCode', 'p.amountFen as amount'] as const),
        ]),
  },
  taken(ticketStates, 'tickets', '取号数', '个', '期内取的号，不论怎样取、后来怎样'),
  taken(['done'], 'served', '办完的号数', '个', '期内取的号中，窗口已经办完的'),
  taken(['void'], 'void', '作废的号数', '个', '期内取的号中，几次叫号没有人来、或者收号时还没有叫到的'),
  taken(['left'], 'left', '离开的号数', '个', '期内取的号中，本人不等了、取消的'),
  booked(['booked', 'kept', 'noShow'], 'appointments', '预约数', '个', '约在期内的日子、没有取消的预约'),
  booked(
    ['kept', 'noShow'],
    'appointmentsDue',
    '到时间的预约数',
    '个',
    '约在期内的日子、已经来取号或者过了时间没有来的预约',
  ),
  booked(['noShow'], 'noShows', '爽约数', '个', '约在期内的日子、过了时间没有来的预约'),
]

const rate = (id: string, label: string, definition: string, of: readonly [string, string]): Rate => ({
  ...{ id: `hall.${id}`, label, definition, basis, period: 'during', as: 'share' },
  of: [`hall.${of[0]}`, `hall.${of[1]}`],
})

/** Rates of the halls, each of two of the numbers above. */
export const rates: readonly Rate[] = [
  rate('servedRate', '办完率', '期内取的号中，窗口已经办完的', ['served', 'tickets']),
  rate('voidRate', '作废率', '期内取的号中，后来作废的', ['void', 'tickets']),
  rate('noShowRate', '爽约率', '期内到了时间的预约中，没有来的', ['noShows', 'appointmentsDue']),
]
