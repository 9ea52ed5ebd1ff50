import { describe, expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import type { Figure } from '../statistics/index.ts'
import { chartAnswer, figureAnswer, listAnswer, monthsAnswer } from './answer.ts'

const figure = (value: number | null, more: Partial<Figure> = {}): Figure => ({
  ...{ id: 'a.b', label: '收到申请数', unit: '件', value, definition: '期内收到的', basis: '条例', asOf: new Date(0) },
  period: { from: day('2018-01-01'), to: day('2018-12-31'), kind: 'during' },
  ...more,
})
const shown = (found: ReturnType<typeof figureAnswer>) => ('missing' in found ? `缺：${found.missing}` : found.shown)
const whole = (value: number | null) => () => figure(value, { label: '全部' })

describe('what is printed of a figure', () => {
  test.each([
    ['money to two decimals', figure(147.850468, { unit: '万元' }), { as: 'value', bare: false }, '147.85万元'],
    ['value and unit', figure(4), { as: 'value', bare: false }, '4件'],
    ['the bare number', figure(4), { as: 'value', bare: true }, '4'],
    ['zero is a number', figure(0), { as: 'value', bare: false }, '0件'],
    ['a share', figure(3), { as: 'share', whole: 'c' }, '75%'],
    ['less than before', figure(3), { as: 'change', base: 'c' }, '减少25%'],
    ['more than before', figure(5), { as: 'change', base: 'yearBefore' }, '增加25%'],
    ['as before', figure(4), { as: 'change', base: 'c' }, '持平'],
  ] as const)('%s', (_, first, shows, expected) => expect(shown(figureAnswer(first, shows, whole(4)))).toBe(expected))

  test('what was not recorded is missing, with the reason', () => {
    const blank = figure(null, { blankBecause: '没有建立台账' })
    expect(shown(figureAnswer(blank, { as: 'value', bare: false }, whole(4)))).toBe('缺：没有建立台账')
    expect(shown(figureAnswer(figure(3), { as: 'share', whole: 'c' }, whole(0)))).toMatch(/缺：“全部”是零/)
    expect(shown(figureAnswer(figure(3), { as: 'share', whole: 'c' }, () => undefined))).toMatch(/缺：没有编号为“c”/)
    expect(shown(figureAnswer(undefined, { as: 'value', bare: false }, whole(4)))).toMatch(/缺/)
  })
})

test('names are listed up to twenty; a rate has none', () => {
  expect(shown(listAnswer(figure(2), ['甲班', '乙班']))).toBe('甲班、乙班')
  expect(shown(listAnswer(figure(2), ['大厅 公安区域', '大厅 民政区域']))).toBe('公安区域、民政区域')
  expect(shown(listAnswer(figure(2), ['大厅 公安区域', '分厅 民政区域']))).toBe('大厅 公安区域、分厅 民政区域')
  expect(shown(listAnswer(figure(1), ['大厅 公安区域']))).toBe('大厅 公安区域')
  expect(shown(listAnswer(figure(0), []))).toMatch(/没有记录/)
  expect(shown(listAnswer(figure(30), Array.from({ length: 21 }, String)))).toMatch(/超过 20 条/)
  expect(shown(listAnswer(figure(50), undefined))).toMatch(/比率/)
})

test('a chart has one unit, and no bar for what nobody knows', () => {
  expect(chartAnswer(['a', 'b'], [figure(1), figure(2)])).toMatchObject({ bars: [{ value: 1 }, { value: 2 }] })
  const ended = (label: string) => figure(1, { label })
  const bars = (...labels: string[]) => {
    const found = chartAnswer(labels, labels.map(ended))
    return 'missing' in found ? [] : found.bars?.map((b) => b.label)
  }
  expect(bars('村（社区）决定的事项数', '部门决定的事项数')).toEqual(['村（社区）', '部门'])
  expect(bars('电话咨询', '网上咨询')).toEqual(['电话咨询', '网上咨询'])
  expect(bars('村决定的事项数', '部门决定的事项数')).toEqual(['村决定的事项数', '部门决定的事项数'])
  expect(shown(chartAnswer(['a', 'b'], [figure(1), figure(2, { unit: '次' })]))).toMatch(/同一个单位/)
  expect(shown(chartAnswer(['a', 'b'], [figure(1), undefined]))).toMatch(/没有编号为“b”/)
  expect(shown(chartAnswer(['a'], [figure(null, { blankBecause: '没有建立台账' })]))).toBe('缺：没有建立台账')
  expect(shown(chartAnswer(['a', 'b'], [figure(0), figure(0)]))).toMatch(/都是零/)
  expect(shown(monthsAnswer(figure(0), [{ label: '1月', value: 0 }]))).toMatch(/都是零/)
  expect(monthsAnswer(figure(3), [{ label: '1月', value: 3 }])).toMatchObject({ bars: [{ value: 3 }] })
  const standing = figure(4, { period: { ...figure(4).period, kind: 'at the end' } })
  expect(shown(monthsAnswer(standing, []))).toMatch(/不能按月/)
})
