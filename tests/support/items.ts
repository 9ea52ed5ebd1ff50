import { pinyin } from 'pinyin-pro'
import { type Day, day } from '../../src/core/day.ts'
import { creditCheckDigit } from '../../src/core/identifiers.ts'
import type { ItemElements, ItemLevel, Material } from '../../src/modules/catalogue/schema.ts'
import type { Db } from '../../src/platform/database.ts'
import { indexText } from '../../src/platform/search.ts'

/** One thing to bring, complete; an application form of two originals unless told otherwise. */
const material = (change: Partial<Material> = {}): Material => ({
  ...{ key: 'application', name: '户外广告设施设置申请表', issuer: '申请人', source: 'applicant', sourceNote: '' },
  ...{ form: 'either', originals: 1, copies: 0, necessity: 'required', when: {}, whenNote: '', timeRule: '' },
  ...{
    acceptance: '填写完整，签名或者盖章',
    fillNote: '用黑色笔填写',
    basis: '《城市市容和环境卫生管理条例》第十一条',
  },
  ...{ blankForm: null, sample: null, tolerable: false, tolerableDays: null },
  ...change,
})

/** A licence for outdoor advertisements as a unit would fill it in: online, one trip, two questions, four conditional things. */
export const elements = (change: Partial<ItemElements> = {}): ItemElements => ({
  name: '户外广告设施设置审批',
  legalBasis:
    '《城市市容和环境卫生管理条例》第十一条：大型户外广告的设置必须征得城市人民政府市容环境卫生行政主管部门同意。',
  exerciseLevel: '4',
  powerDivision: '县级负责本行政区域内户外广告设施的设置审批',
  exerciseContent: '本行政区域内户外广告设施的设置审批',
  powerSource: '法定本级行使',
  body: { name: '津市市城市管理和行政执法局', code: creditCode('11430781006300'), kind: '1' },
  entrustedBy: '',
  jointAgencies: [],
  statutoryLimit: { unit: 'workingDay', days: 20, note: '' },
  commitmentLimit: { unit: 'workingDay', days: 8, note: '' },
  acceptanceCondition: '设置的地点符合户外广告设置规划；不妨碍交通和消防；设施牢固安全。',
  process: '申请、受理、审查、决定、办结、送达',
  intermediaryService: '',
  quantityLimit: '',
  results: [{ name: '户外广告设施设置许可证', kind: 'certificate', validMonths: 24, sample: null }],
  chargeable: false,
  fees: [],
  payOnline: false,
  crossRegionScope: '4',
  serviceTargets: ['1', '2'],
  personTopics: [],
  firmTopics: [],
  lifeEvents: [],
  handlingForms: ['1', '2', '4'],
  caseType: '2',
  specialProcedures: [
    { kind: 'inspection', name: '现场勘验', days: 5, basis: '《中华人民共和国行政许可法》第四十五条' },
  ],
  canReserve: true,
  dailyQuota: 20,
  express: true,
  online: true,
  onlineDepth: 3,
  onSiteVisits: 1,
  onSiteReason: '领取许可证时核对原件',
  inHall: true,
  terminal: false,
  nearby: false,
  places: [
    {
      ...{ name: '津市市政务服务中心', address: '津市市孟姜女大道 264 号', window: '二楼综合窗口 5 号' },
      ...{ hours: '工作日 8:30—12:00，14:30—17:30', phone: '0736-4211470' },
    },
  ],
  consultPhone: '0736-4210693',
  supervisePhone: '0736-4211473',
  materials: [
    material(),
    material({
      key: 'identity',
      name: '申请人身份证',
      issuer: '公安机关',
      source: 'shared',
      when: { who: ['person'] },
      ...ifAsked('申请人是个人'),
    }),
    material({
      key: 'licence',
      name: '营业执照',
      issuer: '市场监督管理部门',
      source: 'shared',
      when: { who: ['firm'] },
      ...ifAsked('申请人是单位'),
    }),
    material({
      key: 'drawing',
      name: '设置位置图和效果图',
      originals: 1,
      copies: 1,
      tolerable: true,
      tolerableDays: 5,
    }),
    material({
      key: 'consent',
      name: '建筑物产权人同意设置的书面意见',
      when: { place: ['building'] },
      ...ifAsked('设在建筑物上'),
    }),
    material({
      key: 'safety',
      name: '结构安全证明',
      issuer: '设计单位',
      when: { place: ['building', 'ground'], who: ['firm'] },
      ...ifAsked('单位设置的大型设施'),
    }),
    material({ key: 'photo', name: '现场照片', necessity: 'optional', form: 'electronic', originals: 0, copies: 1 }),
  ],
  steps: [
    step('accept', '受理', 1, '窗口'),
    step('review', '审查', 4, '市容管理股'),
    step('approve', '决定', 2, '分管局长'),
    step('finish', '办结', 1, '市容管理股'),
    step('deliver', '送达', 0, '窗口'),
  ],
  faq: [{ question: '许可证到期了怎么办？', answer: '到期三十日以前提出延续申请，办法和第一次申请一样。' }],
  questions: [
    {
      key: 'who',
      text: '谁来申请',
      options: [
        { value: 'person', label: '个人' },
        { value: 'firm', label: '企业或者其他单位' },
      ],
    },
    {
      key: 'place',
      text: '广告设在哪里',
      options: [
        { value: 'building', label: '建筑物上' },
        { value: 'ground', label: '地面上' },
        { value: 'vehicle', label: '车身上' },
      ],
    },
  ],
  form: {
    type: 'object',
    properties: {
      applicant: { type: 'string', title: '申请人', maxLength: 60, known: 'applicant.name' },
      phone: { type: 'string', title: '联系电话', format: 'phone', known: 'applicant.phone' },
      site: { type: 'string', title: '设置地点', maxLength: 100 },
      area: { type: 'number', title: '面积', description: '平方米', minimum: 0.1, maximum: 500 },
      from: { type: 'string', title: '开始设置的日期', format: 'date' },
    },
    required: ['applicant', 'phone', 'site', 'area', 'from'],
  },
  fourEyes: false,
  ...change,
})

function ifAsked(whenNote: string): Pick<Material, 'necessity' | 'whenNote'> {
  return { necessity: 'conditional', whenNote }
}

function step(role: ItemElements['steps'][number]['role'], name: string, days: number, post: string) {
  return { key: role, name, role, unitCode: null, group: null, days, standard: '材料齐全，符合法定条件', post }
}

/** A credit code that begins as told, its last signs made to fit. */
function creditCode(begin: string): string {
  const body = begin.padEnd(17, '0')
  return body + creditCheckDigit(body)
}

let made = 0
/** Code of an implementation list by the scheme of 2018, new each time: credit code, level, basic code. */
const newCode = (level: ItemLevel) =>
  `${creditCode('11430781006300')}4${String(117001000 + ++made).padStart(12, '0')}${level === 'handling' ? '01' : ''}`

type Made = {
  /** Default the city's management; it must exist. */
  unitCode?: string
  /** Default 01, a licence. */
  itemType?: string
  level?: ItemLevel
  parentId?: number | null
  code?: string
  basicCode?: string | null
  /** First day on which it holds; default 2018-01-02. */
  effectiveOn?: string
  /** Whether it is published; default yes, otherwise its only version is a draft. */
  published?: boolean
  cancelledOn?: string
  cancelReason?: string
  elements?: Partial<ItemElements>
}

/** An item with a version in the database, as publishing it would leave them. @returns their ids and the item's code */
export async function publishedItem(db: Db, made: Made = {}): Promise<{ id: number; versionId: number; code: string }> {
  const { unitCode = 'urban', itemType = '01', level = 'main', parentId = null, published = true } = made
  const said = elements(made.elements)
  const code = made.code ?? newCode(level)
  const effectiveOn = day(made.effectiveOn ?? '2018-01-02')
  const cancelledOn = made.cancelledOn === undefined ? null : day(made.cancelledOn)
  const { id } = await db
    .insertInto('serviceItems')
    .values({
      ...{ regionCode: '430781', unitCode, basicCode: made.basicCode ?? null, parentId, level, code, scheme: '2018' },
      ...{ name: said.name, itemType, adoptedOn: effectiveOn, cancelledOn, cancelReason: made.cancelReason ?? '' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (parentId !== null && level === 'sub')
    await db.updateTable('serviceItems').set({ hasParts: true }).where('id', '=', parentId).execute()
  const versionId = await addVersion(db, id, { version: 1, effectiveOn, published, elements: said })
  if (published && cancelledOn)
    await db.updateTable('itemVersions').set({ endedOn: cancelledOn }).where('id', '=', versionId).execute()
  return { id, versionId, code }
}

/** The next version of an item: it takes the place of the one before on its day. @returns its id */
export async function nextVersion(
  db: Db,
  itemId: number,
  change: Partial<ItemElements>,
  effectiveOn: string,
  note = '',
): Promise<number> {
  const before = await db
    .selectFrom('itemVersions')
    .select(['id', 'version', 'elements'])
    .where('itemId', '=', itemId)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  const ended = { state: 'replaced', endedOn: day(effectiveOn) }
  await db.updateTable('itemVersions').set(ended).where('id', '=', before.id).execute()
  const said = { ...(before.elements as unknown as ItemElements), ...change }
  return addVersion(db, itemId, {
    version: before.version + 1,
    effectiveOn: day(effectiveOn),
    published: true,
    elements: said,
    note,
  })
}

type Version = { version: number; effectiveOn: Day; published: boolean; elements: ItemElements; note?: string }

async function addVersion(
  db: Db,
  itemId: number,
  { version, effectiveOn, published, elements: said, note = '' }: Version,
): Promise<number> {
  const { id } = await db
    .insertInto('itemVersions')
    .values({
      ...{ itemId, version, elements: JSON.stringify(said), state: published ? 'published' : 'draft', note },
      ...{
        filledOn: effectiveOn,
        publishedOn: published ? effectiveOn : null,
        effectiveOn: published ? effectiveOn : null,
      },
      ...{ editedBy: '填报人', reviewedBy: published ? '审核人' : '' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (published)
    await db
      .updateTable('serviceItems')
      .set({ ...publicColumns(said), versionId: id })
      .where('id', '=', itemId)
      .execute()
  return id
}

/** What of the elements is kept beside the item, for lists and search. */
function publicColumns({
  name,
  personTopics,
  firmTopics,
  lifeEvents,
  serviceTargets,
  acceptanceCondition,
}: ItemElements) {
  const keys = (kind: string, codes: readonly string[]) => codes.map((c) => `${kind}:${c}`)
  return {
    name,
    initial: pinyin(name.slice(0, 1), { pattern: 'first', toneType: 'none' }).toUpperCase(),
    topics: [...keys('person', personTopics), ...keys('firm', firmTopics), ...keys('event', lifeEvents)],
    targets: serviceTargets,
    search: indexText({ title: name, abstract: acceptanceCondition }),
  }
}
