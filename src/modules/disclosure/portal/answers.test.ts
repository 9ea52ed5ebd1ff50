import { describe, expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { today, words } from '../../../../tests/support/published.ts'
import { db } from '../../../../tests/support/world.ts'
import { addDays } from '../../../core/day.ts'

const house = await openHouse()
const reader = visitorAt(house)

describe('opinions on a draft', () => {
  const form = { opinion: '第三条建议增加夜间时段', name: '李四', contact: '13800138000', website: '' }
  async function solicitation(opens = -1, closes = 5): Promise<number> {
    const values = {
      unitCode: 'jinshi',
      title: '停车管理办法（征求意见稿）',
      body: '<p>草案</p>',
      opensOn: addDays(today, opens),
      closesOn: addDays(today, closes),
    }
    return (await db.insertInto('solicitations').values(values).returning('id').executeTakeFirstOrThrow()).id
  }
  const repliesOf = (id: number) =>
    db.selectFrom('solicitationReplies').selectAll().where('solicitationId', '=', id).execute()

  test('are taken in with an act that names nobody, and counted once when sent twice', async () => {
    const id = await solicitation()
    const post = () =>
      reader.send({
        method: 'POST',
        url: `/solicitations/${id}/opinion`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...form, _csrf: token }).toString(),
      })
    const page = await reader.get(`/solicitations/${id}/opinion`)
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    await expectValidHtml(page.body)
    const first = await post()
    expect([first.statusCode, first.headers.location]).toEqual([303, `/solicitations/${id}/thanks`])
    await post()
    expect(await repliesOf(id)).toMatchObject([
      { opinion: form.opinion, name: '李四', contact: '13800138000', published: false },
    ])
    const acts = await db
      .selectFrom('acts')
      .select(['act', 'data'])
      .where('subject', '=', `solicitation:${id}`)
      .execute()
    expect(acts.map((a) => a.act)).toEqual(['disclosure.opinionReceived'])
    expect(JSON.stringify(acts)).not.toMatch(/李四|13800138000|第三条/)
    const shown = await reader.get(`/solicitations/${id}`)
    expect(words(shown)).toContain('收到意见1 条')
    expect(shown.body).not.toMatch(/李四|13800138000|第三条/)
    expect(words(await reader.get(`/solicitations/${id}/thanks`))).toContain('谢谢您')
  })

  test('that are published show the words and the answer, never who or how to reach them', async () => {
    const id = await solicitation()
    await db
      .insertInto('solicitationReplies')
      .values({
        ...{ solicitationId: id, receivedAt: new Date(), name: '王五', contact: '13900139000' },
        opinion: '公开的意见',
        answer: '已经采纳',
        published: true,
      })
      .execute()
    const { body } = await reader.get(`/solicitations/${id}`)
    expect(body).toContain('公开的意见')
    expect(body).toContain('已经采纳')
    expect(body).not.toMatch(/王五|13900139000/)
  })

  test.each([
    ['nothing', { opinion: '' }, 422],
    ['far too much', { opinion: '字'.repeat(3001) }, 422],
    ['only spaces', { opinion: '   ' }, 422],
    ['what a program fills in', { website: 'http://spam.invalid' }, 422],
  ])('%s is not stored and what was typed is kept', async (_, change, status) => {
    const id = await solicitation()
    const reply = await visitorAt(house, reader.cookie).get(`/solicitations/${id}/opinion`)
    const token = /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? ''
    const sent = await reader.send({
      method: 'POST',
      url: `/solicitations/${id}/opinion`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ ...form, ...change, _csrf: token }).toString(),
    })
    expect(sent.statusCode).toBe(status)
    expect(sent.body).toContain('value="李四"')
    expect(await repliesOf(id)).toEqual([])
  })

  test('come too late or too early: refused with what to do', async () => {
    const closed = await solicitation(-9, -1)
    const page = await reader.get(`/solicitations/${await solicitation()}/opinion`)
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const late = await reader.send({
      method: 'POST',
      url: `/solicitations/${closed}/opinion`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ ...form, _csrf: token }).toString(),
    })
    expect(late.statusCode).toBe(409)
    expect(words(await reader.get(`/solicitations/${closed}`))).toContain('征集已于')
    expect((await reader.get(`/solicitations/${await solicitation(1, 9)}`)).statusCode).toBe(404)
  })
})

describe('other pages', () => {
  test.each([
    '/',
    '/open',
    '/open/key-fields',
    '/interviews',
    '/press-conferences',
    '/concerns',
    '/solicitations',
    '/ranking',
    '/media',
    '/sitemap',
    '/services',
    '/appointments',
    '/letters',
    '/search',
  ])('%s answers with valid HTML and one heading', async (path) => {
    const reply = await reader.get(path)
    expect(reply.statusCode).toBe(200)
    expect(reply.body.match(/<h1/g)).toHaveLength(1)
    await expectValidHtml(reply.body)
  })

  test('an interview, a press conference and a concern with its answers have their pages', async () => {
    const common = { unitCode: 'jinshi', heldOn: today, body: '<p>实录</p>' }
    const interview = await db
      .insertInto('interviews')
      .values({ ...common, title: '谈教育', guests: '局长' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const hidden = await db
      .insertInto('interviews')
      .values({ ...common, title: '草稿', state: 'draft' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const conference = await db
      .insertInto('pressConferences')
      .values({ ...common, title: '汛情发布', speakers: '副市长' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const concern = await db
      .insertInto('concerns')
      .values({ unitCode: 'jinshi', topic: '自来水发黄', raisedOn: today })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect((await reader.get(`/concerns/${concern.id}`)).statusCode).toBe(404)
    await db
      .insertInto('concernResponses')
      .values({ concernId: concern.id, channel: 'website', respondedOn: today, title: '水质说明' })
      .execute()
    expect(words(await reader.get(`/interviews/${interview.id}`))).toContain('实录')
    expect((await reader.get(`/interviews/${hidden.id}`)).statusCode).toBe(404)
    expect(words(await reader.get(`/press-conferences/${conference.id}`))).toContain('副市长')
    expect(words(await reader.get(`/concerns/${concern.id}`))).toContain('水质说明')
    expect(words(await reader.get('/concerns?x'))).toContain('已回应 1 次')
  })
})
