import { beforeAll, describe, expect, test } from 'vitest'
import { openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { makeCity } from '../../../tests/support/jinshi-2018.ts'
import { db } from '../../../tests/support/world.ts'

const house = await openHouse()
beforeAll(() => makeCity(db))

const head = () => signedInAs(house, 'disclosureHead', { name: '刘主任' })

describe('on the desk', () => {
  test('the form stands as printed, each figure leading to its records', async () => {
    const client = await head()
    const { body, statusCode } = await client.get('/desk/statistics/forms/2014/2018?unit=jinshi')
    expect(statusCode).toBe(200)
    await expectValidHtml(body)
    expect(body).toContain('政府信息公开工作统计表')
    expect(body).toContain('✓ 成立')
    expect(body).toContain('没有建立“政务微博”台账')
    const link = /href="([^"]*cells\/A1\?[^"]*)"[^>]*>5078</.exec(body)?.[1]
    const records = await client.get(String(link))
    await expectValidHtml(records.body)
    expect(records.body).toContain('共 5,078 条')
  })

  test('a sum leads to the cells it is made of and to all their records', async () => {
    const { body } = await (await head()).get('/desk/statistics/forms/2014/2018/cells/C3?unit=jinshi')
    await expectValidHtml(body)
    expect(body).toContain('C3.4')
    for (const n of [1, 2, 3, 4]) expect(body).toContain(`2018-000${n}号申请`)
    expect(body).not.toContain('申请人1')
  })

  test.each(['2019', '2021'])('the tables of %s stand in their merged cells', async (template) => {
    const { body } = await (await head()).get(`/desk/statistics/forms/${template}/2018?unit=jinshi`)
    await expectValidHtml(body)
    expect(body).toContain('法人或其他组织')
    expect(body).toContain('复议后起诉')
  })

  test.each([
    '/desk/statistics',
    '/desk/statistics/indicators?year=2018',
    '/desk/statistics/indicators/disclosure.published?year=2018',
    '/desk/statistics/indicators/catalogue.onlineRate?year=2018',
    '/desk/statistics/frozen',
  ])('%s is a valid page', async (url) => {
    const { body, statusCode } = await (await head()).get(url)
    expect(statusCode).toBe(200)
    await expectValidHtml(body)
  })

  test('a rate leads to the two figures it is made of, for staff and for the public', async () => {
    const { body } = await (await head()).get('/desk/statistics/indicators/catalogue.onlineRate?year=2018&unit=jinshi')
    for (const part of ['catalogue.online', 'catalogue.onApplication'])
      expect(body).toMatch(new RegExp(`href="/desk/statistics/indicators/${part.replace('.', '\\.')}\\?`))
    const open = await (await head()).get('/figures/catalogue.onlineRate?year=2018')
    await expectValidHtml(open.body)
    expect(open.body).toContain('href="/figures/catalogue.onApplication?year=2018"')
    expect(open.body).toContain('是零，算不出比率')
  })

  test('what the county remarks on a figure stands under how it is counted, in that year alone', async () => {
    const client = await head()
    const at = '/figures/catalogue.delegatedDaysReduction?year='
    expect((await client.get(`${at}2018`)).body).toMatch(/怎么算的.*2018 年的工作报告印作 27%/s)
    expect((await client.get(`${at}2019`)).body).not.toContain('27%')
  })

  test('an indicator is paged through by a link', async () => {
    const client = await head()
    const first = await client.get('/desk/statistics/indicators/disclosure.published?year=2018&unit=jinshi')
    const next = /href="([^"]*after=[^"]*)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&')
    const second = await client.get(String(next))
    expect(second.statusCode).toBe(200)
    expect(second.body).not.toBe(first.body)
  })

  test('a year is frozen on the page, and the frozen form shown with its signatures', async () => {
    const client = await head()
    const fields = {
      unit: 'jinshi',
      preparer: '陈琳',
      reviewer: '刘主任',
      unitHead: '',
      phone: '4241600',
      filledOn: '2019-01-18',
    }
    const wrong = await client.post('/desk/statistics/forms/2014/2018/freeze', fields)
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('value="陈琳"')
    expect(wrong.body).toContain('请填写单位负责人')
    const done = await client.post('/desk/statistics/forms/2014/2018/freeze', { ...fields, unitHead: '傅市长' })
    expect(done.statusCode).toBe(303)
    const form = await client.get(String(done.headers.location))
    expect(form.body).toContain('本表已定稿：刘主任')
    const frozen = await client.get(/href="(\/desk\/statistics\/frozen\/\d+)"/.exec(form.body)?.[1] ?? '')
    await expectValidHtml(frozen.body)
    expect(frozen.body).toContain('傅市长')
    expect(frozen.body).toContain('没有变化')
  })

  test('files carry the name of the form and the type of their content', async () => {
    const client = await head()
    const xlsx = await client.get('/desk/statistics/forms/2014/2018/file?unit=jinshi&format=xlsx')
    expect(xlsx.headers['content-type']).toContain('spreadsheetml')
    expect(decodeURIComponent(String(xlsx.headers['content-disposition']))).toContain('政府信息公开工作统计表.xlsx')
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('a town sees its own form and no other', async () => {
    const town = await signedInAs(house, 'disclosureOfficer', { unitCode: 'xinzhou' })
    expect((await town.get('/desk/statistics/forms/2014/2018?unit=xinzhou')).statusCode).toBe(200)
    expect((await town.get('/desk/statistics/forms/2014/2018?unit=jinshi')).statusCode).toBe(403)
    expect((await town.get('/desk/statistics/indicators/disclosure.published?unit=jinshi')).statusCode).toBe(403)
  })

  test.each([
    ['/desk/statistics/forms/1999/2018', 422],
    ['/desk/statistics/forms/2014/2018?unit=nowhere', 404],
    ['/desk/statistics/forms/2014/2018/cells/Z9?unit=jinshi', 404],
    ['/desk/statistics/indicators/no.such', 404],
    ['/desk/statistics/frozen/999999', 404],
    ['/figures?year=abc', 422],
    ['/figures/%00', 404],
    ['/figures/requests.unclassified', 404],
    ["/figures/'%3B--", 404],
  ])('%s answers %d', async (url, status) => {
    const { statusCode } = await (await head()).get(url)
    expect(statusCode).toBe(status)
  })
})

describe('on the portal', () => {
  test('figures of a year stand with their period, each leading to how it is counted', async () => {
    const { body } = await visitorAt(house).get('/figures?year=2018')
    await expectValidHtml(body)
    expect(body).toContain('5,078')
    expect(body).toContain('href="/figures/disclosure.published?year=2018"')
    expect(body).toContain('未记录')
  })

  test('behind a figure stand its records, without personal data', async () => {
    const { body } = await visitorAt(house).get('/figures/requests.received?year=2018')
    await expectValidHtml(body)
    expect(body).toContain('2018-0003号申请')
    expect(body).not.toMatch(/申请人\d|补贴标准/)
  })
})
