import { expect, test } from 'vitest'
import {
  acceptedCase,
  at,
  caseForm,
  caseOf,
  citizen,
  clerk,
  intakeForm,
  readyDraft,
  storedFile,
} from '../../../tests/support/cases.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { bare, pdfPages } from '../../../tests/support/papers.ts'
import { db, files } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import * as acceptance from './acceptance.service.ts'
import * as decision from './decision.service.ts'
import * as delivery from './delivery.service.ts'
import * as drafts from './drafts.service.ts'
import * as handling from './handling.service.ts'
import { takeIn } from './intake.service.ts'
import { lifeOf } from './life.store.ts'
import { print, printedFile } from './papers.service.ts'
import { changeCase, getCase, lockCase } from './store.ts'

const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')
const second = await clerk('departmentHead', 'urban', '副局长')
const life = async (number: string) => lifeOf(db, (await getCase(db, number)).id)

/** An accepted case whose review is passed: only the decision is left. */
async function toDecide(): Promise<string> {
  const number = await acceptedCase('2026-03-02')
  const step = (await life(number)).steps.find((s) => s.state === 'doing')
  await handling.passStep(at('2026-03-03', officer), number, { step: step?.id ?? 0, opinion: '符合' })
  return number
}

const decisionActs = (number: string) =>
  db
    .selectFrom('acts')
    .select('act')
    .where('subject', '=', `case:${number}`)
    .where('act', 'in', ['cases.approved', 'cases.rejected'])
    .execute()

test('two who decide the same case at once: one decision, one paper, and the other is told', async () => {
  for (let i = 0; i < 5; i++) {
    const number = await toDecide()
    const { version } = await getCase(db, number)
    const tries = await Promise.allSettled([
      decision.decide(at('2026-03-04', head), number, { decision: 'approve', reason: '' }, version),
      decision.decide(at('2026-03-04', second), number, { decision: 'reject', reason: '妨碍交通' }, version),
    ])
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
    const lost = tries.find((t) => t.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'cases.changedMeanwhile' })
    expect(await decisionActs(number)).toHaveLength(1)
    const papers = (await life(number)).papers.filter((p) => p.kind === 'approval' || p.kind === 'rejection')
    expect(papers).toHaveLength(1)
    expect((await getCase(db, number)).decision).toBe(papers[0]?.kind === 'approval' ? 'approve' : 'reject')
  }
})

test('an applicant withdraws while the office decides: one of both holds, and nothing of the other', async () => {
  const number = await toDecide()
  const tries = await Promise.allSettled([
    decision.decide(at('2026-03-04', head), number, { decision: 'approve', reason: '' }),
    acceptance.withdraw(at('2026-03-04'), number, { reason: '' }, { by: 'applicant' }),
  ])
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  const { state, decision: decided } = await getCase(db, number)
  expect([state, decided]).toEqual(state === 'approved' ? ['approved', 'approve'] : ['withdrawn', null])
})

test('a draft that is sent four times at once makes one case, with one number and one code', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const ctx = () => at('2026-04-07', li)
  const id = await readyDraft(ctx(), item.code)
  const sent = await Promise.all([1, 2, 3, 4].map(() => drafts.submit(ctx(), id)))
  expect(new Set(sent.map((s) => `${s.number} ${s.code}`)).size).toBe(1)
  expect(await drafts.submit(ctx(), id)).toEqual(sent[0])
  const made = await db.selectFrom('caseFiles').select('number').where('itemId', '=', item.id).execute()
  expect(made).toHaveLength(1)
})

test('a clerk who presses twice takes in once; many at once get numbers without a gap', async () => {
  const item = await publishedItem(db)
  const form = intakeForm(item.code)
  const press = (one = form) => takeIn(at('2026-04-08', officer), one, { materials: [] })
  const twice = await Promise.all([press(), press(), press()])
  expect(new Set(twice.map((t) => t.number)).size).toBe(1)
  const many = await Promise.all(Array.from({ length: 8 }, () => press(intakeForm(item.code))))
  const serials = [...new Set([...twice, ...many].map((m) => Number(m.number.split('-')[2])))].sort((a, b) => a - b)
  expect(serials).toEqual(Array.from({ length: 9 }, (_, i) => i + 1))
})

test('two units pass their steps at once, and what comes after begins once', async () => {
  const step = (key: string, role: 'review' | 'accept' | 'approve', unitCode: string | null, group: string | null) => ({
    ...{ key, name: key, role, unitCode, group, days: 2, standard: '', post: '' },
  })
  const steps = [
    step('accept', 'accept', null, null),
    step('fire', 'review', 'emergency', 'joint'),
    step('plan', 'review', 'natural-resources', 'joint'),
    step('sum', 'review', null, null),
    step('approve', 'approve', null, null),
  ]
  const item = await publishedItem(db, { elements: { steps } })
  const number = await acceptedCase('2026-03-02', { itemCode: item.code })
  const doing = (await life(number)).steps.filter((s) => s.state === 'doing')
  const clerks = [await clerk('departmentOfficer', 'emergency'), await clerk('departmentOfficer', 'natural-resources')]
  await Promise.all(
    doing.map((s, i) => handling.passStep(at('2026-03-03', clerks[i]), number, { step: s.id, opinion: '同意' })),
  )
  const after = (await life(number)).steps
  expect(after.filter((s) => s.state === 'doing').map((s) => s.stepKey)).toEqual(['sum'])
  expect(after.filter((s) => s.outcome === 'pass').map((s) => s.stepKey)).toEqual(['accept', 'fire', 'plan'])
})

test('a decision that breaks off before its paper is written is not made, and its number goes to the next', async () => {
  const number = await toDecide()
  const before = await life(number)
  const breaking = { ...at('2026-03-04', head), jobs: { add: () => Promise.reject(new Error('the power fails')) } }
  const approve = { decision: 'approve', reason: '' } as const
  await expect(decision.decide(breaking, number, approve)).rejects.toThrow('the power fails')
  expect(await getCase(db, number)).toMatchObject({ state: 'inReview', decision: null, decidedOn: null })
  expect(await life(number)).toEqual(before)
  const last = async () =>
    (await db.selectFrom('paperNumbers').select('lastNumber').where('series', '=', '市城管执法局准').execute()).map(
      (r) => r.lastNumber,
    )
  const used = (await last())[0] ?? 0
  await decision.decide(at('2026-03-04', head), number, approve)
  expect((await last())[0]).toBe(used + 1)
})

test('after a crash between decision and paper the wording stands, and its files are made when asked for', async () => {
  const number = await toDecide()
  await decision.decide(at('2026-03-04', head), number, { decision: 'approve', reason: '' })
  await decision.issueResult(at('2026-03-05', officer), number)
  const { id } = await getCase(db, number)
  const { papers, results } = await life(number)
  const [result] = results
  // No worker runs here: the job that makes the files never came to it.
  expect(result).toMatchObject({ docxSha256: null, pdfSha256: null })
  const ctx = at('2026-03-06', officer)
  const [one, same] = await Promise.all([1, 2].map(() => printedFile(ctx, id, 'caseResults', result?.id ?? 0, 'pdf')))
  const text = (await pdfPages(await files.read(one?.sha256 ?? ''))).join('')
  for (const words of [result?.number ?? '?', result?.verificationCode ?? '?', '户外广告设施设置许可证', '李小梅'])
    expect(text).toContain(bare(words))
  expect(text).not.toContain('11010519491231002X')
  expect(same?.name).toBe(one?.name)
  await print(ctx, 'caseResults', result?.id ?? 0)
  expect(papers.find((p) => p.kind === 'approval')?.number).toMatch(/〔2026〕\d+号$/)
})

test('an upload that was lost is told at its material, and what came is not forgotten', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const ctx = at('2026-03-02', li)
  const id = await drafts.beginDraft(ctx, item.code)
  const { submissionKey: _, ...form } = caseForm({ materials: [{ key: 'drawing', way: 'upload' }] })
  await drafts.saveDraft(ctx, id, form)
  const { sha256 } = await storedFile('申请表的照片')
  await drafts.addDraftFiles(ctx, id, [{ key: 'application', name: '申请表.jpg', sha256 }])
  await expect(drafts.submit(ctx, id)).rejects.toMatchObject({
    problems: [{ field: 'materials.drawing', message: '“设置位置图和效果图”的文件没有收到，请重新上传' }],
  })
  // The upload that came stays with the draft, even when the store is cleared of what belongs to nothing.
  expect(await files.forget(db, sha256)).toBe(false)
  await drafts.addDraftFiles(ctx, id, [{ key: 'drawing', name: '图.pdf', ...(await storedFile('图')) }])
  const { number } = await drafts.submit(ctx, id)
  expect((await life(number)).materials.filter((m) => m.way === 'upload')).toHaveLength(2)
})

test('files that are added while the draft is sent are in the case, or told to be late', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const ctx = at('2026-03-02', li)
  const id = await readyDraft(ctx, item.code)
  const late = { key: 'photo', name: '现场.jpg', ...(await storedFile('现场')) }
  const [sent, added] = await Promise.allSettled([drafts.submit(ctx, id), drafts.addDraftFiles(ctx, id, [late])])
  expect(sent.status).toBe('fulfilled')
  const kept = (await life(sent.status === 'fulfilled' ? sent.value.number : '')).materials.some(
    (m) => m.fileName === '现场.jpg',
  )
  if (added.status === 'rejected') expect(added.reason).toMatchObject({ code: 'cases.draftSent' })
  expect(kept).toBe(added.status === 'fulfilled')
})

test('the carrier and the clerk note an arrival at once: it is noted once', async () => {
  const number = await toDecide()
  await decision.decide(at('2026-03-04', head), number, { decision: 'approve', reason: '' })
  await decision.issueResult(at('2026-03-05', officer), number)
  const parcel = { address: '朝阳路 8 号', phone: '', carrier: '', trackingNumber: '' }
  await delivery.post(at('2026-03-05', officer), number, parcel)
  const noted = delivery.arrive(at('2026-03-09', officer), number, { arrivedOn: day('2026-03-05') })
  await Promise.allSettled([noted, delivery.trackParcels(at('2026-03-09'))])
  expect((await getCase(db, number)).state).toBe('delivered')
  const acts = await db
    .selectFrom('acts')
    .select('id')
    .where('subject', '=', `case:${number}`)
    .where('act', '=', 'cases.delivered')
    .execute()
  expect(acts).toHaveLength(1)
})

test('an old page is told what happened meanwhile', async () => {
  const number = await caseOf('2026-03-02')
  const { version } = await getCase(db, number)
  await acceptance.accept(at('2026-03-03', officer), number, { note: '' }, version)
  const stale = acceptance.accept(at('2026-03-03', officer), number, { note: '' }, version)
  await expect(stale).rejects.toMatchObject({ code: 'cases.changedMeanwhile' })
})

test('who waits for a case that is meanwhile passed on to another unit gets it as it then is', async () => {
  const number = await acceptedCase('2026-03-02')
  const { id } = await getCase(db, number)
  let waiting: Promise<string> | undefined
  await db.transaction().execute(async (tx) => {
    await lockCase(tx, number)
    waiting = db.transaction().execute(async (other) => (await lockCase(other, number)).atUnitCode)
    await new Promise((done) => setTimeout(done, 100))
    await changeCase(tx, id, { atUnitCode: 'civil' })
  })
  expect(await waiting).toBe('civil')
})
