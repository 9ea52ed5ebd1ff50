import type { Indicator } from '../../platform/indicator.ts'
import type { Module } from '../../platform/module.ts'

/** The module over the indicators of all others. */
export function makeStatistics(indicators: readonly Indicator[]): Module {
  return { name: 'statistics', indicators }
}
