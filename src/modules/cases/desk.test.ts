import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs } from '../../../tests/support/app.ts'
import { acceptedCase, caseOf, clerk, intakeForm, letterFor } from '../../../tests/support/cases.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { person } from '../../../tests/support/people.ts'
import { rowCounts } from '../../../tests/support/rows.ts'
import { db, world } from '../../../tests/support/world.ts'
import { addDays } from '../../core/day.ts'
import type { Actor } from '../../platform/actor.ts'
import { pathOf } from './acting.ts'
import * as decision from './decision.service.ts'
import * as delivery from './delivery.service.ts'
import * as handling from './handling.service.ts'
import { takeIn } from './intake.service.ts'
import { remind } from './jobs.ts'
import { lifeOf } from './life.store.ts'
import type { MoveName } from './rules.ts'
import { getCase } from './store.ts'
import { warningsInReach } from './supervision.service.ts'

const house = await openHouse()
const today = world().today
/** The account behind a browser, so that letters can name it. */
async function accountOf(name: string): Promise<string> {
  const { id } = await db.selectFrom('accounts').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  return id
}
const officer = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban', name: '经办人甲' })
const head = await signedInAs(house, 'departmentHead', { unitCode: 'urban', name: '局长乙' })
const window = await signedInAs(house, 'windowClerk', { unitCode: 'services', name: '窗口丙' })
const asOfficer = await clerk('departmentOfficer', 'urban', '经办人')
const asHead = await clerk('departmentHead', 'urban', '局长')
const by = (actor: Actor) => world({ actor })

const at = (number: string) => `/desk/cases/${number}`
const life = async (number: string) => lifeOf(db, (await getCase(db, number)).id)
const version = async (number: string) => String((await getCase(db, number)).version)
const doing = async (number: string) => String((await life(number)).steps.find((s) => s.state === 'doing')?.id ?? 0)
const approve = { decision: 'approve', reason: '' } as const

const received = () => caseOf(today)
const accepted = () => acceptedCase(today)
const reviewed = async () => {
  const number = await accepted()
  await handling.passStep(by(asOfficer), number, { step: Number(await doing(number)), opinion: '符合' })
  return number
}
const approved = async () => {
  const number = await reviewed()
  await decision.decide(by(asHead), number, approve)
  return number
}
const issued = async () => {
  const number = await approved()
  await decision.issueResult(by(asOfficer), number)
  return number
}

type Case = {
  move: MoveName
  /** Brings a new case to where the move may be made. */
  before: () => Promise<string>
  who: Client
  fields?: (number: string) => Promise<Record<string, string>>
  state: string
  paper?: string
}

const moves: Case[] = [
  { move: 'accept', before: received, who: officer, state: 'accepted', paper: 'acceptance' },
  {
    move: 'askSupplement',
    before: received,
    who: officer,
    fields: async () => ({ points: '位置图缺比例尺', fields: 'area', until: addDays(today, 14) }),
    state: 'supplementAsked',
    paper: 'supplementNotice',
  },
  {
    move: 'notAccept',
    before: received,
    who: officer,
    fields: async () => ({ ground: 'notCompetent', reason: '由省级办理', organ: '湖南省林业局' }),
    state: 'notAccepted',
    paper: 'nonAcceptance',
  },
  {
    move: 'startSpecial',
    before: accepted,
    who: officer,
    fields: async () => ({ kind: 'inspection', reason: '要到现场看' }),
    state: 'specialProcedure',
    paper: 'specialNotice',
  },
  {
    move: 'endSpecial',
    before: async () => {
      const number = await accepted()
      await handling.startSpecial(by(asOfficer), number, { kind: 'inspection', reason: '要到现场看', until: '' })
      return number
    },
    who: officer,
    fields: async () => ({ result: '现场符合要求' }),
    state: 'inReview',
  },
  {
    move: 'proposeExtension',
    before: accepted,
    who: officer,
    fields: async () => ({ days: '5', reason: '情况复杂' }),
    state: 'accepted',
  },
  {
    move: 'passStep',
    before: accepted,
    who: officer,
    fields: async (number) => ({ step: await doing(number), opinion: '符合条件' }),
    state: 'inReview',
  },
  { move: 'proposeDecision', before: reviewed, who: officer, fields: async () => approve, state: 'inReview' },
  {
    move: 'decide',
    before: reviewed,
    who: head,
    fields: async () => ({ decision: 'reject', reason: '妨碍交通' }),
    state: 'rejected',
    paper: 'rejection',
  },
  { move: 'issueResult', before: approved, who: officer, state: 'completed' },
  {
    move: 'deliver',
    before: issued,
    who: officer,
    fields: async () => ({ recipient: '李小梅' }),
    state: 'delivered',
    paper: 'deliveryReceipt',
  },
  { move: 'post', before: issued, who: officer, fields: async () => ({ address: '朝阳路 8 号' }), state: 'completed' },
  {
    move: 'arrive',
    before: async () => {
      const number = await issued()
      const form = { address: '朝阳路 8 号', phone: '', carrier: '', trackingNumber: '' }
      await delivery.post(by(asOfficer), number, form)
      return number
    },
    who: officer,
    fields: async () => ({ arrivedOn: today }),
    state: 'delivered',
  },
  {
    move: 'handOver',
    before: accepted,
    who: officer,
    fields: async () => ({ accountId: asOfficer.accountId ?? '', reason: '休假' }),
    state: 'accepted',
  },
  {
    move: 'returnCase',
    before: accepted,
    who: officer,
    fields: async () => ({ reason: '材料没有补齐' }),
    state: 'returned',
    paper: 'returned',
  },
  { move: 'withdraw', before: accepted, who: officer, fields: async () => ({ reason: '不办了' }), state: 'withdrawn' },
  {
    move: 'revokeResult',
    before: issued,
    who: head,
    fields: async (number) => ({ result: String((await life(number)).results[0]?.id), reason: '材料虚假' }),
    state: 'completed',
  },
]

test.each(moves.map((m) => [m.move, m] as const))(
  '%s has a page; made on it, the case moves and its paper goes out',
  async (_, { move, before, who, fields = async () => ({}), state, paper }) => {
    const number = await before()
    const address = `${at(number)}/${pathOf(move)}`
    const page = await who.get(address)
    expect(page.statusCode, page.body.slice(0, 400)).toBe(200)
    await expectValidHtml(page.body)
    const sent = { ...(await fields(number)), version: await version(number) }
    const reply = await who.post(address, sent)
    expect(reply.statusCode, reply.body.slice(0, 3000)).toBe(303)
    const shown = await who.get(String(reply.headers.location))
    expect(shown.statusCode).toBe(200)
    await expectValidHtml(shown.body)
    expect((await getCase(db, number)).state).toBe(state)
    if (paper) expect((await life(number)).papers.map((p) => p.kind)).toContain(paper)
    // The page that is behind the times changes nothing.
    const again = await who.post(address, sent)
    expect(again.statusCode).toBe(409)
  },
)

test('what would go out is looked at first: the same paper, and nothing is left behind', async () => {
  const number = await reviewed()
  const before = await rowCounts(db)
  const sent = { decision: 'reject', reason: '妨碍交通', version: await version(number) }
  const page = await head.post(`${at(number)}/decide`, { ...sent, preview: 'yes' })
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('不予批准决定书')
  expect(page.body).toContain('妨碍交通')
  await expectValidHtml(page.body)
  expect(await rowCounts(db)).toEqual(before)
  expect((await getCase(db, number)).state).toBe('inReview')
  await head.post(`${at(number)}/decide`, sent)
  const issuedPaper = (await life(number)).papers.at(-1)
  const shown = await head.get(`${at(number)}/papers/${issuedPaper?.id}`)
  expect(shown.body).toContain('妨碍交通')
  // A stranger to the case opens none of it.
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil' })
  for (const place of ['', `/papers/${issuedPaper?.id}`, '/decide'])
    expect((await elsewhere.get(`${at(number)}${place}`)).statusCode).toBe(403)
})

test('a rejection without reasons is sent back with what was typed', async () => {
  const number = await reviewed()
  const reply = await head.post(`${at(number)}/decide`, { decision: 'reject', reason: '' })
  expect(reply.statusCode).toBe(422)
  expect(reply.body).toContain('请写明理由')
  expect((await getCase(db, number)).state).toBe('inReview')
})

test('two who decide the same case: the second is told that it has changed, and what was typed is kept', async () => {
  const number = await reviewed()
  const sent = { decision: 'reject', reason: '第一个人的理由', version: await version(number) }
  const other = await signedInAs(house, 'departmentHead', { unitCode: 'urban', name: '副局长' })
  const replies = await Promise.all([
    head.post(`${at(number)}/decide`, sent),
    other.post(`${at(number)}/decide`, { ...sent, reason: '第二个人的理由' }),
  ])
  expect(replies.map((r) => r.statusCode).toSorted()).toEqual([303, 409])
  const late = replies.find((r) => r.statusCode === 409)
  expect(late?.body).toContain('已经有了新的变化')
  const { decisionNote } = await getCase(db, number)
  expect(late?.body).toContain(decisionNote === '第一个人的理由' ? '第二个人的理由' : '第一个人的理由')
})

/** The fields of the intake page, filled in. */
async function intakeFields(change: Record<string, string> = {}) {
  return {
    ...{ channel: 'window', applicantKind: 'naturalPerson', applicantName: '李小梅', idKind: 'residentId' },
    ...{ idNumber: '11010519491231002X', phone: '13812345678', wantedDelivery: 'counter', contactPerson: '' },
    ...{ 'choices.who': 'person', 'choices.place': 'ground', 'answers.site': '孟姜女大道 8 号', 'answers.area': '12' },
    ...{ 'answers.from': '2026-04-01', 'ways.application': 'paper', 'ways.drawing': 'paper' },
    submissionKey: randomUUID(),
    ...change,
  }
}

/** Sends a form with files as a browser does. */
async function sendForm(
  client: Client,
  url: string,
  fields: Record<string, string>,
  files: [string, string, string][] = [],
) {
  const boundary = `b${randomUUID()}`
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`),
    ...files.map(
      ([name, file, text]) =>
        `content-disposition: form-data; name="${name}"; filename="${file}"\r\ncontent-type: application/octet-stream\r\n\r\n${text}`,
    ),
  ]
  const payload = `${parts.map((p) => `--${boundary}\r\n${p}\r\n`).join('')}--${boundary}--\r\n`
  return client.send({
    method: 'POST',
    url: `${url}?_csrf=${encodeURIComponent(await client.token())}`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'text/html' },
    payload,
  })
}

/** As much of a PDF as tells one from anything else. */
const scan = `%PDF-1.4\n${'x'.repeat(40)}`

const instant = { caseType: '1', commitmentLimit: { unit: 'instant' as const, days: null, note: '' } }
const numberIn = (body: string) => /\d{6}-\d{8}-\d{4}/.exec(body)?.[0] ?? ''
const letter = async (name: string, powers: ('accept' | 'decide' | 'issue')[], items: number[] = []) =>
  letterFor({ ...person('windowClerk'), accountId: await accountOf(name) }, 'urban', powers, {
    items,
    from: today,
    until: addDays(today, 30),
  })

test('a window clerk takes in and decides an instant case with one button, and hands the result over', async () => {
  const item = await publishedItem(db, { elements: { ...instant, name: '广告设施当场备案' } })
  await letter('窗口丙', ['accept', 'decide', 'issue'], [item.id])
  const found = await window.get(`/desk/cases/new?q=${encodeURIComponent('当场备案')}`)
  expect(found.body).toContain(`/desk/cases/new/${item.code}`)
  const form = await window.get(`/desk/cases/new/${item.code}`)
  await expectValidHtml(form.body)
  expect(form.body).toContain('收件并当场办结')
  const fields = await intakeFields({ press: 'decide' })
  const taken = await sendForm(window, `/desk/cases/new/${item.code}`, fields)
  expect(taken.statusCode, taken.body.slice(0, 3000)).toBe(200)
  await expectValidHtml(taken.body)
  const number = numberIn(taken.body)
  expect(await getCase(db, number)).toMatchObject({ state: 'completed', decision: 'approve', channel: 'window' })
  expect((await life(number)).papers.map((p) => p.kind)).toEqual(['receipt', 'approval'])
  // Sent twice by a double click: the same case, the same code.
  const again = await sendForm(window, `/desk/cases/new/${item.code}`, fields)
  expect(numberIn(again.body)).toBe(number)
  const page = await window.get(`${at(number)}/deliver`)
  expect(page.body).toContain('value="李小梅"')
  expect((await window.post(`${at(number)}/deliver`, { recipient: '李小梅' })).statusCode).toBe(303)
  expect((await getCase(db, number)).state).toBe('delivered')
})

test('a clerk without a letter of authorisation takes the case in but is refused the decision, and told what to do', async () => {
  const item = await publishedItem(db, { elements: { ...instant, name: '没有授权的事项' } })
  const stranger = await signedInAs(house, 'windowClerk', { unitCode: 'services', name: '窗口丁' })
  const form = await stranger.get(`/desk/cases/new/${item.code}`)
  expect(form.body).not.toContain('收件并当场办结')
  expect(form.body).toContain('请主管单位给您签授权委托书')
  const taken = await sendForm(stranger, `/desk/cases/new/${item.code}`, await intakeFields({ press: 'decide' }))
  expect(taken.body).toContain('授权委托书不包括')
  const number = numberIn(taken.body)
  expect((await getCase(db, number)).state).toBe('submitted')
  const refused = await stranger.post(`${at(number)}/decide-at-once`, approve)
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('授权委托书不包括')
  expect(refused.body).toContain('补办授权委托书')
})

test('wrong digits are named at their field, and files that came are kept for the next try', async () => {
  const item = await publishedItem(db)
  const url = `/desk/cases/new/${item.code}`
  const fields = await intakeFields({ idNumber: '110105194912310021', 'ways.application': '' })
  const wrong = await sendForm(officer, url, fields, [['materials.application', '申请表.pdf', scan]])
  expect(wrong.statusCode).toBe(422)
  await expectValidHtml(wrong.body)
  expect(wrong.body).toContain('href="#field-idNumber"')
  expect(wrong.body).toContain('申请表.pdf')
  const kept = /name="kept" value="([^"]+)"/.exec(wrong.body)?.[1] ?? ''
  const right = await sendForm(officer, url, { ...fields, idNumber: '11010519491231002X', kept })
  expect(right.statusCode, right.body.slice(0, 2000)).toBe(200)
  const { materials } = await life(numberIn(right.body))
  expect(materials.find((m) => m.materialKey === 'application')).toMatchObject({
    way: 'upload',
    fileName: '申请表.pdf',
  })
  // A program under the name of a picture is refused by what it is.
  const program = await sendForm(officer, url, await intakeFields(), [
    ['materials.drawing', '图.jpg', `MZ${'\0'.repeat(80)}`],
  ])
  expect(program.statusCode).toBe(422)
  expect(program.body).toContain('图.jpg')
})

test('who came before is filled in by the whole number, within reach and on record', async () => {
  const item = await publishedItem(db)
  const number = await caseOf(today, {
    itemCode: item.code,
    change: { applicantName: '王大山', address: '车胤大道 1 号' },
  })
  const fields = await intakeFields({ applicantName: '', phone: '', press: 'recall' })
  const page = await sendForm(officer, `/desk/cases/new/${item.code}`, fields)
  expect(page.body).toContain('value="王大山"')
  expect(page.body).toContain('value="车胤大道 1 号"')
  const acts = await db
    .selectFrom('acts')
    .select('subject')
    .where('act', '=', 'cases.applicantRecalled')
    .where('subject', '=', `case:${number}`)
    .execute()
  expect(acts).toHaveLength(1)
  // The number alone tells nothing to a unit that had nothing to do with the person.
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '民政' })
  const nothing = await sendForm(elsewhere, `/desk/cases/new/${item.code}`, fields)
  expect(nothing.statusCode).toBe(422)
  expect(nothing.body).not.toContain('王大山')
})

test('the head decides several from one list; one that may not be approved keeps none of the others back', async () => {
  const fourEyed = await publishedItem(db, { elements: { fourEyes: true, name: '两人办理的事项' } })
  const propose = async (actor: Actor, itemCode?: string) => {
    const number = await acceptedCase(today, itemCode ? { itemCode } : {})
    await handling.passStep(by(asOfficer), number, { step: Number(await doing(number)), opinion: '符合' })
    await decision.proposeDecision(by(actor), number, approve)
    return number
  }
  const [one, two] = [await propose(asOfficer), await propose(asOfficer)]
  const own = await propose({ ...asHead, accountId: await accountOf('局长乙') }, fourEyed.code)
  const page = await head.get('/desk/cases/proposals')
  await expectValidHtml(page.body)
  expect(page.body).toContain('这个事项要由另一个人决定')
  expect(page.body).toContain('批准后随即发出：准予')
  const ids: string[] = []
  for (const number of [one, two, own]) ids.push(String((await life(number)).proposals[0]?.id))
  const done = await head.post('/desk/cases/proposals', { proposal: ids })
  await expectValidHtml(done.body)
  expect(done.body).toContain('已批准 2 件')
  expect((await getCase(db, one)).state).toBe('approved')
  expect((await getCase(db, two)).state).toBe('approved')
  expect((await getCase(db, own)).state).toBe('inReview')
  expect(done.body).toContain(`${own}：这个事项要由另一个人决定`)
})

test('an extension goes back without a word only with one; approved, its notice goes out', async () => {
  const number = await accepted()
  await handling.proposeExtension(by(asOfficer), number, { days: 5, reason: '情况复杂' })
  const proposal = String((await life(number)).proposals[0]?.id)
  const address = `${at(number)}/decide-extension`
  const silent = await head.post(address, { proposal, verdict: 'returned', note: '' })
  expect(silent.statusCode).toBe(422)
  expect((await head.post(address, { proposal, verdict: 'approved', note: '' })).statusCode).toBe(303)
  expect(await getCase(db, number)).toMatchObject({ extension: 5 })
  expect((await life(number)).papers.at(-1)?.kind).toBe('extensionNotice')
})

test('a letter of authorisation is signed, works at once, and ends when it is taken back', async () => {
  const item = await publishedItem(db, { elements: { name: '要授权的事项' } })
  const clerkName = '窗口戊'
  const newcomer = await signedInAs(house, 'windowClerk', { unitCode: 'services', name: clerkName })
  const number = (
    await takeIn(
      by({
        ...person('windowClerk', { unitCode: 'services', path: '/jinshi/services/' }),
        accountId: await accountOf(clerkName),
      }),
      intakeForm(item.code),
      { materials: [] },
    )
  ).number
  expect((await newcomer.post(`${at(number)}/accept`, {})).statusCode).toBe(409)
  const form = await head.get('/desk/cases/authorisations/new')
  await expectValidHtml(form.body)
  const fields = {
    ...{
      unitCode: 'urban',
      accountId: await accountOf(clerkName),
      powers: ['accept', 'issue'],
      items: String(item.id),
    },
    ...{ documentNumber: '城管委〔2026〕9号', validFrom: today, validUntil: addDays(today, 10) },
  }
  const wrong = await head.post('/desk/cases/authorisations/new', { ...fields, validUntil: addDays(today, -1) })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('城管委〔2026〕9号')
  expect((await head.post('/desk/cases/authorisations/new', fields)).statusCode).toBe(303)
  expect((await newcomer.post(`${at(number)}/accept`, {})).statusCode).toBe(303)
  const page = await head.get('/desk/cases/authorisations')
  await expectValidHtml(page.body)
  const id = /authorisations\/(\d+)\/revoke/.exec(page.body.slice(page.body.indexOf('城管委〔2026〕9号')))?.[1]
  expect((await newcomer.post(`/desk/cases/authorisations/${id}/revoke`)).statusCode).toBe(403)
  expect((await head.post(`/desk/cases/authorisations/${id}/revoke`)).statusCode).toBe(303)
  expect((await head.get('/desk/cases/authorisations')).body).toContain('收回')
})

test('a deputy is arranged by the head and ended early', async () => {
  const fields = {
    ...{ accountId: asOfficer.accountId ?? '', deputyId: await accountOf('经办人甲'), reason: '休假' },
    ...{ validFrom: today, validUntil: addDays(today, 5) },
  }
  await expectValidHtml((await head.get('/desk/cases/deputies/new')).body)
  expect((await head.post('/desk/cases/deputies/new', fields)).statusCode).toBe(303)
  const page = await head.get('/desk/cases/deputies')
  await expectValidHtml(page.body)
  const id = /deputies\/(\d+)\/end/.exec(page.body)?.[1]
  expect((await head.post(`/desk/cases/deputies/${id}/end`)).statusCode).toBe(303)
  expect((await head.get('/desk/cases/deputies')).body).toContain('收回')
})

test('work lists: by post, by light, by number and person; names masked, also in the table to take away', async () => {
  const late = await accepted()
  const yesterday = addDays(today, -1)
  await db.updateTable('caseFiles').set({ dueOn: yesterday, warnOn: yesterday }).where('number', '=', late).execute()
  const waiting = await received()
  for (const group of ['open', 'taken', 'accept', 'handle', 'steps', 'issue', 'deliver', 'mine', 'all']) {
    const page = await officer.get(`/desk/cases?group=${group}`)
    expect(page.statusCode, group).toBe(200)
    await expectValidHtml(page.body)
  }
  expect((await officer.get('/desk/cases?group=accept')).body).toContain(waiting)
  const overdue = await officer.get('/desk/cases?light=overdue')
  expect(overdue.body).toContain(late)
  expect(overdue.body).not.toContain(waiting)
  const found = await officer.get('/desk/cases?q=11010519491231002X')
  expect(found.body).toContain(waiting)
  expect(found.body).not.toContain('李小梅')
  const table = await officer.get('/desk/cases.csv?group=accept')
  expect(table.body).toContain(waiting)
  expect(table.body).not.toContain('李小梅')
  // Another department sees none of them.
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '民政二' })
  expect((await elsewhere.get('/desk/cases?group=all')).body).not.toContain(waiting)
  const front = await officer.get('/desk')
  expect(front.body).toContain('已经超期的办件')
})

test('a warning of electronic supervision is listed by rule and answered once by who handles the case', async () => {
  const number = await accepted()
  const yesterday = addDays(today, -1)
  await db.updateTable('caseFiles').set({ dueOn: yesterday, warnOn: yesterday }).where('number', '=', number).execute()
  await remind(world())
  const page = await officer.get('/desk/cases/warnings?rule=yellowCard')
  await expectValidHtml(page.body)
  expect(page.body).toContain(number)
  const sent = { rule: 'yellowCard', period: yesterday, answer: '' }
  expect((await officer.post(`${at(number)}/warnings`, sent)).statusCode).toBe(422)
  const answer = '等气象部门的意见，明天办结'
  const elsewhere = await signedInAs(house, 'departmentOfficer', { unitCode: 'civil', name: '民政三' })
  expect((await elsewhere.post(`${at(number)}/warnings`, { ...sent, answer })).statusCode).toBe(403)
  expect((await officer.post(`${at(number)}/warnings`, { ...sent, answer })).statusCode).toBe(303)
  expect((await officer.get('/desk/cases/warnings')).body).toContain(answer)
  // One that was never given cannot be answered.
  const never = { ...sent, rule: 'redCard', answer }
  expect((await officer.post(`${at(number)}/warnings`, never)).statusCode).toBe(404)
})

test('warnings are paged through to their end: those without an answer first, each once, the answered one back on its page', async () => {
  const due = addDays(today, -2)
  const numbers = [await accepted(), await accepted(), await accepted()]
  await db.updateTable('caseFiles').set({ dueOn: due, warnOn: due }).where('number', 'in', numbers).execute()
  await remind(world())
  const [answered = ''] = numbers
  const answer = { rule: 'yellowCard', period: due, answer: '正在核实，后天办结' }
  await officer.post(`${at(answered)}/warnings`, answer)
  const supervisor = by(asOfficer)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await warningsInReach(supervisor, { rule: 'yellowCard', cursor }, 1)
    seen.push(...page.warnings.map((w) => (w.answer === null ? w.number : `${w.number}：${w.answer}`)))
    cursor = page.next
  } while (cursor)
  const { counts } = await warningsInReach(supervisor, {})
  expect(counts.find((c) => c.rule === 'yellowCard')).toMatchObject({
    total: seen.length,
    open: seen.filter((s) => !s.includes('：')).length,
  })
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.slice(0, 2)).toEqual(numbers.slice(1).toReversed())
  expect(seen).toContain(`${answered}：${answer.answer}`)
  expect(seen.findIndex((s) => s.includes('：'))).toBeGreaterThan(1)
  const sent = await officer.post(`${at(answered)}/warnings?rule=yellowCard`, answer)
  expect(sent.headers.location).toBe('/desk/cases/warnings?rule=yellowCard')
})

test('a message reaches the applicant, materials are checked, and what is masked is shown for a reason', async () => {
  const number = await accepted()
  expect((await officer.post(`${at(number)}/messages`, { body: '请带身份证来' })).statusCode).toBe(303)
  expect((await life(number)).messages[0]).toMatchObject({ body: '请带身份证来', fromApplicant: false })
  expect((await officer.post(`${at(number)}/messages`, { body: '' })).statusCode).toBe(422)
  const page = await officer.get(at(number))
  expect(page.body).not.toContain('李小梅')
  expect(page.body).not.toContain('11010519491231002X')
  expect((await officer.post(`${at(number)}/archive`, {})).statusCode).toBe(409)
})
