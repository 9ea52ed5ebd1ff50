import type { RefusalGround, ReplyKind } from './schema.ts'

/** One way in which a request can end, the law it rests on, and the row of each form that counts it. */
export type Answer = {
  kind: ReplyKind
  /** Only for `refused`. */
  ground?: RefusalGround
  label: string
  /** Article under each regime of the regulation; absent where the regime does not know this answer. */
  articles: { R2008?: string; R2019?: string }
  /** Row of the 2014 form; absent where that form has none. */
  form2014?: Row2014
  /** Row of table 3 in the 2021 template, 3 to 23. */
  table3: number
  /** What has not been confirmed against the printed law or the form's own notes. */
  unconfirmed?: string
}

/** Rows of part 三(三) of the 2014 form that are counted and not summed. 国办发〔2014〕32号 */
export type Row2014 =
  | 'C3.1'
  | 'C3.2'
  | 'C3.3'
  | 'C3.4a'
  | 'C3.4b'
  | 'C3.4c'
  | 'C3.4d'
  | 'C3.4e'
  | 'C3.4f'
  | 'C3.5'
  | 'C3.6'
  | 'C3.7'
  | 'C3.8'

const practice2010 = '第492号令无此条，按国办发〔2010〕5号的做法，条款待核'

/**
 * Every answer and where each form counts it: the one place to correct when a form's notes say otherwise.
 * @basis 《政府信息公开条例》(国务院令第492号)第二十一条至第二十三条;(国务院令第711号)第十四条至第十六条、第三十五条至第三十九条
 * @basis 国办发〔2014〕32号;国办公开办函〔2021〕30号
 */
export const answers: readonly Answer[] = [
  {
    kind: 'alreadyPublic',
    label: '属于已主动公开范围',
    articles: { R2008: '第二十一条第一项', R2019: '第三十六条第一项' },
    form2014: 'C3.1',
    table3: 3,
  },
  {
    kind: 'granted',
    label: '同意公开',
    articles: { R2008: '第二十一条第一项', R2019: '第三十六条第二项' },
    form2014: 'C3.2',
    table3: 3,
  },
  {
    kind: 'grantedInPart',
    label: '同意部分公开',
    articles: { R2008: '第二十二条', R2019: '第三十七条' },
    form2014: 'C3.3',
    table3: 4,
  },
  {
    kind: 'refused',
    ground: 'stateSecret',
    label: '不予公开：属于国家秘密',
    articles: { R2008: '第十四条', R2019: '第十四条' },
    form2014: 'C3.4a',
    table3: 5,
    unconfirmed: '第492号令条款待核',
  },
  {
    kind: 'refused',
    ground: 'otherLaw',
    label: '不予公开：其他法律行政法规禁止公开',
    articles: { R2008: '第十四条', R2019: '第十四条' },
    form2014: 'C3.4f',
    table3: 6,
    unconfirmed: '第492号令条款待核',
  },
  {
    kind: 'refused',
    ground: 'securityAndStability',
    label: '不予公开：危及国家安全、公共安全、经济安全和社会稳定',
    articles: { R2008: '第八条', R2019: '第十四条' },
    form2014: 'C3.4d',
    table3: 7,
    unconfirmed: '第492号令条款待核',
  },
  {
    kind: 'refused',
    ground: 'tradeSecret',
    label: '不予公开：涉及商业秘密',
    articles: { R2008: '第十四条、第二十三条', R2019: '第十五条' },
    form2014: 'C3.4b',
    table3: 8,
  },
  {
    kind: 'refused',
    ground: 'privacy',
    label: '不予公开：涉及个人隐私',
    articles: { R2008: '第十四条、第二十三条', R2019: '第十五条' },
    form2014: 'C3.4c',
    table3: 8,
  },
  {
    kind: 'refused',
    ground: 'internalAffairs',
    label: '不予公开：内部事务信息',
    articles: { R2019: '第十六条第一款' },
    form2014: 'C3.4e',
    table3: 9,
    unconfirmed: practice2010,
  },
  {
    kind: 'refused',
    ground: 'processInformation',
    label: '不予公开：过程性信息',
    articles: { R2019: '第十六条第二款' },
    form2014: 'C3.4e',
    table3: 10,
    unconfirmed: practice2010,
  },
  {
    kind: 'refused',
    ground: 'enforcementFile',
    label: '不予公开：行政执法案卷',
    articles: { R2019: '第十六条第二款' },
    form2014: 'C3.4f',
    table3: 11,
  },
  {
    kind: 'refused',
    ground: 'specialQuery',
    label: '不予公开：属于行政查询事项',
    articles: { R2019: '第三十六条第七项' },
    form2014: 'C3.8',
    table3: 12,
  },
  {
    kind: 'refused',
    ground: 'notGovernmentInformation',
    label: '不予公开：不是《条例》所指政府信息',
    articles: { R2008: '第二条' },
    form2014: 'C3.4e',
    table3: 23,
    unconfirmed: '仅用于旧条例，2021年格式无对应行，计入其他',
  },
  {
    kind: 'notHeld',
    label: '不属于本行政机关公开',
    articles: { R2008: '第二十一条第三项', R2019: '第三十六条第五项' },
    form2014: 'C3.5',
    table3: 13,
  },
  {
    kind: 'notExist',
    label: '政府信息不存在',
    articles: { R2008: '第二十一条第三项', R2019: '第三十六条第四项' },
    form2014: 'C3.6',
    table3: 13,
  },
  {
    kind: 'needsProcessing',
    label: '没有现成信息，需要另行制作',
    articles: { R2019: '第三十八条' },
    form2014: 'C3.6',
    table3: 14,
    unconfirmed: '2014年统计表计入“信息不存在”还是“不同意公开”，填表说明待核',
  },
  {
    kind: 'unclearAfterSupplement',
    label: '补正后申请内容仍不明确',
    articles: { R2008: '第二十一条第四项', R2019: '第三十条' },
    form2014: 'C3.7',
    table3: 15,
  },
  {
    kind: 'petition',
    label: '信访举报投诉类申请',
    articles: { R2019: '第三十九条第一款' },
    form2014: 'C3.8',
    table3: 16,
  },
  {
    kind: 'duplicate',
    label: '重复申请',
    articles: { R2019: '第三十六条第六项' },
    form2014: 'C3.8',
    table3: 17,
    unconfirmed: '第492号令下条款待核',
  },
  {
    kind: 'publication',
    label: '要求提供公开出版物',
    articles: { R2008: '法释〔2011〕17号第二条', R2019: '第三十九条第二款' },
    form2014: 'C3.8',
    table3: 18,
  },
  { kind: 'excessive', label: '无正当理由大量反复申请', articles: { R2019: '第三十五条' }, table3: 19 },
  {
    kind: 'reconfirmation',
    label: '要求确认或重新出具已获取信息',
    articles: { R2019: '无条款，见国办公开办函〔2021〕30号' },
    table3: 20,
  },
  {
    kind: 'supplementOverdue',
    label: '逾期不补正，视为放弃',
    articles: { R2019: '第三十条' },
    form2014: 'C3.7',
    table3: 21,
  },
  { kind: 'feeUnpaid', label: '逾期未缴纳信息处理费', articles: { R2019: '国办函〔2020〕109号' }, table3: 22 },
  { kind: 'withdrawn', label: '申请人撤回', articles: { R2008: '申请人撤回', R2019: '申请人撤回' }, table3: 23 },
  { kind: 'other', label: '其他处理', articles: { R2008: '其他', R2019: '其他' }, table3: 23 },
]

/** How an answer is written as one word: `granted`, `refused:privacy`. */
export const answerKey = (answer: { kind: ReplyKind; ground?: RefusalGround }): string =>
  answer.ground ? `${answer.kind}:${answer.ground}` : answer.kind

/** Row of table 3 in the 2019 variant, where the three rows of 其他处理 are one. 国办公开办函〔2019〕60号 */
export const table3In2019 = (row: number): number => Math.min(row, 21)
