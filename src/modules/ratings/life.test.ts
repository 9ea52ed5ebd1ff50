import { expect, test } from 'vitest'
import { at, caseForm, caseOf, clerk } from '../../../tests/support/cases.ts'
import { ratingForm } from '../../../tests/support/ratings.ts'
import { db, reloadWorld, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { listActs } from '../../platform/acts.ts'
import * as acceptance from '../cases/acceptance.service.ts'
import { findServedCase } from '../cases/index.ts'
import { askForRatings, countDefaults } from './asking.service.ts'
import { contactOfCase, matterOfCase } from './matters.ts'
import { listResults } from './results.store.ts'
import { appeal, decide, ratingRecord, revealRater, showWords } from './review.service.ts'
import { followLink, give } from './service.ts'
import { findOf, getRating } from './store.ts'

const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')
const reviewer = { ...(await clerk('serviceManager', 'jinshi', '审核人')), unitCode: 'jinshi' }

/** A case that was finished on a day: not accepted, which is an end as well. @returns its number */
async function finished(on: string): Promise<string> {
  const number = await caseOf(on)
  const form = { ground: 'notNeeded', reason: '不需要许可', organ: '', organContact: '' } as const
  await acceptance.notAccept(at(on, officer), number, form)
  return number
}

async function toRate(number: string) {
  const served = await findServedCase(db, number)
  if (!served) throw new Error(`case ${number} is not finished`)
  return { matter: matterOfCase(served), contact: contactOfCase(served) }
}

const rate = async (number: string, change: Parameters<typeof ratingForm>[0], on = '2026-03-10') => {
  const { matter, contact } = await toRate(number)
  return give(at(on), matter, ratingForm(change), { channel: 'portal', contact })
}

test('a case is rated once, however many press at once', async () => {
  const number = await finished('2026-03-02')
  const tries = await Promise.allSettled(([1, 2, 3, 4, 5] as const).map((level) => rate(number, { level })))
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  for (const t of tries) if (t.status === 'rejected') expect(t.reason).toMatchObject({ code: 'ratings.alreadyRated' })
  const rating = await findOf(db, `case:${number}`)
  expect((await listActs(db, `rating:${rating?.id}`)).map((a) => a.act)).toEqual(['ratings.given'])
})

test('a case that is open or withdrawn is no matter for a rating', async () => {
  const number = await caseOf('2026-03-02')
  expect(await findServedCase(db, number)).toBeUndefined()
  await acceptance.withdraw(at('2026-03-03', officer), number, { reason: '不办了' })
  expect(await findServedCase(db, number)).toBeUndefined()
})

test('reasons of another level are left out, and words are kept for whoever agreed to their publication', async () => {
  const id = await rate(await finished('2026-03-02'), { level: 4, reasons: ['bad.late', 'praise.fast'], words: ' 慢 ' })
  expect(await getRating(db, id)).toMatchObject({
    reasons: ['bad.late'],
    words: '慢',
    mayShowWords: false,
    raterPhone: '',
  })
})

test('who is asked gets one link, which rates once and then says so; asking again asks nobody', async () => {
  const number = await finished('2026-03-16')
  const ctx = () => at('2026-03-16')
  await askForRatings(ctx())
  expect(await askForRatings(ctx())).toBe(0)
  const sent = await db
    .selectFrom('outboxMessages')
    .select('body')
    .where('recipient', '=', caseForm().phone)
    .where('body', 'like', '%/rate/%')
    .orderBy('id')
    .execute()
  const rating = await findOf(db, `case:${number}`)
  const links = await Promise.all(sent.map(({ body }) => followLink(ctx(), /rate\/([\w-]+)/.exec(body)?.[1] ?? '')))
  const link = links.find((l) => l?.id === rating?.id)
  expect(links.filter((l) => l?.id === rating?.id)).toHaveLength(1)
  if (!link) throw new Error('no link')
  await give(ctx(), link, ratingForm({ level: 2 }), { channel: 'sms', contact: undefined })
  await expect(
    give(ctx(), link, ratingForm({ level: 5 }), { channel: 'sms', contact: undefined }),
  ).rejects.toMatchObject({ code: 'ratings.alreadyRated' })
  expect(await followLink(ctx(), 'ABCD-EFGH-JKLM-NPQR')).toBeUndefined()
})

test('silence counts as satisfied once and apart, and a real rating takes its place', async () => {
  const number = await finished('2026-04-13')
  await askForRatings(at('2026-04-13'))
  const rating = await findOf(db, `case:${number}`)
  await countDefaults(at('2026-04-20'))
  expect((await findOf(db, `case:${number}`))?.level).toBeNull()
  const counted = await Promise.all([countDefaults(at('2026-04-21')), countDefaults(at('2026-04-21'))])
  expect(counted[0] + counted[1]).toBeGreaterThan(0)
  expect(await countDefaults(at('2026-04-21'))).toBe(0)
  expect(await findOf(db, `case:${number}`)).toMatchObject({ level: 2, byDefault: true, channel: 'clock' })
  const acts = await listActs(db, `rating:${rating?.id}`)
  expect(acts.map((a) => a.act)).toEqual(['ratings.asked', 'ratings.countedByDefault'])

  const period = { from: day('2026-04-21'), to: day('2026-04-21') }
  const [before] = await listResults(db, { by: 'unit', paths: ['/jinshi/'], period })
  expect([before?.levels.reduce((a, b) => a + b), before?.byDefault]).toEqual([0, counted[0] + counted[1]])
  await rate(number, { level: 4 }, '2026-04-21')
  const [after] = await listResults(db, { by: 'unit', paths: ['/jinshi/'], period })
  expect([after?.levels, after?.byDefault]).toEqual([[0, 0, 0, 1, 0], counted[0] + counted[1] - 1])
})

test('a county that does not count silence counts none', async () => {
  const value = JSON.stringify({ ratingDefaultDays: 0 })
  await db
    .insertInto('settings')
    .values({ key: 'limits', value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute()
  await reloadWorld()
  await finished('2026-05-11')
  await askForRatings(at('2026-05-11'))
  expect(await countDefaults(at('2026-06-30'))).toBe(0)
  await db.deleteFrom('settings').where('key', '=', 'limits').execute()
  await reloadWorld()
})

test('an appeal is made by the rated unit and decided by another; upheld, it leaves the figures and stays readable', async () => {
  const id = await rate(await finished('2026-03-03'), { level: 5, named: 'yes', words: '都是骗子' }, '2026-03-11')
  const form = { ground: 'malicious', reason: '同一个人一天里攻击了三次' } as const
  await expect(appeal(at('2026-03-12', officer), id, form)).rejects.toMatchObject({ status: 403 })
  await appeal(at('2026-03-12', head), id, form)
  await expect(appeal(at('2026-03-12', head), id, form)).rejects.toMatchObject({ status: 409 })
  const own = { ...reviewer, unitCode: 'urban' }
  const verdict = { verdict: 'upheld', note: '查实是误评' } as const
  await expect(decide(at('2026-03-13', own), id, verdict)).rejects.toMatchObject({ code: 'ratings.ownUnit' })
  await expect(decide(at('2026-03-13', head), id, verdict)).rejects.toMatchObject({ status: 403 })

  const period = { from: day('2026-03-11'), to: day('2026-03-11') }
  const of = async () => (await listResults(db, { by: 'unit', paths: ['/jinshi/urban/'], period }))[0]?.levels[4] ?? 0
  expect(await of()).toBe(1)
  const both = await Promise.allSettled([
    decide(at('2026-03-13', reviewer), id, verdict),
    decide(at('2026-03-13', reviewer), id, { verdict: 'dismissed', note: '说的是事实' }),
  ])
  expect(both.filter((b) => b.status === 'fulfilled')).toHaveLength(1)
  const { state, excludedReason } = await getRating(db, id)
  const upheld = state === 'excluded'
  expect(await of()).toBe(upheld ? 0 : 1)
  expect(excludedReason).toBe(upheld ? verdict.note : '')
  await expect(appeal(at('2026-03-14', head), id, form)).rejects.toMatchObject({ status: 409 })
})

test('the rater of an excluded rating is told, if they left a way', async () => {
  const id = await rate(await finished('2026-03-04'), { level: 4, named: 'yes' })
  await appeal(at('2026-03-12', head), id, { ground: 'mistaken', reason: '点错了' })
  await decide(at('2026-03-13', reviewer), id, { verdict: 'upheld', note: '本人确认点错了' })
  const told = await db
    .selectFrom('outboxMessages')
    .select('recipient')
    .where('body', 'like', '%本人确认点错了%')
    .execute()
  expect(told).toEqual([{ recipient: caseForm().phone }])
})

test('who rated stands in no record of the desk and in no act', async () => {
  const number = await finished('2026-03-05')
  const id = await rate(number, { level: 5, named: 'yes', words: '推来推去' })
  for (const actor of [officer, head, reviewer]) {
    const text = JSON.stringify(await ratingRecord(at('2026-03-12', actor), id))
    expect(text).not.toContain(caseForm().phone)
    expect(text).not.toContain(caseForm().applicantName)
    expect(text).not.toContain(number)
  }
  const acts = JSON.stringify(await listActs(db, `rating:${id}`))
  for (const secret of [caseForm().phone, caseForm().applicantName, number]) expect(acts).not.toContain(secret)
})

test('only who follows up from outside the rated unit looks the rater up, and each look is an act', async () => {
  const id = await rate(await finished('2026-03-06'), { level: 5, named: 'yes' })
  const form = { field: 'raterPhone', reason: '回访整改结果' } as const
  for (const actor of [officer, head, { ...reviewer, unitCode: 'urban' }])
    await expect(revealRater(at('2026-03-12', actor), id, form)).rejects.toMatchObject({ status: 403 })
  await expect(revealRater(at('2026-03-12', reviewer), id, { ...form, reason: '' })).rejects.toMatchObject({
    status: 422,
  })
  expect(await revealRater(at('2026-03-12', reviewer), id, form)).toBe(caseForm().phone)
  expect((await listActs(db, `rating:${id}`)).map((a) => [a.act, a.actor])).toContainEqual([
    'identity.revealed',
    '审核人',
  ])
})

test('words are published by a person from outside, without numbers of persons, and may be taken back', async () => {
  const id = await rate(await finished('2026-03-09'), {
    level: 1,
    words: '小王电话13812345678，很耐心',
    mayShow: 'yes',
  })
  const ctx = () => at('2026-03-12', reviewer)
  await expect(showWords(ctx(), id, { words: '小王电话13812345678，很耐心' })).rejects.toMatchObject({ status: 422 })
  await showWords(ctx(), id, { words: '很耐心' })
  expect(await getRating(db, id)).toMatchObject({ shownWords: '很耐心', shownBy: '审核人' })
  await showWords(ctx(), id, { words: '' })
  expect((await getRating(db, id)).shownWords).toBeNull()
  const silent = await rate(await finished('2026-03-09'), { level: 1, words: '不要公开' })
  await expect(showWords(ctx(), silent, { words: '不要公开' })).rejects.toMatchObject({ code: 'ratings.notAgreed' })
})

test('a rating of another part of the county is not seen', async () => {
  const id = await rate(await finished('2026-03-06'), { level: 3 })
  const elsewhere = await clerk('departmentHead', 'emergency', '别局局长')
  await expect(ratingRecord(world({ actor: elsewhere }), id)).rejects.toMatchObject({ status: 403 })
})
