import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Family, type Indicator, inScope, ofFamily, one, type Scope } from '../../platform/indicator.ts'

const basis = '国办发〔2014〕32号'

type Standing = 'disclosureOffices' | 'consultationSites' | 'disclosureAppointments' | 'mediaAccounts'
type Happening = 'disclosureFunds' | 'disclosureMeetings' | 'trainings' | 'trainingLessons'

/** Rows that stand at the end of the period: begun by its last day and not ended by then. */
function standing(
  db: Db,
  scope: Scope,
  table: Standing,
  began: string,
  ended: string,
  subject: string,
  label: RawBuilder<string>,
) {
  return db
    .selectFrom(sql<{ unitCode: string }>`${sql.table(table)}`.as('t'))
    .innerJoin('units as u', 'u.code', 't.unitCode')
    .where(inScope('t.unitCode', scope))
    .where(sql<boolean>`${sql.ref(`t.${began}`)} <= ${scope.to}`)
    .where(sql<boolean>`(${sql.ref(`t.${ended}`)} is null or ${sql.ref(`t.${ended}`)} > ${scope.to})`)
    .select([
      sql<string>`${`${subject}:`} || t.id`.as('subject'),
      label.as('label'),
      sql<Day>`${sql.ref(`t.${began}`)}`.as('on'),
      sql<string>`t.unit_code`.as('unitCode'),
      one.as('amount'),
    ])
}

/** Rows whose day lies in the period. */
function happening(
  db: Db,
  scope: Scope,
  table: Happening,
  on: string,
  subject: string,
  label: RawBuilder<string>,
  amount: RawBuilder<number> = one,
) {
  return db
    .selectFrom(sql<{ unitCode: string }>`${sql.table(table)}`.as('t'))
    .where(inScope('t.unitCode', scope))
    .where(sql<boolean>`${sql.ref(`t.${on}`)} between ${scope.from} and ${scope.to}`)
    .select([
      sql<string>`${`${subject}:`} || t.id`.as('subject'),
      label.as('label'),
      sql<Day>`${sql.ref(`t.${on}`)}`.as('on'),
      sql<string>`t.unit_code`.as('unitCode'),
      amount.as('amount'),
    ])
}

// The office is counted, not the person: names of staff do not leave the staff list.
const post = sql<string>`u.short_name || case t.kind when 'fullTime' then '专职人员' else '兼职人员' end || ' ' || t.id`

const appointments: Family = {
  name: 'organisations.appointments',
  records: (db, scope) =>
    standing(db, scope, 'disclosureAppointments', 'startedOn', 'endedOn', 'appointment', post).select(
      sql<string>`t.kind`.as('class'),
    ),
}

const accounts: Family = {
  name: 'organisations.accounts',
  records: (db, scope) =>
    standing(db, scope, 'mediaAccounts', 'openedOn', 'closedOn', 'account', sql<string>`t.name`).select(
      sql<string>`t.platform`.as('class'),
    ),
}

/** Units below the government by kind, standing at the end of the period. */
const places: Family = {
  name: 'organisations.places',
  records: (db, scope) =>
    db
      .selectFrom('units as u')
      .where(inScope('u.code', scope))
      .where(sql<boolean>`u.opened_on <= ${scope.to} and (u.closed_on is null or u.closed_on > ${scope.to})`)
      .select([
        sql<string>`'unit:' || u.code`.as('subject'),
        sql<string>`u.name`.as('label'),
        sql<Day>`u.opened_on`.as('on'),
        sql<string>`u.code`.as('unitCode'),
        one.as('amount'),
        sql<string>`u.kind`.as('class'),
      ]),
}

const place = (id: string, label: string, ...kinds: readonly string[]): Indicator =>
  ofFamily(places, kinds, {
    id: `organisations.${id}`,
    label,
    unit: '个',
    definition: `期末设着的${label.replace(/数$/, '')}`,
    basis: '《政府信息公开条例》第二十条第二项',
    period: 'at the end',
  })

const name = sql<string>`t.name`
const title = sql<string>`t.title`

/** Numbers of the disclosure institution: parts 八 and 九 of the 2014 form, and accounts on new media. */
export const indicators: readonly Indicator[] = [
  {
    id: 'organisations.disclosureOffices',
    label: '政府信息公开工作专门机构数',
    unit: '个',
    definition: '期末设立着的政府信息公开工作机构',
    basis,
    period: 'at the end',
    register: 'disclosureOffice',
    records: (db, scope) => standing(db, scope, 'disclosureOffices', 'openedOn', 'closedOn', 'disclosureOffice', name),
  },
  {
    id: 'organisations.consultationSites',
    label: '设置政府信息公开查阅点数',
    unit: '个',
    definition: '期末开放着的政府信息查阅场所',
    basis,
    period: 'at the end',
    register: 'consultationSites',
    records: (db, scope) => standing(db, scope, 'consultationSites', 'openedOn', 'closedOn', 'consultationSite', name),
  },
  ofFamily(appointments, ['fullTime'], {
    id: 'organisations.staffFullTime',
    label: '专职人员数',
    unit: '人',
    definition: '期末专职从事政府信息公开工作的人员，不包括政府公报及政府网站工作人员',
    basis,
    period: 'at the end',
    register: 'staff',
  }),
  ofFamily(appointments, ['partTime'], {
    id: 'organisations.staffPartTime',
    label: '兼职人员数',
    unit: '人',
    definition: '期末兼职从事政府信息公开工作的人员',
    basis,
    period: 'at the end',
    register: 'staff',
  }),
  {
    id: 'organisations.funds',
    label: '政府信息公开专项经费',
    unit: '万元',
    definition: '期内安排的专项经费合计，不包括用于政府公报编辑管理及政府网站建设维护等方面的经费',
    basis,
    period: 'during',
    register: 'funds',
    divisor: 1_000_000,
    records: (db, scope) =>
      happening(db, scope, 'disclosureFunds', 'grantedOn', 'fund', sql<string>`t.purpose`, sql<number>`t.amount_fen`),
  },
  {
    id: 'organisations.meetings',
    label: '召开政府信息公开工作会议或专题会议数',
    unit: '次',
    definition: '期内召开的政府信息公开工作会议和专题会议',
    basis,
    period: 'during',
    register: 'meetings',
    records: (db, scope) => happening(db, scope, 'disclosureMeetings', 'heldOn', 'meeting', title),
  },
  {
    id: 'organisations.trainings',
    label: '举办各类培训班数',
    unit: '次',
    definition: '期内举办的政府信息公开培训班',
    basis,
    period: 'during',
    register: 'trainings',
    records: (db, scope) => happening(db, scope, 'trainings', 'heldOn', 'training', title),
  },
  {
    id: 'organisations.lessons',
    label: '列有政府信息公开课程的其他培训班数',
    unit: '期',
    definition: '期内开班的、列有政府信息公开课程的其他培训班，例如干部进修班；不计入举办各类培训班数',
    basis: '《政府信息公开条例》第四十八条',
    period: 'during',
    register: 'lessons',
    records: (db, scope) => happening(db, scope, 'trainingLessons', 'heldOn', 'lesson', title),
  },
  {
    id: 'organisations.trained',
    label: '接受培训人员数',
    unit: '人次',
    definition: '期内各培训班接受培训的人次合计',
    basis,
    period: 'during',
    register: 'trainings',
    records: (db, scope) => happening(db, scope, 'trainings', 'heldOn', 'training', title, sql<number>`t.trained`),
  },
  ofFamily(accounts, ['microblog'], {
    id: 'organisations.microblogs',
    label: '政务微博账号数',
    unit: '个',
    definition: '期末运行着的政务微博账号',
    basis: '国办发〔2018〕123号',
    period: 'at the end',
  }),
  ofFamily(accounts, ['wechat'], {
    id: 'organisations.wechatAccounts',
    label: '政务微信公众号数',
    unit: '个',
    definition: '期末运行着的政务微信公众号',
    basis: '国办发〔2018〕123号',
    period: 'at the end',
  }),
  place('towns', '镇数', 'town'),
  place('subdistricts', '街道数', 'subdistrict'),
  place('townLevel', '镇和街道数', 'town', 'subdistrict'),
  place('communities', '社区数', 'community'),
  place('villages', '行政村数', 'village'),
  place('villageLevel', '村和社区数', 'village', 'community'),
]

/** Registers kept for a subtree by its unit or one above, at any time in the period, each with the day it was begun. */
export async function keptRegisters(db: Db, scope: Scope): Promise<ReadonlyMap<string, Day>> {
  const rows = await db
    .selectFrom('registers as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .where(sql<boolean>`starts_with(${scope.path}, u.path)`)
    .where('r.keptFrom', '<=', scope.to)
    .where(sql<boolean>`(r.kept_until is null or r.kept_until >= ${scope.from})`)
    .groupBy('r.name')
    .select(['r.name', sql<Day>`min(r.kept_from)`.as('from')])
    .execute()
  return new Map(rows.map((r) => [r.name, r.from]))
}

/** What a register is called, by the name indicators give it. */
export const registerLabels: Readonly<Record<string, string>> = {
  disclosure: '主动公开',
  gazette: '政府公报',
  website: '政府网站',
  microblog: '政务微博',
  wechat: '政务微信',
  otherChannels: '其他公开方式',
  concerns: '热点舆情回应',
  pressConferences: '新闻发布会',
  interviews: '在线访谈',
  interpretations: '政策解读',
  newMediaResponses: '微博微信回应',
  otherResponses: '其他方式回应',
  requests: '依申请公开',
  remedies: '复议诉讼',
  complaints: '举报投诉',
  fees: '依申请公开收费',
  disclosureOffice: '公开工作机构',
  consultationSites: '查阅场所',
  staff: '公开工作人员',
  funds: '专项经费',
  meetings: '工作会议',
  trainings: '培训',
  lessons: '其他培训班的公开课程',
  postings: '网站信息发布量',
  streamlinings: '流程再造',
  hallProjects: '大厅建设改造',
  decisions: '行政决定和收费',
  items: '行政权力和收费事项目录',
  procurements: '政府集中采购',
}
