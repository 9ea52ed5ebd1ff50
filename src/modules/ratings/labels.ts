import type { Channel, Dimension, Ground, Level, RatingState, Verdict } from './schema.ts'

/** GB/T 39046-2020 A.8, as people say it. */
export const levelLabels: Record<Level, string> = {
  1: '非常满意',
  2: '满意',
  3: '基本满意',
  4: '不满意',
  5: '非常不满意',
}

export const stateLabels: Record<RatingState, string> = {
  asked: '已邀请',
  valid: '有效',
  appealed: '申诉中',
  excluded: '不计入',
}

export const channelLabels: Record<Channel, string> = {
  windowDevice: '窗口评价器',
  kiosk: '自助终端',
  portal: '网上',
  qr: '扫码',
  sms: '短信链接',
  hotline: '热线',
  paper: '纸质评价表',
  clock: '默认计入',
}

export const groundLabels: Record<Ground, string> = {
  malicious: '恶意评价：明显不是为了办事，或者反复攻击',
  mistaken: '误评：点错了等次，或者说的不是服务',
  notOurs: '评错了对象：说的是别的单位、别的事',
}

export const verdictLabels: Record<Verdict, string> = {
  upheld: '申诉成立，不计入评价',
  dismissed: '申诉不成立，评价照常计入',
}

export const dimensionLabels: Record<Dimension, string> = {
  unit: '单位',
  item: '事项',
  counter: '窗口',
  clerk: '工作人员',
}
