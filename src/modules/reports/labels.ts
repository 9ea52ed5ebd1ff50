import type { PartState, ReportState } from './schema.ts'

export const stateLabels: Record<ReportState, string> = {
  draft: '起草中',
  inReview: '待审核',
  reviewed: '待签发',
  signed: '已签发，待公布',
  published: '已公布',
  replaced: '已被更正版代替',
}

export const partStateLabels: Record<PartState, string> = { asked: '待报送', delivered: '已报送', merged: '已并入报告' }

/** Acts on a report as its timeline tells them. */
export const actLabels: Readonly<Record<string, string>> = {
  started: '开始编制',
  sectionSaved: '保存了一个部分',
  discarded: '废弃草稿',
  partsAsked: '请单位报送材料',
  partWithdrawn: '撤回报送任务',
  partDelivered: '收到报送的材料',
  partReturned: '退回报送的材料',
  partMerged: '把材料并入报告',
  submitted: '送审',
  recalled: '撤回送审',
  returned: '退回修改',
  reviewed: '审核通过',
  signed: '签发',
  published: '公布',
  corrected: '公布更正版',
  correctionStarted: '开始更正',
  partReminded: '提醒报送',
  reportReminded: '提醒公布',
}
