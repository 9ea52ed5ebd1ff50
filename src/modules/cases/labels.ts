import type { SpecialKind } from '../catalogue/index.ts'
import type { CaseLight } from './light.ts'
import type { Need } from './rights.ts'
import type { MoveName } from './rules.ts'
import type {
  ApplicantKind,
  CaseKind,
  CaseState,
  Channel,
  ConsentWay,
  Decision,
  DeliveryWay,
  IdKind,
  MaterialWay,
  PaperKind,
  PersonalField,
  Power,
  ProposalKind,
  Trust,
  WarningRule,
} from './schema.ts'

export const stateLabels: Record<CaseState, string> = {
  submitted: '待受理',
  supplementAsked: '待补正',
  accepted: '已受理',
  inReview: '审查中',
  specialProcedure: '特别程序中',
  approved: '已批准，待制证',
  rejected: '不予批准',
  notAccepted: '不予受理',
  returned: '已退件',
  withdrawn: '已撤回',
  completed: '已办结，待领取',
  delivered: '已送达',
  archived: '已归档',
}

export const moveLabels: Record<MoveName, string> = {
  accept: '受理',
  acceptSilently: '逾期未告知视为受理',
  askSupplement: '要求补正',
  supplement: '补正',
  notAccept: '不予受理',
  decideAtOnce: '当场办结',
  bringMaterials: '补交容缺材料',
  startSpecial: '启动特别程序',
  endSpecial: '结束特别程序',
  proposeExtension: '提请延期',
  decideExtension: '审批延期',
  passStep: '通过环节',
  returnStep: '退回环节',
  proposeDecision: '提出处理意见',
  takeBackProposal: '收回提请',
  decide: '作出决定',
  answerProposal: '审批处理意见',
  askFee: '通知缴费',
  recordPayment: '登记缴费',
  withdraw: '撤回',
  returnCase: '退件',
  issueResult: '制发结果',
  deliver: '窗口送达',
  post: '寄送',
  arrive: '签收',
  revokeResult: '撤销证照',
  handOver: '移交',
  archive: '归档',
}

export const needLabels: Record<Need, string> = { accept: '受理', handle: '办理', decide: '决定', issue: '发证' }
export const powerLabels: Record<Power, string> = { accept: '受理', decide: '决定', issue: '发证' }

export const lightLabels: Record<CaseLight, string> = {
  green: '期限充足',
  yellow: '期限临近',
  overdue: '已超期',
  stopped: '暂停计时',
  none: '不计时',
}

export const channelLabels: Record<Channel, string> = {
  online: '网上',
  window: '大厅窗口',
  town: '乡镇（街道）',
  village: '村（社区）',
  post: '邮寄',
}

export const kindLabels: Record<CaseKind, string> = { instant: '即办件', committed: '承诺件' }
export const applicantLabels: Record<ApplicantKind, string> = { naturalPerson: '个人', organisation: '单位' }
export const idKindLabels: Record<IdKind, string> = {
  residentId: '居民身份证',
  passport: '护照',
  permit: '通行证、居留证',
  creditCode: '统一社会信用代码',
}
export const consentLabels: Record<ConsentWay, string> = {
  written: '签了书面委托',
  present: '本人在场同意',
  recorded: '电话同意，有录音',
}
export const wayLabels: Record<MaterialWay, string> = {
  upload: '上传',
  paper: '纸质',
  reused: '沿用以前提交的',
  shared: '政府已有，不用提交',
  later: '容缺，稍后补交',
}
export const trustLabels: Record<Trust, string> = {
  A: '由签发机关提供',
  B: '窗口已核对原件',
  C: '申请人上传，领取时核对原件',
  D: '申请人自己填写、承诺',
}
export const decisionLabels: Record<Decision, string> = { approve: '批准', reject: '不予批准' }
export const proposalLabels: Record<ProposalKind, string> = { extension: '延期', decision: '处理意见' }
export const deliveryLabels: Record<DeliveryWay, string> = { counter: '窗口领取', post: '邮寄' }

export const specialLabels: Record<SpecialKind, string> = {
  hearing: '听证',
  tender: '招标',
  auction: '拍卖',
  test: '检验、检测',
  inspection: '现场勘验',
  quarantine: '检疫',
  appraisal: '鉴定',
  expertReview: '专家评审',
}

export const paperLabels: Record<PaperKind, string> = {
  receipt: '收件凭证',
  acceptance: '受理通知书',
  supplementNotice: '一次性补正告知书',
  nonAcceptance: '不予受理通知书',
  transfer: '办件流转单',
  specialNotice: '特别程序告知书',
  extensionNotice: '延长期限告知书',
  approval: '准予决定书',
  rejection: '不予批准决定书',
  returned: '退件告知书',
  withdrawal: '撤回确认书',
  feeNotice: '缴费通知书',
  deliveryReceipt: '送达回证',
}

export const warningLabels: Record<WarningRule, string> = {
  nearing: '期限临近',
  yellowCard: '黄牌：超期',
  redCard: '红牌：黄牌以后仍未办结',
  statutory: '超过法定期限',
}

export const personalLabels: Record<PersonalField, string> = {
  applicantName: '申请人',
  applicantIdNumber: '证件号码',
  applicantPhone: '联系电话',
  applicantEmail: '电子邮箱',
  applicantAddress: '联系地址',
  contactPerson: '联系人',
  agentName: '代办人',
  agentIdNumber: '代办人身份证号码',
  agentPhone: '代办人电话',
  deliveryAddress: '邮寄地址',
}

/** What an act on a case is called in its timeline. */
export const actLabels: Readonly<Record<string, string>> = {
  'cases.submitted': '提交申请',
  'cases.takenIn': '窗口收件',
  'cases.accepted': '受理',
  'cases.acceptedSilently': '逾期未告知，视为受理',
  'cases.supplementAsked': '要求补正',
  'cases.supplemented': '收到补正',
  'cases.notAccepted': '不予受理',
  'cases.materialsBrought': '补交容缺材料',
  'cases.specialStarted': '启动特别程序，暂停计时',
  'cases.specialEnded': '特别程序结束，继续计时',
  'cases.extensionProposed': '提请延期',
  'cases.extended': '延长期限',
  'cases.proposalReturned': '退回提请',
  'cases.proposalTakenBack': '收回提请',
  'cases.stepPassed': '通过环节',
  'cases.stepReturned': '退回环节',
  'cases.decisionProposed': '提出处理意见',
  'cases.approved': '批准',
  'cases.rejected': '不予批准',
  'cases.feeAsked': '通知缴费',
  'cases.paid': '收到缴费',
  'cases.withdrawn': '申请人撤回',
  'cases.returned': '退件',
  'cases.resultIssued': '制发结果',
  'cases.resultRevoked': '撤销证照',
  'cases.posted': '寄出结果',
  'cases.deliveryMoved': '快递有了新进展',
  'cases.delivered': '送达',
  'cases.deliveryChosen': '申请人选择领取方式',
  'cases.messageSent': '留言',
  'cases.handedOver': '移交经办人',
  'cases.read': '申请人查看文书',
  'cases.reminded': '期限提醒',
  'cases.warned': '超期预警',
  'cases.redated': '工作日历更正，重新核算期限',
  'cases.archived': '归档',
  'cases.materialsChecked': '和原件核对材料',
  'cases.materialOpened': '查看材料',
  'cases.applicantRecalled': '收件时带出以前填写的内容',
  'cases.warningAnswered': '答复预警',
  'identity.revealed': '查看个人信息',
}

/** Why a case is not accepted, as its paper says it. */
export const nonAcceptanceLabels = {
  notNeeded: '这件事依法不需要办理许可或者审批',
  notCompetent: '这件事依法不属于本机关的职权范围',
  incomplete: '申请材料没有按照补正告知书在期限内补齐',
} as const
