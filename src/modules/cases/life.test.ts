import { expect, test } from 'vitest'
import {
  acceptedCase,
  at,
  caseForm,
  caseOf,
  citizen,
  clerk,
  intakeForm,
  letterFor,
  readyDraft,
  storedFile,
} from '../../../tests/support/cases.ts'
import { nextVersion, publishedItem } from '../../../tests/support/items.ts'
import { bare, docxText, pdfPages } from '../../../tests/support/papers.ts'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { visitor } from '../../platform/actor.ts'
import * as acceptance from './acceptance.service.ts'
import * as applicant from './applicant.service.ts'
import * as decision from './decision.service.ts'
import * as delivery from './delivery.service.ts'
import * as drafts from './drafts.service.ts'
import * as handling from './handling.service.ts'
import { takeIn } from './intake.service.ts'
import { lifeOf } from './life.store.ts'
import { printedFile } from './papers.service.ts'
import { previewMove } from './preview.service.ts'
import { checkMaterials } from './service.ts'
import { getCase } from './store.ts'

const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')
const window = await clerk('windowClerk', 'services', '窗口')
const approve = { decision: 'approve', reason: '' } as const

const life = async (number: string) => lifeOf(db, (await getCase(db, number)).id)
const kinds = async (number: string) => (await life(number)).papers.map((p) => p.kind)
const stepNow = async (number: string) => (await life(number)).steps.find((s) => s.state === 'doing')
const acts = async (number: string) =>
  (await db.selectFrom('acts').select('act').where('subject', '=', `case:${number}`).orderBy('id').execute()).map((a) =>
    a.act.slice('cases.'.length),
  )

test('a citizen applies online, is asked once for a supplement, is accepted, decided, and the result comes by post', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const wish = { wantedDelivery: 'post', deliveryAddress: '津市市朝阳路 8 号' } as const
  const draft = await readyDraft(at('2026-03-02', li), item.code, wish)
  const { number, code } = await drafts.submit(at('2026-03-02', li), draft)
  expect(number).toMatch(/^430781-20260302-\d{4}$/)
  // Served in the hall: the hall takes it in, and needs the letter of the department to accept.
  expect(await getCase(db, number)).toMatchObject({ state: 'submitted', atUnitCode: 'services', dueOn: '2026-03-09' })
  const notice = { points: '位置图没有比例尺\n请写明材质', fields: ['area'], until: day('2026-03-20') }
  await expect(acceptance.askSupplement(at('2026-03-03', window), number, notice)).rejects.toMatchObject({
    code: 'cases.outsideAuthorisation',
  })
  await letterFor(window, 'urban', ['accept', 'issue'])
  await acceptance.askSupplement(at('2026-03-03', window), number, notice)
  expect(await getCase(db, number)).toMatchObject({ state: 'supplementAsked', clockStopped: true, dueOn: '2026-03-20' })
  const better = { key: 'drawing', name: '新图.pdf', ...(await storedFile('新图')) }
  const sent = { materials: [], answers: { area: 15 }, note: '' }
  await acceptance.supplement(at('2026-03-10', li), number, sent, [better], { by: 'applicant' })
  expect(await getCase(db, number)).toMatchObject({ state: 'submitted', dueOn: '2026-03-17', answers: { area: 15 } })
  const drawings = (await life(number)).materials.filter((m) => m.materialKey === 'drawing')
  expect(drawings.map((m) => [m.fileName, m.replaced])).toEqual([
    ['drawing.jpg', true],
    ['新图.pdf', false],
  ])
  await acceptance.accept(at('2026-03-11', window), number, { note: '' })
  expect(await getCase(db, number)).toMatchObject({
    ...{ state: 'accepted', atUnitCode: 'urban', acceptedOn: '2026-03-11' },
    ...{ promisedDueOn: '2026-03-23', statutoryDueOn: '2026-04-09', dueOn: '2026-03-23', warnOn: '2026-03-19' },
  })
  const review = await stepNow(number)
  expect(review).toMatchObject({ name: '审查', unitCode: 'urban' })
  await handling.passStep(at('2026-03-12', officer), number, { step: review?.id ?? 0, opinion: '符合规划' })
  await decision.decide(at('2026-03-13', head), number, approve)
  expect(await getCase(db, number)).toMatchObject({ state: 'approved', atUnitCode: 'services', dueOn: '2026-03-27' })
  await decision.issueResult(at('2026-03-16', window), number)
  await delivery.post(at('2026-03-16', window), number, { address: '', phone: '', carrier: '', trackingNumber: '' })
  await expect(
    delivery.deliver(at('2026-03-16', window), number, { recipient: '李小梅', recipientIdNumber: '' }),
  ).rejects.toMatchObject({ code: 'cases.onItsWay' })
  expect(await delivery.trackParcels(at('2026-03-17'))).toBe(1)
  expect((await life(number)).deliveries[0]).toMatchObject({ state: 'inTransit' })
  await delivery.trackParcels(at('2026-03-19'))
  expect(await getCase(db, number)).toMatchObject({
    state: 'delivered',
    deliveredOn: '2026-03-19',
    completedOn: '2026-03-16',
  })
  expect((await life(number)).steps.every((s) => s.state === 'done')).toBe(true)
  await delivery.archive(at('2026-03-20', window), number)
  expect(await kinds(number)).toEqual(['receipt', 'supplementNotice', 'acceptance', 'transfer', 'approval'])
  expect(await acts(number)).toEqual([
    ...['submitted', 'supplementAsked', 'supplemented', 'accepted', 'stepPassed', 'approved', 'resultIssued', 'posted'],
    ...['deliveryMoved', 'delivered', 'archived'],
  ])
  // The applicant reads it with number and code, from any browser; nobody else does.
  const key = await applicant.checkQueryCode(at('2026-03-20', visitor), { number, code }, '10.1.1.1')
  const seen = await applicant.follow(at('2026-03-20', visitor), number, key)
  expect(seen.papers.map((p) => p.kind)).not.toContain('transfer')
  await expect(applicant.follow(at('2026-03-20', visitor), number, undefined)).rejects.toMatchObject({
    code: 'notFound',
  })
  const [result] = (await life(number)).results
  const verified = await applicant.verifyResult(at('2026-03-20', visitor), result?.verificationCode ?? '', '10.1.1.1')
  expect(verified).toMatchObject({ status: 'valid', holder: '李**', validUntil: '2028-03-15' })
  const told = await db.selectFrom('outboxMessages').select('body').where('body', 'like', `%${number}%`).execute()
  expect(told.length).toBeGreaterThan(6)
  expect(told.every((m) => !m.body.includes('李小梅') && !m.body.includes('户外广告'))).toBe(true)
})

test('a village agent applies for a neighbour and the village decides what was handed down, within its letter', async () => {
  const village = 'sanzhouyi-danjin'
  const agent = await clerk('villageAgent', village, '代办员')
  const item = await publishedItem(db, { elements: { inHall: false } })
  const delegated = {
    acceptedAt: 'village',
    decidedAt: 'village',
    authority: '津政办发〔2018〕1号',
    delegatedOn: day('2018-01-02'),
  }
  const saved = { materialsBefore: 4, materialsAfter: 2, daysBefore: 20, daysAfter: 8 }
  await db
    .insertInto('delegations')
    .values({ itemId: item.id, ...delegated, ...saved })
    .execute()
  const form = intakeForm(item.code, {
    ...{ channel: 'village', agentName: '代办员', agentIdNumber: '11010519491231002X', agentPhone: '13812345678' },
  })
  await expect(takeIn(at('2026-03-02', agent), form, { materials: [] })).rejects.toMatchObject({
    problems: [{ field: 'consentHow' }],
  })
  const consented = { ...form, consentHow: 'written' } as const
  await expect(takeIn(at('2026-03-02', agent), consented, { materials: [] })).rejects.toThrow('请上传签了名的委托书')
  const consent = await storedFile('委托书')
  const { number } = await takeIn(at('2026-03-02', agent), consented, { materials: [], consent })
  expect(await getCase(db, number)).toMatchObject({
    ...{
      unitCode: 'urban',
      atUnitCode: village,
      decidingUnitCode: village,
      agentName: '代办员',
      consentHow: 'written',
    },
  })
  await expect(acceptance.accept(at('2026-03-02', agent), number, { note: '' })).rejects.toMatchObject({
    code: 'cases.outsideAuthorisation',
  })
  await letterFor(agent, 'urban', ['accept', 'decide', 'issue'], { items: [item.id] })
  await acceptance.accept(at('2026-03-02', agent), number, { note: '' })
  await handling.passStep(at('2026-03-02', agent), number, { step: (await stepNow(number))?.id ?? 0, opinion: '属实' })
  await decision.decide(at('2026-03-02', agent), number, approve)
  await decision.issueResult(at('2026-03-03', agent), number)
  const signed = { recipient: '李小梅', recipientIdNumber: '11010519491231002X' }
  await delivery.deliver(at('2026-03-03', agent), number, signed)
  expect(await getCase(db, number)).toMatchObject({ state: 'delivered', decidedName: '代办员' })
  expect(await kinds(number)).toEqual(['receipt', 'acceptance', 'approval', 'deliveryReceipt'])
  // What was not handed down goes on to the department.
  const other = await publishedItem(db)
  const passed = await takeIn(
    at('2026-03-02', agent),
    { ...intakeForm(other.code), channel: 'village' },
    { materials: [] },
  )
  expect(await getCase(db, passed.number)).toMatchObject({ atUnitCode: 'urban', intakeUnitCode: village })
})

test('a window clerk decides an instant case on the spot in one move, where the letter lets them', async () => {
  const item = await publishedItem(db, { elements: { caseType: '1' } })
  const at2 = at('2026-03-02', window)
  const { number } = await takeIn(at2, intakeForm(item.code), { materials: [] })
  await expect(decision.decideAtOnce(at2, number, approve)).rejects.toMatchObject({
    code: 'cases.outsideAuthorisation',
  })
  await letterFor(window, 'urban', ['decide'], { items: [item.id] })
  await decision.decideAtOnce(at2, number, approve)
  expect(await getCase(db, number)).toMatchObject({
    ...{
      state: 'completed',
      kind: 'instant',
      acceptedOn: '2026-03-02',
      decidedOn: '2026-03-02',
      completedOn: '2026-03-02',
    },
    atUnitCode: 'services',
  })
  expect((await life(number)).results).toHaveLength(1)
})

test('a letter that ended, was taken back or is of another item refuses, and a deputy uses that of who is away', async () => {
  const item = await publishedItem(db)
  const number = await caseOf('2026-03-02', { itemCode: item.code, by: window })
  const other = await clerk('windowClerk', 'services', '另一位')
  const tries = (who = other) => acceptance.accept(at('2026-03-03', who), number, { note: '' })
  const refused = { code: 'cases.outsideAuthorisation' }
  await letterFor(other, 'urban', ['accept'], { until: '2026-03-02' })
  await expect(tries()).rejects.toMatchObject(refused)
  const another = await publishedItem(db)
  await letterFor(other, 'urban', ['accept'], { items: [another.id] })
  await expect(tries()).rejects.toMatchObject(refused)
  const { revokeAuthorisation, deputise } = await import('./mandates.service.ts')
  const taken = await letterFor(other, 'urban', ['accept'])
  await revokeAuthorisation(at('2026-03-02', head), taken)
  await expect(tries()).rejects.toMatchObject(refused)
  const hall = { ...(await clerk('departmentHead', 'services', '大厅主任')) }
  const mandate = { accountId: window.accountId ?? '', deputyId: other.accountId ?? '', reason: '休假' }
  await deputise(at('2026-03-02', hall), { ...mandate, validFrom: day('2026-03-03'), validUntil: day('2026-03-05') })
  await tries()
  expect(await getCase(db, number)).toMatchObject({ state: 'accepted' })
})

test('silence for five working days is acceptance from the day of receipt', async () => {
  const { silenceIsAcceptance } = await import('./jobs.ts')
  const number = await caseOf('2026-03-02')
  await silenceIsAcceptance(at('2026-03-09'))
  expect((await getCase(db, number)).state).toBe('submitted')
  await silenceIsAcceptance(at('2026-03-10'))
  expect(await getCase(db, number)).toMatchObject({
    ...{ state: 'accepted', acceptedOn: '2026-03-02', acceptedBySilence: true, promisedDueOn: '2026-03-12' },
  })
  expect(await kinds(number)).toContain('acceptance')
})

test('a tolerated material stops the promise, and without it nothing is approved', async () => {
  const materials = [
    { key: 'application', way: 'paper' as const },
    { key: 'drawing', way: 'later' as const },
  ]
  const number = await acceptedCase('2026-03-02', { change: { materials } })
  expect(await getCase(db, number)).toMatchObject({ promisedDueOn: '2026-03-19', statutoryDueOn: '2026-03-30' })
  await handling.passStep(at('2026-03-03', officer), number, {
    step: (await stepNow(number))?.id ?? 0,
    opinion: '可以',
  })
  await expect(decision.decide(at('2026-03-03', head), number, approve)).rejects.toMatchObject({
    code: 'cases.toleratedMissing',
  })
  const brought = { materials: [{ key: 'drawing', way: 'paper' as const }], note: '' }
  await acceptance.bringMaterials(at('2026-03-04', officer), number, brought, [])
  expect(await getCase(db, number)).toMatchObject({ promisedDueOn: '2026-03-16', statutoryDueOn: '2026-03-30' })
  await decision.decide(at('2026-03-04', head), number, approve)
  expect(await getCase(db, number)).toMatchObject({ state: 'approved' })
})

test('a special procedure stops both clocks, an extension needs the head and reasons', async () => {
  const number = await acceptedCase('2026-03-02')
  const special = { kind: 'inspection', reason: '要到现场看', until: '' } as const
  await handling.startSpecial(at('2026-03-04', officer), number, special)
  expect(await getCase(db, number)).toMatchObject({ state: 'specialProcedure', clockStopped: true, provisional: true })
  const { refreshStopped } = await import('./jobs.ts')
  await refreshStopped(at('2026-03-06'))
  expect(await getCase(db, number)).toMatchObject({ promisedDueOn: '2026-03-16' })
  await handling.endSpecial(at('2026-03-09', officer), number, { result: '现场符合' })
  expect(await getCase(db, number)).toMatchObject({
    ...{ state: 'inReview', promisedDueOn: '2026-03-17', statutoryDueOn: '2026-04-02', provisional: false },
  })
  await expect(
    handling.proposeExtension(at('2026-03-10', officer), number, { days: 11, reason: '复杂' }),
  ).rejects.toMatchObject({ problems: [{ field: 'days' }] })
  await handling.proposeExtension(at('2026-03-10', officer), number, { days: 10, reason: '情况复杂' })
  const [proposal] = (await life(number)).proposals
  const verdict = { proposal: proposal?.id ?? 0, verdict: 'approved', note: '' } as const
  await expect(handling.decideExtension(at('2026-03-10', officer), number, verdict)).rejects.toMatchObject({
    code: 'cases.noRight',
  })
  await handling.decideExtension(at('2026-03-11', head), number, verdict)
  expect(await getCase(db, number)).toMatchObject({
    promisedDueOn: '2026-03-31',
    statutoryDueOn: '2026-04-17',
    extension: 10,
  })
  expect(await kinds(number)).toEqual(['receipt', 'acceptance', 'specialNotice', 'extensionNotice'])
})

test('steps of one group run side by side and join; one that gives the case back has the later ones taken again', async () => {
  const step = (key: string, role: 'review' | 'accept' | 'approve', unitCode: string | null, group: string | null) => ({
    ...{ key, name: key, role, unitCode, group, days: 2, standard: '', post: '' },
  })
  const steps = [
    step('accept', 'accept', null, null),
    step('look', 'review', null, null),
    step('fire', 'review', 'emergency', 'joint'),
    step('plan', 'review', 'natural-resources', 'joint'),
    step('sum', 'review', null, null),
    step('approve', 'approve', null, null),
  ]
  const item = await publishedItem(db, { elements: { steps } })
  const number = await acceptedCase('2026-03-02', { itemCode: item.code })
  const doing = async () => (await life(number)).steps.filter((s) => s.state === 'doing')
  const pass = async (key: string, who = officer) => {
    const one = (await doing()).find((s) => s.stepKey === key)
    return handling.passStep(at('2026-03-03', who), number, { step: one?.id ?? 0, opinion: '同意' })
  }
  const fire = await clerk('departmentOfficer', 'emergency')
  const plan = await clerk('departmentOfficer', 'natural-resources')
  await pass('look')
  expect((await doing()).map((s) => s.stepKey)).toEqual(['fire', 'plan'])
  await pass('plan', plan)
  await expect(pass('fire', plan)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(pass('fire', officer)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await doing()).map((s) => s.stepKey)).toEqual(['fire'])
  await pass('fire', fire)
  expect((await doing()).map((s) => s.stepKey)).toEqual(['sum'])
  const back = { step: (await doing())[0]?.id ?? 0, opinion: '消防意见不清楚', to: 'fire' }
  await handling.returnStep(at('2026-03-04', officer), number, back)
  expect((await doing()).map((s) => [s.stepKey, s.round])).toEqual([
    ['fire', 2],
    ['plan', 2],
  ])
  await expect(decision.decide(at('2026-03-04', head), number, approve)).rejects.toMatchObject({
    code: 'cases.stepsOpen',
  })
  await pass('fire', fire)
  await pass('plan', plan)
  await pass('sum')
  await decision.decide(at('2026-03-05', head), number, approve)
  expect(await getCase(db, number)).toMatchObject({ state: 'approved' })
})

test('four eyes: who reviewed or proposed does not decide', async () => {
  const item = await publishedItem(db, { elements: { fourEyes: true } })
  const number = await acceptedCase('2026-03-02', { itemCode: item.code })
  await handling.passStep(at('2026-03-03', head), number, { step: (await stepNow(number))?.id ?? 0, opinion: '可以' })
  await expect(decision.decide(at('2026-03-03', head), number, approve)).rejects.toMatchObject({
    code: 'cases.fourEyes',
  })
  const second = await clerk('departmentHead', 'urban', '副局长')
  await decision.proposeDecision(at('2026-03-03', second), number, approve)
  const [proposal] = (await life(number)).proposals
  const verdict = { proposal: proposal?.id ?? 0, verdict: 'approved', note: '' } as const
  await expect(decision.answerProposal(at('2026-03-03', second), number, verdict)).rejects.toMatchObject({
    code: 'cases.fourEyes',
  })
  const third = await clerk('departmentHead', 'urban', '另一位副局长')
  await decision.answerProposal(at('2026-03-04', third), number, verdict)
  expect(await getCase(db, number)).toMatchObject({ state: 'approved', decidedName: '另一位副局长' })
})

test('an officer takes back what they proposed until it is decided; nobody else does, and the head has nothing left to decide', async () => {
  const number = await acceptedCase('2026-03-02')
  await handling.passStep(at('2026-03-03', officer), number, {
    ...{ step: (await stepNow(number))?.id ?? 0, opinion: '可以' },
  })
  await decision.proposeDecision(at('2026-03-03', officer), number, approve)
  const waiting = async () =>
    (await db.selectFrom('caseFiles').select('proposalsWaiting').where('number', '=', number).executeTakeFirst())
      ?.proposalsWaiting
  expect(await waiting()).toBe(1)
  const another = await clerk('departmentOfficer', 'urban', '另一位经办人')
  await expect(handling.takeBackProposal(at('2026-03-03', another), number)).rejects.toMatchObject({
    code: 'cases.noProposalOfYours',
  })
  await handling.takeBackProposal(at('2026-03-03', officer), number)
  expect(await getCase(db, number)).toMatchObject({ state: 'inReview' })
  expect(await waiting()).toBe(0)
  const [proposal] = (await life(number)).proposals
  expect(proposal).toMatchObject({ state: 'void', content: approve })
  const verdict = { proposal: proposal?.id ?? 0, verdict: 'approved', note: '' } as const
  await expect(decision.answerProposal(at('2026-03-04', head), number, verdict)).rejects.toMatchObject({
    code: 'cases.nothingToDecide',
  })
  await expect(handling.takeBackProposal(at('2026-03-04', officer), number)).rejects.toMatchObject({
    code: 'cases.noProposalOfYours',
  })
  await decision.proposeDecision(at('2026-03-04', officer), number, { decision: 'reject', reason: '地点不符合规划' })
  expect((await life(number)).proposals.map((p) => p.state)).toEqual(['void', 'waiting'])
})

test('a rejection tells reasons and remedies; one that is not accepted names the right organ', async () => {
  const number = await acceptedCase('2026-03-02')
  await handling.passStep(at('2026-03-03', officer), number, {
    step: (await stepNow(number))?.id ?? 0,
    opinion: '不符合',
  })
  await expect(
    decision.decide(at('2026-03-03', head), number, { decision: 'reject', reason: '' }),
  ).rejects.toMatchObject({
    problems: [{ field: 'reason' }],
  })
  const sent = { decision: 'reject', reason: '妨碍交通' }
  const [preview] = (await previewMove(at('2026-03-03', head), number, 'decide', sent)).papers
  await decision.decide(at('2026-03-03', head), number, { decision: 'reject', reason: '妨碍交通' })
  const file = await getCase(db, number)
  expect(file).toMatchObject({ state: 'rejected', completedOn: '2026-03-03' })
  const paper = (await life(number)).papers.at(-1)
  const ctx = at('2026-03-03', head)
  const pdf = await printedFile(ctx, file.id, 'casePapers', paper?.id ?? 0, 'pdf')
  const text = (await pdfPages(await ctx.files.read(pdf.sha256))).join('')
  for (const words of ['妨碍交通', '行政复议', '津市市人民法院', '不服本决定', paper?.number ?? '?'])
    expect(text).toContain(bare(words))
  expect(preview?.title).toBe('不予批准决定书')
  const docx = await printedFile(ctx, file.id, 'casePapers', paper?.id ?? 0, 'docx')
  expect(docxText(await ctx.files.read(docx.sha256))).toContain('妨碍交通')

  const wrong = await caseOf('2026-03-02')
  const form = { ground: 'notCompetent', reason: '归交警管', organ: '', organContact: '' } as const
  await expect(acceptance.notAccept(at('2026-03-03', officer), wrong, form)).rejects.toMatchObject({
    problems: [{ field: 'organ' }],
  })
  await acceptance.notAccept(at('2026-03-03', officer), wrong, { ...form, organ: '津市市公安局' })
  expect(await getCase(db, wrong)).toMatchObject({ state: 'notAccepted', completedOn: '2026-03-03' })
  await delivery.archive(at('2026-03-04', officer), wrong)
})

test('what was checked once is offered again, and is not asked for twice', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const idNumber = '430781199001010014'
  const { number } = await drafts.submit(
    at('2026-03-02', li),
    await readyDraft(at('2026-03-02', li), item.code, { idNumber }),
  )
  const again = await drafts.beginDraft(at('2026-03-05', li), item.code)
  await drafts.saveDraft(at('2026-03-05', li), again, { idNumber })
  expect((await drafts.openDraft(at('2026-03-05', li), again)).reusable).toEqual([])
  await letterFor(window, 'urban', ['accept'])
  const drawing = (await life(number)).materials.find((m) => m.materialKey === 'drawing')
  await checkMaterials(at('2026-03-03', window), number, [drawing?.id ?? 0])
  const { reusable } = await drafts.openDraft(at('2026-03-05', li), again)
  expect(reusable.map((r) => [r.key, r.trust])).toEqual([['drawing', 'B']])
  // Nobody else is offered it, even with the same number typed.
  const thief = await citizen()
  const theirs = await drafts.beginDraft(at('2026-03-05', thief), item.code)
  await drafts.saveDraft(at('2026-03-05', thief), theirs, { idNumber })
  expect((await drafts.openDraft(at('2026-03-05', thief), theirs)).reusable).toEqual([])
})

test('an item that is withdrawn or changed while one applies is refused clearly, and the draft is kept', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const id = await readyDraft(at('2026-03-02', li), item.code)
  await nextVersion(db, item.id, { name: '户外广告设施设置许可' }, '2026-03-05')
  await expect(drafts.submit(at('2026-03-05', li), id)).rejects.toMatchObject({ code: 'cases.versionEnded' })
  expect((await drafts.openDraft(at('2026-03-05', li), id)).files).toHaveLength(2)
  await drafts.renewDraft(at('2026-03-05', li), id)
  await db
    .updateTable('serviceItems')
    .set({ cancelledOn: day('2026-03-06') })
    .where('id', '=', item.id)
    .execute()
  await expect(drafts.submit(at('2026-03-06', li), id)).rejects.toMatchObject({ code: 'cases.itemCancelled' })
  const kept = await drafts.openDraft(at('2026-03-06', li), id)
  expect(kept.draft).toMatchObject({ caseNumber: null, form: { applicantName: '李小梅' }, endsOn: '2026-05-01' })
  expect(await drafts.endDrafts(at('2026-05-02'))).toBeGreaterThan(0)
  await expect(drafts.openDraft(at('2026-05-02', li), id)).rejects.toMatchObject({ code: 'notFound' })
})

test('bad input is told at its fields and the draft stays', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const ctx = at('2026-03-02', li)
  const id = await readyDraft(ctx, item.code, { idNumber: '110105194912310021', answers: { area: 900, site: '路口' } })
  await expect(drafts.submit(ctx, id)).rejects.toMatchObject({
    problems: expect.arrayContaining([
      expect.objectContaining({ field: 'idNumber' }),
      expect.objectContaining({ field: 'answers.area' }),
      expect.objectContaining({ field: 'answers.from' }),
    ]),
  })
  expect((await drafts.openDraft(ctx, id)).draft.caseNumber).toBeNull()
  await drafts.saveDraft(ctx, id, { idNumber: caseForm().idNumber, answers: caseForm().answers })
  expect((await drafts.submit(ctx, id)).number).toMatch(/^430781-/)
})
