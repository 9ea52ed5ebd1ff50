import { expect, test } from 'vitest'
import { findIndicator, findRate, templates as forms } from '../statistics/index.ts'
import { parse } from './notation.ts'
import { getTemplate, loadTemplates, sectionsIn, templateIn, templateOf } from './template.ts'
import { typedNumbers } from './typed.ts'

const titles = (year: number) =>
  templateOf(year)
    .sections.map((s) => s.title)
    .filter(Boolean)

test('the report has eight parts until 2018 and six since', () => {
  expect(titles(2018)).toHaveLength(8)
  expect(titles(2008)).toEqual(titles(2018))
  expect(titles(2019)).toEqual([
    '一、总体情况',
    '二、主动公开政府信息情况',
    '三、收到和处理政府信息公开申请情况',
    '四、政府信息公开行政复议、行政诉讼情况',
    '五、存在的主要问题及改进情况',
    '六、其他需要报告的事项',
  ])
  expect(titles(2025)).toEqual(titles(2019))
  expect(getTemplate('2021')).toBe(templateOf(2021))
})

test.each(loadTemplates())(
  'every reference of template $code can be answered, and no number in it is typed',
  (template) => {
    const { cells } = forms[template.code === '2008' ? '2014' : (template.code as '2019' | '2021')]
    for (const { text } of [...template.sections, { text: template.title }]) {
      expect(typedNumbers(text)).toEqual([])
      for (const piece of parse(text)) {
        expect(piece.kind, piece.kind === 'fault' ? piece.why : '').not.toBe('fault')
        if (piece.kind !== 'figure') continue
        const { of } = piece.figure
        const known =
          'cell' in of ? cells.some((c) => c.id === of.cell) : (findIndicator(of.indicator) ?? findRate(of.indicator))
        expect(known, piece.source).toBeTruthy()
      }
    }
  },
)

test('a template that lacks a line is named with what it lacks', () => {
  expect(() => templateIn('2030', '名称\uFF1A样式\n# 一、总体情况\n', 'data/reports/2030.txt')).toThrow(
    /2030\.txt.*年份/,
  )
})

test('tables of the form, and what must be told, belong to the part under which they are named', () => {
  expect(sectionsIn('#\n甲\n# 二、情况\n表格\uFF1A2\n必写\uFF1A丙、丁\n乙')).toEqual([
    { key: '0', title: '', text: '甲', tables: [], required: [] },
    { key: '1', title: '二、情况', text: '乙', tables: [1], required: ['丙', '丁'] },
  ])
})
