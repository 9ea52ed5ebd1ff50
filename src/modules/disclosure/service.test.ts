import { describe, expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { Forbidden, Invalid, Refused } from '../../core/errors.ts'
import type { Actor } from '../../platform/actor.ts'
import { listActs } from '../../platform/acts.ts'
import { attach, createDraft, discard, restoreVersion, SavedMeanwhile, saveDraft } from './draft.service.ts'
import { remind } from './jobs.ts'
import {
  addChannel,
  expireValidity,
  forcePublish,
  publicAttachment,
  publish,
  publishDue,
  repeal,
  unschedule,
  withdraw,
} from './publish.service.ts'
import { findPublished, listPublished } from './published.store.ts'
import { approve, reassess, recall, returnForChange, submit, withhold } from './review.service.ts'
import type { DraftForm } from './schema.ts'
import { searchDocuments } from './search.store.ts'
import * as store from './store.ts'

const today = day('2018-06-01')
const by = (actor: Actor, on = today) => world({ today: on, actor })
const editor = by(person('editor'))
const reviewer = by(person('reviewer'))
const officer = by(person('disclosureOfficer'))
const head = by(person('disclosureHead'))
const secrecy = { secrecyNote: '不涉密，可以公开', note: '' }
const website = { channels: ['website' as const], publishAt: '' }

const form: DraftForm = {
  ...{
    unitCode: 'jinshi',
    columnCode: 'files',
    kind: 'document',
    title: '关于做好防汛工作的通知',
    documentNumber: '津政发〔2018〕9号',
    issuingBody: '津市市人民政府',
  },
  ...{
    subjectCategory: '',
    keywords: '防汛',
    source: '',
    abstract: '',
    body: '各乡镇：\n请做好防汛准备。',
    fullText: 'yes',
    writtenOn: '2018-05-28',
  },
  ...{ effectiveOn: '', expiresOn: '', attribute: 'proactive', attributeGround: '', explains: '', replaces: '' },
}
const search = (q: string) => searchDocuments(db, { q, page: 1, size: 20, most: 1000 })
const draft = (change: Partial<DraftForm> = {}) => createDraft(editor, { ...form, ...change })

async function approved(change: Partial<DraftForm> = {}): Promise<number> {
  const id = await draft(change)
  await submit(editor, id, { personalDataReason: '' })
  await approve(reviewer, id, secrecy)
  return id
}
async function published(change: Partial<DraftForm> = {}): Promise<number> {
  const id = await approved(change)
  await publish(officer, id, website)
  return id
}

describe('drafting', () => {
  test('a draft knows its last day for publication from the first day', async () => {
    const document = await store.getDocument(db, await draft())
    // 2018-06-18 is the Dragon Boat holiday: 国办发明电〔2017〕12号
    expect(document).toMatchObject({
      state: 'draft',
      version: 1,
      regime: 'R2008',
      dueOn: '2018-06-26',
      indexNumber: null,
      validity: 'inForce',
    })
    expect(document.body).toBe('<p>各乡镇：</p>\n<p>请做好防汛准备。</p>')
  })

  test('two who write at once: the second is told, and nothing is overwritten', async () => {
    const id = await draft()
    await saveDraft(editor, id, { ...form, title: '先存的', version: 1 })
    const second = saveDraft(editor, id, { ...form, title: '后存的', version: 1 })
    await expect(second).rejects.toBeInstanceOf(SavedMeanwhile)
    await second.catch((error: SavedMeanwhile) => expect(error.saved.title).toBe('先存的'))
    expect(await store.getDocument(db, id)).toMatchObject({ title: '先存的', version: 2 })
  })

  test('an earlier version can be taken up again', async () => {
    const id = await draft()
    await saveDraft(editor, id, { ...form, title: '改过的', version: 1 })
    await restoreVersion(editor, id, 1)
    expect(await store.getDocument(db, id)).toMatchObject({ title: form.title, version: 3 })
    expect((await store.listVersions(db, id)).map((v) => v.version)).toEqual([3, 2, 1])
  })

  test.each([
    ['a column that is not there', { columnCode: 'nowhere' }, 'columnCode'],
    ['a day in the future', { writtenOn: '2018-06-02' }, 'writtenOn'],
    ['an end before its beginning', { effectiveOn: '2018-06-01', expiresOn: '2018-05-30' }, 'expiresOn'],
    ['a policy that is not there', { explains: '430781/jinshi-1999-00001' }, 'explains'],
  ])('%s is told at its field and nothing is stored', async (_, change, field) => {
    const before = await db
      .selectFrom('documents')
      .select((q) => q.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    await expect(draft(change as Partial<DraftForm>)).rejects.toMatchObject({ problems: [{ field }] })
    expect(
      await db
        .selectFrom('documents')
        .select((q) => q.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    ).toEqual(before)
  })

  test('nobody drafts for a unit outside their reach', async () => {
    const town = by(person('townAgent', { unitCode: 'xinzhou', path: '/jinshi/xinzhou/' }))
    await expect(createDraft(town, form)).rejects.toBeInstanceOf(Forbidden)
    await expect(submit(town, await draft(), { personalDataReason: '' })).rejects.toBeInstanceOf(Forbidden)
  })

  test('a discarded draft stays on record', async () => {
    const id = await draft()
    await discard(editor, id)
    expect((await store.getDocument(db, id)).state).toBe('discarded')
  })
})

describe('review', () => {
  test('personal data must be removed or its stay confirmed', async () => {
    const id = await draft({ body: '联系人手机 13812345678' })
    await expect(submit(editor, id, { personalDataReason: '' })).rejects.toMatchObject({
      problems: [{ field: 'personalDataReason' }],
    })
    await submit(editor, id, { personalDataReason: '值班手机，为公众联系所公布' })
    expect((await store.getDocument(db, id)).personalData).toEqual([
      { kind: 'phone', quote: '138****5678', reason: '值班手机，为公众联系所公布' },
    ])
  })

  test('a double click hands in once', async () => {
    const id = await draft()
    const twice = await Promise.allSettled([
      submit(editor, id, { personalDataReason: '' }),
      submit(editor, id, { personalDataReason: '' }),
    ])
    expect(twice.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await listActs(db, `document:${id}`)).filter((a) => a.act === 'disclosure.submitted')).toHaveLength(1)
  })

  test('what was returned is changed and handed in anew', async () => {
    const id = await draft()
    await submit(editor, id, { personalDataReason: '' })
    await returnForChange(reviewer, id, '请补充附件')
    expect(await store.getDocument(db, id)).toMatchObject({ state: 'returned', reviewNote: '请补充附件' })
    await saveDraft(editor, id, { ...form, version: 1 })
    await submit(editor, id, { personalDataReason: '' })
    await recall(editor, id)
    expect((await store.getDocument(db, id)).state).toBe('draft')
  })

  test('what is withheld names its ground, is looked at again, and may come out after all', async () => {
    const id = await draft({ attribute: 'notDisclosed', attributeGround: '《政府信息公开条例》第八条' })
    await submit(editor, id, { personalDataReason: '' })
    await expect(approve(reviewer, id, secrecy)).rejects.toBeInstanceOf(Refused)
    await withhold(reviewer, id, { ...secrecy, reassessOn: '2019-06-01' })
    await reassess(reviewer, id, { outcome: 'keep', note: '情况没有变化', reassessOn: '2020-06-01' })
    expect(await store.getDocument(db, id)).toMatchObject({ state: 'withheld', reassessOn: '2020-06-01', dueOn: null })
    await reassess(reviewer, id, { outcome: 'open', note: '事项已经结束', reassessOn: '' })
    expect(await store.getDocument(db, id)).toMatchObject({ state: 'draft', attribute: 'proactive' })
  })
})

describe('publication', () => {
  test('goes out once through two channels, found by readers, with an index number', async () => {
    const id = await approved({ title: '关于调整城乡低保标准的通知' })
    expect((await search('低保')).total).toBe(0)
    await publish(officer, id, {
      channels: ['website', 'wechat'],
      publishAt: '',
      reference_wechat: 'https://mp.example.cn/1',
    })
    const seen = await findPublished(db, id)
    expect(seen?.indexNumber).toMatch(/^430781\/jinshi-2018-\d{5}$/)
    expect(seen?.channels.map((c) => c.channel).sort()).toEqual(['website', 'wechat'])
    for (const q of ['低保', 'dibao', '城乡低', '津政发〔2018〕9号', seen?.indexNumber ?? ''])
      expect((await search(q)).rows.map((r) => r.id)).toContain(id)
    await addChannel(officer, id, { channels: ['gazette', 'website'], reference_gazette: '2018年第6期' })
    expect(await store.listChannels(db, id)).toHaveLength(3)
    expect((await listActs(db, `document:${id}`)).map((a) => a.act)).toEqual(
      ['drafted', 'submitted', 'approved', 'published', 'channelAdded'].map((a) => `disclosure.${a}`),
    )
  })

  test('thirty at once get thirty numbers in a row, none twice', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => approved({ unitCode: 'jinshi' })))
    await Promise.all(ids.map((id) => publish(officer, id, website)))
    const numbers = await Promise.all(
      ids.map(async (id) => Number((await store.getDocument(db, id)).indexNumber?.slice(-5))),
    )
    const sorted = numbers.toSorted((a, b) => a - b)
    expect(sorted).toEqual(Array.from({ length: 30 }, (_, i) => (sorted[0] ?? 0) + i))
  })

  test('one document published twice at once goes out once', async () => {
    const id = await approved()
    const twice = await Promise.allSettled([publish(officer, id, website), publish(officer, id, website)])
    expect(twice.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('needs another person than the drafter and the reviewer', async () => {
    const id = await createDraft(officer, form)
    await submit(officer, id, { personalDataReason: '' })
    await approve(head, id, secrecy)
    await expect(publish(officer, id, website)).rejects.toMatchObject({ code: 'disclosure.ownDraft' })
    await expect(publish(head, id, website)).rejects.toMatchObject({ code: 'disclosure.ownReview' })
    const third: Actor = { ...person('disclosureOfficer'), accountId: 'third' }
    await publish(by(third), id, website)
  })

  test('can be forced, with a name and a reason that stay', async () => {
    const id = await draft()
    await expect(
      forcePublish(officer, id, {
        ...website,
        reason: '汛情紧急，来不及审核',
        secrecyNote: '不涉密',
        personalDataReason: '',
      }),
    ).rejects.toMatchObject({ code: 'disclosure.noRight' })
    await forcePublish(head, id, {
      ...website,
      reason: '汛情紧急，来不及审核',
      secrecyNote: '不涉密',
      personalDataReason: '',
    })
    expect(await findPublished(db, id)).toMatchObject({ forcedReason: '汛情紧急，来不及审核' })
    expect((await listActs(db, `document:${id}`)).at(-1)).toMatchObject({
      act: 'disclosure.forced',
      actor: '政务公开办主任',
    })
  })

  test('happens at the time set, in the name of who set it, unless taken back', async () => {
    const [id, other] = [await approved(), await approved()]
    for (const one of [id, other]) await publish(officer, one, { ...website, publishAt: '2018-06-02T08:00' })
    await unschedule(officer, other)
    expect(await publishDue(world({ today }))).toBe(0)
    expect(await publishDue(world({ today: day('2018-06-02') }))).toBe(1)
    expect(await store.getDocument(db, id)).toMatchObject({ state: 'published', publishedBy: 'test-disclosureOfficer' })
    expect((await store.getDocument(db, other)).state).toBe('approved')
    expect(await store.listChannels(db, other)).toEqual([])
  })
})

describe('after publication', () => {
  test('what is withdrawn is gone from lists, search and its files at once, and its number is kept', async () => {
    const id = await approved({ title: '关于水库泄洪的紧急公告' })
    const file = await editor.files.save(db, Buffer.from('附件'), { maxBytes: 1000 })
    await db
      .insertInto('documentAttachments')
      .values({ documentId: id, sha256: file.sha256, name: '附件.txt' })
      .execute()
    const [attachment] = await store.listAttachments(db, id)
    await expect(publicAttachment(db, attachment?.id ?? 0)).rejects.toMatchObject({ status: 404 })
    await publish(officer, id, website)
    expect(await publicAttachment(db, attachment?.id ?? 0)).toMatchObject({ name: '附件.txt' })
    await withdraw(officer, id, { withdrawal: 'gone', reason: '内容有误', movedTo: '/documents/1' })
    expect(await findPublished(db, id)).toMatchObject({
      body: '',
      attachments: [],
      withdrawnReason: '内容有误',
      movedTo: '/documents/1',
    })
    expect((await search('泄洪')).total).toBe(0)
    expect((await listPublished(db, { limit: 100 })).map((d) => d.id)).not.toContain(id)
    await expect(publicAttachment(db, attachment?.id ?? 0)).rejects.toMatchObject({ status: 404 })
    expect((await store.getDocument(db, id)).indexNumber).not.toBeNull()
  })

  test('a new document ends the one it replaces, and each knows the other', async () => {
    const old = await published({ title: '旧办法' })
    const { indexNumber } = await store.getDocument(db, old)
    const next = await published({ title: '新办法', replaces: indexNumber ?? '', effectiveOn: '2018-07-01' })
    expect(await findPublished(db, old)).toMatchObject({
      validity: 'repealed',
      repealedOn: '2018-07-01',
      repealedBy: { id: next },
    })
    expect(await findPublished(db, next)).toMatchObject({ replaces: { id: old } })
  })

  test('a document is repealed by decision, or expires by itself, and stays readable', async () => {
    const id = await published()
    await expect(repeal(officer, id, { repealedOn: '2018-01-01', by: '', note: '' })).rejects.toBeInstanceOf(Invalid)
    await repeal(officer, id, { repealedOn: '2018-06-01', by: '', note: '清理' })
    expect(await findPublished(db, id)).toMatchObject({ validity: 'repealed' })
    const brief = await published({ expiresOn: '2018-06-30' })
    await expireValidity(world({ today: day('2018-06-30') }))
    expect(await findPublished(db, brief)).toMatchObject({ validity: 'inForce' })
    await expireValidity(world({ today: day('2018-07-01') }))
    expect(await findPublished(db, brief)).toMatchObject({ validity: 'expired' })
  })

  test('an interpretation and its policy lead to each other', async () => {
    const policy = await published()
    const { indexNumber } = await store.getDocument(db, policy)
    const interpretation = await published({
      kind: 'interpretation',
      title: '防汛通知解读',
      documentNumber: '',
      explains: indexNumber ?? '',
    })
    expect((await findPublished(db, policy))?.interpretations).toMatchObject([{ id: interpretation }])
    expect((await findPublished(db, interpretation))?.explains).toMatchObject([{ id: policy }])
  })
})

test('a unit is reminded once for each light, however often the job runs', async () => {
  const id = await draft({ writtenOn: '2018-05-28' })
  const lights = async () =>
    (await listActs(db, `document:${id}`))
      .filter((a) => a.act === 'disclosure.reminded')
      .map((a) => (a.data as { light: string }).light)
  await remind(world({ today: day('2018-06-11') }))
  expect(await lights()).toEqual([])
  for (const on of ['2018-06-20', '2018-06-20', '2018-06-21']) await remind(world({ today: day(on) }))
  expect(await lights()).toEqual(['yellow'])
  await remind(world({ today: day('2018-06-25') }))
  await remind(world({ today: day('2018-07-25') }))
  expect(await lights()).toEqual(['yellow', 'red'])
})

test('a draft takes no more files than the county allows', async () => {
  const id = await draft()
  const file = await editor.files.save(db, Buffer.from('一'), { maxBytes: 1000 })
  const many = Array.from({ length: editor.settings.limits.uploadsPerDocument + 1 }, (_, i) => ({
    sha256: file.sha256,
    name: `${i}.txt`,
  }))
  await expect(attach(editor, id, many)).rejects.toBeInstanceOf(Invalid)
})
