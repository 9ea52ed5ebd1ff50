import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'
import { specialKinds } from '../catalogue/index.ts'

/** States of a case, as in the database. 国办函〔2016〕108号；GB/T 39046-2020 */
export const caseStates = [
  'submitted',
  'supplementAsked',
  'accepted',
  'inReview',
  'specialProcedure',
  'approved',
  'rejected',
  'notAccepted',
  'returned',
  'withdrawn',
  'completed',
  'delivered',
  'archived',
] as const
export type CaseState = (typeof caseStates)[number]

/** How a case came in. */
export const channels = ['online', 'window', 'town', 'village', 'post'] as const
export type Channel = (typeof channels)[number]

/** instant 即办件, decided on the spot; committed 承诺件. GB/T 39046-2020 A.6 */
export const caseKinds = ['instant', 'committed'] as const
export type CaseKind = (typeof caseKinds)[number]

export const applicantKinds = ['naturalPerson', 'organisation'] as const
export type ApplicantKind = (typeof applicantKinds)[number]

/** What the number of an applicant is of. */
export const idKinds = ['residentId', 'passport', 'permit', 'creditCode'] as const
export type IdKind = (typeof idKinds)[number]

/** How a person consented to being applied for. */
export const consentWays = ['written', 'present', 'recorded'] as const
export type ConsentWay = (typeof consentWays)[number]

/** How a material came; `later` is tolerated for now (容缺). */
export const materialWays = ['upload', 'paper', 'reused', 'shared', 'later'] as const
export type MaterialWay = (typeof materialWays)[number]

/** A by its issuer, B checked by a window, C uploaded, D made by the applicant. 国办函〔2016〕108号 */
export const trustLevels = ['A', 'B', 'C', 'D'] as const
export type Trust = (typeof trustLevels)[number]

/** What a letter of authorisation may let a clerk do. */
export const powers = ['accept', 'decide', 'issue'] as const
export type Power = (typeof powers)[number]

export const decisions = ['approve', 'reject'] as const
export type Decision = (typeof decisions)[number]
export const proposalKinds = ['extension', 'decision'] as const
export type ProposalKind = (typeof proposalKinds)[number]
/** What whoever may decide says to a proposal. */
export const verdicts = ['approved', 'returned'] as const

export const deliveryWays = ['counter', 'post'] as const
export type DeliveryWay = (typeof deliveryWays)[number]

/** What is known of the applicant and masked until someone gives a reason to see it. */
export const personalFields = [
  'applicantName',
  'applicantIdNumber',
  'applicantPhone',
  'applicantEmail',
  'applicantAddress',
  'contactPerson',
  'agentName',
  'agentIdNumber',
  'agentPhone',
  'deliveryAddress',
] as const
export type PersonalField = (typeof personalFields)[number]

/** Papers of a case. Acceptance and refusal carry seal and date. 《行政许可法》第三十二条第二款 */
export const paperKinds = [
  'receipt',
  'acceptance',
  'supplementNotice',
  'nonAcceptance',
  'transfer',
  'specialNotice',
  'extensionNotice',
  'approval',
  'rejection',
  'returned',
  'withdrawal',
  'feeNotice',
  'deliveryReceipt',
] as const
export type PaperKind = (typeof paperKinds)[number]

/** What electronic supervision warns of. 国办函〔2016〕108号 */
export const warningRules = ['nearing', 'yellowCard', 'redCard', 'statutory'] as const
export type WarningRule = (typeof warningRules)[number]

const oneOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], title })
const line = (title: string, maxLength = 200) => Type.String({ title, minLength: 1, maxLength })
const text = (title: string, maxLength = 2000) => Type.String({ title, minLength: 1, maxLength })
const maybe = (title: string, maxLength = 200) => Type.String({ title, maxLength, default: '' })
const dayField = (title: string) => Type.Unsafe<Day>({ type: 'string', format: 'date', title })
const maybeDay = (title: string) =>
  Type.Unsafe<Day | ''>({ title, anyOf: [{ const: '' }, { type: 'string', format: 'date' }], default: '' })
const count = (title: string) => Type.Integer({ title, minimum: 0, maximum: 999, default: 0 })
const id = (title: string) => Type.Integer({ title, minimum: 1 })
const key = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,30}$' })
const submissionKey = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', title: '表单编号' })

/** Answers to the version's form, checked against its JSON Schema by `answers.ts`. */
const answers = Type.Record(key, Type.Union([Type.String({ maxLength: 4000 }), Type.Number(), Type.Boolean()]), {
  title: '申请表',
  maxProperties: 80,
  default: {},
})
/** Answers to the questions that decide which materials are needed: question → value. */
const choices = Type.Record(key, Type.String({ maxLength: 40 }), { title: '情形', maxProperties: 10, default: {} })

const applicant = {
  applicantKind: oneOf(applicantKinds, '申请人类别'),
  applicantName: line('姓名或者单位名称', 100),
  idKind: oneOf(idKinds, '证件种类'),
  idNumber: line('证件号码', 40),
  contactPerson: maybe('联系人', 50),
  phone: line('联系电话', 40),
  email: maybe('电子邮箱', 120),
  address: maybe('联系地址', 200),
  wantedDelivery: oneOf(deliveryWays, '怎样领取结果'),
  deliveryAddress: maybe('邮寄地址', 200),
}

/** How each material is given; those not named are missing. */
const GivenMaterial = Type.Object({
  key,
  way: oneOf(materialWays, '提交方式'),
  copies: Type.Optional(count('份数')),
  /** Of a reused one: the material of an earlier case. */
  from: Type.Optional(id('以前提交的材料')),
})
export type GivenMaterial = Static<typeof GivenMaterial>
const materials = Type.Array(GivenMaterial, { title: '材料', maxItems: 100, default: [] })

/** An application as its applicant sends it online. */
export const CaseForm = Type.Object({ ...applicant, answers, choices, materials, submissionKey })
export type CaseForm = Static<typeof CaseForm>

/** What a draft holds so far: all of it may be missing. */
export const DraftForm = Type.Partial(Type.Omit(CaseForm, ['submissionKey']))
export type DraftForm = Static<typeof DraftForm>

/** An application as a clerk keys it in: at the window, in the town, in the village, from the post. */
/** What a case is begun from: kind and number. */
export const Origin = Type.String({ title: '来处', pattern: '^([a-z]{1,20}:\\d{1,15})?$' })

export const IntakeForm = Type.Object({
  ...CaseForm.properties,
  itemCode: line('事项', 60),
  channel: oneOf(['window', 'town', 'village', 'post'] as const, '收件方式'),
  /** For post: the day it arrived; the others came today. */
  receivedOn: maybeDay('收到日期'),
  agentName: maybe('代办人姓名', 50),
  agentIdNumber: maybe('代办人身份证号码', 40),
  agentPhone: maybe('代办人电话', 40),
  consentHow: Type.Unsafe<ConsentWay | ''>({
    type: 'string',
    enum: ['', ...consentWays],
    title: '申请人怎样同意代办',
    default: '',
  }),
  /** What it is begun from, such as `ticket:12`; an address may carry it. */
  origin: Type.Unsafe<string>({ ...Origin, default: '' }),
})
export type IntakeForm = Static<typeof IntakeForm>

/** What opens a case without an account. */
export const FollowForm = Type.Object({ number: line('办件编号', 50), code: line('查询码', 40) })

export const AcceptForm = Type.Object({ note: maybe('说明', 500) })
export const SupplementNotice = Type.Object({
  points: text('需要补正的全部内容', 3000),
  /** Names of fields of the item's form; the applicant may put right just these. */
  fields: Type.Array(key, { title: '申请表里要改的内容', maxItems: 80, default: [] }),
  until: dayField('补正期限'),
})
export const SupplementForm = Type.Object({
  materials,
  answers: Type.Optional(answers),
  note: maybe('补正说明', 1000),
})
export const NonAcceptance = Type.Object({
  ground: oneOf(['notNeeded', 'notCompetent', 'incomplete'] as const, '不予受理的原因'),
  reason: text('理由', 1000),
  organ: maybe('应向哪个机关申请', 100),
  organContact: maybe('那个机关的联系方式', 200),
})
export const SpecialForm = Type.Object({
  kind: oneOf(specialKinds, '特别程序'),
  reason: text('为什么需要', 500),
  until: maybeDay('预计结束的日期'),
})
export const SpecialEndForm = Type.Object({ result: text('结果', 1000) })
export const ExtensionForm = Type.Object({
  days: Type.Integer({ title: '延长的天数', minimum: 1, maximum: 60 }),
  reason: text('延长的理由', 500),
})
export const VerdictForm = Type.Object({
  proposal: id('提请'),
  verdict: oneOf(verdicts, '意见'),
  note: maybe('说明', 500),
})
export const StepForm = Type.Object({ step: id('环节'), opinion: text('审查意见', 2000) })
export const StepReturnForm = Type.Object({ ...StepForm.properties, to: key })
export const DecisionForm = Type.Object({
  decision: oneOf(decisions, '决定'),
  reason: maybe('理由', 2000),
})
export type DecisionForm = Static<typeof DecisionForm>
export const WithdrawalForm = Type.Object({ reason: maybe('撤回的原因', 500) })
export const ReturnForm = Type.Object({ reason: text('退件的原因', 1000) })
export const FeeForm = Type.Object({
  feeFen: Type.Integer({ title: '应缴金额（分）', minimum: 1, maximum: 10_000_000_00 }),
})
export const PaymentForm = Type.Object({ paidOn: dayField('缴费日期'), receipt: line('票据号', 60) })
export const CounterForm = Type.Object({
  recipient: line('领取人姓名', 50),
  recipientIdNumber: maybe('领取人证件号码', 40),
})
export const PostForm = Type.Object({
  address: maybe('邮寄地址', 200),
  phone: maybe('收件人电话', 40),
  carrier: maybe('快递公司', 40),
  trackingNumber: maybe('运单号', 40),
})
export const ArrivalForm = Type.Object({ arrivedOn: dayField('签收日期') })
export const DeliveryChoice = Type.Object({
  wantedDelivery: applicant.wantedDelivery,
  deliveryAddress: applicant.deliveryAddress,
})
export type DeliveryChoice = Static<typeof DeliveryChoice>
export const MessageForm = Type.Object({ body: text('留言', 1000) })
export const HandOverForm = Type.Object({ accountId: line('交给谁', 80), reason: text('原因', 500) })
export const RevokeForm = Type.Object({ result: id('证照文书'), reason: text('撤销的理由', 500) })

export const AuthorisationForm = Type.Object({
  unitCode: line('委托单位', 100),
  accountId: line('受委托的工作人员', 80),
  items: Type.Array(id('事项'), { title: '事项', maxItems: 500, default: [] }),
  powers: Type.Array(oneOf(powers, '权限'), { title: '权限', minItems: 1, maxItems: 3 }),
  documentNumber: line('授权委托书编号', 60),
  validFrom: dayField('开始日期'),
  validUntil: dayField('截止日期'),
})
export type AuthorisationForm = Static<typeof AuthorisationForm>
export const DeputyForm = Type.Object({
  accountId: line('谁不在', 80),
  deputyId: line('由谁代理', 80),
  reason: line('原因', 200),
  validFrom: dayField('开始日期'),
  validUntil: dayField('截止日期'),
})
export type DeputyForm = Static<typeof DeputyForm>

export const AnswerForm = Type.Object({
  rule: oneOf(warningRules, '预警'),
  period: dayField('预警针对的期限'),
  answer: text('原因和怎样办', 500),
})
export type AnswerForm = Static<typeof AnswerForm>

export const RevealForm = Type.Object({
  field: oneOf(personalFields, '要查看的内容'),
  reason: Type.String({ title: '查看的理由', maxLength: 200 }),
})
