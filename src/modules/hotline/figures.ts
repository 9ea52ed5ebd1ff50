import { sql } from 'kysely'
import { type Day, endOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Family, type Indicator, inScope, ofFamily, one, type Rate, type Scope } from '../../platform/indicator.ts'
import { channelLabels, kindLabels } from './labels.ts'
import {
  type OrderChannel,
  type OrderState,
  orderChannels,
  orderKinds,
  orderStates,
  satisfactionLevels,
} from './schema.ts'

const basis = '国办发〔2020〕53号；政府信息公开工作年度报告：市长热线、信箱和留言的数量'
const common = {
  unit: '件',
  basis,
  period: 'during',
  href: (subject: string) => `/desk/hotline/${subject.slice('workOrder:'.length)}`,
} as const

/** Orders received in the period, for the unit that leads. The number says nothing of who it was or what was said. */
const received = (db: Db, scope: Scope) =>
  db
    .selectFrom('workOrders as o')
    .where((w) =>
      w.or([inScope('o.unitCode', scope), w.and([w('o.unitCode', 'is', null), inScope('o.intakeUnitCode', scope)])]),
    )
    .where('o.receivedOn', '>=', scope.from)
    .where('o.receivedOn', '<=', scope.to)
    .select([
      sql<string>`'workOrder:' || o.number`.as('subject'),
      sql<string>`o.number || '号工单'`.as('label'),
      sql<Day>`o.received_on`.as('on'),
      sql<string>`coalesce(o.unit_code, o.intake_unit_code)`.as('unitCode'),
      one.as('amount'),
    ])

/** The state an order had at the end of a day: that of the last move made by then. */
export const stateAt = (to: Day) => sql<OrderState>`coalesce((select s.to_state from work_order_steps s
  where s.order_id = o.id and s.at <= ${endOf(to)} order by s.id desc limit 1), o.state)`

/** What the person said last when asked by the end of a day; null: was not asked, not reached, or said nothing. */
export const satisfactionAt = (to: Day) => sql<number | null>`(select f.satisfaction from work_order_follow_ups f
  where f.order_id = o.id and f.satisfaction is not null and f.made_at <= ${endOf(to)} order by f.id desc limit 1)`

/** Those that are to be answered: what was taken back needs no answer, and a duplicate gets that of another. */
const toAnswer = (db: Db, scope: Scope) =>
  received(db, scope).where(sql<boolean>`${stateAt(scope.to)} not in ('withdrawn', 'merged')`)
/** Whether an order had been replied to by the end of a day. */
export const isReplied = (to: Day) => sql<boolean>`exists (select from work_order_replies r
  where r.order_id = o.id and r.replied_at <= ${endOf(to)})`
const replied = (db: Db, scope: Scope) => toAnswer(db, scope).where(isReplied(scope.to))

const byChannel: Family = {
  name: 'hotline.byChannel',
  records: (db, scope) => received(db, scope).select(sql<string>`o.channel`.as('class')),
}
const byKind: Family = {
  name: 'hotline.byKind',
  records: (db, scope) => received(db, scope).select(sql<string>`o.kind`.as('class')),
}
const byState: Family = {
  name: 'hotline.byState',
  records: (db, scope) => received(db, scope).select(stateAt(scope.to).as('class')),
}
const bySatisfaction: Family = {
  name: 'hotline.bySatisfaction',
  records: (db, scope) =>
    received(db, scope)
      .where(sql<boolean>`${satisfactionAt(scope.to)} is not null`)
      .select(sql<string>`${satisfactionAt(scope.to)}::text`.as('class')),
}

const about = (id: string, label: string, definition: string) => ({ ...common, id: `hotline.${id}`, label, definition })
const figure = (id: string, label: string, definition: string, records: Indicator['records']): Indicator => ({
  ...about(id, label, definition),
  records,
})
const ofChannel = (id: string, label: string, which: readonly OrderChannel[], definition: string) =>
  ofFamily(byChannel, which, about(id, label, definition))

const ended: readonly OrderState[] = ['closed', 'followedUp', 'archived', 'notAccepted']
const yearNote = '2018 年的数字截至 10 月底：年度报告只统计到 10 月，11 月、12 月没有记录，不推算。'

/** Numbers of work orders, each as it stood on the last day of the period. */
export const indicators: readonly Indicator[] = [
  ofChannel('received', '热线受理', orderChannels, `期间内收到的全部诉求，一件计一次，不管从哪里来。${yearNote}`),
  ofChannel('byPhone', channelLabels.phone, ['phone'], '期间内打热线电话反映的。'),
  ofChannel('letters', '市长信箱和留言', ['mayorMailbox', 'message'], '期间内写给市长信箱和在网站上留言的。'),
  ofChannel('superiorMailbox', '上级信箱交办', ['superiorMailbox'], '期间内上级市长信箱交办的。'),
  ofChannel('superiorHotline', '上级热线交办', ['superiorHotline'], '期间内上级市长热线交办的。'),
  ofChannel('helpLine', '社会求助热线', ['helpLine'], '期间内上级社会求助热线交办的。'),
  ofChannel('websiteErrors', channelLabels.websiteError, ['websiteError'], '期间内指出网站错误的。'),
  ofChannel('badRatings', channelLabels.badRating, ['badRating'], '期间内因为差评开出的工单。'),
  ...orderKinds.map((kind) =>
    ofFamily(byKind, [kind], about(kind, `${kindLabels[kind]}件`, `期间内收到、类别是“${kindLabels[kind]}”的。`)),
  ),
  ofFamily(
    byState,
    orderStates.filter((s) => s !== 'withdrawn' && s !== 'merged'),
    about('toAnswer', '应当答复的', '期间内收到的，除去来访人撤回的和并入相同诉求的。'),
  ),
  figure('replied', '已经答复的', '应当答复的诉求中，到期间最后一天已经答复的，当场答复的也算。', replied),
  ofFamily(
    byState,
    ended,
    about(
      'completed',
      '已经办结的',
      '应当答复的诉求中，到期间最后一天已经办结（含不予受理）的；重新办理、还没有办完的不算。',
    ),
  ),
  figure(
    'inTime',
    '按期答复的',
    '应当答复的诉求中，答复日期不晚于期限的；延期的按延期以后，重新办理的按最近一次。',
    (db, scope) =>
      toAnswer(db, scope).where('o.repliedOn', '<=', scope.to).where(sql<boolean>`o.replied_on <= o.reply_due_on`),
  ),
  figure(
    'overdue',
    '超期的',
    '应当答复的诉求中，到期间最后一天已经超过期限，还没有答复或者过期才答复的。',
    (db, scope) =>
      toAnswer(db, scope)
        .where('o.replyDueOn', '<', scope.to)
        .where(sql<boolean>`(o.replied_on is null or o.replied_on > o.reply_due_on)`),
  ),
  ofFamily(
    bySatisfaction,
    satisfactionLevels.map(String),
    about('followedUp', '回访到的', '期间内收到、到期间最后一天回访时说了满意程度的，回访多次的按最后一次。'),
  ),
  ofFamily(
    bySatisfaction,
    ['1', '2', '3'],
    about('satisfied', '回访满意的', '回访到的诉求中，非常满意、满意和基本满意的。'),
  ),
  figure('reopened', '重新办理的', '期间内收到、到期间最后一天重新办理过的。', (db, scope) =>
    received(db, scope).where(
      sql<boolean>`exists (select from work_order_steps s where s.order_id = o.id and s.move = 'reopen'
        and s.at <= ${endOf(scope.to)})`,
    ),
  ),
  figure('returned', '退过单的', '期间内收到、到期间最后一天派错单位、经同意退回重派过的。', (db, scope) =>
    received(db, scope).where(
      sql<boolean>`exists (select from work_order_proposals p where p.order_id = o.id and p.kind = 'return'
        and p.state = 'approved' and p.decided_at <= ${endOf(scope.to)})`,
    ),
  ),
]

const rate = (id: string, label: string, definition: string, of: readonly [string, string]): Rate => ({
  ...{ id: `hotline.${id}`, label, definition, basis, period: 'during', as: 'share' },
  of: [`hotline.${of[0]}`, `hotline.${of[1]}`],
})

/** Rates of work orders, each of two of the numbers above. */
export const rates: readonly Rate[] = [
  rate('replyRate', '热线答复率', '应当答复的诉求中，已经答复的。', ['replied', 'toAnswer']),
  rate('completionRate', '热线办结率', '应当答复的诉求中，已经办结的。', ['completed', 'toAnswer']),
  rate('satisfactionRate', '热线满意率', '回访到的诉求中，满意的。', ['satisfied', 'followedUp']),
  rate('inTimeRate', '热线按期答复率', '已经答复的诉求中，按期答复的。', ['inTime', 'replied']),
]
