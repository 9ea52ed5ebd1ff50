import { expect, test } from 'vitest'
import { templates } from '../statistics/index.ts'
import { proofread } from './proofread.ts'
import { linesOf } from './text.ts'

type Values = Map<string, number>

/** A sound form of 2014: every identity holds and every row is filled. */
function sound2014(): Values {
  const values = new Map<string, number>()
  for (const cell of templates[2014].cells) if (!('heading' in cell.source)) values.set(cell.id, 0)
  const set = (entries: Record<string, number>) => {
    for (const [id, value] of Object.entries(entries)) values.set(id, value)
  }
  set({ A1: 900, A1a: 12, A1b: 15, 'A2.1': 100, 'A2.2': 800, 'A2.3': 60, 'A2.4': 70, 'A2.5': 10 })
  set({ B1: 3, 'B2.1': 2, 'B2.1a': 1, 'B2.2': 4, 'B2.2a': 2, 'B2.3': 26, 'B2.4': 5, 'B2.5': 1 })
  set({ C1: 40, 'C1.1': 5, 'C1.2': 2, 'C1.3': 25, 'C1.4': 8, C2: 38, 'C2.1': 35, 'C2.2': 3 })
  set({ C3: 38, 'C3.1': 6, 'C3.2': 14, 'C3.3': 3, 'C3.4': 7, 'C3.5': 3, 'C3.6': 2, 'C3.7': 2, 'C3.8': 1 })
  set({ 'C3.4a': 1, 'C3.4b': 1, 'C3.4c': 1, 'C3.4d': 1, 'C3.4e': 2, 'C3.4f': 1 })
  set({ D: 6, D1: 3, D2: 1, D3: 2, E: 4, E1: 2, E2: 1, E3: 1, F: 2, G: 1, H1: 1, H2: 30 })
  set({ H3: 56, 'H3.1': 16, 'H3.2': 40, H4: 8, I1: 3, I2: 2, I3: 220 })
  return values
}

/** A sound table 3 of the template: some in each cell, row 25 (or its like) what is left. */
function sound3(code: '2019' | '2021', seed: number): Values {
  const values = new Map<string, number>()
  const rows = templates[code].cells.filter((c) => /^t3\.r\d+\.c1$/.test(c.id)).length
  const [total, forward] = [rows - 1, rows]
  const at = (r: number, c: number) => `t3.r${r}.c${c}`
  for (let c = 1; c <= 6; c++) {
    let sum = 0
    for (let r = 3; r < total; r++) {
      const value = (r * 7 + c * 3 + seed) % 5
      values.set(at(r, c), value)
      sum += value
    }
    values.set(at(total, c), sum)
    values.set(at(forward, c), (c + seed) % 3)
    values.set(at(2, c), (c * 2 + seed) % 4)
    values.set(at(1, c), sum + ((c + seed) % 3) - ((c * 2 + seed) % 4))
  }
  for (let r = 1; r <= rows; r++)
    values.set(
      at(r, 7),
      [1, 2, 3, 4, 5, 6].reduce((s, c) => s + (values.get(at(r, c)) ?? 0), 0),
    )
  for (const group of [0, 5, 10]) {
    let sum = 0
    for (let c = 1; c <= 4; c++) {
      values.set(`t4.c${group + c}`, (c + group + seed) % 3)
      sum += (c + group + seed) % 3
    }
    values.set(`t4.c${group + 5}`, sum)
  }
  return values
}

/** The layout of the template with values, rows as lines and cells cut by the sign. */
function printed(code: '2014' | '2019' | '2021', values: Values, cut: string): string {
  return templates[code].layouts
    .flatMap((layout) => [
      layout.title,
      ...layout.rows.map((row) =>
        row.map((cell) => (cell.cell ? String(values.get(cell.cell) ?? '') : (cell.text ?? ''))).join(cut),
      ),
    ])
    .join('\n')
}

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
