import type { UnitKind } from './schema.ts'

export const unitKindLabels: Record<UnitKind, string> = {
  government: '人民政府',
  office: '政府办公室',
  department: '政府工作部门',
  institution: '事业单位',
  subdistrict: '街道',
  town: '镇',
  community: '社区',
  village: '行政村',
}

export const siteKindLabels = {
  archive: '国家档案馆',
  library: '公共图书馆',
  serviceCentre: '政务服务场所',
  other: '其他',
} as const
export const appointmentLabels = { fullTime: '专职', partTime: '兼职' } as const
export const platformLabels = { microblog: '政务微博', wechat: '政务微信', other: '其他平台' } as const
