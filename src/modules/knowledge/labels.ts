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
