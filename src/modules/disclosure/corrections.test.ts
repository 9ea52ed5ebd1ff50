import { expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { Invalid, NotFound, Refused } from '../../core/errors.ts'
import { listActs } from '../../platform/acts.ts'
import { problemsInCorrection, validityCorrected } from './corrections.rules.ts'
import type { CorrectionForm } from './corrections.schema.ts'
import * as service from './corrections.service.ts'
import { findOpen, getKeptFile } from './corrections.store.ts'
import { attach, createDraft } from './draft.service.ts'
import { indicators } from './figures.ts'
import { publicAttachment, publish, withdraw } from './publish.service.ts'
import { findPublished } from './published.store.ts'
import { approve, submit } from './review.service.ts'
import { searchDocuments } from './search.store.ts'
import * as store from './store.ts'

const at = (role: string, on = '2018-06-01') => world({ today: day(on), actor: person(role) })
const [editor, reviewer, officer, head] = [at('editor'), at('reviewer'), at('disclosureOfficer'), at('disclosureHead')]
const later = at('disclosureOfficer', '2018-07-09')
if (!editor || !reviewer || !officer || !head) throw new Error('a role is missing')

const facts = {
  ...{ title: '关于发放农机补贴的通知', documentNumber: '津政办发〔2018〕30号', issuingBody: '津市市人民政府办公室' },
  ...{ subjectCategory: '', keywords: '', source: '', abstract: '', fullText: 'yes' as const, writtenOn: '2018-05-28' },
  ...{ effectiveOn: '', expiresOn: '', explains: '', body: '第一条 每台补贴三千元。\n第二条 六月底以前申领。' },
}
const corrected: CorrectionForm = {
  ...facts,
  title: '关于发放农业机械购置补贴的通知',
  body: '第一条 每台补贴二千元。\n第二条 六月底以前申领。',
  note: '第一条中的“三千元”更正为“二千元”',
  saves: 0,
}
const secrecy = { secrecyNote: '不涉密，可以公开', note: '' }

async function published(): Promise<number> {
  const id = await createDraft(editor, {
    ...{ ...facts, unitCode: 'jinshi', columnCode: 'files', kind: 'document' },
    ...{ attribute: 'proactive', attributeGround: '', replaces: '' },
  })
  const file = await editor.files.save(db, Buffer.from(`旧表 ${id}`), { maxBytes: 1000 })
  await attach(editor, id, [{ sha256: file.sha256, name: '附表.txt' }])
  await submit(editor, id, { personalDataReason: '' })
  await approve(reviewer, id, secrecy)
  await publish(officer, id, { channels: ['website', 'wechat'], publishAt: '' })
  return id
}

async function handedIn(id: number, form: CorrectionForm = corrected): Promise<void> {
  await service.saveCorrection(editor, id, form)
  await service.submitCorrection(editor, id, { personalDataReason: '' })
}

/** What the form counts of this year, by indicator. */
async function figures(): Promise<Record<string, number>> {
  const scope = { path: '/jinshi/', from: day('2018-01-01'), to: day('2018-12-31') }
  const counted = await Promise.all(
    indicators.map(
      async (i) => [i.id, (await i.records(db, scope).execute()).reduce((n, r) => n + r.amount, 0)] as const,
    ),
  )
  return Object.fromEntries(counted)
}

test('a correction reads at once, is told on the page, and changes no number', async () => {
  const id = await published()
  const before = await findPublished(db, id)
  const counted = await figures()
  await handedIn(id)
  expect(await findPublished(db, id)).toMatchObject({ title: facts.title, corrections: [] })
  await service.approveCorrection(reviewer, id, secrecy)
  await service.publishCorrection(later, id, {})

  expect(await findPublished(db, id)).toMatchObject({
    title: corrected.title,
    indexNumber: before?.indexNumber,
    publishedAt: before?.publishedAt,
    channels: before?.channels,
    corrections: [{ note: corrected.note, publishedAt: later.now }],
  })
  expect(await figures()).toEqual(counted)
  expect(counted['disclosure.published']).toBeGreaterThan(0)
  const hits = (q: string) => searchDocuments(db, { q, page: 1, size: 20, most: 100 })
  expect((await hits('农业机械购置')).rows.map((r) => r.id)).toContain(id)
  expect((await hits('二千元')).rows.map((r) => r.id)).toContain(id)
  expect((await hits('三千元')).rows.map((r) => r.id)).not.toContain(id)
  expect((await listActs(db, `document:${id}`)).slice(-5).map((a) => a.act)).toEqual(
    ['published', 'correctionDrafted', 'correctionSubmitted', 'correctionApproved', 'corrected'].map(
      (a) => `disclosure.${a}`,
    ),
  )
})

test('what stood before is kept whole, with its files', async () => {
  const id = await published()
  const [old] = await store.listAttachments(db, id)
  await service.saveCorrection(editor, id, corrected)
  const file = await editor.files.save(db, Buffer.from('新表'), { maxBytes: 1000 })
  await service.attachToCorrection(editor, id, [{ sha256: file.sha256, name: '附表（更正）.txt' }])
  await service.detachFromCorrection(editor, id, 0)
  expect((await store.listAttachments(db, id)).map((a) => a.name)).toEqual(['附表.txt'])
  await service.submitCorrection(editor, id, { personalDataReason: '' })
  await service.approveCorrection(reviewer, id, secrecy)
  await service.publishCorrection(officer, id, {})

  expect((await store.listAttachments(db, id)).map((a) => a.name)).toEqual(['附表（更正）.txt'])
  await expect(publicAttachment(db, old?.id ?? 0)).rejects.toBeInstanceOf(NotFound)
  expect(await getKeptFile(db, id, old?.sha256 ?? '')).toMatchObject({ name: '附表.txt' })
  expect(await store.getVersion(db, id, 1)).toMatchObject({
    content: { title: facts.title },
    attachments: [{ name: '附表.txt' }],
  })
  expect(await store.getVersion(db, id, 2)).toMatchObject({
    content: { title: corrected.title, unitCode: 'jinshi', columnCode: 'files' },
    attachments: [{ name: '附表（更正）.txt' }],
  })
})

test('takes three persons, as the document itself did', async () => {
  const id = await published()
  await service.saveCorrection(officer, id, corrected)
  await service.submitCorrection(officer, id, { personalDataReason: '' })
  await expect(service.publishCorrection(head, id, {})).rejects.toMatchObject({ code: 'disclosure.notInThisState' })
  await expect(service.approveCorrection(officer, id, secrecy)).rejects.toBeInstanceOf(Refused)
  await service.approveCorrection(head, id, secrecy)
  await expect(service.publishCorrection(officer, id, {})).rejects.toMatchObject({ code: 'disclosure.ownDraft' })
  await expect(service.publishCorrection(head, id, {})).rejects.toMatchObject({ code: 'disclosure.ownReview' })
  await expect(service.publishCorrection(reviewer, id, {})).rejects.toMatchObject({ code: 'disclosure.noRight' })
  await service.returnCorrection(reviewer, id, '请写明金额')
  await expect(service.publishCorrection(officer, id, {})).rejects.toBeInstanceOf(Refused)
  expect(await findOpen(db, id)).toMatchObject({ state: 'returned', reviewedBy: null, reviewNote: '请写明金额' })
})

test('two who correct at once: the second is told and nothing is overwritten', async () => {
  const id = await published()
  await service.saveCorrection(editor, id, corrected)
  await expect(service.saveCorrection(officer, id, { ...corrected, title: '另一个标题' })).rejects.toBeInstanceOf(
    Invalid,
  )
  expect(await findOpen(db, id)).toMatchObject({ saves: 1, content: { title: corrected.title } })
})

test('a correction that changes nothing, or brings personal data, does not go to review', async () => {
  const id = await published()
  await service.saveCorrection(editor, id, { ...facts, note: '什么也没有改', saves: 0 })
  await expect(service.submitCorrection(editor, id, { personalDataReason: '' })).rejects.toMatchObject({
    problems: [{ field: 'note' }],
  })
  await service.saveCorrection(editor, id, { ...corrected, body: '联系人手机 13812345678', saves: 1 })
  await expect(service.submitCorrection(editor, id, { personalDataReason: '' })).rejects.toMatchObject({
    problems: [{ field: 'personalDataReason' }],
  })
})

test('only what is published can be corrected, and what is withdrawn meanwhile stays withdrawn', async () => {
  const id = await published()
  await handedIn(id)
  await service.approveCorrection(reviewer, id, secrecy)
  await withdraw(officer, id, { withdrawal: 'tombstone', reason: '内容有误', movedTo: '' })
  await expect(service.publishCorrection(officer, id, {})).rejects.toMatchObject({ code: 'disclosure.notPublished' })
  await expect(service.saveCorrection(editor, id, { ...corrected, saves: 1 })).rejects.toBeInstanceOf(Refused)
  expect((await findPublished(db, id))?.title).toBe(facts.title)
})

test('a document that came in without a version of its own still keeps what stood before', async () => {
  const id = await published()
  await db.deleteFrom('documentVersions').where('documentId', '=', id).execute()
  await handedIn(id)
  await service.approveCorrection(reviewer, id, secrecy)
  await service.publishCorrection(officer, id, {})
  expect((await store.listVersions(db, id)).map((v) => v.version)).toEqual([2, 1])
  expect(await store.getVersion(db, id, 1)).toMatchObject({ content: { title: facts.title } })
})

test.each([
  ['inForce', null, 'inForce'],
  ['inForce', '2018-05-31', 'expired'],
  ['expired', '2018-12-31', 'inForce'],
  ['repealed', '2018-12-31', 'repealed'],
  ['none', '2018-05-31', 'none'],
] as const)('a document that is %s with the last day %s is %s', (before, expiresOn, after) => {
  expect(validityCorrected(before, expiresOn && day(expiresOn), day('2018-06-01'))).toBe(after)
})

test('another order of the files is a correction too', () => {
  const content = { ...facts, explained: [], fullText: true } as never
  const [a, b] = [
    { sha256: 'a', name: '一' },
    { sha256: 'b', name: '二' },
  ]
  expect(problemsInCorrection({ content, attachments: [a, b] }, { content, attachments: [b, a] })).toEqual([])
  expect(problemsInCorrection({ content, attachments: [a, b] }, { content, attachments: [a, b] })).toHaveLength(1)
})
