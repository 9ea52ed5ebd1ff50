import { describe, expect, test } from 'vitest'
import { sendFiles } from '../../../../tests/support/applicant.ts'
import { catalogueDesk, count, enter, full, idIn, list, ok, sent } from '../../../../tests/support/catalogue-desk.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { db } from '../../../../tests/support/world.ts'
import { addDays } from '../../../core/day.ts'
import * as store from '../store.ts'

const { today, filler, manager, stranger, fillIn, adopted, published } = await catalogueDesk()

describe('who may do what', () => {
  test('whoever fills in for one unit sees, fills in and adopts for no other', async () => {
    const id = await adopted()
    for (const address of [`${list}/${id}`, `${list}/${id}/fill/basic`, `${list}/${id}/files`])
      expect((await stranger.get(address)).statusCode).toBe(403)
    expect((await stranger.post(`${list}/${id}/fill/faq`, await sent(id, 'faq', full()))).statusCode).toBe(403)
    expect((await stranger.get(list)).body).not.toContain(`${list}/${id}`)
    expect((await stranger.post('/desk/catalogue/adopt', { unit: 'civil', codes: ['000111003000'] })).statusCode).toBe(
      403,
    )
    expect((await filler.get(`${list}/${id}/review`)).statusCode).toBe(403)
  })

  test('what may not be done is greyed with the reason', async () => {
    const id = await published()
    const { body: page } = await ok(filler, `${list}/${id}`)
    expect(page).toContain('您没有审核发布的权限，由政务中心管理员办')
    await ok(manager, `${list}/${id}/begin`, {})
    await ok(manager, `${list}/${id}/fill/basic`, await sent(id, 'basic', full({ quantityLimit: '每年十个' })))
    const own = (await ok(manager, `${list}/${id}`)).body
    expect(own).toContain('这一版是您自己填报的，请另一位同事审核发布')
    expect(
      (await manager.post(`${list}/${id}/publish`, { effectiveOn: today, changedIn: await count(id) })).statusCode,
    ).toBe(409)
  })

  test('a draft that changes while it is reviewed is not published unseen', async () => {
    const id = await adopted()
    await fillIn(id)
    const seen = await count(id)
    await ok(filler, `${list}/${id}/fill/faq`, await sent(id, 'faq', full()))
    const reply = await manager.post(`${list}/${id}/publish`, { effectiveOn: today, changedIn: seen })
    expect(reply.statusCode).toBe(409)
    expect(reply.body).toContain('在您审核期间，草稿又被改动了')
    expect((await store.getItem(db, id)).versionId).toBeNull()
  })
})

test('the list keeps its filters in the address, goes on where a page ends, and is handed out as a table', async () => {
  for (let i = 0; i < 55; i++)
    await publishedItem(db, { unitCode: 'education', itemType: '20', elements: { name: `公共服务第${i}项` } })
  const first = (await ok(manager, `${list}?unit=education&type=20`)).body
  expect(first).toContain('公共服务第0项')
  const on = /href="([^"]+after=[^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = (await ok(manager, on)).body
  expect(second).toContain('公共服务第54项')
  expect(second).not.toContain('公共服务第0项')
  expect((await ok(manager, `${list}?unit=education&q=第7项`)).body).toContain('公共服务第7项')
  expect((await ok(manager, `${list}?unit=education&applied=no`)).body).toContain('没有符合条件的事项')
  const table = await manager.get(`${list}.csv?unit=education`)
  expect(table.body.trim().split('\n')).toHaveLength(56)
})

test('several entries are adopted at once; one that is refused keeps no other from it', async () => {
  const { body: page } = await ok(filler, '/desk/catalogue/adopt')
  expect(page).not.toContain('省里才办的事')
  const reply = await filler.post('/desk/catalogue/adopt', {
    unit: 'civil',
    codes: ['000111003000', '000111004000', '000111005000'],
  })
  expect(reply.statusCode).toBe(409)
  expect(reply.body).toContain('已引用 2 项')
  expect(reply.body).toContain('有 1 项没有引用')
  await expectValidHtml(reply.body)
  expect((await filler.post('/desk/catalogue/adopt', { unit: 'civil' })).body).toContain('请勾选要引用的事项')
})

test('an item is handed down and taken back; the sums before and after stand on the list', async () => {
  const id = await published()
  const page = `${list}/${id}/delegation`
  const { body: form } = await ok(manager, page)
  expect(form).toContain('下放前材料数')
  const sentIn = {
    ...{
      acceptedAt: 'village',
      decidedAt: 'town',
      authority: '津政办发〔2018〕9号',
      accountScope: '',
      delegatedOn: today,
    },
    ...{ materialsBefore: '7', materialsAfter: '4', daysBefore: '8', daysAfter: '3' },
  }
  const wrong = await manager.post(page, { ...sentIn, acceptedAt: 'town', decidedAt: 'village' })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('决定的层级不能低于受理的层级')
  await ok(manager, page, sentIn)
  const all = (await ok(manager, '/desk/catalogue/delegations')).body
  expect(all).toContain('42.9%')
  expect(all).toContain('62.5%')
  await ok(manager, `${page}/end`)
  await ok(manager, `${page}/end`, { on: today })
  expect((await ok(manager, '/desk/catalogue/delegations')).body).not.toContain(`${list}/${id}`)
})

test('deviations show both values and lead to the item; what nobody adopted is listed', async () => {
  const id = await adopted()
  await fillIn(id, full({ name: '慈善组织的认定' }))
  await ok(manager, `${list}/${id}/publish`, { effectiveOn: today, changedIn: await count(id) })
  const { body: found } = await ok(manager, '/desk/catalogue/deviations')
  for (const text of ['慈善组织认定', '慈善组织的认定', `${list}/${id}`]) expect(found).toContain(text)
  await enter('000111777000', '没人引用的事项')
  const { body: unadopted } = await ok(manager, '/desk/catalogue/unadopted')
  expect(unadopted).toContain('没人引用的事项')
  expect(unadopted).not.toContain('省里才办的事')
  expect((await ok(manager, '/desk/catalogue/basic?q=没人引用')).body).toContain('没人引用的事项')
})

test('a handling item starts from what its item says', async () => {
  const id = await published()
  await ok(filler, `${list}/${id}/handling`)
  const reply = await ok(filler, `${list}/${id}/handling`, { name: '变更登记' })
  const part = idIn(reply.headers.location)
  expect((await ok(filler, `${list}/${id}`)).body).toContain(`${list}/${part}`)
  expect((await ok(filler, `${list}/${part}`)).body).toContain('变更登记')
})

test('rates are told for each unit as of any day, and what is missing leads to just those items', async () => {
  const [unitCode, from] = ['health', addDays(today, -10)]
  for (let i = 0; i < 4; i++)
    await publishedItem(db, { unitCode, effectiveOn: from, published: i > 0, elements: { online: i > 1 } })
  const { body: now } = await ok(manager, '/desk/catalogue/rates')
  const line = now.slice(now.indexOf(`unit=${unitCode}`), now.indexOf('</tr>', now.indexOf(`unit=${unitCode}`)))
  const said = line.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(said).toContain('75.0% 3／4')
  expect(said).toContain('50.0% 2／4')
  for (const [lack, count] of [
    ['published', 1],
    ['online', 2],
  ] as const) {
    expect(line).toContain(`lack=${lack}&amp;unit=${unitCode}`)
    const { body: missing } = await ok(manager, `${list}?lack=${lack}&unit=${unitCode}`)
    expect(new Set(missing.match(/href="\/desk\/catalogue\/items\/\d+/g)).size).toBe(count)
  }
  const { body: before } = await ok(manager, `/desk/catalogue/rates?on=${addDays(from, -1)}`)
  expect(before).not.toContain(`unit=${unitCode}`)
})

test('the superior’s catalogue and lists come in by table: looked at first, then imported by a second press', async () => {
  const rest = ['行政许可', '依据', '省政府', today]
  for (const [who, address, rows] of [
    [
      manager,
      '/desk/catalogue/basic/import',
      [
        ['基本编码', '事项名称', '事项类型', '设定依据', '发布机关', '生效日期'],
        ['000111888000', '导入的事项', ...rest],
        ['12', '坏的', ...rest],
      ],
    ],
    [
      filler,
      '/desk/catalogue/import',
      [
        ['单位', '基本编码', '受理条件'],
        ['civil', '000111888000', '符合规划'],
        ['civil', '999', '符合规划'],
      ],
    ],
  ] as const) {
    await ok(who, address)
    expect((await who.get(`${address}/template.csv`)).body).toContain('基本编码')
    const checked = await sendFiles(who, address, {}, [
      { field: 'file', name: '表.csv', bytes: rows.map((row) => row.join(',')).join('\n') },
    ])
    expect(checked.body).toContain('可以导入 1 行，有误 1 行')
    await expectValidHtml(checked.body)
    const file = /name="file" value="([0-9a-f]{64})"/.exec(checked.body)?.[1] ?? ''
    const refused = await who.post(`${address}/confirm`, { file })
    expect(refused.statusCode).toBe(422)
    expect((await who.post(`${address}/confirm`, { file, skipBad: 'yes' })).body).toContain('已导入 1 行')
  }
  expect((await ok(manager, '/desk/catalogue/basic?q=导入的事项')).body).toContain('000111888000')
  expect((await ok(filler, `${list}?q=导入的事项`)).body).toContain('导入的事项')
  expect((await filler.get('/desk/catalogue/basic/import')).statusCode).toBe(403)
})
