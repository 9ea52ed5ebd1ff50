import { sql } from 'kysely'
import type { Day } from '../core/day.ts'
import { addDays, day, yearOf } from '../core/day.ts'
import { randomOf } from './random.ts'
import { continueIds, idsAfter, insertRows } from './rows.ts'
import { type Stage, unitOf } from './stage.ts'
import { common } from './words.ts'

/** Members of the government and what each is charged with; made up. */
const government: readonly [name: string, title: string, duties: string][] = [
  ['周正平', '市长', '主持市人民政府全面工作，负责审计、编制工作'],
  ['陈立新', '常务副市长', '负责政府常务工作，分管发展改革、财政、统计、政务公开、政务服务'],
  ['李文斌', '副市长', '分管工业、科技、商务、高新区'],
  ['王海燕', '副市长', '分管教育、卫生健康、文化旅游、医疗保障'],
  ['刘光辉', '副市长', '分管农业农村、水利、林业、乡村振兴'],
  ['黄志强', '副市长、公安局长', '分管公安、司法、信访、退役军人事务'],
  ['吴静', '副市长', '分管自然资源、住房城乡建设、生态环境、交通、城市管理'],
]

const headTitle: Record<string, string> = {
  office: '主任',
  department: '局长',
  institution: '主任',
  town: '镇长',
  subdistrict: '办事处主任',
  village: '村民委员会主任',
  community: '居民委员会主任',
}

/** Leaders, heads of units, and those charged with disclosure: sixteen full-time, forty part-time at the end of 2018. */
export async function loadPeople(stage: Stage): Promise<void> {
  const { tx } = stage
  const random = randomOf('people')
  const [postId, staffId] = await Promise.all([idsAfter(tx, 'posts'), idsAfter(tx, 'staff')])
  const posts: Record<string, unknown>[] = []
  const staff: Record<string, unknown>[] = []
  const holdings: Record<string, unknown>[] = []
  const person = () => `${random.pick(common.surname ?? [])}${random.pick(common.given ?? [])}`
  const add = (
    unitCode: string,
    name: string,
    title: string | null,
    about: { duties?: string; isLeader?: boolean; leads?: boolean; startedOn: Day; position: number },
  ) => {
    const { duties = '', isLeader = false, leads = false, startedOn, position } = about
    const id = staffId()
    staff.push({ id, unitCode, name, phone: '', duties, biography: '', isLeader, position, startedOn })
    if (title) {
      const post = { id: postId(), unitCode, title, leads, position }
      posts.push(post)
      holdings.push({ postId: post.id, staffId: id, startedOn })
    }
    return id
  }
  government.forEach(([name, title, duties], i) => {
    add(stage.site.rootUnit, name, title, {
      duties,
      isLeader: true,
      leads: i === 0,
      startedOn: day('2017-01-10'),
      position: i,
    })
  })
  const open = [...stage.units.values()].filter((u) => u.kind !== 'government' && u.closedOn === null)
  const started = (d: string, code: string) => day(`${2012 + (code.length % 5)}-${d}`)
  for (const unit of open) {
    const title = headTitle[unit.kind] ?? '负责人'
    add(unit.code, person(), title, {
      duties: '主持全面工作，是政务公开第一责任人',
      isLeader: true,
      leads: true,
      startedOn: started('03-01', unit.code),
      position: 0,
    })
    if (['office', 'department', 'town', 'subdistrict'].includes(unit.kind))
      add(unit.code, person(), title.replace(/^(办事处)?/, '$1副'), {
        duties: '分管政务公开和政务服务',
        isLeader: true,
        startedOn: started('09-01', unit.code),
        position: 1,
      })
  }
  // Only units that were there in 2018 and still are have staff charged with disclosure.
  const old = (
    await tx
      .selectFrom('units')
      .select('code')
      .where('openedOn', '<', day('2018-01-01'))
      .where('closedOn', 'is', null)
      .where('kind', 'in', ['department', 'institution', 'town', 'subdistrict'])
      .orderBy('path')
      .execute()
  ).map((u) => u.code)
  const appointments: Record<string, unknown>[] = []
  const appoint = (unitCode: string, kind: 'fullTime' | 'partTime', i: number) => {
    const startedOn = day(`${2014 + (i % 4)}-0${1 + (i % 9)}-15`)
    const duties = kind === 'fullTime' ? '专职办理政府信息公开工作' : '兼职办理本单位政府信息公开工作'
    appointments.push({
      unitCode,
      staffId: add(unitCode, person(), null, { duties, startedOn, position: 10 + i }),
      kind,
      startedOn,
    })
  }
  for (let i = 0; i < 16; i++)
    appoint(i < 6 ? 'office' : i < 10 ? 'services' : (old[i % old.length] as string), 'fullTime', i)
  for (let i = 0; i < 40; i++) appoint(old[i % old.length] as string, 'partTime', i)
  await insertRows(tx, 'staff', staff)
  await insertRows(tx, 'posts', posts)
  await insertRows(tx, 'postHoldings', holdings)
  await insertRows(tx, 'disclosureAppointments', appointments)
  await continueIds(tx, 'staff', 'posts')
  await employAccounts(stage)
}

/** Who may sign in works somewhere: the demonstration accounts are people of their units. */
async function employAccounts({ tx }: Stage): Promise<void> {
  await tx
    .insertInto('staff')
    .columns(['accountId', 'unitCode', 'name', 'duties', 'position', 'startedOn'])
    .expression((e) =>
      e
        .selectFrom('accounts as a')
        .innerJoin('roleGrants as g', 'g.accountId', 'a.id')
        .innerJoin('roles as r', 'r.code', 'g.roleCode')
        .where('a.isDemonstration', '=', true)
        .where('a.kind', '=', 'staff')
        .select(['a.id', 'g.unitCode', 'a.name', 'r.name as duties'])
        .select([sql<number>`100`.as('position'), sql<Day>`date '2018-01-02'`.as('startedOn')])
        .orderBy('a.username'),
    )
    .execute()
}

/** The disclosure office, sites, funds, meetings, trainings and accounts on new media. */
export async function loadInstitution(stage: Stage): Promise<void> {
  const { tx, site } = stage
  const office = unitOf(stage, 'office')
  const hours = '工作日 8:30—12:00,14:30—17:30'
  await insertRows(tx, 'disclosureOffices', [
    {
      unitCode: 'office',
      name: '津市市人民政府办公室政务公开办',
      address: '津市市孟姜女大道 12 号',
      phone: site.phone,
      fax: '0736-4210139',
      email: site.email,
      officeHours: hours,
      openedOn: '2008-05-01',
    },
  ])
  const fixed = [
    { unitCode: 'archive', name: '市档案馆政府信息查阅中心', kind: 'archive' },
    { unitCode: 'library', name: '市图书馆政府信息查阅点', kind: 'library' },
    { unitCode: 'services', name: '市政务服务中心查阅点', kind: 'serviceCentre' },
    ...stage.towns.map((t) => ({ unitCode: t.code, name: `${t.shortName}便民服务中心查阅点`, kind: 'serviceCentre' })),
  ]
  const others = [...stage.units.values()].filter(
    (u) => u.kind === 'department' && u.closedOn === null && !newSince2019.has(u.code),
  )
  const more = [...others, ...[...stage.units.values()].filter((u) => u.kind === 'community')].slice(
    0,
    30 - fixed.length,
  )
  const sites = [...fixed, ...more.map((u) => ({ unitCode: u.code, name: `${u.shortName}查阅点`, kind: 'other' }))]
  await insertRows(
    tx,
    'consultationSites',
    sites.map((s, i) => ({
      ...s,
      address: `${unitOf(stage, s.unitCode).name}一楼`,
      officeHours: hours,
      openedOn: `${2009 + (i % 9)}-05-01`,
    })),
  )
  const year = yearOf(stage.today)
  const now = year > 2018
  await insertRows(tx, 'disclosureFunds', [
    { unitCode: office.code, grantedOn: '2018-03-12', amountFen: 8_000_000, purpose: '2018年政府信息公开专项经费' },
    ...(now
      ? [
          {
            unitCode: office.code,
            grantedOn: `${year}-01-20`,
            amountFen: 15_000_000,
            purpose: `${year}年政府信息公开专项经费`,
          },
        ]
      : []),
  ])
  await insertRows(tx, 'trainings', [
    { unitCode: 'services', heldOn: '2018-08-27', title: '政务事项下沉业务培训班', trained: 220 },
    ...(now
      ? [{ unitCode: office.code, heldOn: addDays(stage.today, -40), title: '政府信息公开业务培训班', trained: 64 }]
      : []),
  ])
  await insertRows(tx, 'trainingLessons', [
    { unitCode: office.code, title: '2018年第一期科级干部进修班', heldOn: '2018-05-14' },
    { unitCode: office.code, title: '2018年第二期科级干部进修班', heldOn: '2018-10-15' },
  ])
  if (now)
    await insertRows(tx, 'disclosureMeetings', [
      {
        unitCode: office.code,
        heldOn: addDays(stage.today, -75),
        title: '全市政务公开工作推进会',
        minutes: '通报上半年情况，部署重点领域公开和规范性文件清理。',
      },
      {
        unitCode: office.code,
        heldOn: addDays(stage.today, -20),
        title: '政府信息公开专题会',
        minutes: '研究依申请公开疑难事项和年度报告编制。',
      },
    ])
  await loadMedia(stage)
}

/** Units that the reform of 2019 set up. */
const newSince2019 = new Set([
  'natural-resources',
  'ecology',
  'rural',
  'health',
  'veterans',
  'medical-insurance',
  'emergency',
  'market',
])

/** Forty microblogs and eighty-seven WeChat accounts at the end of 2018; some of the microblogs have been closed since. */
async function loadMedia(stage: Stage): Promise<void> {
  const owners = [...stage.units.values()].filter((u) => u.kind !== 'government' && !newSince2019.has(u.code))
  const bodies = owners.filter((u) => u.kind !== 'village' && u.kind !== 'community')
  const places = owners.filter((u) => u.kind === 'community' || u.kind === 'village')
  const row = (u: (typeof owners)[number], platform: string, i: number) => ({
    unitCode: u.code,
    platform,
    name: u.code === 'office' ? '津市发布' : `津市${u.shortName.replace(/^市/, '')}`,
    openedOn: `${2012 + (i % 6)}-0${1 + (i % 9)}-10`,
    closedOn: u.closedOn ?? (platform === 'microblog' && i % 3 === 0 && i > 0 ? `20${20 + (i % 4)}-12-31` : null),
  })
  const wechat = [...bodies, ...places]
  await insertRows(
    stage.tx,
    'mediaAccounts',
    [
      ...[...bodies, ...places].slice(0, 40).map((u, i) => row(u, 'microblog', i)),
      ...wechat.slice(0, 87).map((u, i) => row(u, 'wechat', i)),
    ].map((r) => (r.closedOn && r.closedOn > stage.today ? { ...r, closedOn: null } : r)),
  )
}
