import { expect, test } from 'vitest'
import { citizenAt, openHouse, signedInAs, visitorAt } from '../../../../tests/support/app.ts'
import { hiddenIn, pdf, problemAt, sendFiles, words } from '../../../../tests/support/applicant.ts'
import { caseForm, clerk, letterFor, readyDraft, storedFile } from '../../../../tests/support/cases.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { elements, nextVersion, publishedItem } from '../../../../tests/support/items.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { addDays, dayOf, showLongDay } from '../../../core/day.ts'
import type { Actor } from '../../../platform/actor.ts'
import { showQueryCode } from '../../../platform/query-code.ts'
import { accept, askSupplement } from '../acceptance.service.ts'
import { listCorrections } from '../corrections.store.ts'
import { decide, issueResult, revokeResult } from '../decision.service.ts'
import { post, trackParcels } from '../delivery.service.ts'
import * as drafts from '../drafts.service.ts'
import { passStep } from '../handling.service.ts'
import { lifeOf } from '../life.store.ts'
import type { CaseForm } from '../schema.ts'
import { writeToApplicant } from '../service.ts'
import { getCase } from '../store.ts'

const house = await openHouse()
const today = dayOf(new Date())
const item = await publishedItem(db)
const window = await clerk('windowClerk', 'services', '窗口')
const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')
await letterFor(window, 'urban', ['accept', 'issue'], { from: '2020-01-01', until: '2099-12-31' })

const as = (actor: Actor) => world({ actor })
/** A browser and the account that is signed in to it. */
async function person() {
  const client = await citizenAt(house)
  const token = /session_token=([0-9a-f]+)/.exec(client.cookie)?.[1] ?? ''
  const { accountId } = await db
    .selectFrom('sessions')
    .select('accountId')
    .where('token', '=', token)
    .executeTakeFirstOrThrow()
  const actor: Actor = { kind: 'citizen', accountId, name: '张**', unitCode: undefined, grants: [] }
  return { client, actor }
}

/** A case sent online by someone. */
async function sent(actor: Actor, change: Partial<CaseForm> = {}) {
  const { number, code } = await drafts.submit(as(actor), await readyDraft(as(actor), item.code, change))
  return { number, code: showQueryCode(code), at: `/cases/${number}` }
}

const fileOf = (number: string) => getCase(db, number)
const life = async (number: string) => lifeOf(db, (await fileOf(number)).id)

/** Accepted, reviewed, approved, the result made. */
async function issued(number: string): Promise<void> {
  await accept(as(window), number, { note: '' })
  const review = (await life(number)).steps.find((s) => s.state === 'doing')
  await passStep(as(officer), number, { step: review?.id ?? 0, opinion: '同意' })
  await decide(as(head), number, { decision: 'approve', reason: '' })
  await issueResult(as(window), number)
}

test('number and code open a case in this browser only, whichever way they are typed; others see what is not there', async () => {
  const { actor } = await person()
  const { number, code, at } = await sent(actor)
  const other = visitorAt(house)
  const closed = await other.get(at)
  await expectValidHtml(closed.body)
  const nowhere = await other.get('/cases/430781-20010101-0001')
  expect([closed.statusCode, nowhere.statusCode]).toEqual([404, 404])
  expect(closed.body.replaceAll(number, '')).toBe(nowhere.body.replaceAll('430781-20010101-0001', ''))
  const opened = await other.post('/cases/follow', {
    number: ` ${number} `,
    code: code.toLowerCase().replaceAll('-', ''),
  })
  expect(opened.headers.location).toBe(at)
  const page = await other.get(at)
  expect(page.statusCode).toBe(200)
  await expectValidHtml(page.body)
  expect(page.headers['cache-control']).toBe('no-store')
  expect(words(page)).toContain(`最迟 ${showLongDay((await fileOf(number)).dueOn ?? today)}`)
  expect(words(page)).toContain('怎么算的')
  await other.post(`${at}/leave`)
  expect((await other.get(at)).statusCode).toBe(404)
})

test('a wrong code and a number that is not there answer alike, and guessing is stopped', async () => {
  const { actor } = await person()
  const { number } = await sent(actor)
  const guesser = visitorAt(house)
  const code = 'AAAA-BBBB-CCCC'
  const wrong = await guesser.post('/cases/follow', { number, code })
  const nowhere = await guesser.post('/cases/follow', { number: '430781-20010101-0001', code })
  expect(wrong.statusCode).toBe(nowhere.statusCode)
  expect(words(wrong)).toBe(words(nowhere))
  for (let i = 0; i < 10; i++) await guesser.post('/cases/follow', { number, code: `AAAA-BBBB-CC${i}` })
  expect(words(await guesser.post('/cases/follow', { number, code }))).toContain('次数太多')
})

test('only the owner reaches a case: no page, paper, result, file or button for anyone else', async () => {
  const owner = await person()
  const { number, at } = await sent(owner.actor)
  await issued(number)
  const { papers, results, materials } = await life(number)
  const [paper, result] = [papers[0]?.id, results[0]?.id]
  const upload = materials.find((m) => m.sha256)?.id
  const reading = [
    at,
    `${at}/withdraw`,
    `${at}/papers/${paper}/pdf`,
    `${at}/results/${result}/docx`,
    `${at}/files/${upload}`,
  ]
  const writing = [`${at}/messages`, `${at}/delivery`, `${at}/withdraw`, `${at}/leave`]
  const other = await person()
  const theirs = await sent(other.actor)
  const withOtherKey = visitorAt(house)
  await withOtherKey.post('/cases/follow', { number: theirs.number, code: theirs.code })
  const strangers = {
    visitor: visitorAt(house),
    'another citizen': other.client,
    'a key of another case': withOtherKey,
    'a forged key': visitorAt(house, `case_key=${encodeURIComponent('case_key:9999999999999:x.y')}`),
    'an officer': await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' }),
  }
  for (const [who, client] of Object.entries(strangers)) {
    for (const path of reading) expect((await client.get(path)).statusCode, `${who} ${path}`).toBe(404)
    for (const path of writing)
      expect((await client.post(path, { body: '问', wantedDelivery: 'counter' })).statusCode, `${who} ${path}`).toBe(
        404,
      )
    for (const path of ['supplement', 'materials'])
      expect((await sendFiles(client, `${at}/${path}`, { note: '改' })).statusCode, `${who} ${path}`).toBe(404)
  }
  // What belongs to another case is not found under one's own number either.
  for (const path of [`papers/${paper}/pdf`, `results/${result}/pdf`, `files/${upload}`])
    expect((await other.client.get(`${theirs.at}/${path}`)).statusCode, path).toBe(404)
  for (const path of reading.filter((p) => !p.endsWith('withdraw')))
    expect((await owner.client.get(path)).statusCode, path).toBe(200)
  expect((await owner.client.get(`/my/cases/${number}`)).headers.location).toBe(at)
})

test('the applicant completes once what was asked; a wrong file keeps the right one, a second time is refused', async () => {
  const { client, actor } = await person()
  const { number, at } = await sent(actor)
  await askSupplement(as(window), number, {
    points: '位置图没有比例尺\n请写明材质',
    fields: [],
    until: addDays(today, 15),
  })
  const page = await client.get(at)
  await expectValidHtml(page.body)
  expect(words(page)).toContain('位置图没有比例尺 请写明材质')
  expect(words(page)).toContain(`请在 ${showLongDay(addDays(today, 15))} 以前一次交齐`)
  expect(words(await client.get('/my/cases'))).toContain('待补正')
  const drawing = { field: 'materials.drawing', name: '新图.pdf', bytes: pdf }
  const program = {
    field: 'materials.application',
    name: '表.pdf',
    bytes: Buffer.from('MZ\u0090'.padEnd(300, '\u0000')),
  }
  const wrong = await sendFiles(client, `${at}/supplement`, { note: '改好了' }, [drawing, program])
  expect(wrong.statusCode).toBe(422)
  await expectValidHtml(wrong.body)
  expect(problemAt(wrong, 'materials-application')).toBe(true)
  expect(words(wrong)).toContain('不要：新图.pdf')
  expect(wrong.body).toContain('改好了')
  expect((await sendFiles(client, `${at}/supplement`, {})).statusCode).toBe(422)
  const done = await sendFiles(client, `${at}/supplement`, { note: '改好了', kept: hiddenIn(wrong, 'kept') })
  expect(done.headers.location, words(done).slice(0, 300)).toBe(`${at}?done=supplement`)
  expect(words(await client.get(`${at}?done=supplement`))).toContain('补正的材料已经收到')
  expect(await fileOf(number)).toMatchObject({ state: 'submitted' })
  const { materials } = await life(number)
  expect(materials.filter((m) => m.materialKey === 'drawing').map((m) => [m.fileName, m.replaced])).toEqual([
    ['drawing.jpg', true],
    ['新图.pdf', false],
  ])
  expect((await sendFiles(client, `${at}/supplement`, { note: '再改' })).statusCode).toBe(409)
})

test('the applicant puts right just the fields that the notice names, and the officer sees what was changed', async () => {
  const { client, actor } = await person()
  const { number, at } = await sent(actor)
  await askSupplement(as(window), number, {
    points: '面积和图不符',
    fields: ['area', 'from'],
    until: addDays(today, 15),
  })
  const page = await client.get(at)
  await expectValidHtml(page.body)
  expect(words(page)).toContain('请改正申请表里的这几项：面积、开始设置的日期')
  expect(page.body).toMatch(/name="answers.area"[^>]*value="12"/)
  expect(page.body).not.toContain('name="answers.site"')
  const send = (answers: Record<string, string>) => sendFiles(client, `${at}/supplement`, { note: '', ...answers })
  const from = { 'answers.from': '2026-04-01' }
  // What was not named stays as it was sent, and what is named must fit the form.
  const strange = await send({ ...from, 'answers.area': '15', 'answers.site': '别处' })
  expect([strange.statusCode, problemAt(strange, 'answers-site')]).toEqual([422, true])
  const wrong = await send({ ...from, 'answers.area': '很大' })
  await expectValidHtml(wrong.body)
  expect([wrong.statusCode, problemAt(wrong, 'answers-area')]).toEqual([422, true])
  expect(wrong.body).toContain('value="很大"')
  expect((await fileOf(number)).answers).toMatchObject({ area: 12 })
  const done = await send({ ...from, 'answers.area': '15.5' })
  expect(done.headers.location, words(done).slice(0, 300)).toBe(`${at}?done=supplement`)
  expect((await fileOf(number)).answers).toMatchObject({ site: '孟姜女大道 8 号', area: 15.5, from: '2026-04-01' })
  expect(await listCorrections(db, (await fileOf(number)).id)).toEqual([
    { field: 'area', oldAnswer: 12, newAnswer: 15.5, correctedOn: today },
    { field: 'from', oldAnswer: '2026-04-01', newAnswer: '2026-04-01', correctedOn: today },
  ])
  const clerk = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' })
  const desk = await clerk.get(`/desk/cases/${number}`)
  await expectValidHtml(desk.body)
  expect(words(desk)).toMatch(/面积 12 15.5 开始设置的日期 2026-04-01 没有改/)
})

test('a form that changed meanwhile is not asked of who began before: what was named is checked by the old one', async () => {
  const old = await publishedItem(db)
  const { client, actor } = await person()
  const { number } = await drafts.submit(as(actor), await readyDraft(as(actor), old.code))
  await askSupplement(as(window), number, { points: '面积不对', fields: ['area'], until: addDays(today, 15) })
  const { form } = elements()
  const { area: _, ...others } = form.properties
  const other = { ...form, properties: others, required: form.required.filter((name) => name !== 'area') }
  await nextVersion(db, old.id, { form: other }, today)
  const done = await sendFiles(client, `/cases/${number}/supplement`, { 'answers.area': '9' })
  expect(done.headers.location, words(done).slice(0, 300)).toBe(`/cases/${number}?done=supplement`)
  expect((await fileOf(number)).answers).toMatchObject({ area: 9 })
})

test('a tolerated material is brought later, and the page says until when', async () => {
  const { client, actor } = await person()
  const id = await drafts.beginDraft(as(actor), item.code)
  const { submissionKey: _, ...form } = caseForm({ materials: [{ key: 'drawing', way: 'later' }] })
  await drafts.saveDraft(as(actor), id, form)
  await drafts.addDraftFiles(as(actor), id, [{ key: 'application', name: '表.jpg', ...(await storedFile()) }])
  const { number } = await drafts.submit(as(actor), id)
  const at = `/cases/${number}`
  await accept(as(window), number, { note: '' })
  const page = await client.get(at)
  await expectValidHtml(page.body)
  expect(words(page)).toContain('补交“设置位置图和效果图”')
  const brought = await sendFiles(client, `${at}/materials`, {}, [
    { field: 'materials.drawing', name: '图.pdf', bytes: pdf },
  ])
  expect(brought.headers.location, words(brought).slice(0, 300)).toBe(`${at}?done=materials`)
  expect(words(await client.get(at))).toContain('收到您补交的材料')
  expect((await sendFiles(client, `${at}/materials`, { note: '又' })).statusCode).toBe(409)
})

test('both sides write to each other; nothing empty goes out', async () => {
  const { client, actor } = await person()
  const { number, at } = await sent(actor)
  const empty = await client.post(`${at}/messages`, { body: '' })
  expect(empty.statusCode).toBe(422)
  expect(problemAt(empty, 'body')).toBe(true)
  expect((await client.post(`${at}/messages`, { body: '<b>要多久</b>' })).headers.location).toBe(`${at}?done=message`)
  await writeToApplicant(as(window), number, '这周就有结果')
  const page = await client.get(at)
  await expectValidHtml(page.body)
  expect(words(page)).toContain('这周就有结果')
  expect(page.body).not.toContain('<b>要多久</b>')
})

test('how the result comes is chosen until it is on its way; then it is followed home', async () => {
  const { client, actor } = await person()
  const { number, at } = await sent(actor)
  const nowhere = await client.post(`${at}/delivery`, { wantedDelivery: 'post', deliveryAddress: ' ' })
  expect(nowhere.statusCode).toBe(422)
  expect(problemAt(nowhere, 'deliveryAddress')).toBe(true)
  await client.post(`${at}/delivery`, { wantedDelivery: 'post', deliveryAddress: '朝阳路 8 号' })
  expect(await fileOf(number)).toMatchObject({ wantedDelivery: 'post', deliveryAddress: '朝阳路 8 号' })
  await issued(number)
  expect((await client.post(`${at}/delivery`, { wantedDelivery: 'counter' })).statusCode).toBe(303)
  await client.post(`${at}/delivery`, { wantedDelivery: 'post', deliveryAddress: '朝阳路 9 号' })
  await post(as(window), number, { address: '', phone: '', carrier: '', trackingNumber: '' })
  expect((await client.post(`${at}/delivery`, { wantedDelivery: 'counter' })).statusCode).toBe(409)
  const [parcel] = (await life(number)).deliveries
  const page = await client.get(at)
  await expectValidHtml(page.body)
  expect(words(page)).toContain(`${parcel?.carrier}，单号 ${parcel?.trackingNumber}，寄到朝阳路 9 号`)
  await trackParcels(world({ today: addDays(today, 3) }))
  const home = await client.get(at)
  await expectValidHtml(home.body)
  expect(words(home)).toContain('结果已经签收')
  expect(words(home)).toContain('已经送达')
})

test('a withdrawal is asked twice; what was decided is not withdrawn', async () => {
  const { client, actor } = await person()
  const { number, at } = await sent(actor)
  const ask = await client.get(`${at}/withdraw`)
  await expectValidHtml(ask.body)
  expect((await fileOf(number)).state).toBe('submitted')
  expect((await client.post(`${at}/withdraw`, { reason: '不办了' })).headers.location).toBe(`${at}?done=withdraw`)
  expect((await fileOf(number)).state).toBe('withdrawn')
  expect(words(await client.get(at))).toContain('不再办理')
  const other = await sent(actor)
  await issued(other.number)
  expect((await client.get(`${other.at}/withdraw`)).headers.location).toBe(other.at)
  expect((await client.post(`${other.at}/withdraw`)).statusCode).toBe(409)
})

test('the office keeps to itself what is not for the applicant', async () => {
  const { client, actor } = await person()
  const { number, at } = await sent(actor)
  await issued(number)
  const page = await client.get(at)
  await expectValidHtml(page.body)
  expect(words(page)).toContain('受理通知书')
  expect(words(page)).not.toContain('流转单')
  const transfer = (await life(number)).papers.find((p) => p.kind === 'transfer')
  expect((await client.get(`${at}/papers/${transfer?.id}/pdf`)).statusCode).toBe(404)
  const acceptance = (await life(number)).papers.find((p) => p.kind === 'acceptance')
  const opened = await client.get(`${at}/papers/${acceptance?.id}/docx`)
  expect(opened.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect(words(await client.get(at))).toContain('您打开了受理通知书')
})

test('a certificate is verified by its code: what it is, to whom, whether it holds, and nothing else', async () => {
  const { actor } = await person()
  const { number } = await sent(actor)
  await issued(number)
  const [result] = (await life(number)).results
  const code = result?.verificationCode ?? ''
  const anyone = visitorAt(house)
  const valid = await anyone.get(`/verify/${code}`)
  await expectValidHtml(valid.body)
  expect(words(valid)).toContain('真实有效')
  expect(words(valid)).toContain('李**')
  expect(words(valid)).toContain(result?.number ?? 'no number')
  for (const secret of ['李小梅', '11010519491231002X', '13812345678', number]) expect(valid.body).not.toContain(secret)
  const typed = await anyone.get(`/verify?code=${showQueryCode(code).toLowerCase()}`)
  expect(words(typed)).toContain('真实有效')
  await revokeResult(as(head), number, { result: result?.id ?? 0, reason: '材料不实' })
  const revoked = await anyone.get(`/verify/${code}`)
  await expectValidHtml(revoked.body)
  expect(words(revoked)).toContain('已经撤销，不再有效')
  expect(words(revoked)).not.toContain('材料不实')
  const other = `${code.slice(0, 15)}${code.endsWith('2') ? '3' : '2'}`
  expect((await anyone.get(`/verify/${other}`)).statusCode).toBe(404)
})

test('who guesses codes of certificates is stopped', async () => {
  const guesser = visitorAt(house)
  const get = (code: string) =>
    guesser.send({
      method: 'GET',
      url: `/verify/${code}`,
      headers: { accept: 'text/html' },
      remoteAddress: '10.77.0.1',
    })
  for (let i = 0; i < 31; i++) await get(`AAAABBBBCCCCDD${10 + i}`)
  const stopped = await get('AAAABBBBCCCCDDDD')
  expect(stopped.statusCode).toBe(409)
  expect(words(stopped)).toContain('次数太多')
})

test('one page follows whatever has a number: what was typed goes on to whoever knows it', async () => {
  const { client, actor } = await person()
  const { number, code, at } = await sent(actor)
  const other = visitorAt(house)
  const page = await other.get('/progress')
  await expectValidHtml(page.body)
  const passed = await other.post('/progress', { number: ` ${number} `, code })
  expect([passed.statusCode, passed.headers.location]).toEqual([307, '/cases/follow'])
  expect((await other.post('/cases/follow', { number: ` ${number} `, code })).headers.location).toBe(at)
  expect((await other.post('/progress', { number: '2026-0012', code })).headers.location).toBe('/requests/follow')
  const wrong = await other.post('/progress', { number: '12', code })
  expect(wrong.statusCode).toBe(422)
  expect(problemAt(wrong, 'number')).toBe(true)
  expect((await other.get('/')).body).toContain('href="/progress"')
  // At home with one's account: what is open stands first, what waits for the applicant on top.
  const waiting = await sent(actor)
  await askSupplement(as(window), waiting.number, { points: '请补图', fields: [], until: addDays(today, 15) })
  await sent(actor)
  const front = await client.get('/my')
  await expectValidHtml(front.body)
  const numbers = [...front.body.matchAll(/href="\/cases\/([\d-]+)"/g)].map(([, n]) => n)
  expect(numbers).toHaveLength(3)
  expect(numbers[0]).toBe(waiting.number)
})
