import type { Refusal } from '../../core/errors.ts'
import type { AccountKind, PersonField } from './schema.ts'

export const kindLabels: Record<AccountKind, string> = { citizen: '个人', organisation: '法人', staff: '工作人员' }

export const personFieldLabels: Record<PersonField, string> = {
  name: '姓名',
  idNumber: '身份证号码',
  phone: '手机号码',
  contactName: '经办人',
}

/** What each permission of this module lets one do. */
export const permissions: Record<string, string> = {
  'identity.manageAccounts': '建立、停用账号，重置密码',
  'identity.grantRoles': '授予、收回角色（不能给自己）',
  'identity.reveal': '写明事由后查看被隐去的个人信息',
}

export const refusals = {
  ownAccount: {
    code: 'identity.ownAccount',
    message: '不能停用或重置自己的账号',
    next: '请由另一位管理员办理；修改密码请到“我的账号”',
  },
  ownRights: {
    code: 'identity.ownRights',
    message: '不能给自己授予或收回角色',
    next: '请由另一位管理员办理',
  },
  outOfReach: {
    code: 'identity.outOfReach',
    message: '这个账号或单位超出了您的管理范围',
    next: '请由上一级管理员办理',
  },
  notStaff: { code: 'identity.notStaff', message: '角色只能授予工作人员账号' },
  disabled: { code: 'identity.disabled', message: '账号已停用，不能再授予角色', next: '请先启用账号' },
  overBefore: { code: 'identity.overBefore', message: '截止日期不能早于开始日期或今天' },
  heldAlready: { code: 'identity.heldAlready', message: '该账号在这个范围、这段时间内已有这个角色' },
  endedAlready: { code: 'identity.endedAlready', message: '这项授权已经收回' },
} as const satisfies Record<string, Refusal>

/** 14:35 in Asia/Shanghai: when to try again. */
export function clockTime(at: Date): string {
  return new Intl.DateTimeFormat('zh-CN', {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Asia/Shanghai',
  }).format(at)
}

export const messages = {
  wrongPassword: '用户名或密码不对，请核对后再试',
  wrongCode: '验证码不对或已过期，请核对后再试',
  wrongCurrent: '现在的密码不对，请核对后再试',
  disabled: '这个账号已停用，请联系本单位的系统管理员',
  challengeOver: '等待时间过长或输错次数太多，请重新登录',
  useOwnPage: '这个账号请用用户名和密码登录',
  tooMany: (until: Date) => `尝试次数太多，为保护账号请在 ${clockTime(until)} 之后再试`,
  notRegistered: '这个手机号还没有注册，请先注册',
}

const actLabels: Record<string, string> = {
  'identity.signedIn': '登录',
  'identity.signedOut': '退出登录',
  'identity.lockedOut': '尝试次数太多，暂停登录',
  'identity.registered': '注册',
  'identity.passwordChanged': '修改密码',
  'identity.passwordReset': '重置密码',
  'identity.secondFactorOn': '启用第二重验证',
  'identity.secondFactorOff': '关闭第二重验证',
  'identity.secondFactorReset': '解除第二重验证',
  'identity.sessionsEnded': '结束登录',
  'identity.accountCreated': '建立账号',
  'identity.accountDisabled': '停用账号',
  'identity.accountEnabled': '重新启用账号',
  'identity.roleGranted': '授予角色',
  'identity.roleRevoked': '收回角色',
  'identity.revealed': '查看个人信息',
}

/** What an act of this module did, in words. */
export function actLabel(act: string): string {
  return actLabels[act] ?? act
}

/** A browser by its usual name, for the list of sessions. */
export function browserName(userAgent: string | null): string {
  if (!userAgent) return '未知浏览器'
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux|HarmonyOS/.exec(userAgent)?.[0]?.replace('Mac OS', 'Mac')
  const browser = [
    ['Edg', 'Edge'],
    ['MicroMessenger', '微信'],
    ['QQBrowser', 'QQ 浏览器'],
    ['Firefox', 'Firefox'],
    ['Chrome', 'Chrome'],
    ['Safari', 'Safari'],
  ].find(([sign]) => userAgent.includes(`${sign}/`))?.[1]
  return [browser ?? '浏览器', system].filter(Boolean).join('，')
}
