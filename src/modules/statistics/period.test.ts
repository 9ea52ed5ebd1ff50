import { expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import { periodOf } from './period.ts'

test.each([
  ['2026-01-01', '2026-12-31', 'during', '2026年'],
  ['2026-01-01', '2026-12-31', 'at the end', '2026年底'],
  ['2026-01-01', '2026-06-30', 'at the end', '截至2026年6月30日'],
  ['2026-03-01', '2026-05-31', 'during', '2026年3月1日至2026年5月31日'],
  ['2025-01-01', '2026-12-31', 'during', '2025年1月1日至2026年12月31日'],
] as const)('from %s to %s, %s, is said as %4$s', (from, to, kind, said) => {
  expect(periodOf({ from: day(from), to: day(to), kind })).toBe(said)
})
