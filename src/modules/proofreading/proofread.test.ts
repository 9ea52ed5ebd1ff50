import { expect, test } from 'vitest'
import { templates } from '../statistics/index.ts'
import { proofread } from './proofread.ts'
import { linesOf } from './text.ts'

const check = (...lines: string[]) => proofread(linesOf([{ place: '', text: lines.join('\n') }]), templates)
const faults = (...lines: string[]) =>
  check(...lines).findings.map((f) => `${f.kind} ${f.stated ?? ''} ${f.computed ?? ''}`.trim())
const holds = (...lines: string[]) => check(...lines).holding.map((h) => h.text)

test.each([
  ['上半年受理860件，下半年受理940件，共计1800件。', '860 + 940 = 1,800'],
  ['全年接受咨询900次，其中电话600次，当面100次，网上200次。', '600 + 100 + 200 = 900'],
  ['梳理下沉事项30项（比上级任务20项多10项），其中，村级办理12项，镇级办理18项。', '12 + 18 = 30'],
  ['申报材料由80项精简到60项，精简了25%。', '80 与 60：变化 25%，写的是 25%'],
  ['发布信息900条，采用600条。其中：镇街报送400条，部门报送500条。', '400 + 500 = 900'],
  [
    '预算总额1860.5万元，比上年减少139.5万元，下降7%。其中，接待620万元，用车1180.5万元，出国60万元。',
    '6,200,000 + 11,805,000 + 600,000 = 18,605,000',
  ],
  ['满意度由92.1%提升到94.6%，提高2.5个百分点。', '92.1 与 94.6：变化 2.5个百分点，写的是 2.5个百分点'],
  ['收到申请50件，办结45件，办结率90%。', '45 ÷ 50 = 90%'],
  ['共答复8件，其中“予以公开”6件，占总数的75%。', '6 ÷ 8 = 75%'],
  ['收到申请60件，其中网上提出41件，近七成。', '41 ÷ 60 = 近七成'],
  ['9个街道中，四成多没有专职人员，共4个。', '4 ÷ 9 = 四成多'],
  ['公开信息2400条，比上年的1190条翻了一番。', '1,190 与 2,400：变化 1倍，写的是 “翻了一番”'],
  ['粉丝由2万人增至5万人，增长1.5倍。', '2万人 与 5万人：变化 1.5倍，写的是 1.5倍'],
  ['收到申请17件，同比下降15%（上年20件）。', '20 与 17：变化 15%，写的是 15%'],
  ['收到申请36件，是上年24件的1.5倍。', '24 与 36：变化 1.5倍，写的是 1.5倍'],
  ['县政府办公室公开120条，各乡镇合计公开300条，全县共公开420条。', '120 + 300 = 420'],
  ['采购金额1.2亿元，其中货物8000万元、服务4000万元。', '80,000,000 + 40,000,000 = 120,000,000'],
])('%s is right', (text, holding) => {
  expect(faults(text)).toEqual([])
  expect(holds(text)).toContain(holding)
})

test.each([
  ['上半年受理860件，下半年受理940件，共计1900件。', 'sum 1,900 1,800'],
  ['全年接受咨询900次，其中电话600次，当面100次，其他方式210次。', 'sum 900 910'],
  ['办理时限由500个工作日压缩到400个工作日，压缩了25%。', 'change 25% 20%'],
  ['收到申请50件，办结45件，办结率100%。', 'percentage 100% 90%'],
  ['共答复8件，其中“予以公开”6件，占总数的70%。', 'percentage 70% 75%'],
  ['收到申请60件，其中网上提出31件，近七成。', 'percentage 近七成 51.67%'],
  ['9个街道中，六成以上没有专职人员，共4个。', 'percentage 六成以上 44.44%'],
  ['76名信息员中，当年更换38名，占三分之一。', 'percentage 三分之一 50%'],
  ['公开信息1700条，比上年的1190条翻了一番。', 'change 翻了一番 0.4倍'],
  ['粉丝由2万人增至5万人，增长2.5倍。', 'change 2.5倍 1.5倍'],
  ['收到申请17件，同比下降18%（上年20件）。', 'change 18% 15%'],
  ['收到申请36件，是上年24件的2.5倍。', 'change 2.5倍 1.5倍'],
  ['县政府办公室公开120条，各乡镇合计公开300条，全县共公开450条。', 'sum 450 420'],
  ['网站公开8条，微信公开4条，报刊公开1条，三项合计15条。', 'sum 15 13'],
])('%s does not add up', (text, finding) => {
  expect(faults(text)).toEqual([finding])
})

test.each([
  // What 其中 names need not be all there is.
  '主动公开政府信息5000条，其中政策文件120条，工作动态3200条。',
  '举办培训2期，参加人数分别为60人和80人。',
  '较上年增加12件，增长8%。',
  '全县12个乡镇、156个村都设立了服务点，其中新建3个。',
  '2017年收到申请12件，2018年收到申请15件。',
  '组织培训14场次，培训人员1860人次；其中市级培训4场次，培训人员620人次。',
  '约谈3个单位，通报2个单位。',
  // Neither time nor a task that is half over is a share, nor is every 成 a tenth.
  '收到申请60件，时间过半，办结41件。',
  '成立领导小组，三成员单位参加，共4个。',
  // What stands in brackets behind a change is last year's, and is not taken apart.
  '受理681件（市级214件，县级467件），同比增长36.2%（2011年为500件）。其中当面申请484件，信函申请197件。',
  // What came and went is no part of what there is.
  '新登记社会组织26家，注销4家，年末共有248家。',
  // Two kinds in one, and a share that names another subject.
  '工作人员24318人，其中专职3126人、兼职21192人，专职人员占12.9%。',
])('%s gives no cause for a finding', (text) => {
  expect(faults(text)).toEqual([])
})

test.each([
  ['cut by blanks', ' '],
  ['cut by signs', '|'],
  ['each cell on its line', '\n'],
])('totals, shares and growth of a table are checked, %s', (_, cut) => {
  const table = [
    ['类别', '2023年', '2024年', '增长', '占比'],
    ['网站', '200', '260', '30%', '65%'],
    ['微信', '80', '100', '25%', '25%'],
    ['其他', '40', '40', '0%', '15%'],
    ['合计', '320', '400', '28%', '100%'],
  ].map((row) => row.join(cut))
  expect(faults(...table)).toEqual(['table 15% 10%', 'table 28% 25%'])
  expect(holds(...table)).toContain('“2024年”：260 + 100 + 40 = 400')
})

test('the same thing counted twice with different figures is told once, with both places', () => {
  const { findings } = check('目前录入行政权力事项3300项。', '', '全年共发布行政权力事项3400项。')
  expect(findings).toHaveLength(1)
  expect(findings[0]?.places.map((p) => p.line)).toEqual([1, 3])
})
