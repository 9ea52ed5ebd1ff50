import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { db } from '../../../tests/support/world.ts'
import { addDays, dayOf } from '../../core/day.ts'

const house = await openHouse()
const officer = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '卜小敏' })
const manager = await signedInAs(house, 'hotlineManager', { name: '任小娴' })
const operator = await signedInAs(house, 'hotlineOperator', { name: '华悟' })
const visitor = visitorAt(house)

const article = {
  ...{ title: '临时救助怎么申请', unitCode: 'civil', topic: 'assistance', keywords: '困难', audience: 'public' },
  ...{ reviewOn: addDays(dayOf(new Date()), 300), body: '到乡镇或者街道申请。', items: '', documents: '' },
}

/** Writes and publishes an article through the pages. @returns its address on the desk */
async function published(change: Partial<typeof article> = {}): Promise<string> {
  const saved = await officer.post('/desk/knowledge/new', { ...article, ...change })
  const at = String(saved.headers.location).replace(/\?.*/, '')
  await officer.post(`${at}/submit`)
  expect((await manager.get(`${at}/review`)).body).toContain('立刻生效')
  expect((await manager.post(`${at}/publish`)).statusCode).toBe(303)
  return at
}

test('an article goes from the form to its readers through two persons', async () => {
  const at = await published()
  const id = at.split('/').at(-1)
  expect((await officer.get(`${at}?done=published`)).body).toContain('第 1 版，卜小敏写')
  const page = await visitor.get(`/knowledge/${id}`)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('到乡镇或者街道申请')
  expect((await visitor.get('/knowledge?q=jiuzhu')).body).toContain(`/knowledge/${id}`)
  expect((await visitor.get(`/api/v1/knowledge/${id}`)).json()).toMatchObject({ title: '临时救助怎么申请', items: [] })
})

test('a form with faults is shown again with what was typed, and nothing is stored', async () => {
  const before = await db.selectFrom('knowledgeArticles').select('id').execute()
  const reply = await officer.post('/desk/knowledge/new', { ...article, title: '', reviewOn: '2001-01-01' })
  expect(reply.statusCode).toBe(422)
  expect(reply.body).toContain('请填写标题')
  expect(reply.body).toContain('到乡镇或者街道申请')
  expect((await db.selectFrom('knowledgeArticles').select('id').execute()).length).toBe(before.length)
})

test('a change is compared with what readers read, given back with a reason, and found again', async () => {
  const at = await published({ title: '高龄津贴' })
  await officer.post(`${at}/edit`, { ...article, title: '高龄津贴', body: '到村里办。', version: '1' })
  expect((await officer.get(at)).body).toContain('读者读到的是第 1 版')
  const compared = await officer.get(`${at}/compare?from=1&to=2`)
  expect(compared.body).toMatch(/<del[^>]*>/)
  const late = await officer.post(`${at}/edit`, { ...article, title: '高龄津贴', body: '晚到的。', version: '1' })
  expect(late.statusCode).toBe(409)
  expect(late.body).toContain('晚到的。')
  await officer.post(`${at}/submit`)
  expect((await manager.post(`${at}/return`, { note: '' })).statusCode).toBe(422)
  await manager.post(`${at}/return`, { note: '写清楚带什么' })
  expect((await officer.get(at)).body).toContain('写清楚带什么')
  expect((await officer.get('/desk/knowledge?group=drafting')).body).toContain('高龄津贴')
})

test('the clerk sees what the knowledge base has while typing, and notes the enquiry with it', async () => {
  const at = await published({ title: '残疾人两项补贴怎么领' })
  const id = at.split('/').at(-1) ?? ''
  const form = { channel: 'phone', question: '残疾人补贴怎么领', submissionKey: randomUUID() }
  const looked = await operator.post('/desk/enquiries/new', { ...form, look: '1' })
  expect(looked.statusCode).toBe(200)
  expect(looked.body).toContain('残疾人两项补贴怎么领')
  const noted = await operator.post('/desk/enquiries/new', { ...form, article: id })
  expect(noted.statusCode).toBe(303)
  const next = await operator.get(String(noted.headers.location))
  const number = /已记下 (ZX\d{8}-\d{4})/.exec(next.body)?.[1] ?? ''
  const record = await operator.get(`/desk/enquiries/${number}`)
  expect(record.body).toContain('残疾人两项补贴怎么领')
  expect(record.body).toContain('没有留姓名和联系方式')
  expect((await operator.get('/desk/enquiries?group=answered')).body).toContain(number)
  expect((await officer.get(at)).body).toContain('1 次')
})

test('a question from the portal is followed with its code, given to a unit, answered and made public', async () => {
  const form = { question: '外地人能在这里申请临时救助吗', askerPhone: '13812345678', submissionKey: randomUUID() }
  expect((await visitor.get('/consult')).body).toContain('工作日内答复您')
  const wrong = await visitor.post('/consult', { ...form, askerPhone: '12' })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('外地人能在这里申请临时救助吗')
  const asker = visitorAt(house)
  expect((await asker.post('/consult', form)).headers.location).toBe('/consult/receipt')
  const receipt = (await asker.get('/consult/receipt')).body
  const number = /ZX\d{8}-\d{4}/.exec(receipt)?.[0] ?? ''
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(receipt)?.[0] ?? ''
  expect((await asker.get(`/consult/${number}`)).body).toContain('正在看该由哪个单位答复')
  expect((await visitor.get(`/consult/${number}`)).statusCode).toBe(404)

  expect((await operator.get(`/desk/enquiries/${number}`)).body).toContain('138****5678')
  await operator.post(`/desk/enquiries/${number}/assign`, { unitCode: 'civil', topic: 'assistance' })
  expect((await officer.get('/desk')).body).toContain('等待答复的咨询')
  await officer.post(`/desk/enquiries/${number}/answer`, { answer: '能，人在哪里就在哪里申请。' })
  const other = visitorAt(house)
  const opened = await other.post('/consult/follow', { number: number.toLowerCase(), code: code.toLowerCase() })
  expect(opened.headers.location).toBe(`/consult/${number}`)
  expect((await other.get(`/consult/${number}`)).body).toContain('人在哪里就在哪里申请')
  expect((await other.post(`/consult/${number}/leave`)).statusCode).toBe(303)
  expect((await other.get(`/consult/${number}`)).statusCode).toBe(404)

  const told = { question: '我叫王五，13812345678', answer: '能，人在哪里就在哪里申请。', topic: 'assistance' }
  expect((await officer.post(`/desk/enquiries/${number}/publication`, told)).statusCode).toBe(422)
  await officer.post(`/desk/enquiries/${number}/publication`, { ...told, question: '外地人能申请临时救助吗' })
  expect((await manager.get('/desk/enquiries/publications')).body).toContain('外地人能申请临时救助吗')
  await manager.post(`/desk/enquiries/${number}/publication/publish`)
  const list = await visitor.get('/consult/answers?q=临时救助')
  const page = /\/consult\/answers\/\d+/.exec(list.body)?.[0] ?? ''
  expect((await visitor.get(page)).body).toContain('人在哪里就在哪里申请')
  const { answers } = (await visitor.get('/api/v1/answers?topic=assistance')).json()
  expect(answers).toMatchObject([{ question: '外地人能申请临时救助吗', url: page }])
  await manager.post(`/desk/enquiries/${number}/publication/withdraw`, { reason: '政策变了' })
  expect((await visitor.get(page)).statusCode).toBe(404)
})

test('a table of articles that was exported is read again, and its faults are told by row', async () => {
  const csv = await officer.get('/desk/knowledge/export?format=csv')
  expect(csv.body).toContain('临时救助怎么申请')
  const { importArticles } = await import('./import.ts')
  const { world } = await import('../../../tests/support/world.ts')
  const again = await importArticles(world(), Buffer.from(csv.rawPayload), { dryRun: true })
  expect(again.problems.every((p) => p.message === '这个单位已经有同名的知识')).toBe(true)
  const list = [
    { title: '从外面带来的知识', unitCode: '市民政局', topic: '救助和优待', body: '第一段。\n第二段。' },
    { title: '没有正文的', unitCode: '没有的单位', topic: '救助和优待', body: '' },
  ]
  const report = await importArticles(world(), Buffer.from(JSON.stringify(list)), { dryRun: false, skipBad: true })
  expect(report).toMatchObject({ rows: 2, good: 1 })
  expect([...new Set(report.problems.map((p) => p.line))]).toEqual([2])
  expect((await officer.get(`/desk/knowledge/${report.ids[0]}`)).body).toContain('<p>第二段。</p>')
})
