import { expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { listActs } from '../../platform/acts.ts'
import { createDraft } from './draft.service.ts'
import { publish } from './publish.service.ts'
import { approve, revisit, submit } from './review.service.ts'
import { renewBy } from './rules.ts'
import * as store from './store.ts'
import { remindRenewal } from './watch.ts'

const at = (role: string, on = '2018-06-01') => world({ today: day(on), actor: person(role) })
const clock = (on: string) => world({ today: day(on) })

async function published(columnCode: string): Promise<number> {
  const id = await createDraft(at('editor'), {
    ...{ title: '政务公开指南', documentNumber: '', issuingBody: '津市市人民政府', unitCode: 'jinshi', columnCode },
    ...{ kind: 'document', subjectCategory: '', keywords: '', source: '', abstract: '', body: '内容', fullText: 'yes' },
    ...{ writtenOn: '2018-05-28', effectiveOn: '', expiresOn: '', explains: '', replaces: '' },
    ...{ attribute: 'proactive', attributeGround: '' },
  })
  await submit(at('editor'), id, { personalDataReason: '' })
  await approve(at('reviewer'), id, { secrecyNote: '可以公开', note: '' })
  await publish(at('disclosureOfficer'), id, { channels: ['website'], publishAt: '' })
  return id
}
const messages = async () =>
  (await db.selectFrom('outboxMessages').select('subject').orderBy('id').execute()).map((m) => m.subject)

test('a column must have something new so many days after its newest', () => {
  expect(renewBy(new Date('2018-06-01T01:00:00Z'), 14)).toBe('2018-06-15')
  expect(renewBy(new Date('2018-06-01T01:00:00Z'), null)).toBeUndefined()
  expect(renewBy(null, 14)).toBeUndefined()
})

test('the office is told once for each light of a column that waits for something new', async () => {
  await db.updateTable('units').set({ email: 'office@jinshi.example' }).where('code', '=', 'jinshi').execute()
  // News must be renewed within 14 days; every other column of the county that has something has half a year or more.
  await published('news')
  const lights = async () =>
    (await listActs(db, 'column:news'))
      .filter((a) => a.act === 'disclosure.renewalReminded')
      .map((a) => (a.data as { light: string }).light)
  await remindRenewal(clock('2018-06-04'))
  expect(await lights()).toEqual([])
  for (const on of ['2018-06-08', '2018-06-11', '2018-06-13', '2018-06-14', '2018-06-16', '2018-06-20'])
    await remindRenewal(clock(on))
  expect(await lights()).toEqual(['yellow', 'red', 'overdue'])
  expect(await messages()).toContain('栏目到期没有更新：政务动态')
})

test('a text that is to be looked at again is told to its unit once, and the look is noted', async () => {
  const id = await published('files')
  await expect(revisit(at('reviewer'), id, { note: '无变化', reviewBy: '2018-06-01' })).rejects.toMatchObject({
    problems: [{ field: 'reviewBy' }],
  })
  await revisit(at('reviewer'), id, { note: '电话无变化', reviewBy: '2018-07-02' })
  const told = async () => (await messages()).filter((s) => s.includes('请复核')).length
  for (const on of ['2018-07-01', '2018-07-02', '2018-07-03']) await remindRenewal(clock(on))
  expect(await told()).toBe(1)
  await revisit(at('reviewer', '2018-07-03'), id, { note: '电话无变化', reviewBy: '' })
  expect((await store.getDocument(db, id)).reviewBy).toBeNull()
  await remindRenewal(clock('2018-09-03'))
  expect(await told()).toBe(1)
  expect((await listActs(db, `document:${id}`)).map((a) => a.act)).toContain('disclosure.revisited')
})
