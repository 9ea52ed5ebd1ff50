import { expect, test } from 'vitest'
import { db, world } from '../../../tests/support/world.ts'
import { standInTheYear } from '../../../tests/support/year.ts'
import { proofreadFile } from '../../modules/proofreading/index.ts'
import { reportForCli, reportFormats } from '../../modules/reports/index.ts'
import { listActs } from '../../platform/acts.ts'

await standInTheYear()

test('the report of 2018 says what the real one says, and nothing that contradicts itself', async () => {
  const { content, lacks } = await reportForCli(world(), { year: 2018, format: 'text' })
  expect(lacks).toEqual([])
  const facts = [
    ...['466项', '196项', '204项', '3456项', '391项', '3847项', '943项', '36家', '33家', '25家', '4个镇', '5个街道'],
    ...[
      '39个社区',
      '39个行政村',
      '14项',
      '16项',
      '10项',
      '119份',
      '106份',
      '10.9%',
      '581个工作日',
      '452个工作日',
      '22.2%',
    ],
    ...[
      '5078条',
      '150条',
      '89%',
      '11015件',
      '18300次',
      '8543次',
      '211次',
      '9546次',
      '250000次',
      '220人次',
      '75%',
      '25%',
    ],
    ...[
      '56人',
      '16人',
      '40人',
      '8万元',
      '规范性文件16件',
      '11931条',
      '解读稿26篇',
      '2055件',
      '1281件',
      '253件',
      '483件',
      '40个',
      '87个',
    ],
  ]
  facts.push(
    ...['压缩60%', '减少26%', '减少13%', '200万元', '上级下达任务15项，自主增加25项', '配置到10家部门'],
    ...[
      '9个镇（街道）、78个村（社区）',
      '科级干部进修班2期',
      '即公安服务区域、民政服务区域、人社服务区域、城管服务区域',
    ],
    ...['不动产登记大厅', '税务综合办事大厅', '司法服务大厅', '政务动态、重要文件、市民留言、人事任免、公告公示'],
  )
  for (const fact of facts) expect(content).toContain(fact)
  for (const wrong of ['27%', '3369', '382项', '855', '约26', '余人', '敏感']) expect(content).not.toContain(wrong)
  expect(
    String(content)
      .match(/^[一二三四五六七八]、/gm)
      ?.slice(0, 8)
      .join(''),
  ).toBe('一、二、三、四、五、六、七、八、')
})

test.each([2019, 2021])(
  'what the format of %s and the records write has no error for the proofreader',
  async (year) => {
    const { content } = await reportForCli(world(), { year, format: 'text' })
    const read = await proofreadFile(Buffer.from(content))
    if ('unread' in read) throw new Error(read.unread)
    expect(read.forms).toEqual([`${year}`])
    expect(read.findings.filter((f) => f.severity === 'error').map((f) => f.text)).toEqual([])
  },
)

test.each(reportFormats)('as %s it has no error and no doubt for the proofreader', async (format) => {
  const { content } = await reportForCli(world(), { year: 2018, format })
  const read = await proofreadFile(Buffer.from(content))
  if ('unread' in read) throw new Error(read.unread)
  expect(read.findings.filter((f) => f.severity !== 'note').map((f) => f.text)).toEqual([])
  expect(read.holding.length).toBeGreaterThan(30)
})

test('it was started, submitted, reviewed, signed and published by the people of the office', async () => {
  const acts = await listActs(db, 'report:2018-jinshi')
  expect(acts.map((a) => [a.act, a.actor])).toEqual([
    ['reports.started', '龚明'],
    ['reports.submitted', '龚明'],
    ['reports.reviewed', '朱主任'],
    ['reports.signed', '凌道远'],
    ['reports.published', '龚明'],
  ])
})

test('this year is being written: some parts are delivered, some late', async () => {
  const rows = await db.selectFrom('reportParts').select(['state', 'dueOn']).execute()
  const late = rows.filter((r) => r.state === 'asked' && r.dueOn < world().today)
  expect([...new Set(rows.map((r) => r.state))].sort()).toEqual(['asked', 'delivered', 'merged'])
  expect(late.length).toBeGreaterThan(0)
})
