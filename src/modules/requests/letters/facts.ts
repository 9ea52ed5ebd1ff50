import type { Day } from '../../../core/day.ts'
import type { Regime } from '../../../core/regime.ts'
import type { Vocabulary } from '../../../platform/letters/index.ts'
import type { WorkingStep } from '../../../platform/paper/index.ts'
import type { ApplicantKind } from '../schema.ts'

/** What a value of each kind is; how it is printed is told in `platform/letters`. */
type Values = {
  text: string
  day: Day
  /** A whole number, such as of working days or pages. */
  count: number
  /** Whole fen. */
  money: number
  list: readonly string[]
  working: readonly WorkingStep[]
}

/** Rows of the tables that a letter may hold: field → what it says. */
const tables = {
  /** 不予公开的内容 of a partial release, place by place. 《政府信息公开条例》第三十七条 */
  withheld: { where: '位置', what: '内容', why: '理由', article: '依据' },
  /** Slices of the information processing fee. 国办函〔2020〕109号 */
  feeLines: { slice: '计费段', quantity: '数量', rate: '收费标准', amount: '金额' },
} as const
export type TableName = keyof typeof tables
type Rows<T extends TableName> = readonly { readonly [F in keyof (typeof tables)[T]]: string }[]

/**
 * What the templates may speak of: name → kind and what the desk calls it. A template that names anything else stops the
 * start. What every letter has is in `Always`.
 */
const factKinds = {
  wantedForm: ['text', '希望的提供形式'],
  channel: ['text', '提交方式'],
  queryUrl: ['text', '查询网址'],
  queryCode: ['text', '查询码'],
  dueOn: ['day', '答复期限'],
  working: ['working', '期限计算过程'],
  points: ['list', '需要补正的内容'],
  supplementBy: ['day', '补正期限'],
  noticeOn: ['day', '发出通知之日'],
  thirdParty: ['text', '第三方'],
  consultedAbout: ['text', '征求意见的内容'],
  answerBy: ['day', '回复意见的期限'],
  organ: ['text', '其他行政机关'],
  organContact: ['text', '其他行政机关的联系方式'],
  handedOverOn: ['day', '移送之日'],
  extensionDays: ['count', '延长的工作日数'],
  reason: ['text', '理由'],
  laterOn: ['day', '延迟后的答复期限'],
  feeFen: ['money', '应缴金额'],
  feeBasis: ['text', '计费方式'],
  payBy: ['day', '缴费期限'],
  payHow: ['text', '缴费方式'],
  whereToFind: ['text', '获取的方式和途径'],
  provided: ['list', '提供的政府信息'],
  deliveredBy: ['text', '提供的方式'],
  otherLaw: ['text', '其他法律、行政法规及条款'],
  objectedOn: ['day', '第三方书面不同意之日'],
  searched: ['text', '检索的范围和方法'],
  earlierNumber: ['text', '先前申请的登记编号'],
  earlierOn: ['day', '先前答复之日'],
  withdrawnOn: ['day', '撤回之日'],
  reviewBody: ['text', '行政复议机关'],
  court: ['text', '有管辖权的人民法院'],
} as const satisfies Record<string, readonly [keyof Values, string]>
export type FactName = keyof typeof factKinds

/** What every letter knows of its request, its unit and itself. */
export type Always = {
  /** The law on the day of receipt. */
  regime: Pick<Regime, 'code' | 'title' | 'orderNumber'>
  requestNumber: string
  applicantName: string
  applicantKind: ApplicantKind
  subject: string
  receivedOn: Day
  /** Full name of the unit that handles the request; head and signature of the letter. */
  unitName: string
  unitAddress: string
  contactName: string
  contactPhone: string
  /** Day of the letter, which also decides the terms of the remedies. */
  signedOn: Day
}

/** Facts for a letter. Which of the optional ones it needs, its template says: see `factsOf`. */
export type Facts = Always & {
  /** From `allotNumber`; absent on a draft and on letters without a series. */
  documentNumber?: string
} & { [F in FactName]?: Values[(typeof factKinds)[F][0]] } & { [T in TableName]?: Rows<T> }

/** What the templates may speak of, and the placeholders that every one may use. */
export const vocabulary: Vocabulary = {
  facts: factKinds,
  tables,
  always: [
    'requestNumber',
    'applicantName',
    'subject',
    'receivedOn',
    'unitName',
    'unitAddress',
    'contactName',
    'contactPhone',
    'signedOn',
    // Made of the facts: 您 or 贵单位; the regulation with its order; the article of the answer under it.
    'you',
    'law',
    'article',
  ],
}
