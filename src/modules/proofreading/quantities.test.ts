import { expect, test } from 'vitest'
import { datesIn, fromChinese, quantitiesIn } from './quantities.ts'
import { plain } from './text.ts'

const read = (text: string) =>
  quantitiesIn(plain(text)).map((q) => [q.value, q.unit, q.vague].filter((x) => x !== undefined).join(' '))

test.each([
  ['收到申请４２件', '42 件'],
  ['发布信息12,345条', '12345 条'],
  ['阅读量1.2万次', '12000 次'],
  ['经费8万元', '80000 元'],
  ['增长百分之二十五', '25 %'],
  ['占37.5％', '37.5 %'],
  ['共三百二十五件', '325 件'],
  ['近百篇', '100 篇 under'],
  ['参加220余人', '220 人 over'],
  ['约26条', '26 条 about'],
  ['压缩到452个工作日', '452 个工作日'],
  ['提高3.2个百分点', '3.2 个百分点'],
  ['占近七成', '70 % under'],
  ['三成多', '30 % over'],
  ['占比过半', '50 % over'],
  ['约三分之一', '33.33 % about'],
  ['翻了两番', '3 倍 about'],
  ['增长一倍', '1 倍'],
])('%s is read as %s', (text, quantity) => {
  expect(read(text)).toEqual([quantity])
})

test.each([
  '2018年7月27日',
  '第10次常务会议',
  '〔2018〕12号',
  '增强四个意识',
  '电话4241600',
  '《条例》第九至十二条',
  '一次性告知',
  '三项合计',
  '两成员',
  '上午8:30',
])('%s states no quantity', (text) => {
  expect(read(text)).toEqual([])
})

test.each([
  ['二十', 20],
  ['十二', 12],
  ['一百零三', 103],
  ['三千二百', 3200],
  ['两万五千', 25000],
  ['二〇一八', 2018],
  ['三点五', 3.5],
  ['一亿二千万', 120_000_000],
] as const)('%s is %i', (text, value) => {
  expect(fromChinese(text)).toBe(value)
})

test('dates are read as they are written', () => {
  const dates = datesIn(plain('填报日期：2019.1.20；二〇一九年一月十八日；7月27日；截至10月底'))
  expect(dates.map(({ year, month, day }) => [year, month, day])).toEqual([
    [2019, 1, 20],
    [2019, 1, 18],
    [undefined, 7, 27],
    [undefined, 10, undefined],
  ])
})
