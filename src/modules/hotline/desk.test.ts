import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs } from '../../../tests/support/app.ts'
import { clerk } from '../../../tests/support/cases.ts'
import { registered } from '../../../tests/support/hotline.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { db, world } from '../../../tests/support/world.ts'
import { addDays } from '../../core/day.ts'
import { pathOf } from '../../platform/acting.ts'
import { termsOf } from './catalogue.store.ts'
import { emergenciesIn } from './desk/emergency.ts'
import type { MoveName } from './rules.ts'
import { getOrder } from './store.ts'

const house = await openHouse()
const { today } = world()
const operator = await signedInAs(house, 'hotlineOperator', { name: '话务员甲' })
const second = await signedInAs(house, 'hotlineOperator', { name: '话务员乙' })
const manager = await signedInAs(house, 'hotlineManager', { name: '热线负责人' })
const leader = await signedInAs(house, 'leader', { name: '市领导' })
const head = await signedInAs(house, 'departmentHead', { unitCode: 'urban', name: '城管局长' })
const assistant = await signedInAs(house, 'departmentHead', { unitCode: 'education', name: '教育局长' })
const asOperator = await clerk('hotlineOperator', 'jinshi', '登记的人')

const at = (number: string) => `/desk/hotline/${number}`
const version = async (number: string) => String((await getOrder(db, number)).version)
const received = () => registered(today, asOperator, { publicWish: true })

/** Makes a move on its page, looking at the page before and at the order afterwards. */
async function make(number: string, name: MoveName, who: Client, fields: Record<string, string> = {}) {
  const address = `${at(number)}/${pathOf(name)}`
  if (name !== 'sign' && name !== 'archive') {
    const page = await who.get(address)
    expect(page.statusCode, `${name}: ${page.body.slice(0, 400)}`).toBe(200)
    await expectValidHtml(page.body)
  }
  const reply = await who.post(address, { ...fields, version: await version(number) })
  expect(reply.statusCode, `${name}: ${reply.body.slice(0, 3000)}`).toBe(303)
  const shown = await who.get(String(reply.headers.location))
  expect(shown.statusCode).toBe(200)
  await expectValidHtml(shown.body)
}

const call = (change: Record<string, string> = {}) => ({
  ...{ kind: 'help', channel: 'phone', text: '朝阳路 8 号门口的路灯坏了三天。晚上看不见路', personName: '李小梅' },
  ...{ personPhone: '13812345678', submissionKey: randomUUID() },
  ...change,
})
const numberIn = (body: string) => /G\d{8}-\d{4,}/.exec(body)?.[0] ?? ''

test('an order is dispatched, signed for, handled, assisted, reviewed, followed up, published and put away, page by page', async () => {
  const number = await received()
  const page = await operator.get(`${at(number)}/dispatch`)
  expect(page.body).toContain('有“路灯”')
  await make(number, 'dispatch', operator, {
    ...{ unitCode: 'urban', topicCode: 'streetLights', kind: 'help' },
    ...{ assistUnit1: 'education', assistPart1: '看看学校门口的灯' },
  })
  expect((await assistant.get('/desk/hotline/assisting')).body).toContain(number)
  await make(number, 'sign', head)
  await make(number, 'contact', head, { way: 'phone', words: '约好明天去看' })
  await make(number, 'askExtension', head, { days: '2', words: '等配件' })
  await make(number, 'urge', operator, { words: '来访人在等' })
  await make(number, 'supervise', manager, { words: '本周办好' })
  await make(number, 'escalate', manager, { words: '拖得太久' })
  expect((await leader.get('/desk/hotline?group=leader')).body).toContain(number)
  await make(number, 'instruct', leader, { words: '马上修好' })
  const waiting = await manager.get('/desk/hotline/proposals')
  await expectValidHtml(waiting.body)
  expect(waiting.body).toContain('等配件')
  await make(number, 'decideExtension', manager, { verdict: 'approved', words: '' })
  expect((await getOrder(db, number)).extension).toBe(2)
  await make(number, 'assist', assistant, { answer: '学校门口的灯是好的' })
  await make(number, 'reply', head, { text: '李小梅女士，路灯已经修好', way: 'phone' })
  await make(number, 'askClosing', head, { result: 'solved', words: '换了灯泡' })
  await make(number, 'decideClosing', manager, { verdict: 'approved', words: '' })
  await make(number, 'followUp', second, { way: 'phone', reached: 'true', satisfaction: '5', words: '又坏了' })
  await make(number, 'reopen', second, { words: '又坏了' })
  expect(await getOrder(db, number)).toMatchObject({ state: 'dispatched', reopened: 1 })
})

test('a published reply names nobody, and is taken back', async () => {
  const number = await received()
  await make(number, 'answerAtOnce', operator, { topicCode: '', text: '李小梅女士，今晚就修', result: 'explained' })
  const page = await manager.get(`${at(number)}/publish`)
  expect(page.body).not.toContain('李小梅')
  const texts = { publicTitle: '路灯不亮', publicText: '门口的路灯坏了', publicReply: '今晚就修' }
  const named = { ...texts, publicReply: '李小梅女士，今晚就修', version: await version(number) }
  expect((await manager.post(`${at(number)}/publish`, named)).statusCode).toBe(422)
  await make(number, 'publish', manager, texts)
  await make(number, 'withdrawPublication', manager, { words: '还要核实' })
  expect((await getOrder(db, number)).publishedOn).toBeNull()
})

test('the same matter said twice is merged from the list of similar ones, split off again, given back and refused', async () => {
  const first = await received()
  const again = await received()
  expect((await operator.get(`${at(again)}/merge`)).body).toContain(first)
  await make(again, 'merge', operator, { into: first, words: '' })
  await make(again, 'split', operator, { words: '不是同一盏灯' })
  await make(again, 'dispatch', operator, { unitCode: 'urban', topicCode: '', kind: 'help' })
  await make(again, 'handDown', head, { unitCode: 'baiyi', words: '在白衣镇' })
  await make(again, 'reassign', operator, { unitCode: 'urban', topicCode: '', kind: 'help', words: '' })
  await make(again, 'askReturn', head, { words: '不是我们的灯', suggestedUnitCode: 'education' })
  await make(again, 'decideReturn', manager, { verdict: 'approved', words: '' })
  await make(again, 'refuse', operator, { ground: 'inProcedure', words: '已经在法院' })
  expect((await getOrder(db, again)).state).toBe('notAccepted')
  await make(first, 'withdraw', operator, { words: '自己修好了' })
  expect((await getOrder(db, first)).state).toBe('withdrawn')
})

test('a page that is behind the times changes nothing, and what was typed is kept', async () => {
  const number = await received()
  const sent = { unitCode: 'urban', topicCode: '', kind: 'help', words: '请今天就去看', version: await version(number) }
  await make(number, 'urge', operator, { words: '' })
  const reply = await operator.post(`${at(number)}/dispatch`, sent)
  expect(reply.statusCode).toBe(409)
  expect(reply.body).toContain('请今天就去看')
  expect((await getOrder(db, number)).state).toBe('received')
})

test('a call: what helps stands beside, nothing typed is lost, and it is registered and dispatched with one press', async () => {
  await received()
  const page = await operator.get('/desk/hotline/call?phone=13812345678')
  await expectValidHtml(page.body)
  expect(page.body).toContain('这个号码以前的')
  expect(page.body).not.toContain('李小梅')
  const looked = await operator.post('/desk/hotline/new', { ...call(), look: '1' })
  await expectValidHtml(looked.body)
  for (const words of ['说到了“路灯”', '同一个电话', '晚上看不见路', '李小梅']) expect(looked.body).toContain(words)
  const wrong = await operator.post('/desk/hotline/new', call({ text: '', press: 'register' }))
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('李小梅')
  const sent = call({ press: 'dispatch', proposed: 'streetLights|urban' })
  const taken = await operator.post('/desk/hotline/new', sent)
  expect(taken.statusCode, taken.body.slice(0, 3000)).toBe(200)
  await expectValidHtml(taken.body)
  const number = numberIn(taken.body)
  expect(await getOrder(db, number)).toMatchObject({
    ...{ state: 'dispatched', unitCode: 'urban', topicCode: 'streetLights', title: '朝阳路 8 号门口的路灯坏了三天' },
  })
  // Sent again it is the same order.
  expect(numberIn((await operator.post('/desk/hotline/new', sent)).body)).toBe(number)
})

test('what can be answered at once is closed at once; without an answer nothing is registered', async () => {
  const sent = call({ kind: 'consultation', text: '请问路灯归谁管', press: 'answer', answer: '' })
  const wrong = await operator.post('/desk/hotline/new', sent)
  expect(wrong.statusCode).toBe(422)
  const taken = await operator.post('/desk/hotline/new', { ...sent, answer: '归城管局管' })
  expect(await getOrder(db, numberIn(taken.body))).toMatchObject({ state: 'closed', kind: 'consultation' })
})

test('words of an emergency tell the operator which number to name', async () => {
  expect(emergenciesIn('邻居家着火了，有人晕倒').map((e) => e.number)).toEqual(['119', '120'])
  expect(emergenciesIn('路灯坏了')).toEqual([])
  const looked = await operator.post('/desk/hotline/new', { ...call({ text: '楼下有人持刀' }), look: '1' })
  expect(looked.body).toContain('拨打 110')
})

test('who is kept secret is seen on no page; whoever may unseal leaves a trace', async () => {
  const number = await registered(today, asOperator, { confidential: true })
  const page = await manager.get(at(number))
  expect(page.body).toContain('为来访人保密')
  for (const one of ['李小梅', '138']) expect(page.body).not.toContain(one)
  // Nor does a phone that is tried out tell which one it is.
  expect((await operator.get('/desk/hotline/call?phone=13812345678')).body).not.toContain(number)
  const ask = { field: 'personName', reason: '来访人要求回电核实' }
  expect((await operator.post(`${at(number)}/reveal`, ask)).statusCode).toBe(403)
  expect((await manager.post(`${at(number)}/reveal`, ask)).body).toContain('李小梅')
  const acts = await db.selectFrom('acts').select('act').where('subject', '=', `workOrder:${number}`).execute()
  expect(acts.map((a) => a.act)).toContain('identity.revealed')
})

test('work lists: by duty, by light, by kind, place and words; another unit sees nothing of them', async () => {
  const number = await received()
  const late = await received()
  const yesterday = addDays(today, -1)
  await db.updateTable('workOrders').set({ dueOn: yesterday, warnOn: yesterday }).where('number', '=', late).execute()
  for (const query of [
    '',
    '?group=all',
    '?group=mine',
    '?group=lead',
    '?group=followUp',
    '?kind=help&q=路灯&place=&topic=',
  ]) {
    const page = await operator.get(`/desk/hotline${encodeURI(query)}`)
    expect(page.statusCode, query).toBe(200)
    await expectValidHtml(page.body)
    expect(page.body).not.toContain('李小梅')
  }
  expect((await operator.get('/desk/hotline?group=dispatch')).body).toContain(number)
  const overdue = (await operator.get('/desk/hotline?light=overdue')).body
  expect(overdue).toContain(late)
  expect(overdue).not.toContain(number)
  expect((await operator.get('/desk/hotline?group=all&kind=report')).body).not.toContain(number)
  expect((await assistant.get('/desk/hotline?group=all')).body).not.toContain(number)
  expect((await assistant.get(at(number))).statusCode).toBe(403)
})

test('the manager changes how long a kind may take, and says where it stands; an operator may not', async () => {
  const address = '/desk/hotline/terms/suggestion'
  const page = await manager.get(address)
  await expectValidHtml(page.body)
  await expectValidHtml((await manager.get('/desk/hotline/terms')).body)
  const fields = {
    ...{ dispatchDays: '0', contactDays: '2', replyDays: '9', closeDays: '1', reviewDays: '1', escalateDays: '3' },
    ...{
      followUpDays: '1',
      followUpTries: '3',
      reopenDays: '15',
      extensionDays: '5',
      confirmed: 'true',
      source: '本市热线办法',
    },
  }
  expect((await operator.post(address, fields)).statusCode).toBe(403)
  expect((await manager.post(address, { ...fields, replyDays: '很多' })).statusCode).toBe(422)
  expect((await manager.post(address, fields)).statusCode).toBe(303)
  expect(await termsOf(db, 'suggestion')).toMatchObject({ replyDays: 9, confirmed: true, source: '本市热线办法' })
})
