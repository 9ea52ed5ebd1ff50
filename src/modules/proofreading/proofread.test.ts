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
])('%s gives no cause for a finding', (text) => {
  expect(faults(text)).toEqual([])
})

test('the same thing counted twice with different figures is told once, with both places', () => {
  const { findings } = check('目前录入行政权力事项3300项。', '', '全年共发布行政权力事项3400项。')
  expect(findings).toHaveLength(1)
  expect(findings[0]?.places.map((p) => p.line)).toEqual([1, 3])
})
