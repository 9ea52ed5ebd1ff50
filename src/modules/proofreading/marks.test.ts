import { expect, test } from 'vitest'
import type { Checked } from './check.ts'
import { isShownWhole, markedLines } from './marks.ts'
import { linesOf } from './text.ts'

test.each([
  ['规章 | 0 | 0 | ', '规章 | 0 | 0 | '],
  ['| 规章 | 0 | 0 |', '| 规章 | 0 | 0'],
])('the row "%s" is shown with all its cells', (row, shown) => {
  const checked = { lines: linesOf([{ place: '', text: row }]), findings: [], holding: [] } as unknown as Checked
  expect(markedLines(checked).map((l) => l.text)).toEqual([shown])
})

test('of a very long text only the lines around what was found are shown, and the page can say so', () => {
  const lines = linesOf([{ place: '', text: Array.from({ length: 900 }, () => '正文'.repeat(250)).join('\n') }])
  const place = { line: 300, place: '', quote: '正文' }
  const checked = {
    ...{ lines, holding: [] },
    findings: [{ kind: 'sum', severity: 'error', text: '', places: [place] }],
  } as unknown as Checked
  expect(isShownWhole(checked)).toBe(false)
  expect(markedLines(checked).map((l) => l.number)).toEqual([298, 299, 300, 301, 302])
  expect(isShownWhole({ lines: lines.slice(0, 10) })).toBe(true)
})
