import { expect, test } from 'vitest'
import type { Checked } from './check.ts'
import { markedLines } from './marks.ts'
import { linesOf } from './text.ts'

test.each([
  ['规章 | 0 | 0 | ', '规章 | 0 | 0 | '],
  ['| 规章 | 0 | 0 |', '| 规章 | 0 | 0'],
])('the row "%s" is shown with all its cells', (row, shown) => {
  const checked = { lines: linesOf([{ place: '', text: row }]), findings: [], holding: [] } as unknown as Checked
  expect(markedLines(checked).map((l) => l.text)).toEqual([shown])
})
