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

test('what is new this year, told behind the total, is held against the form', () => {
  const values = sound2014()
  const text = [
    '全年累计主动公开政府信息900条，其中，本年度新增的主动公开政府信息150条。',
    printed('2014', values, ' | '),
  ].join('\n')
  const { findings } = proofread(linesOf([{ place: '', text }]), templates)
  expect(findings.map((f) => [f.stated, f.computed])).toContainEqual(['150', '900'])
})
