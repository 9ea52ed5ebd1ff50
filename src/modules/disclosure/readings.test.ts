import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { pdf, xlsx } from '../../demo/attachments.ts'
import { listActs } from '../../platform/acts.ts'
import { saveCorrection, submitCorrection } from './corrections.service.ts'
import { findOpen } from './corrections.store.ts'
import { attach, createDraft } from './draft.service.ts'
import { jobs } from './jobs.ts'
import { forcePublish, publish } from './publish.service.ts'
import { listReadings } from './readings.store.ts'
import { approve, submit } from './review.service.ts'
import * as store from './store.ts'

const at = (role: string) => world({ today: day('2018-06-01'), actor: person(role) })
const [editor, reviewer, officer, head] = [at('editor'), at('reviewer'), at('disclosureOfficer'), at('disclosureHead')]
const form = {
  ...{
    title: '低保对象公示',
    documentNumber: '',
    issuingBody: '津市市民政局',
    unitCode: 'jinshi',
    columnCode: 'files',
  },
  ...{ kind: 'document' as const, subjectCategory: '', keywords: '', source: '', abstract: '', body: '见附件。' },
  ...{ fullText: 'yes' as const, writtenOn: '2018-05-28', effectiveOn: '', expiresOn: '', explains: '', replaces: '' },
  ...{ attribute: 'proactive' as const, attributeGround: '' },
}
const website = { channels: ['website' as const], publishAt: '' }
const list = xlsx([
  ['姓名', '身份证号', '电话'],
  ['张三', '11010519491231002X', 13812345678],
])

async function withFiles(...files: [name: string, bytes: Buffer][]): Promise<number> {
  const id = await createDraft(editor, form)
  for (const [name, bytes] of files) {
    const { sha256 } = await editor.files.save(db, bytes, { maxBytes: 1_000_000 })
    await attach(editor, id, [{ sha256, name }])
  }
  return id
}

test('numbers of persons in an attachment hold the publication up until they are accounted for by name', async () => {
  const id = await withFiles(['名单.xlsx', list])
  await expect(submit(editor, id, { personalDataReason: '' })).rejects.toMatchObject({
    problems: [{ field: 'personalDataReason', message: expect.stringContaining('2 处') }],
  })
  await submit(editor, id, { personalDataReason: '公示期内依法公开' })
  const { personalData } = await store.getDocument(db, id)
  const where = { file: '名单.xlsx', place: '工作表“附表”第 2 行', reason: '公示期内依法公开' }
  expect(personalData).toMatchObject([
    { kind: 'idNumber', ...where },
    { kind: 'phone', quote: '138****5678', ...where },
  ])
  expect(JSON.stringify(personalData)).not.toMatch(/11010519491231002X|13812345678/)

  await approve(reviewer, id, { secrecyNote: '可以公开', note: '' })
  await expect(publish(officer, id, website)).rejects.toMatchObject({ problems: [{ field: 'personalDataConfirmed' }] })
  await expect(publish(officer, id, { ...website, publishAt: '2018-06-02T08:00' })).rejects.toMatchObject({
    problems: [{ field: 'personalDataConfirmed' }],
  })
  await publish(officer, id, { ...website, personalDataConfirmed: 'yes' })
  expect((await store.getDocument(db, id)).personalDataConfirmedBy).toBe('test-disclosureOfficer')
  expect((await listActs(db, `document:${id}`)).map((a) => a.act)).toContain('disclosure.personalDataConfirmed')
})

test('a file that cannot be read is said so, asks no reason of the drafter, but a look of the publisher', async () => {
  const id = await withFiles(['扫描件.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')])
  await submit(editor, id, { personalDataReason: '' })
  expect((await store.getDocument(db, id)).personalData).toMatchObject([{ kind: 'unread', file: '扫描件.png' }])
  await approve(reviewer, id, { secrecyNote: '可以公开', note: '' })
  await expect(publish(officer, id, website)).rejects.toMatchObject({ problems: [{ field: 'personalDataConfirmed' }] })
})

test('attachments without personal data ask nothing of anybody', async () => {
  const id = await withFiles(['全文.pdf', pdf('通知', '请按时办理，电话 0736-4212345')])
  await submit(editor, id, { personalDataReason: '' })
  await approve(reviewer, id, { secrecyNote: '可以公开', note: '' })
  await publish(officer, id, website)
  expect(await store.getDocument(db, id)).toMatchObject({ personalData: [], personalDataConfirmedBy: null })
})

test('what is forced, and what is corrected, is checked in its files as well', async () => {
  const forced = await withFiles(['名单.xlsx', list])
  const words = { reason: '汛情紧急，来不及审核', secrecyNote: '不涉密', personalDataReason: '' }
  await expect(forcePublish(head, forced, { ...website, ...words })).rejects.toMatchObject({
    problems: [{ field: 'personalDataReason' }],
  })
  await forcePublish(head, forced, { ...website, ...words, personalDataReason: '紧急寻人，本人同意' })
  expect((await store.getDocument(db, forced)).personalDataConfirmedBy).toBe('test-disclosureHead')

  await saveCorrection(editor, forced, { ...form, title: '低保对象公示（更正）', note: '标题更正', saves: 0 } as never)
  await expect(submitCorrection(editor, forced, { personalDataReason: '' })).rejects.toMatchObject({
    problems: [{ field: 'personalDataReason' }],
  })
  await submitCorrection(editor, forced, { personalDataReason: '公示期内依法公开' })
  expect((await findOpen(db, forced))?.personalData).toHaveLength(2)
})

test('a file is read once, by the job that its upload queues, and its words are not kept', async () => {
  const id = await withFiles(['名单.xlsx', list])
  const [file] = await store.listAttachments(db, id)
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from graphile_worker.jobs where task_identifier = 'disclosure.readFiles'`.execute(db)
  expect(rows[0]?.n).toBeGreaterThan(0)
  const job = jobs.find((j) => j.name === 'disclosure.readFiles')
  await job?.run(world({ today: day('2018-06-01') }), { digests: [file?.sha256] })
  const [reading] = await listReadings(db, [file?.sha256 ?? ''])
  expect(reading).toMatchObject({ outcome: 'read', found: 2 })
  expect(JSON.stringify(reading)).not.toContain('张三')
})
