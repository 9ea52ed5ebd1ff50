import type { Row2014 } from './answers.ts'
import type { Proposal } from './life.store.ts'
import type { MoveName } from './rules.ts'
import type {
  ApplicantField,
  ApplicantKind,
  ConsultationAnswer,
  ConsultationKind,
  FilePurpose,
  IdKind,
  IntakeChannel,
  LetterKind,
  PostKind,
  ProposalKind,
  RequestState,
  Route,
  WantedForm,
} from './schema.ts'

export const stateLabels: Record<RequestState, string> = {
  received: '已收到',
  supplementAsked: '待补正',
  handling: '办理中',
  consulting: '征求意见中',
  feeAsked: '待缴费',
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
  'requests.taken': '接办',
  'requests.supplementAsked': '要求补正',
  'requests.supplemented': '收到补正',
  'requests.consulted': '征求意见，暂停计时',
  'requests.answered': '收到征求意见的答复',
  'requests.consultationExpired': '征求意见期满未答复',
  'requests.extensionProposed': '提请延期',
  'requests.extended': '延长答复期限',
  'requests.reasonsAsked': '要求说明理由',
  'requests.reasonsGiven': '申请人说明理由',
  'requests.postponementProposed': '提请另定期限',
  'requests.postponed': '另定合理的答复期限',
  'requests.handedOver': '转交其他单位',
  'requests.feeAsked': '通知缴纳信息处理费',
  'requests.paid': '收到缴费，重新计时',
  'requests.replyDrafted': '拟写答复',
  'requests.replyProposed': '把答复送审',
  'requests.returned': '负责人退回',
  'requests.takenBack': '收回提请',
  'requests.replied': '作出答复',
  'requests.followedUp': '补充答复',
  'requests.withdrawn': '申请人撤回',
  'requests.abandoned': '不再处理',
  'requests.delivered': '登记送达',
  'requests.read': '申请人查看文书',
  'requests.reminded': '期限提醒',
  'requests.redated': '工作日历更正，重新核算期限',
  'requests.published': '转为主动公开',
  'requests.archived': '归档',
  'requests.fileAdded': '上传文件',
  'requests.fileRemoved': '移除文件',
  'requests.fileOpened': '查看身份证明',
  'identity.revealed': '查看申请人信息',
}

export const applicantFieldLabels: Record<ApplicantField, string> = {
  applicantName: '姓名或名称',
  applicantIdNumber: '证件号码',
  contactPerson: '联系人',
  applicantContact: '联系电话',
  applicantEmail: '电子邮箱',
  applicantAddress: '通信地址',
}

export const idKindLabels: Record<IdKind, string> = {
  residentId: '居民身份证',
  passport: '护照',
  permit: '港澳台居民证件',
  creditCode: '统一社会信用代码',
}

export const postKindLabels: Record<PostKind, string> = { registered: '挂号信、快递（签收）', ordinary: '平信' }

export const wantedFormLabels: Record<WantedForm, string> = {
  electronic: '电子文件',
  paper: '纸质复制件',
  reading: '现场查阅',
}

export const routeLabels: Record<Route, string> = {
  online: '在本网站领取',
  mail: '电子邮件',
  post: '邮寄',
  inPerson: '当面领取',
  fax: '传真',
}

export const consultationLabels: Record<ConsultationKind, string> = {
  thirdParty: '第三方',
  coProducer: '共同制作的机关',
}

export const consultationAnswerLabels: Record<ConsultationAnswer, string> = {
  agrees: '同意公开',
  objects: '不同意公开',
  silent: '逾期未答复',
}

export const proposalLabels: Record<ProposalKind, string> = {
  extension: '延长答复期限',
  postponement: '另定合理的答复期限',
  reply: '答复',
}

export const proposalStateLabels: Record<Proposal['state'], string> = {
  draft: '草稿',
  waiting: '等审批',
  approved: '已批准',
  returned: '已退回',
  void: '已作废',
}

export const filePurposeLabels: Record<FilePurpose, string> = {
  identityProof: '身份证明',
  application: '申请材料',
  supplement: '补正材料',
  release: '随答复提供',
  internal: '内部材料',
}

export const letterLabels: Record<LetterKind, string> = {
  receipt: '登记回执',
  supplementNotice: '补正告知书',
  thirdPartyConsultation: '第三方意见征询书',
  coProducerConsultation: '征求意见函',
  extensionNotice: '延期答复告知书',
  reasonsAsked: '说明理由告知书',
  postponementNotice: '合理期限告知书',
  thirdPartyDecision: '决定公开告知书',
  handOver: '移送函',
  handOverNotice: '转办告知书',
  feeNotice: '信息处理费缴费通知书',
  reply: '答复书',
  notProcessed: '不再处理告知书',
  withdrawalConfirmed: '撤回确认书',
  supplementaryReply: '补充答复书',
}

/** What one does with a request, as buttons and refusals say it. */
export const moveLabels: Record<MoveName, string> = {
  take: '接办',
  askSupplement: '要求补正',
  supplement: '登记补正',
  abandon: '按放弃申请处理',
  consult: '征求意见',
  recordAnswer: '登记征求意见的答复',
  proposeExtension: '提请延期',
  askReasons: '要求说明理由',
  giveReasons: '登记申请人的理由',
  proposePostponement: '提请另定期限',
  handOver: '转交其他单位',
  askFee: '通知缴费',
  recordPayment: '登记缴费',
  abandonUnpaid: '按逾期未缴费处理',
  draftReply: '拟写答复',
  issueReply: '发出答复',
  proposeReply: '把答复送审',
  takeBackProposal: '收回提请',
  decide: '审批',
  withdraw: '登记撤回',
  followUp: '补充答复',
  recordDelivery: '登记送达',
  archive: '归档',
}
