import { working } from '../../core/clock.ts'
import { type Day, showLongDay } from '../../core/day.ts'
import { maskIdNumber } from '../../core/mask.ts'
import type { Ctx } from '../../platform/context.ts'
import type { LetterFacts, Vocabulary } from '../../platform/letters/index.ts'
import type { WorkingStep } from '../../platform/paper/index.ts'
import type { ItemVersion } from '../catalogue/index.ts'
import { channelLabels, deliveryLabels, idKindLabels, kindLabels, wayLabels } from './labels.ts'
import type { Life } from './life.store.ts'
import { clockInput } from './limits.ts'
import type { CaseMaterial } from './materials.store.ts'
import type { CaseResult } from './results.store.ts'
import { limitsOf } from './step.ts'
import type { CaseFile } from './store.ts'

/** What a paper says besides what its case knows. */
export type Said = {
  /** Query code, told once. */
  code?: string
  points?: string
  until?: Day
  reason?: string
  ground?: string
  organ?: string
  organContact?: string
  special?: { name: string; basis: string; days: number | null }
  extension?: { days: number; basis: string }
  toUnit?: string
  feeFen?: number
  recipient?: string
  recipientIdNumber?: string
  result?: Pick<CaseResult, 'name' | 'number' | 'validUntil' | 'verificationCode'>
}

/** What the templates in data/papers/cases may speak of. */
export const vocabulary: Vocabulary = {
  facts: {
    itemCode: ['text', '事项编码'],
    channel: ['text', '收件方式'],
    kind: ['text', '办件类型'],
    intakeUnit: ['text', '收件单位'],
    agent: ['text', '代办人'],
    acceptedOn: ['day', '受理日期'],
    silently: ['text', '视为受理'],
    promise: ['text', '承诺时限'],
    promisedDueOn: ['day', '承诺办结日期'],
    statutoryDueOn: ['day', '法定期限'],
    limitBasis: ['text', '法定期限的依据'],
    working: ['working', '期限计算过程'],
    tolerated: ['list', '容缺的材料'],
    toleratedUntil: ['day', '容缺材料的补交期限'],
    delivery: ['text', '领取方式'],
    queryUrl: ['text', '查询网址'],
    queryCode: ['text', '查询码'],
    points: ['list', '需要补正的内容'],
    supplementBy: ['day', '补正期限'],
    reason: ['text', '理由'],
    ground: ['text', '不予受理的情形'],
    organ: ['text', '有权办理的机关'],
    organContact: ['text', '那个机关的联系方式'],
    specialName: ['text', '特别程序'],
    specialBasis: ['text', '特别程序的依据'],
    specialDays: ['count', '特别程序需要的工作日数'],
    extensionDays: ['count', '延长的天数'],
    extensionBasis: ['text', '延长的依据'],
    fromUnit: ['text', '移出单位'],
    toUnit: ['text', '接收单位'],
    feeFen: ['money', '应缴金额'],
    feeBasis: ['text', '收费依据'],
    payHow: ['text', '缴费方式'],
    recipient: ['text', '领取人'],
    recipientIdNumber: ['text', '领取人证件号码'],
    resultName: ['text', '结果名称'],
    resultNumber: ['text', '证照文书编号'],
    resultIdNumber: ['text', '持有人证件号码'],
    validUntil: ['text', '有效期'],
    legalBasis: ['text', '法律依据'],
    reviewBody: ['text', '行政复议机关'],
    court: ['text', '有管辖权的人民法院'],
  },
  tables: { materials: { name: '材料', way: '提交方式', copies: '份数' } },
  always: [
    'caseNumber',
    'itemName',
    'applicantName',
    'idKind',
    'receivedOn',
    'unitName',
    'unitAddress',
    'contactName',
    'contactPhone',
    'signedOn',
    // Made of the facts: 您 or 贵单位; 本决定.
    'you',
    'this',
  ],
}

/** What a paper knows besides the case itself. */
export type Surroundings = {
  unit: { name: string; address: string; phone: string }
  version: Pick<ItemVersion, 'code' | 'elements'>
  life: Pick<Life, 'events' | 'materials'>
  queryUrl: string
  reviewBody: string
  court: string
  payHow: string
}

/** Everything a template may speak of, from the case, its life and what is said now. */
export function factsOfPaper(ctx: Ctx, file: CaseFile, said: Said, around: Surroundings): LetterFacts {
  const { unit, version, life } = around
  const tolerated = life.materials.filter((m) => m.way === 'later' && !m.replaced)
  const facts: Record<string, unknown> = {
    caseNumber: file.number,
    itemName: file.itemName,
    applicantName: file.applicantName,
    idKind: idKindLabels[file.idKind],
    receivedOn: file.receivedOn,
    unitName: unit.name,
    unitAddress: unit.address,
    contactName: file.handlerName || '办件人员',
    contactPhone: version.elements.consultPhone || unit.phone,
    signedOn: ctx.today,
    itemCode: version.code,
    channel: channelLabels[file.channel],
    kind: kindLabels[file.kind],
    intakeUnit: file.intakeUnitName,
    agent: file.agentName,
    acceptedOn: file.acceptedOn,
    silently: file.acceptedBySilence ? '是' : '',
    promise: promiseOf(file),
    promisedDueOn: file.promisedDueOn,
    statutoryDueOn: file.statutoryDueOn,
    limitBasis: file.limitBasis,
    working: file.acceptedOn ? stepsOf(ctx, file, life.events, file.acceptedOn) : undefined,
    materials: materialRows(life.materials),
    tolerated: tolerated.map((m) => `${m.name}（${m.toleratedUntil ? showLongDay(m.toleratedUntil) : ''}以前补交）`),
    toleratedUntil: tolerated
      .map((m) => m.toleratedUntil)
      .filter((d) => d !== null)
      .sort()
      .at(-1),
    delivery: deliveryLabels[file.wantedDelivery],
    queryUrl: around.queryUrl,
    queryCode: said.code,
    points: said.points && linesOf(said.points),
    supplementBy: said.until,
    reason: said.reason,
    ground: said.ground,
    organ: said.organ,
    organContact: said.organContact,
    specialName: said.special?.name,
    specialBasis: said.special?.basis,
    specialDays: said.special?.days,
    extensionDays: said.extension?.days,
    extensionBasis: said.extension?.basis,
    fromUnit: file.intakeUnitName,
    toUnit: said.toUnit,
    feeFen: said.feeFen ?? (file.feeAskedFen || undefined),
    feeBasis: version.elements.fees.map((f) => `${f.name}：${f.standard}（${f.basis}）`).join('；'),
    payHow: around.payHow,
    recipient: said.recipient,
    recipientIdNumber: said.recipientIdNumber && maskIdNumber(said.recipientIdNumber),
    resultName: said.result?.name ?? version.elements.results.map((r) => r.name).join('、'),
    resultNumber: said.result?.number,
    resultIdNumber: maskIdNumber(file.applicantIdNumber),
    validUntil: said.result && (said.result.validUntil ? `至${showLongDay(said.result.validUntil)}` : '长期'),
    legalBasis: version.elements.legalBasis,
    reviewBody: around.reviewBody,
    court: around.court,
  }
  return Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== undefined && v !== null)) as LetterFacts
}

function promiseOf({ promisedUnit, promisedDays }: CaseFile): string {
  if (promisedUnit === 'instant') return '当场办结'
  if (promisedUnit === 'none') return ''
  return `${promisedDays}个${promisedUnit === 'workingDay' ? '工作日' : '自然日'}`
}

const materialRows = (materials: readonly CaseMaterial[]) =>
  materials
    .filter((m) => !m.replaced)
    .map((m) => ({
      name: m.name,
      way: m.way === 'upload' && m.fileName ? `${wayLabels.upload}：${m.fileName}` : wayLabels[m.way],
      copies: m.way === 'paper' ? String(m.copies) : '',
    }))

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** How the promised day came about, as a paper shows it: what begins it, what moves it, where that leads. */
function stepsOf(ctx: Ctx, file: CaseFile, events: Life['events'], acceptedOn: Day): WorkingStep[] | undefined {
  const limits = limitsOf(file)
  const clock = limits.promised.unit === 'none' ? 'statutory' : 'promised'
  const input = clockInput(limits[clock], clock, ctx.calendar, acceptedOn, events, ctx.today)
  if (!input || input.days === 0 || working(input).length === 0) return undefined
  const steps: WorkingStep[] = [
    { what: file.acceptedBySilence ? '收到申请，视为受理' : '受理', count: '当日不计入', day: acceptedOn },
  ]
  for (const e of events) {
    if (e.kind === 'pause') steps.push({ what: e.ground, count: '从这一天起暂停计时', day: e.on })
    if (e.kind === 'resume') steps.push({ what: e.ground, count: '继续计时', day: e.on })
    if (e.kind === 'extension') steps.push({ what: e.ground, count: `另加${e.days}天`, day: e.on })
  }
  const end = clock === 'promised' ? file.promisedDueOn : file.statutoryDueOn
  return [
    ...steps,
    {
      what: clock === 'promised' ? '承诺办结' : `法定期限（${file.limitBasis}）`,
      count: `共${input.days + file.extension}个${limits[clock].unit === 'calendarDay' ? '自然日' : '工作日'}`,
      ...(end ? { day: end } : {}),
    },
  ]
}
