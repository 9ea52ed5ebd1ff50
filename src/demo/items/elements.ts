import type { ItemElements, Limit, Material, Place, ProcessStep } from '../../modules/catalogue/index.ts'
import type { Random } from '../random.ts'
import type { Stage, StageUnit } from '../stage.ts'
import type { ChosenItem } from './choose.ts'
import type { ItemData, ToldElements, UnitPlan } from './data.ts'

/** What the elements of an item of a unit follow from. */
export type Scene = { stage: Stage; data: ItemData; unit: StageUnit; plan: UnitPlan; phone: string; creditCode: string }

export const workingDays = (days: number): Limit => ({ unit: 'workingDay', days, note: '' })
export const instant: Limit = { unit: 'instant', days: null, note: '' }
export const noLimit: Limit = { unit: 'none', days: null, note: '' }

/** What is the same for every item of the unit, and the empty rest. */
export function usual({ data, unit, phone, creditCode }: Scene): ItemElements {
  const isTown = unit.kind === 'town'
  return {
    name: '',
    legalBasis: '',
    exerciseLevel: isTown ? '5' : '4',
    powerDivision: isTown ? '负责本镇范围内的办理' : '县级负责本行政区域内的办理',
    exerciseContent: '本行政区域内的办理',
    powerSource: unit.kind === 'institution' ? '委托行使' : '法定本级行使',
    body: { name: unit.name, code: creditCode, kind: unit.kind === 'institution' ? '3' : '1' },
    entrustedBy: '',
    jointAgencies: [],
    statutoryLimit: noLimit,
    commitmentLimit: noLimit,
    acceptanceCondition: '',
    process: '',
    intermediaryService: '',
    quantityLimit: '',
    results: [],
    chargeable: false,
    fees: [],
    payOnline: false,
    crossRegionScope: '4',
    serviceTargets: ['1', '2'],
    personTopics: [],
    firmTopics: [],
    lifeEvents: [],
    handlingForms: [],
    caseType: '9',
    specialProcedures: [],
    canReserve: false,
    dailyQuota: null,
    express: false,
    online: false,
    onlineDepth: null,
    onSiteVisits: 0,
    onSiteReason: '',
    inHall: false,
    terminal: false,
    nearby: false,
    places: [],
    consultPhone: phone,
    supervisePhone: data.plan.supervisePhone,
    materials: [],
    steps: [],
    faq: [],
    questions: [],
    form: { type: 'object', properties: {}, required: [] },
    fourEyes: false,
  }
}

/** Where one goes: a window of the hall, the unit itself, and the places near home. */
export function placesOf(scene: Scene, where: { inHall: boolean; nearby: boolean }): Place[] {
  const { stage, data, unit, phone } = scene
  const hall = stage.units.get('services')
  const hours = '工作日 8:30—12:00，14:30—17:30（夏令时下午 15:00—18:00）'
  const number = 1 + (data.plan.units.indexOf(scene.plan) % 4)
  return [
    where.inHall && hall
      ? {
          ...{ name: hall.name, address: '津市市孟姜女大道 264 号', window: `一楼综合窗口 ${number} 号` },
          ...{ hours, phone: data.plan.hallPhone },
        }
      : { name: unit.name, address: `${unit.name}办公楼一楼`, window: '', hours, phone },
    ...(where.nearby
      ? [
          {
            ...{ name: '各镇（街道）便民服务中心', address: '户籍地或者居住地的镇（街道）', window: '综合窗口' },
            ...{ hours, phone: data.plan.hallPhone },
          },
          {
            ...{ name: '各村（社区）便民服务代办点', address: '村（居）民委员会', window: '' },
            ...{ hours: '工作日 8:30—17:00', phone: data.plan.hallPhone },
          },
        ]
      : []),
  ]
}

export const usualMaterial: Omit<Material, 'key' | 'name'> = {
  ...{ issuer: '申请人', source: 'applicant', sourceNote: '', form: 'either', originals: 1, copies: 0 },
  ...{ necessity: 'required', when: {}, whenNote: '', timeRule: '', acceptance: '内容真实、清楚完整', fillNote: '' },
  ...{ basis: '', blankForm: null, sample: null, tolerable: false, tolerableDays: null },
}

export const usualStep = (step: Pick<ProcessStep, 'name' | 'role' | 'days'>, i: number): ProcessStep => ({
  ...{ key: `${step.role}${i + 1}`, unitCode: null, group: null, standard: '', post: '' },
  ...step,
})

/** A worked-out item's elements in full; what its file leaves out is what is usual. */
export function complete(scene: Scene, told: ToldElements): ItemElements {
  const { inHall = false, nearby = false } = told
  return {
    ...usual(scene),
    places: placesOf(scene, { inHall, nearby }),
    ...told,
    materials: (told.materials ?? []).map((m) => ({
      ...usualMaterial,
      ...(m.when ? { necessity: 'conditional' as const } : {}),
      ...(m.tolerable ? { tolerableDays: 5 } : {}),
      ...m,
    })),
    steps: (told.steps ?? []).map(usualStep),
  }
}

/** Words by type: conditions, what one brings beside the application, what one gets. */
const byType: Record<
  string,
  { condition: string; proof: string; result: (name: string) => string; statutory: number }
> = {
  '01': {
    condition: '具备法律、法规规定的条件，所交材料真实完整。',
    proof: '符合许可条件的证明材料',
    result: (name) => `${name}决定书`,
    statutory: 20,
  },
  '05': {
    condition: '属于政策规定的保障对象，没有重复享受。',
    proof: '符合给付条件的证明材料',
    result: () => '给付决定书',
    statutory: 30,
  },
  '07': {
    condition: '需要确认的事实清楚，有材料证明。',
    proof: '需要确认的事实的证明材料',
    result: () => '确认结果通知书',
    statutory: 20,
  },
  '08': { condition: '符合奖励办法规定的条件。', proof: '事迹材料', result: () => '表彰奖励决定书', statutory: 60 },
  '09': {
    condition: '有明确的对方当事人、请求和理由，属于本机关受理范围。',
    proof: '争议事实的证据材料',
    result: () => '裁决决定书',
    statutory: 60,
  },
  '10': {
    condition: '属于本机关职责范围，所交材料齐全。',
    proof: '与申请事项有关的材料',
    result: () => '办理结果通知书',
    statutory: 20,
  },
  '20': { condition: '在本行政区域内居住、就业或者经营。', proof: '', result: () => '服务结果告知单', statutory: 10 },
}

const application: ItemElements['form'] = {
  type: 'object',
  properties: {
    applicant: { type: 'string', title: '申请人', maxLength: 60, known: 'applicant.name' },
    idNumber: { type: 'string', title: '身份证号码', format: 'idNumber', known: 'applicant.idNumber' },
    phone: { type: 'string', title: '联系电话', format: 'phone', known: 'applicant.phone' },
    address: { type: 'string', title: '联系地址', maxLength: 100, known: 'applicant.address' },
    matter: {
      type: 'string',
      title: '申请内容',
      description: '说明要办什么，有什么情况',
      format: 'multiline',
      maxLength: 500,
    },
  },
  required: ['applicant', 'phone', 'matter'],
}

const firm = /企业|单位|机构|公司|经营|资质|工程|项目|生产|园区|学校|社会组织|团体|医疗|场所/

/** Short elements of an item that is only on a list. */
export function shortElements(scene: Scene, item: ChosenItem, random: Random): ItemElements {
  const { plan, data } = scene
  const elements = { ...usual(scene), name: item.name, legalBasis: `《${item.law}》` }
  const words = byType[item.type]
  if (!words) return ofItself(elements, plan)
  const ofFirms = firm.test(item.name) && item.type !== '05'
  const both = item.type === '01' || item.type === '10'
  const quick = !item.delegated && item.visits <= 1 && ['07', '10', '20'].includes(item.type) && random.chance(0.45)
  const promised = item.delegated
    ? item.delegated.days[1]
    : Math.max(2, Math.round(words.statutory * 0.35) + random.int(-2, 2))
  const statutory = Math.max(words.statutory, promised)
  const nearby = item.delegated !== undefined
  return {
    ...elements,
    statutoryLimit: workingDays(statutory),
    commitmentLimit: quick ? instant : workingDays(promised),
    caseType: quick ? '1' : '2',
    acceptanceCondition: words.condition,
    process: '申请、受理、审查、决定、办结、送达',
    results: [
      {
        name: words.result(item.name),
        kind: item.type === '20' ? 'other' : 'document',
        validMonths: null,
        sample: null,
      },
    ],
    ...(item.type === '20'
      ? { results: [{ name: '服务结果告知', kind: 'other', validMonths: null, sample: null }] }
      : {}),
    serviceTargets: both ? ['1', '2'] : ofFirms ? ['2', '4'] : ['1'],
    personTopics: both || !ofFirms ? [plan.personTopic] : [],
    firmTopics: both || ofFirms ? [plan.firmTopic] : [],
    lifeEvents: Object.entries(data.events)
      .filter(([, told]) => told.split(' ').some((word) => item.name.includes(word)))
      .map(([event]) => event),
    handlingForms: ['1', '2', '4'],
    canReserve: item.inHall,
    dailyQuota: item.inHall ? 30 : null,
    express: item.visits <= 1,
    online: true,
    onlineDepth: item.visits === 0 ? 4 : item.visits === 1 ? 3 : 2,
    onSiteVisits: item.visits,
    onSiteReason: item.visits === 0 ? '' : item.visits === 1 ? '领取结果时核对原件' : '提交原件核对一次，领取结果一次',
    inHall: item.inHall,
    nearby,
    places: placesOf(scene, { inHall: item.inHall, nearby }),
    materials: [
      { ...usualMaterial, key: 'application', name: `${item.name}申请表` },
      {
        ...usualMaterial,
        key: 'identity',
        name: ofFirms ? '营业执照或者法人登记证书' : '身份证',
        issuer: ofFirms ? '登记机关' : '公安机关',
        source: 'shared',
        sourceNote: '系统内核验，不用提交',
      },
      ...(words.proof ? [{ ...usualMaterial, key: 'proof', name: words.proof }] : []),
    ],
    steps: stepsFor(quick ? 0 : promised, plan.post),
    faq: [
      { question: '在哪里可以看到办到哪一步了？', answer: '登录本网站“我的办件”，或者凭受理回执上的编号向窗口查询。' },
    ],
    form: application,
  }
}

/** What the organ does of itself: nobody applies, so there is nothing to bring. */
function ofItself(elements: ItemElements, plan: UnitPlan): ItemElements {
  return {
    ...elements,
    process: '立案、调查、审查、告知、决定、送达',
    steps: [
      { name: '立案', role: 'accept' as const, days: 7 },
      { name: '调查取证', role: 'inspect' as const, days: 45 },
      { name: '审查', role: 'review' as const, days: 15 },
      { name: '决定', role: 'approve' as const, days: 15 },
      { name: '送达', role: 'deliver' as const, days: 7 },
    ].map((step, i) => ({ ...usualStep(step, i), post: plan.post })),
  }
}

/** The five steps of a licence within so many working days. */
export function stepsFor(days: number, post: string): ProcessStep[] {
  const [accept, approve, finish] = days >= 4 ? [1, 1, 1] : [0, days >= 2 ? 1 : 0, 0]
  return [
    { name: '受理', role: 'accept' as const, days: accept, post: '窗口' },
    { name: '审查', role: 'review' as const, days: Math.max(0, days - accept - approve - finish), post },
    { name: '决定', role: 'approve' as const, days: approve, post: '分管领导' },
    { name: '办结', role: 'finish' as const, days: finish, post },
    { name: '送达', role: 'deliver' as const, days: 0, post: '窗口' },
  ].map(usualStep)
}
