import { beforeAll, describe, expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { makeCity } from '../../../tests/support/jinshi-2018.ts'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { inbox } from './inbox.ts'
import { askParts, deliverPart } from './parts.service.ts'
import { listParts } from './parts.store.ts'
import { listSections } from './store.ts'
import { saveSection, startReport } from './write.service.ts'

const house = await openHouse()
const officer = () => world({ today: day('2019-01-16'), actor: person('disclosureOfficer') })
let id = 0
beforeAll(async () => {
  await makeCity(db)
  id = await startReport(officer(), { unit: 'jinshi', year: 2018 })
})

const at = () => `/desk/reports/${id}`
async function write(key: string, text: string) {
  const revision = (await listSections(db, id)).find((s) => s.key === key)?.revision ?? 0
  await saveSection(officer(), id, key, { text, revision })
}

describe('the desk of a report', () => {
  test('a text that is too long comes back with what is wrong, and is not lost', async () => {
    const clerk = await signedInAs(house, 'disclosureOfficer')
    const text = '公开不够及时。'.repeat(3000)
    const reply = await clerk.post(`${at()}/sections/8`, { revision: '1', text, do: 'save' })
    expect(reply.statusCode).toBe(422)
    expect(reply.body).toMatch(/正文.{0,10}20,?000/)
    expect(reply.body).toContain(text)
    expect((await listSections(db, id)).find((s) => s.key === '8')?.revision).toBe(1)
  })

  test('what the proofreader finds wrong stands with its part, and keeps the draft from review', async () => {
    await write('1', '举办培训班{organisations.trainings}，接受培训{organisations.trained}。')
    await write('8', '一是公开还不够及时。二是明年按月检查。')
    const clerk = await signedInAs(house, 'disclosureOfficer')
    // The same figure twice is no sum of its parts.
    await write('4', '全年收到申请{requests.received}，其中网络申请{requests.received}，信函申请{requests.received}。')
    const { body } = await clerk.get(at())
    await expectValidHtml(body)
    expect(body).toMatch(/还有 \d+ 处没有写好，改好才能送审/)
    expect(body).toMatch(/sections\/4">[^<]*<\/a>：[^<]*合计/)
    expect(body).not.toContain(`action="${at()}/submit"`)
    await write('4', '咨询由{编制单位}答复。')
    expect((await clerk.get(at())).body).toContain(`action="${at()}/submit"`)
  })

  test('before review the office is told of the parts that are out, and of those that came too late', async () => {
    await askParts(officer(), id, { units: ['civil', 'finance'], key: '1', dueOn: day('2019-01-31'), request: '' })
    const part = (await listParts(db, id)).find((p) => p.unitCode === 'civil')
    const late = world({
      today: day('2019-02-05'),
      actor: person('departmentOfficer', { unitCode: 'civil', path: '/jinshi/civil/' }),
    })
    await deliverPart(late, part?.id ?? 0, { text: '全年公开12条。', revision: 0 })
    const clerk = await signedInAs(house, 'disclosureOfficer')
    const { body } = await clerk.get(at())
    expect(body).toContain('还有 2 份材料没有报送或者没有并入')
    expect(body).toContain('共 2 份：待并入 1 份，逾期未报 1 份。')
    expect(body).toContain('逾期报送')
    // Numbers that the unit typed are marked for whoever merges them.
    const page = await clerk.get(`/desk/reports/parts/${part?.id}`)
    await expectValidHtml(page.body)
    expect(page.body).toMatch(/<mark[^>]*>12条<\/mark>/)
  })

  test('the head is told why nothing can be signed while no form of the year is fixed', async () => {
    const clerk = await signedInAs(house, 'disclosureOfficer')
    const finance = world({
      today: day('2019-02-05'),
      actor: person('departmentOfficer', { unitCode: 'finance', path: '/jinshi/finance/' }),
    })
    const waits = async () => (await inbox(finance)).map((item) => item.label)
    expect(await waits()).toEqual(['逾期没有报送的年度报告材料'])
    expect((await clerk.post(`${at()}/submit`, { preparer: '龚明' })).statusCode).toBe(303)
    // What can no longer be delivered is asked of nobody.
    expect(await waits()).toEqual([])
    const unit = await signedInAs(house, 'departmentOfficer', { unitCode: 'finance' })
    const part = (await listParts(db, id)).find((p) => p.unitCode === 'finance')
    expect((await unit.get(`/desk/reports/parts/${part?.id}`)).body).toContain('这份材料不再接收')
    expect((await unit.get('/desk/reports')).body).toContain('没有报送，报告已经送审')
    const office = await signedInAs(house, 'disclosureHead')
    expect((await office.post(`${at()}/review`, { reviewer: '朱主任' })).statusCode).toBe(303)
    const leader = await signedInAs(house, 'leader')
    const { body } = await leader.get(at())
    await expectValidHtml(body)
    expect(body).toContain('2018 年的统计表还没有定稿，现在不能签发')
    expect(body).not.toContain(`${at()}/sign"`)
    expect(body).not.toContain('可以送审了')
  })
})

test('a report that nobody has begun waits for who may begin it, from January until some weeks after its last day', async () => {
  const on = async (today: string, role = 'disclosureOfficer') =>
    (await inbox(world({ today: day(today), actor: person(role) }))).filter((i) => i.label.includes('还没有开始编制'))
  expect(await on('2020-01-02')).toMatchObject([{ label: '还没有开始编制的 2019 年度报告', light: 'none' }])
  expect(await on('2020-04-01')).toMatchObject([{ light: 'overdue' }])
  expect(await on('2020-07-01')).toEqual([])
  expect(await on('2020-01-02', 'leader')).toEqual([])
  // The year of the report that was begun.
  expect(await on('2019-02-01')).toEqual([])
})

test('the report of a unit names its own telephone, and says where none is known; its year is no number typed by hand', async () => {
  await db.updateTable('units').set({ phone: '0736-4220001' }).where('code', '=', 'finance').execute()
  await db.updateTable('units').set({ phone: '' }).where('code', '=', 'civil').execute()
  const clerk = await signedInAs(house, 'disclosureOfficer')
  const begin = async (unit: string) => {
    const reply = await clerk.post('/desk/reports', { unit, year: '2018' })
    return (reply.headers.location as string).split('?')[0] ?? ''
  }
  const introduction = async (report: string) => (await clerk.get(`${report}/sections/0`)).body
  const finance = await begin('finance')
  expect(await introduction(finance)).toMatch(/与津市市财政局联系，电话0736-4220001/)
  expect(await introduction(finance)).not.toContain('<mark')
  expect(await introduction(await begin('civil'))).toContain('单位没有登记联系电话')
})

test('a search that finds more than it lists says how many there are', async () => {
  const clerk = await signedInAs(house, 'disclosureOfficer')
  const next = await startReport(officer(), { unit: 'xinzhou', year: 2018 })
  const search = async (words: string) =>
    (await clerk.post(`/desk/reports/${next}/sections/8`, { revision: '1', text: '正文', words, look: '1' })).body
  expect(await search('申请')).toMatch(/找到 \d{2,3} 个指标，先列 8 个/)
  expect(await search('收到申请数')).toMatch(/找到 \d 个指标</)
  expect(await search('从来没有的')).toContain('没有找到名称或者定义里有“从来没有的”的指标')
})
