import { describe, expect, test } from 'vitest'
import { compareTexts } from './compare.ts'

/** As one line a text that was compared: [-removed-] and {+added+}. */
function told(before: string, after: string): string[] {
  return compareTexts(before, after).map((line) =>
    'skipped' in line
      ? `… ${line.skipped}`
      : line.pieces
          .map((p) => (p.kind === 'same' ? p.text : p.kind === 'added' ? `{+${p.text}+}` : `[-${p.text}-]`))
          .join(''),
  )
}

describe('two texts', () => {
  test('differ by words, not by characters or whole lines', () => {
    expect(told('补助标准为每人三万元', '补助标准为每人二万元')).toEqual(['补助标准为每人[-三万-]{+二万+}元'])
  })

  test('that are the same have nothing to tell', () => {
    expect(compareTexts('同样的话', '同样的话')).toEqual([])
  })

  test('leave out what is long and unchanged, and say how much', () => {
    const lines = ['第一条', '第二条', '第三条', '第四条', '第五条', '第六条']
    const [before, after] = [lines.join('\n'), lines.with(5, '第六条 附则').join('\n')]
    expect(told(before, after)).toEqual(['… 4', '第五条', '第六条{+ 附则+}'])
  })

  test('do not leave single characters standing between two changes', () => {
    const [line] = told('请于五月一日的上午报名', '请于六月二日的下午报名')
    expect(line).not.toMatch(/\+\}的\[-|-\]的\{\+/)
  })

  test('that have nothing in common are told one after the other, and quickly', () => {
    const text = (seed: number) =>
      Array.from({ length: 30_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * seed) % 9973))).join('')
    const start = performance.now()
    const lines = compareTexts(text(7919), text(104_729))
    expect(lines.length).toBeGreaterThan(0)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
