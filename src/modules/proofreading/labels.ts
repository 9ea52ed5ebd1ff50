import type { Kind, Severity } from './findings.ts'

export const severityLabels: Record<Severity, string> = { error: '错误', warning: '可疑', note: '提示' }

export const kindLabels: Record<Kind, string> = {
  sum: '分项与总数',
  percentage: '比例',
  change: '增减',
  conflict: '前后不一致',
  table: '表内勾稽',
  blank: '漏填',
  date: '日期',
  period: '统计期限',
  wording: '用语',
}
