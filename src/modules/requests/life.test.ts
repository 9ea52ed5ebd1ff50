import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { visitor } from '../../platform/actor.ts'
import { apply } from './intake.service.ts'
import { lifeOf } from './life.store.ts'
import { decide, draftReply, issueReply, proposeExtension, proposeReply } from './replies.service.ts'
import type { ApplicationForm, ReplyForm } from './schema.ts'
import * as steps from './steps.service.ts'
import { getRequest } from './store.ts'

const at = (today: string, role = 'disclosureOfficer') => world({ today: day(today), actor: person(role) })
const proof = { identityProof: [await upload('身份证')], application: [] }

async function upload(name: string) {
  const { sha256 } = await world().files.save(db, Buffer.from(`${name} 的照片`), { maxBytes: 1000 })
  return { name: `${name}.jpg`, sha256 }
}

const form = (change: Partial<ApplicationForm> = {}): ApplicationForm => ({
  unitCode: 'jinshi',
  applicantKind: 'naturalPerson',
  applicantName: '李小梅',
  idKind: 'residentId',
  idNumber: '11010519491231002X',
  contactPerson: '',
  phone: '13812345678',
  email: '',
  address: '',
  subject: '城东安置小区补偿标准',
  wanted: '批准文件和补偿安置方案',
  wantedForm: 'electronic',
  wantedRoute: 'online',
  submissionKey: randomUUID(),
  ...change,
})

const reply = (change: Partial<ReplyForm>): ReplyForm => ({
  kind: 'granted',
  ground: '',
  reasons: '',
  provided: '方案全文',
  form: 'electronic',
  organ: '',
  organContact: '',
  otherLaw: '',
  earlierNumber: '',
  earlierOn: '',
  override: '',
  withheld: [],
  ...change,
})

const sent = (today: string, change: Partial<ApplicationForm> = {}) =>
  apply(world({ today: day(today), actor: visitor }), form(change), proof)

test('a request is registered with number, code, due day and receipt in one step', async () => {
  const { number, code } = await sent('2026-03-02')
  expect(code).toMatch(/^[2-9A-Z]{12}$/)
  const request = await getRequest(db, number)
  expect(request).toMatchObject({ regime: 'R2019', state: 'received', receivedOn: '2026-03-02', dueOn: '2026-03-30' })
  const { letters, files } = await lifeOf(db, request.id)
  expect(letters.map((l) => l.kind)).toEqual(['receipt'])
  expect(files.map((f) => f.purpose)).toEqual(['identityProof'])
})

test('a form sent twice, also at the same moment, is one request with one code', async () => {
  const same = form()
  const ctx = world({ today: day('2026-03-02'), actor: visitor })
  const [one, two] = await Promise.all([apply(ctx, same, proof), apply(ctx, same, proof)])
  expect(two).toEqual(one)
  expect(await apply(ctx, same, proof)).toEqual(one)
})

test('the life of a request: supplement, third party, extension by the head, part given and part refused', async () => {
  const { number } = await sent('2026-03-02')
  await steps.askSupplement(at('2026-03-04'), number, { points: '请写明项目名称', until: day('2026-03-20') })
  await steps.supplement(world({ today: day('2026-03-10'), actor: visitor }), number, { wanted: '城东一期' }, [], {
    by: 'applicant',
  })
  let request = await getRequest(db, number)
  expect(request).toMatchObject({ state: 'handling', wanted: '城东一期', dueOn: '2026-04-08' })
  await steps.consult(at('2026-03-12'), number, {
    kind: 'thirdParty',
    name: '甲公司',
    contact: '津市市某路 1 号',
    about: '报价部分',
    until: '',
  })
  request = await getRequest(db, number)
  expect(request).toMatchObject({ state: 'consulting', waitingUntil: '2026-04-02' })
  const [asked] = (await lifeOf(db, request.id)).consultations
  await steps.recordAnswer(at('2026-03-20'), number, {
    consultation: asked?.id ?? 0,
    answer: 'objects',
    reasonable: 'yes',
    note: '属于商业秘密',
    answeredOn: day('2026-03-19'),
  })
  expect((await getRequest(db, number)).dueOn).toBe('2026-04-15')
  await proposeExtension(at('2026-03-23'), number, { days: 10, reason: '材料较多' })
  const waiting = (await lifeOf(db, request.id)).proposals.find((p) => p.state === 'waiting')
  await decide(at('2026-03-24', 'disclosureHead'), number, waiting?.id ?? 0, 'approved', { note: '' })
  expect(await getRequest(db, number)).toMatchObject({ extension: 10, dueOn: '2026-04-29' })
  const partly = reply({
    kind: 'grantedInPart',
    override: '公共利益',
    withheld: [{ place: '第3页', what: '报价明细', ground: 'tradeSecret', reason: '第三方报价' }],
  })
  await draftReply(at('2026-04-01'), number, partly)
  await expect(issueReply(at('2026-04-01'), number)).rejects.toMatchObject({ code: 'requests.needsApproval' })
  await proposeReply(at('2026-04-01'), number)
  const second = (await lifeOf(db, request.id)).proposals.findLast((p) => p.state === 'waiting')
  await decide(at('2026-04-02', 'disclosureHead'), number, second?.id ?? 0, 'approved', { note: '' })
  expect(await getRequest(db, number)).toMatchObject({
    state: 'replied',
    replyKind: 'grantedInPart',
    closedOn: '2026-04-02',
  })
  const life = await lifeOf(db, request.id)
  expect(life.letters.map((l) => l.kind)).toEqual([
    'receipt',
    'supplementNotice',
    'thirdPartyConsultation',
    'extensionNotice',
    'reply',
    'thirdPartyDecision',
  ])
  await expect(steps.archive(at('2026-04-03'), number)).rejects.toMatchObject({ code: 'requests.notDelivered' })
})
