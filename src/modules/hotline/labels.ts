import type { Need } from './rights.ts'
import type { MoveName } from './rules.ts'
import type {
  FollowUpWay,
  OrderChannel,
  OrderFileKind,
  OrderKind,
  OrderResult,
  OrderState,
  PersonalField,
  ProposalKind,
  RefusalGround,
  ReminderRule,
  ReplyWay,
  Satisfaction,
  TermKind,
  Urger,
} from './schema.ts'

export const stateLabels: Record<OrderState, string> = {
  received: '待派单',
  dispatched: '待签收',
  handling: '办理中',
  replied: '已答复，待申请办结',
  closing: '办结待审核',
  closed: '已办结',
  followedUp: '已回访',
  archived: '已归档',
  notAccepted: '不予受理',
  withdrawn: '已撤回',
  merged: '已合并',
}

/** As the person reads it. */
export const publicStateLabels: Record<OrderState, string> = {
  received: '已收到，正在转给承办单位',
  dispatched: '已转承办单位',
  handling: '承办单位正在办理',
  replied: '已经答复',
  closing: '已经答复，正在核实办理情况',
  closed: '已办结',
  followedUp: '已办结，已回访',
  archived: '已办结',
  notAccepted: '不予受理',
  withdrawn: '已撤回',
  merged: '与相同的诉求一起办理',
}

export const kindLabels: Record<OrderKind, string> = {
  consultation: '咨询',
  help: '求助',
  complaint: '投诉',
  report: '举报',
  suggestion: '建议',
}
export const termLabels: Record<TermKind, string> = { ...kindLabels, urgent: '紧急' }

export const channelLabels: Record<OrderChannel, string> = {
  phone: '热线电话',
  mayorMailbox: '市长信箱',
  message: '网上留言',
  superiorMailbox: '上级信箱交办',
  superiorHotline: '上级热线交办',
  helpLine: '社会求助热线',
  websiteError: '网站纠错',
  badRating: '差评转办',
}

export const resultLabels: Record<OrderResult, string> = {
  solved: '已解决',
  explained: '已解释',
  cannot: '暂时无法解决',
  notAccepted: '不予受理',
}

/** Why it is not accepted, with where to turn. 国办发〔2020〕53号 */
export const groundLabels: Record<RefusalGround, string> = {
  otherBranch: '属于人大、政协、监察、法院、检察院等机关的职权',
  emergency: '紧急报警求助，请拨打 110、119、120',
  inProcedure: '已经进入诉讼、仲裁、行政复议或者信访程序',
  secret: '涉及国家秘密、商业秘密或者个人隐私',
  repeated: '已经答复过，没有新的事实和理由',
  abuse: '辱骂、骚扰，或者没有实际内容',
}

export const proposalLabels: Record<ProposalKind, string> = { return: '退单', extension: '延期', closing: '办结' }
export const replyWayLabels: Record<ReplyWay, string> = {
  phone: '电话',
  sms: '短信',
  mail: '电子邮件',
  visit: '当面',
  online: '网上',
  letter: '书面',
}
export const followUpWayLabels: Record<FollowUpWay, string> = {
  phone: '电话',
  sms: '短信',
  visit: '上门',
  online: '网上',
}
export const satisfactionLabels: Record<Satisfaction, string> = {
  1: '非常满意',
  2: '满意',
  3: '基本满意',
  4: '不满意',
  5: '非常不满意',
}
export const urgerLabels: Record<Urger, string> = { person: '来访人', hotline: '热线', leader: '领导' }
export const fileLabels: Record<OrderFileKind, string> = {
  evidence: '来访人的材料',
  reply: '答复的附件',
  internal: '内部材料',
}
export const personalLabels: Record<PersonalField, string> = {
  personName: '姓名',
  personPhone: '联系电话',
  personEmail: '电子邮箱',
}
export const reminderLabels: Record<ReminderRule, string> = {
  nearing: '期限临近',
  overdue: '已经超期，请立即办理',
}

export const needLabels: Record<Need, string> = {
  register: '登记',
  dispatch: '派单',
  handle: '承办',
  ask: '申请退单、延期和转办',
  review: '审核',
  followUp: '回访',
  supervise: '督办',
  lead: '批示',
  publish: '公开',
}

export const moveLabels: Record<MoveName, string> = {
  dispatch: '派单',
  answerAtOnce: '当场答复',
  refuse: '不予受理',
  merge: '合并',
  split: '拆分',
  sign: '签收',
  contact: '登记首次联系',
  handDown: '转办给下级',
  giveBack: '退回转办单位',
  askReturn: '申请退单',
  decideReturn: '审核退单',
  reassign: '改派',
  askExtension: '申请延期',
  decideExtension: '审核延期',
  assist: '回复协办',
  reply: '答复',
  askClosing: '申请办结',
  decideClosing: '审核办结',
  supplement: '补充情况',
  urge: '催办',
  supervise: '督办',
  escalate: '报领导',
  instruct: '批示',
  followUp: '回访',
  reopen: '重新办理',
  withdraw: '撤回',
  archive: '归档',
  publish: '公开答复',
  withdrawPublication: '撤回公开',
}

/** What an act on a work order is called in its timeline. */
export const actLabels: Readonly<Record<string, string>> = {
  'hotline.registered': '登记',
  'hotline.listChecked': '检查要导入的交办清单',
  'hotline.dispatched': '派单',
  'hotline.answeredAtOnce': '当场答复',
  'hotline.refused': '不予受理',
  'hotline.merged': '并入相同的诉求',
  'hotline.split': '从合并中拆分',
  'hotline.signed': '签收',
  'hotline.contacted': '首次联系来访人',
  'hotline.handedDown': '转办给下级',
  'hotline.givenBack': '退回转办单位',
  'hotline.returnAsked': '申请退单',
  'hotline.returned': '同意退单',
  'hotline.extensionAsked': '申请延期',
  'hotline.extended': '同意延期',
  'hotline.closingAsked': '申请办结',
  'hotline.proposalReturned': '退回申请',
  'hotline.reassigned': '改派',
  'hotline.assisted': '协办单位回复',
  'hotline.replied': '答复',
  'hotline.closed': '办结',
  'hotline.supplemented': '来访人补充情况',
  'hotline.urged': '催办',
  'hotline.supervised': '督办',
  'hotline.escalated': '报领导',
  'hotline.instructed': '领导批示',
  'hotline.reminded': '提醒',
  'hotline.followedUp': '回访',
  'hotline.reopened': '重新办理',
  'hotline.withdrawn': '撤回',
  'hotline.archived': '归档',
  'hotline.published': '公开答复',
  'hotline.publicationWithdrawn': '撤回公开',
  'hotline.redated': '期限重新计算',
  'identity.revealed': '查看个人信息',
}
