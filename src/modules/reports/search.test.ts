import { describe, expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import type { Figure } from '../statistics/index.ts'
import { asReference, findFigures, insertInto, waysToWrite } from './search.ts'

describe('a search for figures', () => {
  test('finds by every word of name or definition, the nearest name first', () => {
    expect(findFigures('收到 申请')[0]).toBe('requests.received')
    expect(findFigures('办结率')).toContain('cases.completionRate')
    expect(findFigures('申请').length).toBeGreaterThan(8)
  })
  test('finds nothing for nothing, and nothing that nobody counts', () => {
    expect(findFigures('  ')).toEqual([])
    expect(findFigures('从来没有的指标')).toEqual([])
  })
})

describe('a figure may be written', () => {
  const of = (id: string, label: string, more: Partial<Figure> = {}): Figure => ({
    ...{ id, label, unit: '件', value: 4, definition: '', basis: '', asOf: new Date(0) },
    period: { from: day('2025-01-01'), to: day('2025-12-31'), kind: 'during' },
    ...more,
  })
  const closed = of('requests.closed', '申请办结数')
  const received = of('requests.received', '收到申请数')
  const labels = (figure: Figure, noted: readonly Figure[] = []) => waysToWrite(figure, noted).map((w) => w.label)

  test('as its value, its change, the names behind it and its months', () =>
    expect(waysToWrite(received, []).map((w) => w.reference)).toEqual([
      '{requests.received}',
      '{requests.received 比上年}',
      '{requests.received 列名}',
      '{图 按月 requests.received}',
    ]))
  test('with one noted before, as a share, a comparison and a chart of both', () =>
    expect(waysToWrite(closed, [received]).slice(4)).toEqual([
      { label: '占“收到申请数”', reference: '{requests.closed 占=requests.received}' },
      { label: '与“收到申请数”相比', reference: '{requests.closed 比=requests.received}' },
      { label: '和记下的画成图', reference: '{图 requests.received requests.closed}' },
    ]))
  test('never with itself or with what is counted in another unit', () => {
    expect(labels(received, [received])).toEqual(labels(received))
    expect(labels(received, [of('disclosure.visits', '访问量', { unit: '次' })])).toEqual(labels(received))
  })
  test('by months only where it is counted over time; a rate has no records to name', () => {
    const kept = of('organisations.microblogs', '微博', { period: { ...received.period, kind: 'at the end' } })
    expect(labels(kept)).not.toContain('按月的图')
    expect(labels(of('cases.completionRate', '办结率'))).toEqual(['插入', '比上年'])
  })
  test('only as a figure or a chart, and nothing beside it', () => {
    for (const { reference } of waysToWrite(closed, [received])) expect(asReference(reference)).toBe(reference)
    for (const other of ['{年}', '{日期 3月1日}', '{5078}', '全年{requests.closed}', '5078条', ''])
      expect(asReference(other)).toBeUndefined()
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
  test('a chart follows it on a line of its own', () =>
    expect(insertInto(text, 1, '{图 按月 a.b}')).toBe('第一段。\n{图 按月 a.b}\n\n第二段；\n第三段'))
  test('of an empty text it is the whole', () => expect(insertInto('', undefined, '{a.b}')).toBe('{a.b}'))
})
