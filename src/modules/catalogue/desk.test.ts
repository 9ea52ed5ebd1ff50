import { beforeAll, describe, expect, test } from 'vitest'
import { type Client, openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { elements, publishedItem } from '../../../tests/support/items.ts'
import { db, world } from '../../../tests/support/world.ts'
import { addDays } from '../../core/day.ts'
import { creditCheckDigit } from '../../core/identifiers.ts'
import { sectionsFor } from './desk/fill/sections.ts'
import { sheetOf } from './desk/fill/sheet.ts'
import { typedOf } from './desk/fill/typed.ts'
import { markOf } from './draft.service.ts'
import type { ItemElements } from './schema.ts'
import * as store from './store.ts'

const house = await openHouse()
const filler = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '陈填报' })
const colleague = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '李同事' })
const manager = await signedInAs(house, 'serviceManager', { name: '郑审核' })
const stranger = await signedInAs(house, 'departmentOfficer', { unitCode: 'finance' })
const { today } = world()

const list = '/desk/catalogue/items'
const body = '11430781006300101'
const standard = {
  legalBasis: '《中华人民共和国慈善法》第十条',
  exerciseLevels: ['4'],
  statutoryLimit: { unit: 'workingDay', days: 20, note: '' },
  serviceTargets: ['1', '2'],
}

const enter = (code: string, name: string, more = {}) =>
  db
    .insertInto('basicItems')
    .values({
      ...{ code, name, scheme: '2018', parentCode: null, itemType: '01', issuedBy: '省政府', effectiveOn: today },
      ...{ cancelledOn: null, standard: JSON.stringify({ ...standard, ...more }) },
    })
    .execute()

beforeAll(async () => {
  await db
    .updateTable('units')
    .set({ creditCode: body + creditCheckDigit(body) })
    .where('code', '=', 'civil')
    .execute()
  await enter('000111002000', '慈善组织认定')
  await enter('000111003000', '殡葬服务设施建设审批')
  await enter('000111004000', '地名命名审批')
  await enter('000111005000', '省里才办的事', { exerciseLevels: ['2'] })
})

async function ok(client: Client, url: string, sent?: Record<string, string | string[]>) {
  const reply = sent ? await client.post(url, sent) : await client.get(url)
  expect([url, reply.statusCode]).toEqual([url, sent ? 303 : 200])
  if (!sent) await expectValidHtml(reply.body)
  return reply
}
const idIn = (address: unknown) => Number(/items\/(\d+)/.exec(String(address))?.[1])
const count = async (id: number) => String((await store.getItem(db, id)).changedIn)

/** What the form of a section carries besides its fields: how the section and the note stand as it is opened. */
async function opened(id: number, slug: string): Promise<Record<string, string>> {
  const [draft] = await store.listVersions(db, id)
  const section = draft && sectionsFor({ elements: draft.elements, files: [], units: [] }).find((s) => s.slug === slug)
  if (!section) throw new Error(slug)
  return { mark: markOf(draft.elements, section.covers), noteWas: draft.note, note: draft.note, do: 'save' }
}

/** All fields of a section as a browser sends them when they say this. */
async function sent(id: number, slug: string, said: ItemElements): Promise<Record<string, string | string[]>> {
  const section = sectionsFor({ elements: said, files: [], units: [] }).find((s) => s.slug === slug)
  if (!section) throw new Error(slug)
  const { fields, rows } = typedOf(section, sheetOf(said))
  const flat = Object.entries(rows).flatMap(([name, all]) => [
    [`${name}.length`, String(all.length)] as const,
    ...all.flatMap((row, i) => Object.entries(row).map(([field, value]) => [`${name}.${i}.${field}`, value] as const)),
  ])
  return { ...fields, ...Object.fromEntries(flat), ...(await opened(id, slug)) }
}

/** A complete list as the pages make it: options get their short names by their place. */
function full(change: Partial<ItemElements> = {}): ItemElements {
  const said = elements({
    ...{ name: '慈善组织认定', legalBasis: standard.legalBasis, personTopics: ['permit'], firmTopics: ['permit'] },
    ...change,
  })
  const named = (question: string, value: string) =>
    `option${1 + (said.questions.find((q) => q.key === question)?.options.findIndex((o) => o.value === value) ?? 0)}`
  return {
    ...said,
    questions: said.questions.map((q) => ({
      ...q,
      options: q.options.map((o) => ({ ...o, value: named(q.key, o.value) })),
    })),
    materials: said.materials.map((m) => ({
      ...m,
      when: Object.fromEntries(Object.entries(m.when).map(([q, values]) => [q, values.map((v) => named(q, v))])),
    })),
  }
}
const slugs = ['basic', 'handling', 'questions', 'materials', 'charges', 'steps', 'faq', 'form']

async function fillIn(id: number, said = full(), by = filler) {
  for (const slug of slugs) await ok(by, `${list}/${id}/fill/${slug}`, await sent(id, slug, said))
}

let next = 100
async function adopted(): Promise<number> {
  const code = `000111${++next}000`
  await enter(code, '慈善组织认定')
  const reply = await ok(filler, '/desk/catalogue/adopt', { unit: 'civil', codes: [code] })
  return idIn(reply.headers.location)
}
async function published(): Promise<number> {
  const id = await adopted()
  await fillIn(id)
  await ok(manager, `${list}/${id}/publish`, { effectiveOn: today, changedIn: await count(id) })
  return id
}

test('an item lives its whole life through the pages: adopted, filled in, returned, published, changed, cancelled', async () => {
  const found = (await ok(filler, '/desk/catalogue/adopt?q=慈善')).body
  expect(found).toContain('慈善组织认定')
  const reply = await ok(filler, '/desk/catalogue/adopt', { unit: 'civil', codes: ['000111002000'] })
  const id = idIn(reply.headers.location)
  const page = `${list}/${id}`
  expect((await ok(filler, `${list}?state=empty`)).body).toContain(page)

  // Half filled in it says what is missing, each with the way to its field.
  for (const slug of slugs) await ok(filler, `${page}/fill/${slug}`)
  await ok(filler, `${page}/fill/basic`, await sent(id, 'basic', full({ acceptanceCondition: '' })))
  const half = (await ok(filler, page)).body
  expect(half).toContain('请填写受理条件')
  expect(half).toContain(`${page}/fill/basic#field-acceptanceCondition`)
  expect((await ok(manager, page)).body).toContain('草稿还有没补正的地方')
  expect((await ok(filler, `${list}?state=filling`)).body).toMatch(/还有 \d+ 处要补正/)

  await fillIn(id)
  expect((await store.listVersions(db, id))[0]?.elements).toEqual(full())
  expect((await ok(manager, `${list}?state=review`)).body).toContain(page)
  expect((await ok(manager, '/desk')).body).toContain('等您审核发布的实施清单')

  // Sent back with a word, and handed in again.
  const empty = await manager.post(`${page}/return`, { note: ' ', changedIn: await count(id) })
  expect(empty.statusCode).toBe(422)
  expect(empty.body).toContain('请写明要改什么')
  await ok(manager, `${page}/return`, { note: '咨询电话打不通，请核对', changedIn: await count(id) })
  expect((await ok(filler, page)).body).toContain('咨询电话打不通，请核对')
  await ok(filler, `${page}/fill/basic`, await sent(id, 'basic', full({ consultPhone: '0736-4211999' })))
  expect((await ok(filler, page)).body).not.toContain('退回了这份草稿')

  await ok(manager, `${page}/review`)
  await ok(manager, `${page}/publish`, { effectiveOn: today, changedIn: await count(id) })
  const live = (await ok(manager, page)).body
  expect(live).toContain('郑审核')
  expect(live).toContain('公开的内容（第 1 版）')

  // The next version takes effect later; it is compared, taken back, and published again.
  await ok(filler, `${page}/begin`, {})
  await ok(filler, `${page}/fill/handling`, await sent(id, 'handling', full({ onSiteVisits: 0, onSiteReason: '' })))
  const review = (await ok(manager, `${page}/review`)).body
  expect(review).toContain('到办事现场次数')
  await ok(manager, `${page}/publish`, { effectiveOn: addDays(today, 3), changedIn: await count(id) })
  expect((await ok(manager, `${list}?state=waiting`)).body).toContain(page)
  expect((await ok(manager, `${page}/compare?from=1&to=2`)).body).toContain('到办事现场次数')
  await ok(manager, `${page}/take-back`)
  await ok(manager, `${page}/take-back`, {})
  await ok(filler, `${page}/withdraw`)
  await ok(filler, `${page}/withdraw`, { changedIn: await count(id) })

  await ok(manager, `${page}/cancel`)
  const noReason = await manager.post(`${page}/cancel`, { on: today, reason: '' })
  expect(noReason.statusCode).toBe(422)
  await ok(manager, `${page}/cancel`, { on: today, reason: '国务院决定取消' })
  const gone = (await ok(manager, page)).body
  expect(gone).toContain('国务院决定取消')
  expect((await ok(manager, `${list}?state=cancelled`)).body).toContain(page)
})

describe('filling in', () => {
  test('a row is added, moved and taken away by buttons, and nothing typed is lost', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/materials`
    const typed = { ...(await sent(id, 'materials', full())), 'materials.1.name': '还没有保存的名字' }
    const press = async (button: string) => {
      const reply = await filler.post(page, { ...typed, do: button })
      expect(reply.statusCode).toBe(200)
      await expectValidHtml(reply.body)
      return reply.body
    }
    expect(await press('add:materials')).toContain('name="materials.length" value="8"')
    const moved = await press('up:materials:1')
    expect(moved).toMatch(
      /name="materials\.0\.name"[^>]*value="还没有保存的名字"|value="还没有保存的名字"[^>]*name="materials\.0\.name"/,
    )
    const fewer = await press('remove:materials:0')
    expect(fewer).toContain('name="materials.length" value="6"')
    expect(fewer).toContain('还没有保存的名字')
    expect((await store.listVersions(db, id))[0]?.elements.materials).toEqual([])
  })

  test('what cannot be read is told at its field, with all that was typed', async () => {
    const id = await adopted()
    const wrong = { 'fees.length': '1', 'fees.0.name': '工本费', 'fees.0.amountFen': '十元' }
    const reply = await filler.post(`${list}/${id}/fill/charges`, {
      ...{ chargeable: 'yes', 'results.length': '0', ...(await opened(id, 'charges')), ...wrong },
    })
    expect(reply.statusCode).toBe(422)
    expect(reply.body).toContain('请用元填写金额')
    expect(reply.body).toContain('value="十元"')
    await expectValidHtml(reply.body)
  })

  test('an application form is a table of fields; two of one short name are refused, an empty one is made up', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/form`
    const field = (i: number, name: string, title: string, more: Record<string, string> = {}) => ({
      ...{ [`formFields.${i}.name`]: name, [`formFields.${i}.title`]: title, [`formFields.${i}.kind`]: 'text' },
      ...Object.fromEntries(Object.entries(more).map(([k, v]) => [`formFields.${i}.${k}`, v])),
    })
    const base = async () => ({ 'formFields.length': '3', ...(await opened(id, 'form')) })
    const two = { ...field(0, 'a', '甲'), ...field(1, 'a', '乙'), ...field(2, '', '丙') }
    const reply = await filler.post(page, { ...(await base()), ...two })
    expect(reply.statusCode).toBe(422)
    expect(reply.body).toContain('有两栏的代号都是“a”')
    await ok(filler, page, {
      ...(await base()),
      ...field(0, 'zuiHou', '甲', { kind: 'choice', choices: '是\r\n否', required: 'yes' }),
      ...field(1, '', '乙', { kind: 'number', minimum: '0.5' }),
      ...field(2, 'a', '丙', { kind: 'date' }),
    })
    const { form } = (await store.listVersions(db, id))[0]?.elements ?? full()
    // In the order of the page, also where the database would have sorted the names.
    expect(Object.keys(form.properties)).toEqual(['zuiHou', 'field1', 'a'])
    expect(form).toEqual({
      type: 'object',
      properties: {
        zuiHou: { type: 'string', title: '甲', enum: ['是', '否'] },
        field1: { type: 'number', title: '乙', minimum: 0.5 },
        a: { type: 'string', title: '丙', format: 'date' },
      },
      required: ['zuiHou'],
    })
  })

  test('options of a question that are reworded or moved keep what materials refer to', async () => {
    const id = await adopted()
    await fillIn(id)
    const typed = await sent(id, 'questions', full())
    await ok(filler, `${list}/${id}/fill/questions`, { ...typed, 'questions.0.labels': '单位\n个人' })
    const { questions } = (await store.listVersions(db, id))[0]?.elements ?? full()
    expect(questions[0]?.options).toEqual([
      { value: 'option2', label: '单位' },
      { value: 'option1', label: '个人' },
    ])
  })

  test('two write the same section at once: the second is told, sees what the first saved, loses nothing, and saves after it', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/faq`
    const mine = await sent(id, 'faq', full({ faq: [{ question: '我写的问题？', answer: '我写的回答。' }] }))
    await ok(
      colleague,
      page,
      await sent(id, 'faq', full({ faq: [{ question: '同事写的？', answer: '同事的回答。' }] })),
    )
    const reply = await filler.post(page, mine)
    expect(reply.statusCode).toBe(409)
    await expectValidHtml(reply.body)
    for (const text of ['另一位同事已经改动', '我写的问题？', '同事写的？']) expect(reply.body).toContain(text)
    expect((await store.listVersions(db, id))[0]?.elements.faq[0]?.question).toBe('同事写的？')
    const mark = /name="mark" value="([^"]+)"/.exec(reply.body)?.[1] ?? ''
    await ok(filler, page, { ...mine, mark })
    expect((await store.listVersions(db, id))[0]?.elements.faq[0]?.question).toBe('我写的问题？')
  })

  test('two fill in different sections at the same moment: both are kept, with both notes, and nobody is held up', async () => {
    const id = await adopted()
    await fillIn(id)
    const said = full({
      faq: [{ question: '在哪里办？', answer: '政务服务大厅。' }],
      consultPhone: '0736-4211111',
    })
    const [basic, faq] = await Promise.all([sent(id, 'basic', said), sent(id, 'faq', said)])
    for (let round = 0; round < 5; round++) {
      const consultPhone = `0736-421111${round}`
      const question = `第 ${round} 问？`
      const [mine, theirs] = [await opened(id, 'basic'), await opened(id, 'faq')]
      const replies = await Promise.all([
        filler.post(`${list}/${id}/fill/basic`, { ...basic, ...mine, consultPhone, note: `电话改了 ${round} 次` }),
        colleague.post(`${list}/${id}/fill/faq`, {
          ...{ ...faq, ...theirs, 'faq.0.question': question, note: `问题改了 ${round} 次` },
        }),
      ])
      expect(replies.map((r) => r.statusCode)).toEqual([303, 303])
      const [draft] = await store.listVersions(db, id)
      expect(draft?.elements).toMatchObject({ consultPhone, faq: [{ question }] })
      for (const what of ['电话', '问题']) expect(draft?.note).toContain(`${what}改了 ${round} 次`)
    }
  })

  test('of many who save the same section at the same moment one is kept, and each of the others keeps what they typed', async () => {
    const id = await adopted()
    const page = `${list}/${id}/fill/faq`
    const tries = await Promise.all(
      [0, 1, 2, 3].map((n) => sent(id, 'faq', full({ faq: [{ question: `问题 ${n}？`, answer: '回答。' }] }))),
    )
    const replies = await Promise.all(tries.map((mine, n) => (n % 2 ? colleague : filler).post(page, mine)))
    expect(replies.map((r) => r.statusCode).sort()).toEqual([303, 409, 409, 409])
    const kept = (await store.listVersions(db, id))[0]?.elements.faq[0]?.question
    expect(kept).toBe(`问题 ${replies.findIndex((r) => r.statusCode === 303)}？`)
    for (const [n, reply] of replies.entries())
      if (reply.statusCode === 409) for (const text of [`问题 ${n}？`, kept]) expect(reply.body).toContain(text)
  })

  test('a blank form is uploaded for a material and offered for download; another kind of file is refused', async () => {
    const id = await adopted()
    await fillIn(id)
    const page = `${list}/${id}/files`
    await ok(filler, page)
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const bad = await upload(page, 'materials.0.blankForm', '表.png', Buffer.from('MZ not a picture'))
    expect(bad.statusCode).toBe(422)
    expect(bad.body).toContain('这种文件收不了')
    expect((await upload(page, '', '表.png', png)).body).toContain('请选择这个文件用在哪里')
    expect((await upload(page, 'materials.0.blankForm', '../申请表.png', png)).statusCode).toBe(303)
    const { materials } = (await store.listVersions(db, id))[0]?.elements ?? full()
    const file = await filler.get(`${page}/${materials[0]?.blankForm}`)
    expect(file.headers['content-type']).toBe('image/png')
    expect((await ok(filler, page)).body).toContain('正在使用')
    expect((await stranger.get(`${page}/${materials[0]?.blankForm}`)).statusCode).toBe(403)
  })
})

const upload = (url: string, target: string, name: string, bytes: Buffer) =>
  sendFile(filler, url, 'files', name, bytes, target)

/** Sends a file as a browser does, with a field before it. */
async function sendFile(client: Client, url: string, field: string, name: string, bytes: Buffer | string, target = '') {
  const boundary = '----mingtang'
  const part = (head: string, content: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ])
  return client.send({
    method: 'POST',
    url: `${url}?_csrf=${encodeURIComponent(await client.token())}`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'text/html' },
    payload: Buffer.concat([
      part('name="target"', target),
      part(`name="${field}"; filename="${name}"`, bytes),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
  })
}

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
    await fillIn(id, full({ quantityLimit: '每年十个' }), manager)
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
    const checked = await sendFile(who, address, 'file', '表.csv', rows.map((row) => row.join(',')).join('\n'))
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
