import type { MoveName } from './rules.ts'
import type {
  AppointmentChannel,
  AppointmentState,
  CounterKind,
  CounterState,
  DeviceKind,
  Half,
  Priority,
  TicketChannel,
  TicketState,
} from './schema.ts'

export const stateLabels: Record<TicketState, string> = {
  waiting: '等候中',
  called: '已叫号',
  serving: '办理中',
  done: '已办完',
  void: '已作废',
  left: '已离开',
}

export const channelLabels: Record<TicketChannel, string> = {
  kiosk: '自助机',
  counter: '服务台',
  phone: '手机',
  appointment: '预约',
}

export const appointmentStateLabels: Record<AppointmentState, string> = {
  booked: '已预约',
  cancelled: '已取消',
  kept: '已取号',
  noShow: '没有来',
}

export const appointmentChannelLabels: Record<AppointmentChannel, string> = {
  portal: '网上',
  kiosk: '自助机',
  counter: '服务台',
  phone: '电话',
  api: '别的系统',
}

export const priorityLabels: Record<Priority, string> = {
  none: '不需要',
  elderly: '老年人',
  disabled: '残疾人',
  pregnant: '孕妇',
  soldier: '军人',
}

export const counterKindLabels: Record<CounterKind, string> = {
  integrated: '综合窗口',
  special: '专业窗口',
  issue: '出件窗口',
}

export const counterStateLabels: Record<CounterState, string> = { closed: '未开', open: '开放', paused: '暂停' }

export const halfLabels: Record<Half, string> = { morning: '上午', afternoon: '下午' }

export const deviceKindLabels: Record<DeviceKind, string> = { kiosk: '自助机', board: '大屏', ratingPad: '评价器' }

export const weekdayLabels = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const

export const moveLabels: Record<MoveName, string> = {
  call: '叫号',
  recall: '再叫一次',
  miss: '过号',
  begin: '开始办理',
  transfer: '转到别处',
  finish: '办完',
  leave: '离开',
  void: '作废',
  end: '收号时结束',
}

/** `3号窗口`, as boards, tickets and refusals call it. */
export const counterTitle = ({ number }: { number: number }): string => `${number}号窗口`
