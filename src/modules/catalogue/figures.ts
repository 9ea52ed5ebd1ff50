import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Indicator, inScope, one, type Rate, type Scope } from '../../platform/indicator.ts'

const guide = '国办函〔2016〕108号；GB/T 39046-2020'
const fourWays = '中办、国办 2018 年 5 月《关于深入推进审批服务便民化的指导意见》'
const certificateNotice = '国办发〔2018〕47号'
const local = '事项下沉的实施方案'
const reform = '国办发〔2016〕108号'

const href = (subject: string) => {
  const [kind, code = ''] = subject.split(':')
  return kind === 'item' ? `/services/${code}` : undefined
}
const common = { period: 'at the end', basis: guide, unit: '项', href, publicHref: href } as const

/** Counted at the level people list: a main item with sub items is counted as these; handling items are not counted. */
const counted = '主项分子项的按子项计，业务办理项不计'

/** Items that exist at the end of the period. */
const items = (db: Db, scope: Scope) =>
  db
    .selectFrom('serviceItems as i')
    .where(inScope('i.unitCode', scope))
    .where('i.level', 'in', ['main', 'sub'])
    .where('i.adoptedOn', '<=', scope.to)
    .where(existsAt('i', scope.to))
    .where(
      sql<boolean>`not exists (select from service_items s where s.parent_id = i.id and s.level = 'sub'
        and s.adopted_on <= ${scope.to} and ${existsAt('s', scope.to)})`,
    )
const existsAt = (table: string, day: Day) =>
  sql<boolean>`(${sql.ref(`${table}.cancelledOn`)} is null or ${sql.ref(`${table}.cancelledOn`)} > ${day})`

/** The same with the version that holds on the last day. */
const inForce = (db: Db, scope: Scope) =>
  items(db, scope)
    .innerJoin('itemVersions as v', 'v.itemId', 'i.id')
    .where('v.effectiveOn', '<=', scope.to)
    .where((w) => w.or([w('v.endedOn', 'is', null), w('v.endedOn', '>', scope.to)]))

const onApplication = sql<boolean>`i.on_application`
const subject = sql<string>`'item:' || i.code`
const itemRecord = [
  subject.as('subject'),
  'i.name as label',
  'i.adoptedOn as on',
  'i.unitCode',
  one.as('amount'),
] as const
const versionRecord = [
  subject.as('subject'),
  'i.name as label',
  sql<Day>`v.effective_on`.as('on'),
  'i.unitCode',
  one.as('amount'),
] as const

/** A number of items by a condition on the item alone. */
const ofItems = (
  id: string,
  label: string,
  definition: string,
  condition?: (scope: Scope) => RawBuilder<boolean>,
): Indicator => ({
  ...common,
  ...{ id: `catalogue.${id}`, label, definition: `期末存在的${definition}；${counted}` },
  records: (db, scope) => {
    const query = items(db, scope).select(itemRecord)
    return condition ? query.where(condition(scope)) : query
  },
})

/** A number of items by a condition on the version that holds. */
const byVersion = (
  id: string,
  label: string,
  definition: string,
  condition: RawBuilder<boolean>,
  basis: string = guide,
): Indicator => ({
  ...{ ...common, basis },
  ...{ id: `catalogue.${id}`, label, definition: `期末有效的实施清单中，${definition}；${counted}` },
  records: (db, scope) => inForce(db, scope).select(versionRecord).where(condition),
})

/** A number of units that have at least one such item. */
const unitsWith = (
  id: string,
  label: string,
  definition: string,
  condition: (scope: Scope) => RawBuilder<boolean> = () => sql`true`,
): Indicator => ({
  ...common,
  ...{ id: `catalogue.${id}`, label, definition: `期末${definition}的单位；${counted}`, unit: '个' },
  records: (db, scope) =>
    items(db, scope)
      .where(condition(scope))
      .innerJoin('units as u', 'u.code', 'i.unitCode')
      .groupBy(['i.unitCode', 'u.name'])
      .select([
        sql<string>`'unit:' || i.unit_code`.as('subject'),
        'u.name as label',
        sql<Day>`min(i.adopted_on)`.as('on'),
        'i.unitCode',
        one.as('amount'),
      ]),
})

/** What is handed down on the last day. */
const delegated = (db: Db, scope: Scope) =>
  db
    .selectFrom('delegations as d')
    .innerJoin('serviceItems as i', 'i.id', 'd.itemId')
    .where(inScope('i.unitCode', scope))
    .where('d.delegatedOn', '<=', scope.to)
    .where((w) => w.or([w('d.endedOn', 'is', null), w('d.endedOn', '>', scope.to)]))

/** Items handed down on the last day, each with what a column adds. */
const handedDown = (
  id: string,
  label: string,
  definition: string,
  { amount = one, only, unit = '项' }: { amount?: RawBuilder<number>; only?: RawBuilder<boolean>; unit?: string } = {},
): Indicator => ({
  ...{ ...common, basis: local, unit },
  ...{ id: `catalogue.${id}`, label, definition: `期末下沉着的事项${definition}` },
  records: (db, scope) => {
    const query = delegated(db, scope).select([
      subject.as('subject'),
      'i.name as label',
      'd.delegatedOn as on',
      'i.unitCode',
      amount.as('amount'),
    ])
    return only ? query.where(only) : query
  },
})

/** Items at the windows whose limits both count working days, with one of the two; on the spot counts as none. */
const hallDays = (
  id: string,
  label: string,
  definition: string,
  limit: 'statutoryLimit' | 'commitmentLimit',
): Indicator => ({
  ...{ ...common, basis: fourWays, unit: '个工作日' },
  ...{ id: `catalogue.${id}`, label },
  definition: `期末有效的实施清单中，在政务大厅窗口办理、法定和承诺时限都按工作日计的事项，${definition}合计，即办件的承诺时限计零；${counted}`,
  records: (db, scope) =>
    inForce(db, scope)
      .where(sql<boolean>`v.in_hall`)
      .where(sql<boolean>`v.elements -> 'statutoryLimit' ->> 'unit' = 'workingDay'`)
      .where(sql<boolean>`v.elements -> 'commitmentLimit' ->> 'unit' in ('workingDay', 'instant')`)
      .select([
        ...([subject.as('subject'), 'i.name as label', 'i.unitCode'] as const),
        sql<Day>`v.effective_on`.as('on'),
        sql<number>`coalesce((v.elements -> ${limit} ->> 'days')::integer, 0)`.as('amount'),
      ]),
})

/** Items worked out anew up to the last day, each with what a column adds. */
const streamlined = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  amount: RawBuilder<number> = one,
): Indicator => ({
  ...{ ...common, basis: reform, unit },
  ...{ id: `catalogue.${id}`, label, definition: `到期末为止完成流程再造的进驻大厅事项${definition}` },
  register: 'streamlinings',
  records: (db, scope) =>
    db
      .selectFrom('streamlinings as d')
      .where(inScope('d.unitCode', scope))
      .where('d.doneOn', '<=', scope.to)
      .select([
        sql<string>`'streamlining:' || d.id`.as('subject'),
        ...(['d.itemName as label', 'd.doneOn as on', 'd.unitCode'] as const),
        amount.as('amount'),
      ]),
})

const decidedAt = (place: string) => sql<boolean>`d.decided_at = ${place}`
const column = (name: string) => sql<number>`${sql.ref(`d.${name}`)}`
const applied = (condition: RawBuilder<boolean>) => sql<boolean>`${onApplication} and ${condition}`
const atMostOnce = applied(sql`v.on_site_visits <= 1`)

/** Numbers of the catalogue of service items. */
export const indicators: readonly Indicator[] = [
  ofItems('items', '政务服务事项数', '政务服务事项，包括行政权力和公共服务'),
  ofItems('powers', '行政权力事项数', '行政权力事项', () => sql`i.item_type < '20'`),
  ofItems('publicServices', '公共服务事项数', '公共服务事项', () => sql`i.item_type >= '20'`),
  ofItems(
    'onApplication',
    '依申请类事项数',
    '许可、给付、确认、奖励、裁决、其他行政权力和公共服务事项',
    () => onApplication,
  ),
  ofItems(
    'filled',
    '已填报实施清单的事项数',
    '事项中，实施清单各项校验已经全部通过的',
    ({ to }) =>
      sql`exists (select from item_versions v where v.item_id = i.id and v.filled_on <= ${to} and (v.ended_on is null or v.ended_on > ${to}))`,
  ),
  byVersion('published', '已发布实施清单的事项数', '已经发布并生效的', sql`true`),
  byVersion('online', '网上可办的依申请类事项数', '依申请类、可以网上办理的', applied(sql`v.online`)),
  byVersion('atMostOneTrip', '最多跑一次事项数', '依申请类、到办事现场不超过一次的', atMostOnce, fourWays),
  byVersion('immediate', '马上办事项数', '依申请类、即办件', applied(sql`v.case_type = '1'`), fourWays),
  byVersion(
    'onlineWhole',
    '网上办事项数',
    '依申请类、可以网上办理而且不用到现场的',
    applied(sql`v.online and v.on_site_visits = 0`),
    fourWays,
  ),
  byVersion('nearby', '就近办事项数', '依申请类、可以在镇（街道）或村（社区）办理的', applied(sql`v.nearby`), fourWays),
  byVersion('once', '一次办事项数', '依申请类、到办事现场不超过一次的，与最多跑一次同一口径', atMostOnce, fourWays),
  byVersion('inHall', '进驻政务大厅事项数', '在政务大厅窗口办理的', sql`v.in_hall`),
  unitsWith(
    'hallUnits',
    '进驻政务大厅单位数',
    '有事项在政务大厅窗口办理',
    ({ to }) =>
      sql`exists (select from item_versions v where v.item_id = i.id and v.in_hall
        and v.effective_on <= ${to} and (v.ended_on is null or v.ended_on > ${to}))`,
  ),
  unitsWith('unitsWithItems', '有政务服务事项的单位数', '有政务服务事项'),
  unitsWith('unitsOnApplication', '有依申请类事项的单位数', '有依申请类事项', () => onApplication),
  {
    ...{ ...common, basis: certificateNotice },
    ...{
      id: 'catalogue.certificatesCancelled',
      label: '取消的证明材料数',
      definition: '到期末为止取消的证明材料，一项证明用于一件事计一项',
    },
    records: (db, scope) =>
      db
        .selectFrom('cancelledCertificates as c')
        .where(inScope('c.unitCode', scope))
        .where('c.cancelledOn', '<=', scope.to)
        .select([
          sql<string>`'certificate:' || c.id`.as('subject'),
          sql<string>`c.name || '（' || c.used_for || '）'`.as('label'),
          'c.cancelledOn as on',
          'c.unitCode',
          one.as('amount'),
        ]),
  },
  handedDown('delegated', '下沉事项数', '，由村（社区）或镇（街道）受理'),
  handedDown('delegatedToVillage', '村（社区）决定的下沉事项数', '中，由村（社区）决定的', {
    only: decidedAt('village'),
  }),
  handedDown('delegatedToTown', '镇（街道）决定的下沉事项数', '中，由镇（街道）决定的', { only: decidedAt('town') }),
  handedDown('delegatedToDepartment', '部门决定的下沉事项数', '中，由下面受理、仍由部门决定的', {
    only: decidedAt('department'),
  }),
  handedDown('delegatedMaterialsBefore', '下沉前申请材料数', '下沉以前的申请材料份数合计', {
    amount: column('materialsBefore'),
    unit: '份',
  }),
  handedDown('delegatedMaterialsAfter', '下沉后申请材料数', '下沉以后的申请材料份数合计', {
    amount: column('materialsAfter'),
    unit: '份',
  }),
  handedDown('delegatedDaysBefore', '下沉前办理工作日', '下沉以前的办理工作日合计', {
    amount: column('daysBefore'),
    unit: '个工作日',
  }),
  handedDown('delegatedDaysAfter', '下沉后办理工作日', '下沉以后的办理工作日合计', {
    amount: column('daysAfter'),
    unit: '个工作日',
  }),
  handedDown('delegatedAssigned', '上级下达的下沉事项数', '中，上级下达任务要求下沉的', { only: sql`d.assigned` }),
  handedDown('delegatedBeyond', '自主下沉事项数', '中，上级没有要求、本级自己增加的', { only: sql`not d.assigned` }),
  {
    ...{ ...common, basis: local, unit: '个' },
    id: 'catalogue.delegatingUnits',
    label: '配置下沉账号的单位数',
    definition: '期末有事项下沉、并且为受理的镇村开通了办理账号的单位',
    records: (db, scope) =>
      delegated(db, scope)
        .where('d.accountScope', '<>', '')
        .innerJoin('units as u', 'u.code', 'i.unitCode')
        .groupBy(['i.unitCode', 'u.name'])
        .select([
          sql<string>`'unit:' || i.unit_code`.as('subject'),
          sql<string>`u.name`.as('label'),
          sql<Day>`min(d.delegated_on)`.as('on'),
          sql<string>`i.unit_code`.as('unitCode'),
          one.as('amount'),
        ]),
  },
  hallDays('hallDaysStatutory', '进驻事项法定工作日', '法定时限', 'statutoryLimit'),
  hallDays('hallDaysCommitted', '进驻事项承诺工作日', '承诺时限', 'commitmentLimit'),
  streamlined('streamlined', '流程再造事项数', '项', ''),
  streamlined('stepsBefore', '流程再造前办理环节数', '个', '，再造以前的办理环节合计', column('stepsBefore')),
  streamlined('stepsAfter', '流程再造后办理环节数', '个', '，再造以后的办理环节合计', column('stepsAfter')),
  streamlined('materialsBefore', '流程再造前申请材料数', '份', '，再造以前的申请材料合计', column('materialsBefore')),
  streamlined('materialsAfter', '流程再造后申请材料数', '份', '，再造以后的申请材料合计', column('materialsAfter')),
]

const rate = (
  id: string,
  label: string,
  definition: string,
  as: Rate['as'],
  of: [string, string],
  basis: string = guide,
): Rate => ({
  ...{ id: `catalogue.${id}`, label, definition, basis, as },
  ...{ period: 'at the end', of: [`catalogue.${of[0]}`, `catalogue.${of[1]}`] },
})

/** Rates of the catalogue, each of two of the numbers above. */
export const rates: readonly Rate[] = [
  rate('fillRate', '实施清单填报率', '已填报实施清单的事项占全部事项', 'share', ['filled', 'items']),
  rate('publishRate', '实施清单发布率', '已发布实施清单的事项占全部事项', 'share', ['published', 'items']),
  rate('onlineRate', '依申请类事项网上可办率', '网上可办的事项占依申请类事项', 'share', ['online', 'onApplication']),
  rate(
    'delegatedMaterialsReduction',
    '下沉事项材料减少率',
    '下沉以后比下沉以前少的材料份数，占下沉以前的份数',
    'reduction',
    ['delegatedMaterialsBefore', 'delegatedMaterialsAfter'],
    local,
  ),
  rate(
    'delegatedDaysReduction',
    '下沉事项工作日减少率',
    '下沉以后比下沉以前少的工作日，占下沉以前的工作日',
    'reduction',
    ['delegatedDaysBefore', 'delegatedDaysAfter'],
    local,
  ),
  rate(
    'hallDaysReduction',
    '进驻事项时限压缩率',
    '承诺时限比法定时限少的工作日，占法定时限的工作日',
    'reduction',
    ['hallDaysStatutory', 'hallDaysCommitted'],
    fourWays,
  ),
  rate(
    'stepsReduction',
    '流程再造环节减少率',
    '再造以后比以前少的环节，占以前的环节',
    'reduction',
    ['stepsBefore', 'stepsAfter'],
    reform,
  ),
  rate(
    'materialsReduction',
    '流程再造材料减少率',
    '再造以后比以前少的材料，占以前的材料',
    'reduction',
    ['materialsBefore', 'materialsAfter'],
    reform,
  ),
]
