import { expect, test } from 'vitest'
import { acceptedCase, at, citizen, clerk, readyDraft } from '../../../tests/support/cases.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { makeMove, moveNames } from './acting.ts'
import * as applicant from './applicant.service.ts'
import * as drafts from './drafts.service.ts'
import { lifeOf } from './life.store.ts'
import { moves } from './rules.ts'
import { caseRecord, writeToApplicant } from './service.ts'
import { getCase } from './store.ts'

const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')
const life = async (number: string) => lifeOf(db, (await getCase(db, number)).id)

test('every move of a person has a form and a use case', () => {
  expect([...moveNames, 'acceptSilently'].toSorted()).toEqual(Object.keys(moves).toSorted())
})

test('what costs is asked for, paid, and only then issued; a revoked result says so to whoever verifies it', async () => {
  const fees = [{ name: '工本费', amountFen: 1000, standard: '每证 10 元', basis: '湘价费〔2016〕1号', reduction: '' }]
  const free = await acceptedCase('2026-03-02')
  await expect(makeMove(at('2026-03-03', officer), free, 'askFee', { feeFen: 1000 })).rejects.toMatchObject({
    code: 'cases.noFee',
  })
  const item = await publishedItem(db, { elements: { chargeable: true, fees, payOnline: false } })
  const number = await acceptedCase('2026-03-02', { itemCode: item.code })
  const by = (who: typeof officer, on = '2026-03-03') => at(on, who)
  const step = (await life(number)).steps.find((s) => s.state === 'doing')
  await makeMove(by(officer), number, 'passStep', { step: step?.id, opinion: '可以' })
  await makeMove(by(head), number, 'decide', { decision: 'approve', reason: '' })
  await makeMove(by(officer), number, 'askFee', { feeFen: 1000 })
  await expect(makeMove(by(officer), number, 'issueResult', {})).rejects.toMatchObject({ code: 'cases.feeOpen' })
  const paid = { paidOn: day('2026-03-02'), receipt: '湘财 001' }
  await expect(makeMove(by(officer, '2026-03-04'), number, 'recordPayment', paid)).rejects.toMatchObject({
    problems: [{ field: 'paidOn' }],
  })
  await makeMove(by(officer, '2026-03-04'), number, 'recordPayment', { ...paid, paidOn: '2026-03-04' })
  await makeMove(by(officer, '2026-03-04'), number, 'issueResult', {})
  const [result] = (await life(number)).results
  const verify = () => applicant.verifyResult(at('2026-03-05'), result?.verificationCode ?? '', '10.2.2.2')
  expect(await verify()).toMatchObject({ status: 'valid' })
  await makeMove(by(head, '2026-03-05'), number, 'revokeResult', { result: result?.id, reason: '提供虚假材料取得' })
  expect(await verify()).toMatchObject({ status: 'revoked', revokedOn: '2026-03-05' })
  expect(await getCase(db, number)).toMatchObject({ feeFen: 1000, paidOn: '2026-03-04' })
  await expect(applicant.verifyResult(at('2026-03-05'), 'AAAAAAAAAAAAAAAA', '10.2.2.3')).rejects.toMatchObject({
    code: 'notFound',
  })
})

test('a case is handed to a colleague near it and to nobody else; one that cannot go on is given back', async () => {
  const number = await acceptedCase('2026-03-02')
  const colleague = await clerk('departmentOfficer', 'urban', '同事')
  const stranger = await clerk('departmentOfficer', 'forestry', '外单位')
  const give = (to: typeof officer) =>
    makeMove(at('2026-03-03', officer), number, 'handOver', { accountId: to.accountId, reason: '出差' })
  await expect(give(stranger)).rejects.toMatchObject({ problems: [{ field: 'accountId' }] })
  await give(colleague)
  expect(await getCase(db, number)).toMatchObject({ handlerName: '同事', promisedDueOn: '2026-03-12' })
  await makeMove(at('2026-03-04', officer), number, 'returnCase', { reason: '申请人要求改选地点' })
  expect(await getCase(db, number)).toMatchObject({ state: 'returned', closingNote: '申请人要求改选地点' })
  expect((await life(number)).steps.every((s) => s.state === 'done')).toBe(true)
})

test('applicant and office write to each other; nobody else reads or writes along', async () => {
  const item = await publishedItem(db, { elements: { inHall: false } })
  const li = await citizen()
  const id = await readyDraft(at('2026-03-02', li), item.code)
  const draft = await drafts.openDraft(at('2026-03-02', li), id)
  await drafts.removeDraftFile(at('2026-03-02', li), id, draft.files[1]?.id ?? 0)
  await expect(drafts.submit(at('2026-03-02', li), id)).rejects.toMatchObject({
    problems: [{ field: 'materials.drawing' }],
  })
  const { sha256 } = draft.files[0] ?? { sha256: '' }
  await drafts.addDraftFiles(at('2026-03-02', li), id, [{ key: 'drawing', name: '图.jpg', sha256 }])
  const { number } = await drafts.submit(at('2026-03-02', li), id)
  await applicant.writeToOffice(at('2026-03-03', li), number, undefined, '什么时候能办好？')
  await writeToApplicant(at('2026-03-03', officer), number, '这个星期。')
  const record = await caseRecord(at('2026-03-03', officer), number)
  expect(record.life.messages.map((m) => [m.fromApplicant, m.author])).toEqual([
    [true, '申请人'],
    [false, '经办人'],
  ])
  const other = await citizen()
  await expect(applicant.writeToOffice(at('2026-03-03', other), number, undefined, '我是谁')).rejects.toMatchObject({
    code: 'notFound',
  })
  const mine = await applicant.casesOfMine(at('2026-03-03', li))
  expect(mine.map((c) => c.number)).toEqual([number])
  const { papers } = await applicant.follow(at('2026-03-03', li), number, undefined)
  const receipt = { table: 'casePapers', id: papers[0]?.id ?? 0, format: 'pdf' } as const
  expect((await applicant.ownPaper(at('2026-03-03', li), number, undefined, receipt)).name).toBe(
    `${number}收件凭证.pdf`,
  )
  expect((await life(number)).papers[0]?.readAt).not.toBeNull()
  const dropped = await drafts.beginDraft(at('2026-03-04', li), item.code)
  await drafts.dropDraft(at('2026-03-04', li), dropped)
  expect(await drafts.myDrafts(at('2026-03-04', li))).toEqual([])
})
