import type { Row2014 } from './answers.ts'
import type { ApplicantField, ApplicantKind, IntakeChannel, RequestState } from './schema.ts'

export const stateLabels: Record<RequestState, string> = {
  received: '已收到',
  supplementAsked: '待补正',
  handling: '办理中',
  consulting: '征求意见中',
  replied: '已答复',
  withdrawn: '已撤回',
  abandoned: '视为放弃',
  archived: '已归档',
}

export const channelLabels: Record<IntakeChannel, string> = {
  inPerson: '当面',
  fax: '传真',
  online: '网络',
  letter: '信函',
}

export const applicantLabels: Record<ApplicantKind, string> = {
  naturalPerson: '自然人',
  company: '商业企业',
  researchInstitution: '科研机构',
  publicWelfare: '社会公益组织',
  legalService: '法律服务机构',
  otherOrganisation: '其他',
}

/** Names of the rows that count answers, as the forms give them. */
export const answerRows: { form2014: Record<Row2014, string>; table3: Record<number, string> } = {
  form2014: {
    'C3.1': '属于已主动公开范围数',
    'C3.2': '同意公开答复数',
    'C3.3': '同意部分公开答复数',
    'C3.4a': '不同意公开：涉及国家秘密',
    'C3.4b': '不同意公开：涉及商业秘密',
    'C3.4c': '不同意公开：涉及个人隐私',
    'C3.4d': '不同意公开：危及国家安全、公共安全、经济安全和社会稳定',
    'C3.4e': '不同意公开：不是《条例》所指政府信息',
    'C3.4f': '不同意公开：法律法规规定的其他情形',
    'C3.5': '不属于本行政机关公开数',
    'C3.6': '申请信息不存在数',
    'C3.7': '告知作出更改补充数',
    'C3.8': '告知通过其他途径办理数',
  },
  table3: {
    3: '予以公开',
    4: '部分公开',
    5: '属于国家秘密',
    6: '其他法律行政法规禁止公开',
    7: '危及“三安全一稳定”',
    8: '保护第三方合法权益',
    9: '属于三类内部事务信息',
    10: '属于四类过程性信息',
    11: '属于行政执法案卷',
    12: '属于行政查询事项',
    13: '本机关不掌握相关政府信息',
    14: '没有现成信息需要另行制作',
    15: '补正后申请内容仍不明确',
    16: '信访举报投诉类申请',
    17: '重复申请',
    18: '要求提供公开出版物',
    19: '无正当理由大量反复申请',
    20: '要求行政机关确认或重新出具已获取信息',
    21: '逾期不补正',
    22: '逾期未缴费',
    23: '其他',
  },
}

/** What an act on a request is called in its timeline. */
export const actLabels: Readonly<Record<string, string>> = {
  'requests.received': '收到申请',
  'requests.extended': '延长答复期限',
  'requests.redated': '答复期限重新计算',
  'requests.replied': '作出答复',
  'requests.withdrawn': '申请人撤回',
  'requests.abandoned': '视为放弃',
  'requests.archived': '归档',
}

export const applicantFieldLabels: Record<ApplicantField, string> = {
  applicantName: '姓名或名称',
  applicantIdNumber: '证件号码',
  applicantContact: '联系方式',
}
