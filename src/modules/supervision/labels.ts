import type { Outcome, RemedyKind } from './schema.ts'

export const remedyLabels: Record<RemedyKind, string> = {
  reconsideration: '行政复议',
  litigation: '行政诉讼（未经复议直接起诉）',
  litigationAfterReconsideration: '行政诉讼（复议后起诉）',
}

export const outcomeLabels: Record<Outcome, string> = {
  upheld: '结果维持',
  corrected: '结果纠正',
  other: '其他结果',
  pending: '尚未审结',
}
