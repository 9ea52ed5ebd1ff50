import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { db } from '../../../tests/support/world.ts'

const house = await openHouse()
const [editor, reviewer, officer, head, visitor] = [
  await signedInAs(house, 'editor'),
  await signedInAs(house, 'reviewer'),
  await signedInAs(house, 'disclosureOfficer'),
  await signedInAs(house, 'disclosureHead'),
  visitorAt(house),
]
const list = '/desk/disclosure/documents'
const fields = {
  ...{
    unitCode: 'jinshi',
    columnCode: 'files',
    kind: 'document',
    title: '关于秸秆禁烧的通告',
    issuingBody: '津市市人民政府',
    documentNumber: '津政发〔2018〕21号',
  },
  ...{ writtenOn: '2018-05-28', body: '请勿露天焚烧秸秆。', fullText: 'yes', attribute: 'proactive' },
}

async function draft(change: Record<string, string> = {}): Promise<string> {
  const reply = await editor.post(`${list}/new`, { ...fields, ...change })
  expect(reply.statusCode).toBe(303)
  return String(reply.headers.location)
}
async function ok(client: Client, url: string, sent?: Record<string, string | string[]>) {
  const reply = sent ? await client.post(url, sent) : await client.get(url)
  expect([url, reply.statusCode]).toEqual([url, sent ? 303 : 200])
  return reply
}

/** Sends one file as a browser does. */
async function upload(client: Client, url: string, field: string, name: string, bytes: Buffer) {
  const boundary = '----mingtang'
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return client.send({
    method: 'POST',
    url: `${url}?_csrf=${encodeURIComponent(await client.token())}`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  })
}

test('a document goes from draft through review to publication by three persons, and machines read it', async () => {
  const page = await draft()
  for (const [client, at] of [
    [editor, ''],
    [editor, '/edit'],
    [editor, '/files'],
    [editor, '/submit'],
    [editor, '/discard'],
    [editor, '/versions/1'],
  ] as const)
    await expectValidHtml((await ok(client, page + at)).body)
  await ok(editor, `${page}/submit`, { personalDataReason: '' })
  await expectValidHtml((await ok(reviewer, `${page}/review`)).body)
  await ok(reviewer, `${page}/approve`, { secrecyNote: '不涉密，可以公开', note: '' })
  await expectValidHtml((await ok(officer, `${page}/publish`)).body)
  await ok(officer, `${page}/publish`, {
    channels: ['website', 'wechat'],
    reference_wechat: '津市发布 5月28日',
    publishAt: '',
  })
  const { body } = await ok(officer, page)
  await expectValidHtml(body)
  expect(body).toContain('已发布')
  expect(body).toContain('津市发布 5月28日')
  for (const step of ['channels', 'repeal', 'withdraw'])
    await expectValidHtml((await ok(officer, `${page}/${step}`)).body)
  const id = page.split('/').at(-1)
  const api = (await visitor.get(`/api/v1/documents/${id}`)).json()
  expect(api).toMatchObject({
    title: fields.title,
    state: 'published',
    channels: [{ channel: 'website' }, { channel: 'wechat' }],
  })
  const items = (await visitor.get('/api/v1/documents?column=files&limit=1')).json()
  expect(items.items[0].id).toBe(api.id)
})

test('a form sent with mistakes comes back with what was typed and a word at each field', async () => {
  const reply = await editor.post(`${list}/new`, {
    ...fields,
    title: '',
    writtenOn: 'yesterday',
    keywords: '我写的关键词',
  })
  expect(reply.statusCode).toBe(422)
  expect(reply.body).toContain('请填写标题')
  expect(reply.body).toContain('请填写成文日期，例如 2018-12-03')
  expect(reply.body).toContain('我写的关键词')
  await expectValidHtml(reply.body)
})

test('who saves after another sees both texts, and loses neither', async () => {
  const page = await draft()
  await ok(editor, `${page}/edit`, { ...fields, body: '同事写的这一段', version: '1' })
  const reply = await editor.post(`${page}/edit`, { ...fields, body: '我写的那一段', version: '1' })
  expect(reply.statusCode).toBe(409)
  expect(reply.body).toContain('同事写的这一段')
  expect(reply.body).toContain('我写的那一段')
  expect(reply.body).toContain('name="version" value="2"')
  await expectValidHtml(reply.body)
})

test('what a person may not do now is greyed with the reason', async () => {
  const page = await draft()
  await ok(editor, `${page}/submit`, { personalDataReason: '' })
  const { body } = await ok(editor, page)
  expect(body).toContain('您没有审核通过的权限')
  expect((await editor.get(`${page}/review`)).statusCode).toBe(403)
  expect((await reviewer.post(`${page}/submit`, { personalDataReason: '' })).statusCode).toBe(403)
  expect((await editor.post(`${page}/edit`, { ...fields, version: '1' })).statusCode).toBe(409)
})

test('files are added with safe names and their type told by content, served to be saved, and taken off', async () => {
  const page = await draft()
  expect(
    (await upload(editor, `${page}/files`, 'files', '../../evil<b>.html', Buffer.from('<script>alert(1)</script>')))
      .statusCode,
  ).toBe(303)
  const shown = (await ok(editor, `${page}/files`)).body
  expect(shown).toContain('evilb.html')
  const address = /\/desk\/disclosure\/attachments\/\d+/.exec(shown)?.[0] ?? ''
  const file = await editor.get(address)
  expect(file.headers['content-type']).toContain('text/plain')
  expect(file.headers['content-disposition']).toMatch(/^attachment/)
  expect(file.headers['x-content-type-options']).toBe('nosniff')
  const stranger = await signedInAs(house, 'townAgent', { unitCode: 'xinzhou' })
  expect((await stranger.get(address)).statusCode).toBe(403)
  await ok(editor, `${page}/files/${address.split('/').at(-1)}/remove`, {})
  expect((await ok(editor, `${page}/files`)).body).not.toContain('evilb.html')
})

test('the work list keeps its filters in the address and goes on where a page ends', async () => {
  await Promise.all(Array.from({ length: 55 }, (_, i) => draft({ title: `分页第${i}份`, columnCode: 'notices' })))
  const first = (await ok(editor, `${list}?column=notices`)).body
  await expectValidHtml(first)
  expect(first).toMatch(/共\s*(<[^>]+>)?55/)
  const next = /href="([^"]*after=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(next).toContain('column=notices')
  const rows = (html: string) => [...html.matchAll(/分页第(\d+)份/g)].map((m) => m[1])
  const all = new Set([...rows(first), ...rows((await ok(editor, next)).body)])
  expect(all.size).toBe(55)
  for (const group of ['drafting', 'review', 'publish', 'published', 'withheld', 'ended'])
    await ok(editor, `${list}?group=${group}`)
  for (const light of ['overdue', 'red', 'yellow', 'reassess']) await ok(editor, `${list}?light=${light}&q=秸秆`)
  for (const bad of [
    'after=xyz',
    `after=${Buffer.from('["x\' or 1=1",1]').toString('base64url')}`,
    'unit=%27',
    'q=%27%26%21%28',
  ])
    expect((await editor.get(`${list}?${bad}`)).statusCode).toBe(200)
})

test('what is published is corrected by three persons, and readers see the new words and when they changed', async () => {
  const page = await draft({ title: '关于春季禁渔的通告', body: '禁渔期自三月一日起。\n违者依法处理。' })
  await ok(editor, `${page}/submit`, { personalDataReason: '' })
  await ok(reviewer, `${page}/approve`, { secrecyNote: '不涉密，可以公开', note: '' })
  await ok(officer, `${page}/publish`, { channels: ['website'], publishAt: '' })
  const open = page.replace('/desk/disclosure', '')
  expect((await ok(visitor, open)).body).toContain('三月一日')

  const at = `${page}/correction`
  const edit = await ok(editor, `${at}/edit`)
  await expectValidHtml(edit.body)
  expect(edit.body).toContain('自三月一日起')
  const change = { ...fields, title: '关于春季禁渔的通告', body: '禁渔期自四月一日起。\n违者依法处理。' }
  const short = await editor.post(`${at}/edit`, { ...change, note: '改', saves: '0' })
  expect([short.statusCode, short.body.includes('请把更正说明写到 5 个字以上')]).toEqual([422, true])
  await ok(editor, `${at}/edit`, { ...change, note: '禁渔期由三月一日更正为四月一日', saves: '0' })
  await ok(editor, `${at}/files`)
  const seen = (await ok(editor, at)).body
  await expectValidHtml(seen)
  expect(seen).toContain('<del>三月</del><ins>四月</ins>')
  await ok(editor, `${at}/submit`, { personalDataReason: '' })
  expect((await ok(reviewer, '/desk')).body).toContain('等您审核的更正')
  expect((await ok(reviewer, '/desk/disclosure/corrections')).body).toContain('关于春季禁渔的通告')
  await expectValidHtml((await ok(reviewer, at)).body)
  await ok(reviewer, `${at}/approve`, { secrecyNote: '不涉密，可以公开', note: '' })
  expect((await ok(visitor, open)).body).toContain('三月一日')
  await ok(officer, `${at}/publish`, {})
  // Word from the database reaches the page cache a moment after the transaction.
  await expect.poll(async () => (await visitor.get(open)).body).toContain('四月一日')
  const { body } = await visitor.get(open)
  expect(body).toContain('更正说明')
  expect(body).toContain('禁渔期由三月一日更正为四月一日')
  const compared = (await ok(officer, `${page}/versions/compare?from=1&to=2`)).body
  await expectValidHtml(compared)
  expect(compared).toContain('<del>三月</del><ins>四月</ins>')
  await expectValidHtml((await ok(officer, `${page}/versions/1`)).body)
  expect((await editor.get(at)).statusCode).toBe(404)
})

test('a town sees its own and nothing of another', async () => {
  const page = await draft()
  const town = await signedInAs(house, 'townAgent', { unitCode: 'xinzhou' })
  expect((await town.get(page)).statusCode).toBe(403)
  expect((await ok(town, list)).body).not.toContain('秸秆')
  expect((await ok(town, '/desk/disclosure/export?format=csv')).body).not.toContain('秸秆')
})

test('a table is checked first and imported by a second press, only by who had it checked', async () => {
  const rows = [
    ['标题', '发布单位', '栏目', '成文日期', '正文'],
    ['从表格来的', '津市市人民政府', 'files', '2018-05-08', '正文'],
    ['坏行', '没有的局', 'files', '2018-05-08', '正文'],
  ]
  const csv = Buffer.from(rows.map((row) => row.join(',')).join('\r\n'))
  const before = await db
    .selectFrom('documents')
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const checked = await upload(editor, '/desk/disclosure/import', 'file', '表.csv', csv)
  expect(checked.statusCode).toBe(200)
  expect(checked.body).toContain('没有单位“没有的局”')
  await expectValidHtml(checked.body)
  expect(
    await db
      .selectFrom('documents')
      .select((q) => q.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  ).toEqual(before)
  const file = /name="file" value="([0-9a-f]{64})"/.exec(checked.body)?.[1] ?? ''
  expect((await officer.post('/desk/disclosure/import/confirm', { file })).statusCode).toBe(403)
  expect((await editor.post('/desk/disclosure/import/confirm', { file })).statusCode).toBe(422)
  expect((await editor.post('/desk/disclosure/import/confirm', { file, skipBad: 'yes' })).body).toContain('已导入 1 行')
  expect((await ok(editor, '/desk/disclosure/export?format=csv&group=drafting')).body).toContain('从表格来的')
})

test('columns are opened, renamed, moved and closed, but not with documents in them', async () => {
  const columns = '/desk/disclosure/columns'
  await expectValidHtml((await ok(head, columns)).body)
  await expectValidHtml((await ok(head, `${columns}/new`)).body)
  const column = {
    name: '河长制',
    description: '',
    keywords: '',
    type: 'news',
    statutoryClass: '',
    renewWithinDays: '30',
    intro: '',
    position: '5',
  }
  await ok(head, `${columns}/new`, { ...column, code: 'rivers', parentCode: '' })
  await ok(head, `${columns}/rivers`, { ...column, name: '河长制工作' })
  await ok(head, `${columns}/rivers/move`, { parentCode: 'news' })
  expect(
    await db.selectFrom('columns').select(['name', 'path']).where('code', '=', 'rivers').executeTakeFirst(),
  ).toEqual({ name: '河长制工作', path: '/news/rivers/' })
  expect((await head.post(`${columns}/news/move`, { parentCode: 'rivers' })).statusCode).toBe(422)
  await draft({ columnCode: 'rivers' })
  expect((await head.post(`${columns}/rivers/close`, { closedOn: '2018-06-01', moveTo: '' })).body).toContain(
    '还有 1 条信息',
  )
  await ok(head, `${columns}/rivers/close`, { closedOn: '2018-06-01', moveTo: 'news' })
  expect((await head.post(`${columns}/guide/close`, { closedOn: '2018-06-01', moveTo: '' })).statusCode).toBe(409)
  expect((await editor.post(`${columns}/news`, column)).statusCode).toBe(403)
  await expectValidHtml((await ok(head, `${columns}/news`)).body)
})

test('interviews, press conferences, concerns and solicitations are recorded and shown', async () => {
  const held = {
    unitCode: 'jinshi',
    title: '谈谈秸秆禁烧',
    heldOn: '2018-05-30',
    persons: '局长',
    headAttended: 'yes',
    body: '问答',
    state: 'published',
  }
  for (const address of ['/desk/disclosure/interviews', '/desk/disclosure/press-conferences']) {
    await ok(officer, address, held)
    const { body } = await ok(officer, address)
    await expectValidHtml(body)
    const one = new RegExp(`${address}/\\d+`).exec(body)?.[0] ?? ''
    await expectValidHtml((await ok(officer, one)).body)
    await ok(officer, one, { ...held, title: '改正的题目' })
  }
  expect((await officer.post('/desk/disclosure/interviews', { ...held, body: '请打 13812345678' })).body).toContain(
    '138****5678',
  )
  await expectValidHtml((await ok(officer, '/desk/disclosure/concerns')).body)
  const concern = String(
    (
      await ok(officer, '/desk/disclosure/concerns', {
        unitCode: 'jinshi',
        topic: '自来水有异味',
        raisedOn: '2018-05-20',
        summary: '',
      })
    ).headers.location,
  )
  const answer = { channel: 'website', respondedOn: '2018-05-21', title: '水质合格', body: '已经检测', document: '' }
  expect((await officer.post(concern, { ...answer, respondedOn: '2018-05-01' })).statusCode).toBe(422)
  await ok(officer, concern, answer)
  await expectValidHtml((await ok(officer, concern)).body)
  await ok(officer, '/desk/disclosure/solicitations', {
    unitCode: 'jinshi',
    title: '燃放鞭炮管理',
    body: '草案',
    opensOn: '2018-05-01',
    closesOn: '2018-05-31',
    state: 'published',
  })
  const page =
    /\/desk\/disclosure\/solicitations\/\d+/.exec((await ok(officer, '/desk/disclosure/solicitations')).body)?.[0] ?? ''
  const reply = await db
    .insertInto('solicitationReplies')
    .values({
      solicitationId: Number(page.split('/').at(-1)),
      receivedAt: new Date(),
      name: '李四',
      contact: '13800000000',
      opinion: '赞成',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ok(officer, `/desk/disclosure/opinions/${reply.id}`, { answer: '谢谢', published: 'yes' })
  await ok(officer, `${page}/outcome`, { outcome: '采纳一条' })
  const { body } = await ok(officer, page)
  await expectValidHtml(body)
  expect(body).not.toContain('李四')
  expect(body).toContain('采纳一条')
})

test.each(['/api/v1/documents?limit=0', '/api/v1/documents?year=abc', '/api/v1/documents/0', '/api/v1/documents/abc'])(
  '%s is answered with the field that is wrong',
  async (url) => {
    const reply = await visitor.get(url)
    expect(reply.statusCode).toBe(422)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  },
)

test('the API goes on from page to page without a gap, and takes any cursor', async () => {
  const seen: number[] = []
  let after = ''
  do {
    const { items, next } = (await visitor.get(`/api/v1/documents?limit=2${after}`)).json()
    seen.push(...items.map((i: { id: number }) => i.id))
    after = next ? `&after=${next}` : ''
  } while (after !== '')
  const published = await db.selectFrom('documents').select('id').where('state', '=', 'published').execute()
  expect(new Set(seen)).toEqual(new Set(published.map((d) => d.id)))
  expect(seen).toHaveLength(published.length)
  expect((await visitor.get('/api/v1/documents?after=%27')).statusCode).toBe(200)
  expect((await visitor.get('/api/v1/columns')).json().length).toBeGreaterThan(15)
})
