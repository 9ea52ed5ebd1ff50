import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { person } from '../../../tests/support/people.ts'
import { replyForm, requestOf } from '../../../tests/support/requests.ts'
import { rowCounts } from '../../../tests/support/rows.ts'
import { db, world } from '../../../tests/support/world.ts'
import { addWorkingDays } from '../../core/calendar.ts'
import { addDays } from '../../core/day.ts'
import { countWaiting, lifeOf, listWaiting } from './life.store.ts'
import { decide, draftReply, previewProposal, proposeExtension } from './replies.service.ts'
import type { MoveName } from './rules.ts'
import * as steps from './steps.service.ts'
import { getRequest } from './store.ts'

const house = await openHouse()
const officer = await signedInAs(house, 'disclosureOfficer', { name: '经办人甲' })
const head = await signedInAs(house, 'disclosureHead', { name: '负责人乙' })
const { today, calendar } = world()
const asOfficer = () => world({ actor: person('disclosureOfficer') })
const at = (number: string) => `/desk/requests/${number}`
const request = (number: string) => getRequest(db, number)
const life = async (number: string) => lifeOf(db, (await request(number)).id)
const version = async (number: string) => String((await request(number)).version)

type Case = {
  move: MoveName
  path: string
  /** Brings a new request to where the move may be made. */
  before?: (number: string) => Promise<unknown>
  fields: (number: string) => Promise<Record<string, string>>
  /** State and letters afterwards. */
  state: string
  letter?: string
}

const handling = (number: string) => steps.take(asOfficer(), number)
const asked = (number: string) =>
  steps.askSupplement(asOfficer(), number, { points: '请写明项目', until: addDays(today, 20) })
const passed = (number: string) =>
  db
    .updateTable('informationRequests')
    .set({ waitingUntil: addDays(today, -1) })
    .where('number', '=', number)
    .execute()
const consulted = (number: string) =>
  steps.consult(asOfficer(), number, {
    kind: 'thirdParty',
    name: '甲公司',
    contact: '某路 1 号',
    about: '报价',
    until: '',
  })
const reasonsAsked = (number: string) =>
  steps.askReasons(asOfficer(), number, { why: '一个月内提出二十件', until: addDays(today, 10) })
const drafted = (number: string) => draftReply(asOfficer(), number, replyForm())
/** Enough of one applicant in this month that the next is charged. */
async function charged(number: string) {
  const { id, ...row } = await db
    .selectFrom('informationRequests')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('informationRequests')
    .values(
      Array.from({ length: 12 }, (_, i) => ({
        ...row,
        number: `${number}-${i}`,
        submissionHash: null,
        applicantIdNumber: `fee-${number}`,
      })),
    )
    .execute()
  await db
    .updateTable('informationRequests')
    .set({ applicantIdNumber: `fee-${number}` })
    .where('id', '=', id)
    .execute()
}

const noFields = async () => ({})
const cases: Case[] = [
  { move: 'take', path: 'take', fields: noFields, state: 'handling' },
  {
    move: 'askSupplement',
    path: 'ask-supplement',
    fields: async () => ({ points: '请写明项目', until: addDays(today, 20) }),
    state: 'supplementAsked',
    letter: 'supplementNotice',
  },
  {
    move: 'supplement',
    path: 'supplement',
    before: asked,
    fields: async () => ({ wanted: '城东一期的方案', receivedOn: today }),
    state: 'handling',
  },
  {
    move: 'abandon',
    path: 'abandon',
    before: async (n) => [await asked(n), await passed(n)],
    fields: noFields,
    state: 'abandoned',
    letter: 'notProcessed',
  },
  {
    move: 'consult',
    path: 'consult',
    fields: async () => ({ kind: 'thirdParty', name: '甲公司', contact: '某路 1 号', about: '报价部分', until: '' }),
    state: 'consulting',
    letter: 'thirdPartyConsultation',
  },
  {
    move: 'recordAnswer',
    path: 'record-answer',
    before: consulted,
    fields: async (n) => ({
      consultation: String((await life(n)).consultations[0]?.id),
      answer: 'agrees',
      note: '同意',
      answeredOn: today,
    }),
    state: 'handling',
  },
  {
    move: 'proposeExtension',
    path: 'propose-extension',
    fields: async () => ({ days: '10', reason: '材料较多' }),
    state: 'received',
  },
  {
    move: 'askReasons',
    path: 'ask-reasons',
    fields: async () => ({ why: '一个月内提出二十件', until: addDays(today, 10) }),
    state: 'handling',
    letter: 'reasonsAsked',
  },
  {
    move: 'giveReasons',
    path: 'give-reasons',
    before: reasonsAsked,
    fields: async () => ({ reasons: '写论文需要' }),
    state: 'handling',
  },
  {
    move: 'proposePostponement',
    path: 'propose-postponement',
    before: reasonsAsked,
    fields: async () => ({ dueOn: addDays(today, 90), reason: '要逐件核对' }),
    state: 'handling',
  },
  {
    move: 'handOver',
    path: 'hand-over',
    fields: async () => ({ unitCode: 'finance', reason: '属于财政局的职责' }),
    state: 'received',
    letter: 'handOverNotice',
  },
  {
    move: 'askFee',
    path: 'ask-fee',
    before: charged,
    fields: async () => ({ scheme: 'item', pages: '0' }),
    state: 'feeAsked',
    letter: 'feeNotice',
  },
  {
    move: 'recordPayment',
    path: 'record-payment',
    before: async (n) => [await charged(n), await steps.askFee(asOfficer(), n, { scheme: 'item', pages: 0 })],
    fields: async () => ({ paidOn: today, receipt: '票据 1 号' }),
    state: 'handling',
  },
  {
    move: 'abandonUnpaid',
    path: 'abandon-unpaid',
    before: async (n) => [
      await charged(n),
      await steps.askFee(asOfficer(), n, { scheme: 'item', pages: 0 }),
      await passed(n),
    ],
    fields: noFields,
    state: 'abandoned',
    letter: 'notProcessed',
  },
  { move: 'issueReply', path: 'issue-reply', before: drafted, fields: noFields, state: 'replied', letter: 'reply' },
  { move: 'proposeReply', path: 'propose-reply', before: drafted, fields: noFields, state: 'received' },
  {
    move: 'withdraw',
    path: 'withdraw',
    before: handling,
    fields: async () => ({ reason: '电话提出，已核实' }),
    state: 'withdrawn',
    letter: 'withdrawalConfirmed',
  },
  {
    move: 'recordDelivery',
    path: 'record-delivery',
    fields: async (n) => ({
      letter: String((await life(n)).letters[0]?.id),
      route: 'inPerson',
      deliveredOn: today,
      note: '本人签收',
    }),
    state: 'received',
  },
]
const atOnce: MoveName[] = ['take', 'issueReply', 'proposeReply']

test.each(cases)('$move: its page is shown, its form does it, and the request says so', async (c) => {
  const number = await requestOf()
  await c.before?.(number)
  const client = c.move === 'handOver' ? await signedInAs(house, 'disclosureOfficer') : officer
  if (!atOnce.includes(c.move)) {
    const page = await client.get(`${at(number)}/${c.path}`)
    expect(page.statusCode).toBe(200)
    await expectValidHtml(page.body)
    expect(page.body).toContain('name="version"')
  }
  const sent = await client.post(`${at(number)}/${c.path}`, {
    ...(await c.fields(number)),
    version: await version(number),
  })
  expect(sent.statusCode, sent.body.replace(/<[^>]+>/g, ' ').slice(0, 2000)).toBe(303)
  expect((await request(number)).state).toBe(c.state)
  if (c.letter) expect((await life(number)).letters.map((l) => l.kind)).toContain(c.letter)
  const after = await client.get(String(sent.headers.location))
  expect(after.statusCode).toBe(200)
  await expectValidHtml(after.body)
})

test('a form with something missing is shown again with the rest kept and the field named', async () => {
  const number = await requestOf()
  const { statusCode, body } = await officer.post(`${at(number)}/consult`, {
    kind: 'thirdParty',
    name: '甲公司',
    contact: '',
    about: '报价部分的全部内容',
    version: await version(number),
  })
  expect(statusCode).toBe(422)
  expect(body).toContain('请填写联系方式')
  expect(body).toContain('报价部分的全部内容')
  await expectValidHtml(body)
  expect((await request(number)).state).toBe('received')
})

test('a move that the law does not allow is greyed with its article, refused on its page and when sent', async () => {
  const number = await requestOf()
  await db.updateTable('informationRequests').set({ extension: 10 }).where('number', '=', number).execute()
  const record = await officer.get(at(number))
  expect(record.body).toContain('aria-disabled="true"')
  expect(record.body).toContain('答复期限只能延长一次')
  expect(record.body).toContain('第三十三条')
  const page = await officer.get(`${at(number)}/propose-extension`)
  expect(page.body).toContain('答复期限只能延长一次')
  expect(page.body).not.toContain('提请负责人批准</button>')
  const sent = await officer.post(`${at(number)}/propose-extension`, { days: '5', reason: '写得很长的理由' })
  expect(sent.statusCode).toBe(409)
  expect(sent.body).toContain('写得很长的理由')
  await expectValidHtml(sent.body)
})

test('someone was quicker: the form comes back with what was typed, and sending it again is for what stands now', async () => {
  const number = await requestOf()
  const seen = await version(number)
  await steps.take(asOfficer(), number)
  const fields = { points: '请写明是哪一个项目、哪一年的', until: addDays(today, 20) }
  const late = await officer.post(`${at(number)}/ask-supplement`, { ...fields, version: seen })
  expect(late.statusCode).toBe(409)
  expect(late.body).toContain('已经有了新的变化')
  expect(late.body).toContain(fields.points)
  await expectValidHtml(late.body)
  const shown = /name="version" value="(\d+)"/.exec(late.body)?.[1]
  expect(shown).toBe(await version(number))
  const again = await officer.post(`${at(number)}/ask-supplement`, { ...fields, version: shown ?? '' })
  expect(again.statusCode).toBe(303)
})

test('two officers who act in the same moment: one does it, the other is told', async () => {
  const number = await requestOf()
  const other = await signedInAs(house, 'disclosureOfficer')
  const fields = { points: '请写明项目', until: addDays(today, 20), version: await version(number) }
  const replies = await Promise.all(
    [officer, other].map((client) => client.post(`${at(number)}/ask-supplement`, fields)),
  )
  expect(replies.map((r) => r.statusCode).toSorted()).toEqual([303, 409])
  expect((await life(number)).letters.filter((l) => l.kind === 'supplementNotice')).toHaveLength(1)
})

test('a town sees no request, letter or file of another unit, and can move nothing', async () => {
  const number = await requestOf({ subject: '津市市本级的申请' })
  const town = await signedInAs(house, 'disclosureOfficer', { unitCode: 'xinzhou' })
  const { letters, files } = await life(number)
  for (const path of [
    '',
    '/consult',
    '/reply',
    '/reply/preview',
    '/files',
    `/files/${files[0]?.id}`,
    `/letters/${letters[0]?.id}`,
    `/letters/${letters[0]?.id}.pdf`,
    `/letters/${letters[0]?.id}.docx`,
  ])
    expect((await town.get(at(number) + path)).statusCode, path).toBe(403)
  for (const path of ['take', 'withdraw', 'archive'])
    expect((await town.post(`${at(number)}/${path}`)).statusCode, path).toBe(403)
  expect((await town.get('/desk/requests?group=all')).body).not.toContain(number)
  expect((await town.get('/desk/requests.csv?group=all')).body).not.toContain(number)
  expect((await request(number)).state).toBe('received')
})

test('a file or letter is got only through the request it belongs to', async () => {
  const [one, two] = [await requestOf(), await requestOf()]
  const { letters, files } = await life(one)
  expect((await officer.get(`${at(two)}/files/${files[0]?.id}`)).statusCode).toBe(404)
  expect((await officer.get(`${at(two)}/letters/${letters[0]?.id}.docx`)).statusCode).toBe(404)
  const file = await officer.get(`${at(one)}/files/${files[0]?.id}`)
  expect(file.statusCode).toBe(200)
  expect(file.headers['content-disposition']).toMatch(/^attachment/)
  const letter = await officer.get(`${at(one)}/letters/${letters[0]?.id}.docx`)
  expect(letter.rawPayload.subarray(0, 2).toString()).toBe('PK')
})

test('who only looks opens no letter and no file; a look at an identity proof is on record', async () => {
  const number = await requestOf()
  const { letters, files } = await life(number)
  const leader = await signedInAs(house, 'leader')
  const { body } = await leader.get(at(number))
  expect(body).not.toContain(`/letters/${letters[0]?.id}`)
  for (const path of [`/files/${files[0]?.id}`, `/letters/${letters[0]?.id}`, `/letters/${letters[0]?.id}.pdf`])
    expect((await leader.get(at(number) + path)).statusCode, path).toBe(403)
  await officer.get(`${at(number)}/files/${files[0]?.id}`)
  const acts = await db.selectFrom('acts').select('actor').where('act', '=', 'requests.fileOpened').execute()
  expect(acts.map((a) => a.actor)).toContain('经办人甲')
})

test('a reply is written with rows, looked at as its letter, sent to the head and approved from one list', async () => {
  const number = await requestOf()
  const rows = {
    'withheld.0.place': '第 3 页',
    'withheld.0.what': '第三方报价',
    'withheld.0.ground': 'tradeSecret',
    'withheld.0.reason': '属于商业秘密',
    'withheld.1.place': '',
    'withheld.1.what': '',
    'withheld.1.ground': '',
    'withheld.1.reason': '',
  }
  const fields = {
    kind: 'grantedInPart',
    ground: '',
    reasons: '',
    provided: '方案全文',
    form: 'electronic',
    version: await version(number),
  }
  const more = await officer.post(`${at(number)}/reply`, { ...fields, ...rows, more: 'yes' })
  expect(more.statusCode).toBe(200)
  expect(more.body).toContain('第 4 处')
  expect(more.body).toContain('第三方报价')
  await expectValidHtml(more.body)

  const wrong = await officer.post(`${at(number)}/reply`, { ...fields, ...rows, 'withheld.0.reason': '' })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('href="#field-withheld-0-reason"')

  const saved = await officer.post(`${at(number)}/reply`, { ...fields, ...rows })
  expect(saved.statusCode, saved.body.replace(/<[^>]+>/g, ' ').slice(0, 1500)).toBe(303)
  const preview = await officer.get(`${at(number)}/reply/preview`)
  await expectValidHtml(preview.body)
  expect(preview.body).toContain('第三方报价')
  expect(preview.body).not.toContain('发出答复书</button>')

  const issued = await officer.post(`${at(number)}/issue-reply`, { version: await version(number) })
  expect(issued.statusCode).toBe(409)
  expect(issued.body).toContain('要由负责人批准')
  expect((await officer.post(`${at(number)}/propose-reply`, { version: await version(number) })).statusCode).toBe(303)

  const proposal = (await life(number)).proposals.findLast((p) => p.state === 'waiting')
  const waiting = await head.get('/desk/requests/approvals')
  await expectValidHtml(waiting.body)
  expect(waiting.body).toContain(`${number}号`)
  expect(waiting.body).toContain('第三方报价')
  const send = async (fields: Record<string, string>) =>
    head.post(`${at(number)}/decide`, { proposal: String(proposal?.id), version: await version(number), ...fields })
  const silent = await send({ decision: 'returned', note: '' })
  expect(silent.statusCode).toBe(422)
  expect(silent.body).toContain(`href="#field-note-${proposal?.id}"`)
  expect((await send({ decision: 'approved', note: '' })).statusCode).toBe(303)
  expect(await request(number)).toMatchObject({ state: 'replied', replyKind: 'grantedInPart' })
  expect((await send({ decision: 'approved', note: '' })).statusCode).toBe(409)
})

test('nobody decides what they proposed themselves', async () => {
  const number = await requestOf()
  const both = person('disclosureOfficer')
  const grants = [...both.grants, ...person('disclosureHead').grants]
  await proposeExtension(world({ actor: { ...both, grants } }), number, { days: 5, reason: '材料多' })
  const [proposal] = (await life(number)).proposals
  await expect(
    decide(world({ actor: { ...both, grants } }), number, proposal?.id ?? 0, 'approved', { note: '' }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})

test('a preview shows the letter that goes out and leaves nothing behind', async () => {
  const number = await requestOf()
  await proposeExtension(asOfficer(), number, { days: 10, reason: '需要向三个科室调取材料' })
  const [proposal] = (await life(number)).proposals
  if (!proposal) throw new Error('nothing was proposed')
  const before = await rowCounts(db)
  const [paper] = await previewProposal(world({ actor: person('disclosureHead') }), number, proposal)
  expect(await rowCounts(db)).toEqual(before)
  expect((await request(number)).extension).toBe(0)
  await head.post(`${at(number)}/decide`, { proposal: String(proposal.id), decision: 'approved', note: '' })
  const letter = (await life(number)).letters.at(-1)
  const sent = await db
    .selectFrom('requestLetters')
    .select('paper')
    .where('id', '=', letter?.id ?? 0)
    .executeTakeFirstOrThrow()
  expect({ ...(sent.paper as object), documentNumber: undefined }).toEqual({ ...paper, documentNumber: undefined })
  expect(JSON.stringify(paper)).toContain('需要向三个科室调取材料')
})

test('a published document that answers it is one click away from the reply', async () => {
  const number = await requestOf({ subject: '政府信息公开指南' })
  const link = /href="([^"]+\/reply\?use=\d+)"/.exec((await officer.get(at(number))).body)?.[1]
  const { body } = await officer.get(link ?? '')
  await expectValidHtml(body)
  expect(body).toContain('value="alreadyPublic" selected')
  expect(body).toMatch(/《津市市人民政府政府信息公开指南》.*\/documents\/\d+/)
})

test('under Order 492 the reply offers only what that order knows', async () => {
  const number = await requestOf()
  await db.updateTable('informationRequests').set({ regime: 'R2008' }).where('number', '=', number).execute()
  const { body } = await officer.get(`${at(number)}/reply`)
  expect(body).not.toContain('value="petition"')
  expect(body).not.toContain('value="enforcementFile"')
  expect(body).toContain('value="notGovernmentInformation"')
})

const intake = (change: Record<string, string> = {}): Record<string, string> => ({
  unitCode: 'jinshi',
  channel: 'fax',
  postKind: '',
  arrivedOn: addDays(today, -5),
  confirmedOn: addDays(today, -3),
  applicantKind: 'naturalPerson',
  applicantName: '王大明',
  idKind: 'residentId',
  idNumber: '11010519491231002X',
  contactPerson: '',
  phone: '0736-4210000',
  email: '',
  address: '',
  subject: '传真来的申请',
  wanted: '要一份补贴发放标准',
  need: '',
  wantedForm: 'paper',
  wantedRoute: 'inPerson',
  submissionKey: randomUUID(),
  ...change,
})

test('a fax counts from the day it was confirmed; without one the field is named and nothing is registered', async () => {
  const form = intake()
  const wrong = await officer.post('/desk/requests/new', { ...form, confirmedOn: '' })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('href="#field-confirmedOn"')
  expect(wrong.body).toContain('传真来的申请')
  await expectValidHtml(wrong.body)
  const done = await officer.post('/desk/requests/new', form)
  expect(done.statusCode, done.body.replace(/<[^>]+>/g, ' ').slice(0, 1500)).toBe(200)
  await expectValidHtml(done.body)
  const number = /已登记：(\d{4}-\d{4,})/.exec(done.body.replaceAll('\uFF1A', '：'))?.[1] ?? ''
  const stored = await request(number)
  expect(stored).toMatchObject({ channel: 'fax', receivedOn: form.confirmedOn, arrivedOn: form.arrivedOn })
  expect(done.body).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)
  // Sent twice: the same number, nothing more.
  expect((await officer.post('/desk/requests/new', form)).body).toContain(number)
  const again = await db.selectFrom('informationRequests').select('id').where('subject', '=', '传真来的申请').execute()
  expect(again).toHaveLength(1)
})

test('a hint is given when the same person asked for much the same before', async () => {
  await officer.post('/desk/requests/new', intake({ subject: '低保资金发放明细' }))
  const second = await officer.post('/desk/requests/new', intake({ subject: '低保资金发放明细' }))
  expect(second.body).toContain('这位申请人提过相近的申请')
})

test('the work list finds by light, words and number, and counts what presses', async () => {
  const number = await requestOf({ subject: '红灯下的水渠维修' })
  await db
    .updateTable('informationRequests')
    .set({ dueOn: addWorkingDays(calendar, today, 1) })
    .where('number', '=', number)
    .execute()
  for (const query of ['group=today', 'light=red', 'q=水渠', `q=${number}`, `group=all&q=${number}`, '']) {
    const { body, statusCode } = await officer.get(`/desk/requests?${query}`)
    expect(statusCode).toBe(200)
    expect(body, query).toContain(number)
  }
  expect((await officer.get('/desk/requests?light=overdue')).body).not.toContain(number)
  const { body } = await officer.get('/desk/requests.csv?group=all')
  expect(body).toContain(number)
  expect(body).not.toContain('李小梅')
  expect((await officer.get('/desk')).body).toContain('答复期限将到的申请')
})

test('what is delivered is archived in one go; what is not stays', async () => {
  const [done, open] = [await requestOf(), await requestOf()]
  for (const number of [done, open]) {
    await drafted(number)
    await officer.post(`${at(number)}/issue-reply`)
  }
  for (const letter of (await life(done)).letters)
    await steps.recordDelivery(asOfficer(), done, { letter: letter.id, route: 'post', deliveredOn: today, note: '' })
  const page = await officer.get('/desk/requests/archiving')
  await expectValidHtml(page.body)
  expect(page.body).toContain(done)
  expect(page.body).not.toContain(open)
  const none = await officer.post('/desk/requests/archiving')
  expect(none.statusCode).toBe(422)
  const both = await officer.post('/desk/requests/archiving', { numbers: [done, open] })
  expect(both.body).toContain('没有送达记录')
  expect((await request(done)).state).toBe('archived')
  expect((await request(open)).state).toBe('replied')
})

test('files of the office: release goes out with the reply and is fixed then, internal ones stay', async () => {
  const number = await requestOf()
  const send = async (client: Client, purpose: string) => {
    const payload = Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="purpose"\r\n\r\n${purpose}\r\n--b\r\ncontent-disposition: form-data; name="files"; filename="方案.pdf"\r\n\r\n%PDF-1.4 x\r\n--b--\r\n`,
    )
    const url = `${at(number)}/files?_csrf=${encodeURIComponent(await client.token())}`
    return client.send({
      method: 'POST',
      url,
      headers: { 'content-type': 'multipart/form-data; boundary=b', accept: 'text/html' },
      payload,
    })
  }
  expect((await send(officer, 'release')).statusCode).toBe(303)
  expect((await send(officer, 'applicant')).statusCode).toBe(422)
  await expectValidHtml((await officer.get(`${at(number)}/files`)).body)
  const file = (await life(number)).files.find((f) => f.purpose === 'release')
  const proof = (await life(number)).files.find((f) => f.purpose === 'identityProof')
  expect((await officer.post(`${at(number)}/files/${proof?.id}/remove`)).statusCode).toBe(409)
  await drafted(number)
  await officer.post(`${at(number)}/issue-reply`)
  expect((await send(officer, 'release')).statusCode).toBe(409)
  expect((await officer.post(`${at(number)}/files/${file?.id}/remove`)).statusCode).toBe(409)
  expect((await send(officer, 'internal')).statusCode).toBe(303)
})

test('what two people asked for becomes a draft with one click, once', async () => {
  const subject = '防汛物资采购清单'
  const number = await requestOf({ subject })
  await requestOf({ subject, applicantName: '赵六', idNumber: '430781199001010018' }).catch(() => undefined)
  await db
    .updateTable('informationRequests')
    .set({ applicantIdNumber: 'someone-else' })
    .where('subject', '=', subject)
    .where('number', '<>', number)
    .execute()
  const other = await requestOf({ subject })
  await db.updateTable('informationRequests').set({ applicantIdNumber: 'x2' }).where('number', '=', other).execute()
  expect((await officer.get(at(number))).body).toContain('起草成主动公开的信息')
  const first = await officer.post(`${at(number)}/publish`)
  expect(first.headers.location).toMatch(/^\/desk\/disclosure\/documents\/\d+\/edit$/)
  expect((await officer.post(`${at(number)}/publish`)).headers.location).toBe(first.headers.location)
  expect((await officer.get(String(first.headers.location))).body).toContain(subject)
})

test('a head leafs through all that waits, each once, however much it is, and is told how much', async () => {
  const number = await requestOf()
  await proposeExtension(asOfficer(), number, { days: 5, reason: '材料多' })
  const { id, ...row } = await db
    .selectFrom('informationRequests')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const copies = Array.from({ length: 520 }, (_, i) => ({ ...row, number: `${number}-${i}`, submissionHash: null }))
  const made = await db.insertInto('informationRequests').values(copies).returning('id').execute()
  const { id: _, ...proposal } = await db
    .selectFrom('requestProposals')
    .selectAll()
    .where('requestId', '=', id)
    .executeTakeFirstOrThrow()
  const content = JSON.stringify(proposal.content)
  await db
    .insertInto('requestProposals')
    .values(made.map((r) => ({ ...proposal, content, requestId: r.id })))
    .execute()
  const total = await countWaiting(db, ['/'])
  expect(total).toBeGreaterThan(520)
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const { lines, next } = await listWaiting(db, ['/'], { size: 100, cursor })
    seen.push(...lines.map((p) => p.id))
    cursor = next
  } while (cursor)
  expect(new Set(seen).size).toBe(total)
  expect(seen.length).toBe(total)
  // The second page of the desk shows the next twenty, says how many there are, and leads on.
  const { next: after = '' } = await listWaiting(db, ['/'], { size: 20 })
  const page = await head.get(`/desk/requests/approvals?${new URLSearchParams({ after })}`)
  expect([...page.body.matchAll(/name="proposal" value="(\d+)"/g)].map((m) => Number(m[1]))).toEqual(seen.slice(20, 40))
  expect(page.body).toContain(`共 <b class="num">${total}</b> 件`)
  expect(page.body).toMatch(/href="\/desk\/requests\/approvals\?after=[\w-]+"/)
})
