import type { ArticleState, AskerField, Audience, Channel, EnquiryState, PublicationState } from './schema.ts'

export const articleStateLabels: Record<ArticleState, string> = {
  draft: '起草中',
  inReview: '待审核',
  published: '已发布',
  withdrawn: '已撤下',
}

export const audienceLabels: Record<Audience, string> = { public: '对外公开', internal: '内部使用' }

export const channelLabels: Record<Channel, string> = { phone: '电话', inPerson: '当面', online: '网上' }

export const enquiryStateLabels: Record<EnquiryState, string> = {
  received: '待分派',
  assigned: '待答复',
  answered: '已答复',
}

export const publicationStateLabels: Record<PublicationState, string> = {
  proposed: '待审核公开',
  returned: '退回修改',
  published: '已公开',
  withdrawn: '已撤下',
}

export const askerLabels: Record<AskerField, string> = {
  askerName: '姓名',
  askerPhone: '手机号码',
  askerEmail: '电子邮箱',
}

/** What has been done, as a timeline tells it. */
export const actLabels: Readonly<Record<string, string>> = {
  'knowledge.articleWritten': '起草',
  'knowledge.articleSaved': '修改',
  'knowledge.articleSubmitted': '送审',
  'knowledge.articleRecalled': '撤回送审',
  'knowledge.changesGivenUp': '放弃修改',
  'knowledge.articleReturned': '退回修改',
  'knowledge.articlePublished': '发布',
  'knowledge.articleRevisited': '复核，内容仍然准确',
  'knowledge.reviewReminded': '提醒复核',
  'knowledge.articleWithdrawn': '撤下',
  'knowledge.imported': '批量导入',
  'knowledge.enquiryEntered': '登记',
  'knowledge.enquiryReceived': '收到网上咨询',
  'knowledge.enquiryAssigned': '交办',
  'knowledge.enquiryAnswered': '答复',
  'knowledge.enquiryReminded': '提醒答复',
  'knowledge.redated': '工作日历更正，期限重新计算',
  'knowledge.answerProposed': '提请公开问答',
  'knowledge.answerReturned': '退回公开的问答',
  'knowledge.answerPublished': '公开问答',
  'knowledge.answerWithdrawn': '撤下公开的问答',
  'identity.revealed': '查看个人信息',
}
