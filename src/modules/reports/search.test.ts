import { describe, expect, test } from 'vitest'
import { findFigures, insertInto } from './search.ts'

describe('a search for figures', () => {
  test('finds by every word of name or definition, the nearest name first', () => {
    expect(findFigures('收到 申请')[0]).toBe('requests.received')
    expect(findFigures('办结率')).toContain('cases.completionRate')
  })
  test('finds nothing for nothing, and nothing that nobody counts', () => {
    expect(findFigures('  ')).toEqual([])
    expect(findFigures('从来没有的指标')).toEqual([])
  })
})

describe('a reference goes into a text', () => {
  const text = '第一段。\n\n第二段；\n第三段'
  test.each([
    [1, '第一段{a.b}。\n\n第二段；\n第三段'],
    [2, '第一段。\n\n第二段{a.b}；\n第三段'],
    [3, '第一段。\n\n第二段；\n第三段{a.b}'],
    [undefined, '第一段。\n\n第二段；\n第三段{a.b}'],
    [9, '第一段。\n\n第二段；\n第三段{a.b}'],
  ])('at the end of paragraph %s, before its stop', (paragraph, expected) =>
    expect(insertInto(text, paragraph, '{a.b}')).toBe(expected),
  )
  test('of an empty text it is the whole', () => expect(insertInto('', undefined, '{a.b}')).toBe('{a.b}'))
})
