import { describe, expect, test } from 'vitest'
import { type Piece, parse } from './notation.ts'

const figure = (text: string) => {
  const [piece] = parse(text)
  return piece?.kind === 'figure' ? piece.figure : piece
}

describe('a reference', () => {
  test('names an indicator and shows its value with the unit', () => {
    expect(figure('{requests.received}')).toEqual({
      of: { indicator: 'requests.received' },
      shows: { as: 'value', bare: false },
      year: 0,
    })
  })

  test.each([
    ['{a.b 只写数}', { shows: { as: 'value', bare: true } }],
    ['{a.b 占=c.d}', { shows: { as: 'share', whole: 'c.d' } }],
    ['{a.b 比=c.d}', { shows: { as: 'change', base: 'c.d' } }],
    ['{a.b 比上年}', { shows: { as: 'change', base: 'yearBefore' } }],
    ['{a.b 列名}', { shows: { as: 'list' } }],
    ['{a.b 前=5}', { shows: { as: 'top', most: 5 } }],
    ['{a.b 截至=10-31}', { until: '10-31' }],
    ['{a.b 年=-1}', { year: -1 }],
    ['{a.b 单位=civil 截至=06-30}', { unit: 'civil', until: '06-30' }],
    ['{表 C3.4d}', { of: { cell: 'C3.4d' } }],
  ])('%s is understood', (text, expected) => expect(figure(text)).toMatchObject(expected))

  test.each([
    ['{a.b 截至=13-31}', '看不懂'],
    ['{a.b 多少}', '看不懂'],
    ['{5078}', '不是指标的编号'],
    ['{收到申请}', '不是指标的编号'],
    ['{表}', '格的编号'],
    ['{表 C1 截至=10-31}', '只能写它的数'],
    ['{图}', '一个或者几个指标'],
    ['{图 按月 a.b c.d}', '写一个指标'],
    ['收到{requests.received', '成对'],
  ])('%s is refused with a reason', (text, why) => {
    const fault = parse(text).find((p): p is Extract<Piece, { kind: 'fault' }> => p.kind === 'fault')
    expect(fault?.why).toContain(why)
  })

  test('charts name one indicator by months or several side by side', () => {
    expect(parse('{图 a.b c.d}')).toMatchObject([{ chart: { months: false, indicators: ['a.b', 'c.d'] } }])
    expect(parse('{图 按月 a.b}')).toMatchObject([{ chart: { months: true, indicators: ['a.b'] } }])
  })
})

describe('a citation', () => {
  test.each([
    '{日期 7月27日}',
    '{日期 2018年1月1日至12月31日}',
    '{文号 津政发〔2018〕3号}',
    '{电话 0736-4210138}',
    '{地址 孟姜女大道12号}',
    '{法条 第二十条}',
    '{名称 市政府第10次常务会议}',
    '{名称 市政府第十次常务会议}',
    '{名称 五四青年节活动}',
  ])('%s is one', (text) => expect(parse(text)).toMatchObject([{ kind: 'citation' }]))

  test.each([
    '{日期 5078条}',
    '{文号 16}',
    '{名称 主动公开5078条信息}',
    '{名称 满意率90%}',
    '{电话 约200次}',
    '{法条 3件}',
    '{名称 近百人}',
    '{名称 二百二十人次}',
    '{名称 3月1日}',
  ])('%s is none: nobody smuggles in what counts', (text) => expect(parse(text)).toMatchObject([{ kind: 'fault' }]))
})

test('sources and texts joined give the text again, whatever is written', () => {
  const signs = [
    '{',
    '}',
    ' ',
    '{requests.received}',
    '全年',
    '5078',
    '{日期 7月27日}',
    '{图 a}',
    '\n',
    '占=',
    '{}',
    '年',
  ]
  let seed = 7
  const next = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed
  }
  for (let i = 0; i < 300; i++) {
    const text = Array.from({ length: next() % 12 }, () => signs[next() % signs.length]).join('')
    expect(
      parse(text)
        .map((p) => (p.kind === 'text' ? p.text : p.source))
        .join(''),
    ).toBe(text)
  }
})
