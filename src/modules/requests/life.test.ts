import { expect, test } from 'vitest'
import { bare, docxText, pdfPages } from '../../../tests/support/papers.ts'
import { person } from '../../../tests/support/people.ts'
import { applicationForm, replyForm } from '../../../tests/support/requests.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { visitor } from '../../platform/actor.ts'
import { apply } from './intake.service.ts'
import { letterFile, renderLetter } from './letters.service.ts'
import { lifeOf } from './life.store.ts'
import { decide, draftReply, issueReply, proposeExtension, proposeReply, takeBackProposal } from './replies.service.ts'
import * as steps from './steps.service.ts'
import { getRequest } from './store.ts'

const at = (today: string, role = 'disclosureOfficer') => world({ today: day(today), actor: person(role) })
const proof = async () => {
  const { sha256 } = await world().files.save(db, Buffer.from('身份证的照片'), { maxBytes: 1000 })
  return { identityProof: [{ name: '身份证.jpg', sha256 }], application: [] }
}
const sent = async (today: string) =>
  apply(world({ today: day(today), actor: visitor }), applicationForm(), await proof())

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
  const same = applicationForm()
  const files = await proof()
  const ctx = world({ today: day('2026-03-02'), actor: visitor })
  const [one, two] = await Promise.all([apply(ctx, same, files), apply(ctx, same, files)])
  expect(two).toEqual(one)
  expect(await apply(ctx, same, files)).toEqual(one)
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
  const partly = replyForm({
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

test('an officer takes back a reply before the head has decided: it is a draft again, and nobody else takes it back', async () => {
  const { number } = await sent('2026-03-02')
  const { id } = await getRequest(db, number)
  await draftReply(at('2026-03-10'), number, replyForm({ kind: 'granted', provided: '预算表' }))
  await proposeReply(at('2026-03-10'), number)
  const another = { ...person('disclosureOfficer'), accountId: 'another' }
  await expect(takeBackProposal(world({ today: day('2026-03-10'), actor: another }), number)).rejects.toMatchObject({
    code: 'requests.noProposalOfYours',
  })
  const [waiting] = (await lifeOf(db, id)).proposals.filter((p) => p.state === 'waiting')
  await takeBackProposal(at('2026-03-10'), number)
  const { proposals } = await lifeOf(db, id)
  expect(proposals.filter((p) => p.state === 'waiting')).toEqual([])
  expect(proposals.find((p) => p.state === 'draft')?.content).toEqual(waiting?.content)
  await expect(
    decide(at('2026-03-11', 'disclosureHead'), number, waiting?.id ?? 0, 'approved', { note: '' }),
  ).rejects.toMatchObject({ code: 'requests.nothingToDecide' })
  await issueReply(at('2026-03-11'), number)
  expect(await getRequest(db, number)).toMatchObject({ state: 'replied', replyKind: 'granted' })
})

test('after a crash between decision and letter the wording stands with the decision, and its files are made when asked for', async () => {
  const { number } = await sent('2026-03-02')
  await draftReply(at('2026-03-10'), number, replyForm())
  await issueReply(at('2026-03-10'), number)
  // No worker runs here: the job that makes the files never came to it.
  const { id } = await getRequest(db, number)
  const letter = (await lifeOf(db, id)).letters.find((l) => l.kind === 'reply')
  expect(letter).toMatchObject({ docxSha256: null, pdfSha256: null })
  const ctx = at('2026-03-11')
  const pdf = await letterFile(ctx, id, letter?.id ?? 0, 'pdf')
  expect((await pdfPages(await ctx.files.read(pdf.sha256))).join('')).toContain(bare(letter?.number ?? '?'))
  const docx = await letterFile(ctx, id, letter?.id ?? 0, 'docx')
  expect(docxText(await ctx.files.read(docx.sha256))).toContain('方案全文')
  // The job comes late, and changes nothing.
  await renderLetter(ctx, letter?.id ?? 0)
  expect((await letterFile(ctx, id, letter?.id ?? 0, 'pdf')).sha256).toBe(pdf.sha256)
})

test('a decision that breaks off before its letter is written is not made, and its number goes to the next', async () => {
  const { number } = await sent('2026-03-02')
  await draftReply(at('2026-03-10'), number, replyForm())
  const before = await lifeOf(db, (await getRequest(db, number)).id)
  const breaking = { ...at('2026-03-10'), jobs: { add: () => Promise.reject(new Error('the power fails')) } }
  await expect(issueReply(breaking, number)).rejects.toThrow('the power fails')
  const request = await getRequest(db, number)
  expect(request).toMatchObject({ state: 'received', closedOn: null, replyKind: null })
  expect(await lifeOf(db, request.id)).toEqual(before)
  const last = async () =>
    (await db.selectFrom('paperNumbers').select('lastNumber').where('series', 'like', '%公开答').execute())[0]
      ?.lastNumber
  const used = (await last()) ?? 0
  await issueReply(at('2026-03-10'), number)
  expect(await last()).toBe(used + 1)
})
