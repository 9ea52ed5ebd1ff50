import { expect, test } from 'vitest'
import { citizenAt, openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { applied, hiddenIn, pdf, problemAt, sendFiles, words } from '../../../../tests/support/applicant.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { person } from '../../../../tests/support/people.ts'
import { replyForm } from '../../../../tests/support/requests.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { addDays, dayOf } from '../../../core/day.ts'
import { addOfficeFiles } from '../files.service.ts'
import { lifeOf } from '../life.store.ts'
import * as replies from '../replies.service.ts'
import * as steps from '../steps.service.ts'
import { getRequest } from '../store.ts'

const house = await openHouse()
const today = dayOf(new Date())
const officer = () => world({ actor: person('disclosureOfficer') })

test('number and code open a request in this browser only, whichever way the code is typed', async () => {
  const { number, code } = await applied(visitorAt(house))
  const other = visitorAt(house)
  const closed = await other.get(`/requests/${number}`)
  const nowhere = await other.get('/requests/2001-0001')
  expect(closed.statusCode).toBe(404)
  expect(words(closed).replaceAll(number, '')).toBe(words(nowhere).replaceAll('2001-0001', ''))
  const opened = await other.post('/requests/follow', {
    number: ` ${number} `,
    code: code.toLowerCase().replaceAll('-', ''),
  })
  expect(opened.headers.location).toBe(`/requests/${number}`)
  const page = await other.get(`/requests/${number}`)
  expect(page.statusCode).toBe(200)
  expect(words(page)).toContain('最迟在')
  await other.post(`/requests/${number}/leave`)
  expect((await other.get(`/requests/${number}`)).statusCode).toBe(404)
})

test('a wrong code and a number that is not there answer alike, and guessing is stopped', async () => {
  const { number } = await applied(visitorAt(house))
  const guesser = visitorAt(house)
  const wrong = await guesser.post('/requests/follow', { number, code: 'AAAA-BBBB-CCCC' })
  const nowhere = await guesser.post('/requests/follow', { number: '2001-0001', code: 'AAAA-BBBB-CCCC' })
  expect(wrong.statusCode).toBe(nowhere.statusCode)
  expect(words(wrong)).toBe(words(nowhere))
  for (let i = 0; i < 10; i++) await guesser.post('/requests/follow', { number, code: `AAAA-BBBB-CC${i}` })
  expect(words(await guesser.post('/requests/follow', { number, code: 'AAAA-BBBB-CCCC' }))).toContain('次数太多')
})

test('another applicant reaches nothing of a request: no page, letter, file or step', async () => {
  const owner = visitorAt(house)
  const mine = await applied(owner)
  const life = await lifeOf(db, (await getRequest(db, mine.number)).id)
  const at = `/requests/${mine.number}`
  const other = visitorAt(house)
  await applied(other)
  const signedIn = await citizenAt(house)
  for (const stranger of [
    other,
    signedIn,
    visitorAt(house, `request_key=${encodeURIComponent('key:9999999999999:x.y')}`),
  ]) {
    for (const path of [
      at,
      `${at}/withdraw`,
      `${at}/letters/${life.letters[0]?.id}/pdf`,
      `${at}/files/${life.files[0]?.id}`,
    ])
      expect((await stranger.get(path)).statusCode, path).toBe(404)
    expect((await stranger.post(`${at}/withdraw`)).statusCode).toBe(404)
    expect((await stranger.post(`${at}/reasons`, { reasons: '要' })).statusCode).toBe(404)
    expect((await sendFiles(stranger, `${at}/supplement`, { wanted: '改' })).statusCode).toBe(404)
  }
  // With one's own key, another number's letter is not found under one's own number either.
  const { number } = await applied(other)
  expect((await other.get(`/requests/${number}/letters/${life.letters[0]?.id}/pdf`)).statusCode).toBe(404)
  expect((await other.get(`/requests/${number}/files/${life.files[0]?.id}`)).statusCode).toBe(404)
  expect((await getRequest(db, mine.number)).state).toBe('received')
})

test('letters to others and notes of the office are not for the applicant', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  await steps.consult(officer(), number, {
    kind: 'thirdParty',
    name: '甲建材公司',
    contact: '某路 1 号',
    about: '报价',
    until: '',
  })
  const { letters } = await lifeOf(db, (await getRequest(db, number)).id)
  const theirs = letters.find((l) => l.kind === 'thirdPartyConsultation')
  expect((await owner.get(`/requests/${number}/letters/${theirs?.id}/docx`)).statusCode).toBe(404)
  const page = await owner.get(`/requests/${number}`)
  expect(words(page)).toContain('征求有关方面的意见')
  expect(page.body).not.toContain('甲建材公司')
  expect(page.body).not.toContain('第三方意见征询书')
})

test('a letter opened for the first time is read, and delivered where the answer is wanted online', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  const { id } = await getRequest(db, number)
  const [receipt] = (await lifeOf(db, id)).letters
  const docx = await owner.get(`/requests/${number}/letters/${receipt?.id}/docx`)
  expect(docx.statusCode).toBe(200)
  expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect(docx.headers['content-disposition']).toContain('attachment')
  const pdf = await owner.get(`/requests/${number}/letters/${receipt?.id}/pdf`)
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  const [read] = (await lifeOf(db, id)).letters
  expect(read).toMatchObject({ deliveryRoute: 'online', deliveredOn: today })
  expect(read?.readAt).toBeInstanceOf(Date)
  const acts = await db.selectFrom('acts').select('act').where('subject', '=', `request:${number}`).execute()
  expect(acts.filter((a) => a.act === 'requests.read')).toHaveLength(1)
})

test('the applicant completes a request with text and files; a second time is refused with its reason', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  await steps.askSupplement(officer(), number, { points: '请写明项目名称', until: addDays(today, 10) })
  const page = await owner.get(`/requests/${number}`)
  expect(words(page)).toContain('请写明项目名称')
  const empty = await sendFiles(owner, `/requests/${number}/supplement`, { wanted: '' }, [
    { field: 'attachments', name: '说明.pdf', bytes: pdf },
  ])
  expect(empty.statusCode).toBe(422)
  expect(problemAt(empty, 'wanted')).toBe(true)
  const kept = hiddenIn(empty, 'kept')
  const done = await sendFiles(owner, `/requests/${number}/supplement`, { wanted: '城东一期', kept })
  expect(done.headers.location).toBe(`/requests/${number}?done=supplement`)
  const request = await getRequest(db, number)
  expect(request).toMatchObject({ state: 'handling', wanted: '城东一期' })
  const { files } = await lifeOf(db, request.id)
  const own = files.find((f) => f.purpose === 'supplement')
  expect(own?.name).toBe('说明.pdf')
  const file = await owner.get(`/requests/${number}/files/${own?.id}`)
  expect(file.rawPayload.equals(pdf)).toBe(true)
  expect((await sendFiles(owner, `/requests/${number}/supplement`, { wanted: '又改' })).statusCode).toBe(409)
})

test('reasons are given only when asked for, and a withdrawal is asked twice', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  expect((await owner.post(`/requests/${number}/reasons`, { reasons: '科研' })).statusCode).toBe(409)
  await steps.askReasons(officer(), number, { why: '一个月申请了很多件', until: addDays(today, 10) })
  expect(words(await owner.get(`/requests/${number}`))).toContain('一个月申请了很多件')
  expect((await owner.post(`/requests/${number}/reasons`, { reasons: '' })).statusCode).toBe(422)
  expect((await owner.post(`/requests/${number}/reasons`, { reasons: '科研' })).statusCode).toBe(303)
  const ask = await owner.get(`/requests/${number}/withdraw`)
  await expectValidHtml(ask.body)
  expect((await getRequest(db, number)).state).toBe('handling')
  await owner.post(`/requests/${number}/withdraw`, { reason: '已经找到' })
  expect((await getRequest(db, number)).state).toBe('withdrawn')
  expect(words(await owner.get(`/requests/${number}?done=withdraw`))).toContain('不再办理')
  expect((await owner.post(`/requests/${number}/withdraw`)).statusCode).toBe(409)
})

test('who is signed in finds their requests in their own list, without a code', async () => {
  const citizen = await citizenAt(house)
  expect(words(await citizen.get('/my/requests'))).toContain('还没有提出过申请')
  const { number } = await applied(citizen)
  const elsewhere = visitorAt(house, citizen.cookie.split('; ').find((c) => c.includes('session')) ?? '')
  const mine = await elsewhere.get('/my/requests')
  await expectValidHtml(mine.body)
  expect(mine.body).toContain(`/requests/${number}`)
  expect((await elsewhere.get(`/requests/${number}`)).statusCode).toBe(200)
  expect((await elsewhere.get('/my')).body).toContain('/my/requests')
})

test("files of the reply are the applicant's once it is given, those of the house never", async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  const { id } = await getRequest(db, number)
  const kept = await world().files.save(db, pdf, { maxBytes: 1000 })
  await addOfficeFiles(officer(), number, 'release', [{ name: '方案.pdf', sha256: kept.sha256 }])
  await addOfficeFiles(officer(), number, 'internal', [{ name: '内部意见.pdf', sha256: kept.sha256 }])
  const { files } = await lifeOf(db, id)
  const at = (purpose: string) => `/requests/${number}/files/${files.find((f) => f.purpose === purpose)?.id}`
  expect((await owner.get(at('release'))).statusCode).toBe(404)
  await replies.draftReply(officer(), number, replyForm())
  await replies.issueReply(officer(), number)
  expect((await owner.get(at('release'))).rawPayload.equals(pdf)).toBe(true)
  expect((await owner.get(at('internal'))).statusCode).toBe(404)
  const page = await owner.get(`/requests/${number}`)
  await expectValidHtml(page.body)
  expect(words(page)).toContain('方案.pdf')
  expect(words(page)).not.toContain('内部意见')
})
