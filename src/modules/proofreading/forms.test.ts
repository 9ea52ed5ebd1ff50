import { expect, test } from 'vitest'
import { printed, sound3, sound2014 } from '../../../tests/support/reports.ts'
import { templates } from '../statistics/index.ts'
import { proofread } from './proofread.ts'
import { linesOf } from './text.ts'

const tableFaults = (text: string) =>
  proofread(linesOf([{ place: '', text }]), templates).findings.filter((f) => f.kind === 'table')

/** Cells that take part in a condition of the template; what hangs on nothing cannot be seen to be wrong. */
function bound(code: '2014' | '2019' | '2021'): Set<string> {
  const ids = templates[code].identities.flatMap(({ checks }) =>
    checks.flatMap((c) => (c.kind === 'equal' ? [...c.left, ...c.right] : [])),
  )
  return new Set(ids.filter((id) => !id.startsWith('@')))
}

test.each([
  ['2014', ' | '],
  ['2014', '\t'],
  ['2014', '  '],
  ['2019', ' | '],
  ['2019', ' '],
  ['2021', ' | '],
  ['2021', ' '],
] as const)('a sound form of %s, its cells cut by "%s", is read whole and gives no finding', (code, cut) => {
  const values = code === '2014' ? sound2014() : sound3(code, 1)
  const text = printed(code, values, cut)
  const { forms, holding } = proofread(linesOf([{ place: '', text }]), templates)
  expect(forms).toEqual([code])
  expect(tableFaults(text)).toEqual([])
  expect(holding.length).toBeGreaterThan(6)
})

test.each(['2014', '2019', '2021'] as const)('every cell of %s that is changed by itself is found', (code) => {
  const values = code === '2014' ? sound2014() : sound3(code, 2)
  const missed = [...bound(code)].filter((id) => {
    const changed = new Map(values).set(id, (values.get(id) ?? 0) + 1)
    return tableFaults(printed(code, changed, ' | ')).length === 0
  })
  expect(missed).toEqual([])
})

test.each([
  ['2014', 'C3', '见附件'],
  ['2014', 'F', '/'],
  ['2014', 'G', '—'],
  ['2019', 't3.r23.c7', '见附件'],
  ['2021', 't3.r3.c7', '见附件'],
  ['2021', 't4.c5', '—'],
] as const)('a cell of %s, %s, that says “%s” is no number and no fault', (code, id, said) => {
  const values = code === '2014' ? sound2014() : sound3(code, 1)
  const marked = printed(code, new Map(values).set(id, 987_654), ' | ').replace('987654', said)
  const { forms, findings } = proofread(linesOf([{ place: '', text: marked }]), templates)
  expect(marked).toContain(said)
  expect(forms).toEqual([code])
  expect(findings.filter((f) => f.severity !== 'note').map((f) => f.text)).toEqual([])
})

test('what is new this year, told behind the total, is held against the form', () => {
  const values = sound2014()
  const text = [
    '全年累计主动公开政府信息900条，其中，本年度新增的主动公开政府信息150条。',
    printed('2014', values, ' | '),
  ].join('\n')
  const { findings } = proofread(linesOf([{ place: '', text }]), templates)
  expect(findings.map((f) => [f.stated, f.computed])).toContainEqual(['150', '900'])
})

test.each([
  ['不予公开7件', '7', '6'],
  ['无法提供4件', '4', '3'],
  ['收到申请30件，其中自然人9件', '9', '4'],
] as const)('%s is held against all rows or columns that say it together', (words, stated, computed) => {
  const values = new Map([...sound3('2021', 1).keys()].map((id) => [id, 0]))
  for (const id of ['t3.r5.c7', 't3.r12.c7']) values.set(id, 3)
  for (const id of ['t3.r13.c7', 't3.r15.c7']) values.set(id, id.endsWith('r13.c7') ? 2 : 1)
  values.set('t3.r1.c1', 4).set('t3.r1.c7', 30)
  const text = `全年${words}。\n${printed('2021', values, '|')}`
  const { findings } = proofread(linesOf([{ place: '', text }]), templates)
  expect(findings.filter((f) => f.kind === 'conflict').map((f) => [f.stated, f.computed])).toEqual([[stated, computed]])
})

test('table 2 of 2019 is read with its signs and measures, and held against the text', () => {
  const table2 = [
    '第二十条第（一）项',
    '信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量',
    '规章\t0\t0\t0',
    '规范性文件\t6\t6\t52',
    '第二十条第（五）项',
    '行政许可\t186\t-12\t3021',
    '其他对外管理服务事项\t92\t+4\t8217',
    '第二十条第（六）项',
    '行政处罚\t1862\t0\t618',
    '行政强制\t77\t0\t9',
    '第二十条第（八）项',
    '行政事业性收费\t21\t-2',
    '第二十条第（九）项',
    '政府集中采购\t64\t1.25亿元',
  ]
  const others = printed('2019', sound3('2019', 1), '\t')
  const report = (amount: string) =>
    [
      `全县实施政府采购项目64个，采购金额${amount}。制发规范性文件7件。`,
      ...table2,
      others.slice(others.indexOf('一、本年新收')),
    ].join('\n')
  const read = proofread(linesOf([{ place: '', text: report('12,500万元') }]), templates)
  expect(read.holding.map((h) => h.text)).toContain('政府集中采购金额：正文与统计表都是 12,500')
  expect(read.findings.map((f) => [f.stated, f.computed])).toEqual([['7', '6']])
  const wrong = proofread(linesOf([{ place: '', text: report('1,250万元') }]), templates)
  expect(wrong.findings.map((f) => [f.stated, f.computed])).toContainEqual(['1,250', '12,500'])
})

test.each([
  ['with a sign behind it', ' |\n'],
  ['and the sign on the next', '\n|\n'],
])('cells each on a line of its own, %s, are read to the last', (_, cut) => {
  const values = sound3('2021', 1)
  const read = proofread(linesOf([{ place: '', text: printed('2021', values, cut) }]), templates)
  expect(read.forms).toEqual(['2021'])
  expect(read.findings).toEqual([])
  const changed = new Map(values).set('t3.r25.c3', 9)
  expect(tableFaults(printed('2021', changed, cut)).length).toBeGreaterThan(0)
})

test('a row that ends in a blank cell keeps its cells where they stand', () => {
  const values = sound3('2021', 1)
  values.delete('t3.r9.c7')
  const text = printed('2021', values, ' | ')
  expect(text).toMatch(/\| *\n/)
  const faults = tableFaults(text)
  expect(faults.filter((f) => !f.text.includes('属于三类内部事务信息·总计'))).toEqual(
    faults.filter((f) => /^“?总计·总计|予以公开·总计等/.test(f.text)),
  )
})
