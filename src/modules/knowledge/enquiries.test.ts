import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { calendar } from '../../core/calendar.ts'
import { day } from '../../core/day.ts'
import { Forbidden, Invalid } from '../../core/errors.ts'
import { type Actor, visitor } from '../../platform/actor.ts'
import { listActs } from '../../platform/acts.ts'
import { percent } from '../../platform/indicator.ts'
import { publishArticle, submitArticle, writeArticle } from './articles.service.ts'
import { answerEnquiry, assignEnquiry, consult, enterEnquiry, reachEnquiry, revealAsker } from './enquiries.service.ts'
import { countOpen, getEnquiry, listEnquiries } from './enquiries.store.ts'
import { indicators } from './figures.ts'
import { checkCode, ownEnquiry } from './follow.service.ts'
import { remindEnquiries, remindReviews } from './jobs.ts'
import { proposePublication, publishAnswer, returnAnswer, withdrawAnswer } from './publications.service.ts'
import { enquiryDues, enquiryLight } from './rules.ts'
import type { ConsultForm, EntryForm } from './schema.ts'
import { searchAnswers } from './search.store.ts'
import { topicOf } from './topics.ts'

const today = day('2018-09-20')
const by = (actor: Actor, on = today) => world({ today: on, actor })
const operator = by(person('hotlineOperator'))
const officer = by(person('departmentOfficer', { unitCode: 'civil', path: '/jinshi/civil/' }))
const manager = by(person('hotlineManager'))
const stranger = by(visitor)

const entry = (change: Partial<EntryForm> = {}): EntryForm => ({
  ...{ channel: 'phone', question: '低保一个月多少钱', unitCode: 'civil', topic: '', article: '' },
  ...{ answer: '城市低保每人每月不低于四百六十元。', askerName: '', askerPhone: '', askerEmail: '' },
  submissionKey: randomUUID(),
  ...change,
})
const online = (change: Partial<ConsultForm> = {}): ConsultForm => ({
  ...{ question: '外地的户口能在这里办居住证吗', unitCode: '', askerName: '', askerPhone: '', askerEmail: '' },
  ...{ submissionKey: randomUUID(), website: '' },
  ...change,
})
const messagesTo = (recipient: string) =>
  db.selectFrom('outboxMessages').select(['channel', 'body']).where('recipient', '=', recipient).execute()

describe('an enquiry by telephone', () => {
  test('is noted with its answer in one go, and names nobody', async () => {
    const number = await enterEnquiry(operator, entry())
    expect(number).toMatch(/^ZX20180920-\d{4}$/)
    expect(await getEnquiry(db, number)).toMatchObject({
      ...{ state: 'answered', channel: 'phone', unitCode: 'civil', intakeUnitCode: 'jinshi', topic: 'assistance' },
      answeredOn: '2018-09-20',
    })
    const acts = await listActs(db, `enquiry:${number}`)
    expect(acts).toMatchObject([{ act: 'knowledge.enquiryEntered', data: { channel: 'phone', atOnce: true } }])
    expect(JSON.stringify(acts)).not.toContain('低保')
  })

  test('sent twice is noted once, also in the same moment', async () => {
    const form = entry()
    const numbers = await Promise.all([1, 2, 3].map(() => enterEnquiry(operator, form)))
    expect(new Set(numbers).size).toBe(1)
  })

  test('numbers of a day have no gaps, with many clerks at once', async () => {
    const on = day('2018-09-21')
    const clerk = by(person('hotlineOperator'), on)
    const numbers = await Promise.all(Array.from({ length: 20 }, () => enterEnquiry(clerk, entry())))
    expect(numbers.sort()).toEqual(Array.from({ length: 20 }, (_, i) => `ZX20180921-${String(i + 1).padStart(4, '0')}`))
  })

  test('is answered from an article, whose use is kept', async () => {
    const author = by(person('departmentOfficer', { unitCode: 'civil' }))
    const id = await writeArticle(author, {
      ...{ title: '低保标准', unitCode: 'civil', topic: 'assistance', keywords: '', audience: 'internal' },
      ...{ reviewOn: day('2019-06-01'), body: '每年公布一次。', items: '', documents: '' },
    })
    await expect(enterEnquiry(operator, entry({ article: String(id), answer: '' }))).rejects.toThrow(Invalid)
    await submitArticle(author, id)
    await publishArticle(manager, id)
    const number = await enterEnquiry(operator, entry({ article: String(id), answer: '' }))
    expect(await getEnquiry(db, number)).toMatchObject({ articleId: id, answer: '已按知识库的“低保标准”答复。' })
  })

  test('that cannot be answered at once needs a way to reach the person, and goes to its unit', async () => {
    await expect(enterEnquiry(operator, entry({ answer: '' }))).rejects.toMatchObject({
      problems: [{ field: 'askerPhone' }],
    })
    const number = await enterEnquiry(operator, entry({ answer: '', askerPhone: '13800001111' }))
    await answerEnquiry(officer, number, { answer: '已经查到，每月十日发放。', article: '' })
    expect(await getEnquiry(db, number)).toMatchObject({ state: 'answered', unitCode: 'civil' })
    expect(await messagesTo('13800001111')).toMatchObject([
      { channel: 'sms', body: expect.stringContaining('每月十日') },
    ])
    await expect(answerEnquiry(officer, number, { answer: '再答一次', article: '' })).rejects.toMatchObject({
      code: 'knowledge.answeredAlready',
    })
  })

  test('is noted by nobody without the right', async () => {
    await expect(enterEnquiry(officer, entry())).rejects.toThrow(Forbidden)
  })
})

describe('an enquiry online', () => {
  test('is given to a unit, answered, and told to who asked', async () => {
    const { number, code } = await consult(stranger, online({ askerEmail: 'a@example.cn', askerPhone: '13900002222' }))
    expect(await getEnquiry(db, number)).toMatchObject({ state: 'received', unitCode: 'jinshi', channel: 'online' })
    await expect(answerEnquiry(officer, number, { answer: '不归我们管', article: '' })).rejects.toThrow(Forbidden)
    await assignEnquiry(operator, number, { unitCode: 'civil', topic: 'household' })
    await answerEnquiry(officer, number, { answer: '可以，住满半年就能办。', article: '' })
    const [sms] = await messagesTo('13900002222')
    expect(sms?.body).not.toContain('住满半年')
    expect((await messagesTo('a@example.cn'))[0]?.body).toContain('住满半年')
    expect(await checkCode(stranger, { number, code }, '1.2.3.4')).toBe(number)
    expect((await ownEnquiry(stranger, number, number)).answer).toContain('住满半年')
  })

  test('is closed to who has no key, and a wrong code answers as an unknown number does', async () => {
    const { number } = await consult(stranger, online())
    await expect(ownEnquiry(stranger, number, undefined)).rejects.toMatchObject({ status: 404 })
    const wrong = { number, code: 'AAAA-AAAA-AAAA' }
    await expect(checkCode(stranger, wrong, '1.2.3.5')).rejects.toMatchObject({ code: 'knowledge.wrongCode' })
    await expect(checkCode(stranger, { ...wrong, number: 'ZX20180101-9999' }, '1.2.3.5')).rejects.toMatchObject({
      code: 'knowledge.wrongCode',
    })
  })

  test('filled in by a program is not taken', async () => {
    await expect(consult(stranger, online({ website: 'http://x.example' }))).rejects.toThrow(Invalid)
  })

  test('of one unit is not seen by another', async () => {
    const { number } = await consult(stranger, online({ unitCode: 'finance' }))
    await expect(reachEnquiry(officer, number)).rejects.toThrow(Forbidden)
    const wish = { paths: ['/jinshi/civil/'], group: 'all' as const, today }
    expect((await listEnquiries(db, wish, undefined, 500)).map((e) => e.number)).not.toContain(number)
    expect((await listEnquiries(db, { ...wish, paths: ['/jinshi/'] }, undefined, 500)).map((e) => e.number)).toContain(
      number,
    )
  })
})

describe('the clock of an enquiry', () => {
  // 国办发明电〔2017〕12号: 24 September off, 29 and 30 September worked, 1 to 7 October off
  const autumn = calendar({
    daysOff: ['2018-09-24', ...[1, 2, 3, 4, 5, 6, 7].map((d) => `2018-10-0${d}`)],
    workedWeekends: ['2018-09-29', '2018-09-30'],
  })
  test.each([
    ['2018-09-20', 5, '2018-09-28', '2018-09-27'],
    ['2018-09-28', 5, '2018-10-10', '2018-10-09'],
    ['2018-09-20', 1, '2018-09-21', '2018-09-21'],
  ])('asked on %s with %i working days it is due on %s, yellow from %s', (asked, limit, dueOn, warnOn) => {
    expect(enquiryDues(autumn, day(asked), limit)).toEqual({ dueOn, warnOn })
  })

  test('is green, then yellow, then overdue, and none once answered', () => {
    const e = { dueOn: day('2018-09-28'), warnOn: day('2018-09-27'), answeredOn: null }
    const lights = ['2018-09-26', '2018-09-27', '2018-09-28', '2018-09-29'].map((d) => enquiryLight(e, day(d)))
    expect(lights).toEqual(['green', 'yellow', 'yellow', 'overdue'])
    expect(enquiryLight({ ...e, answeredOn: day('2018-09-20') }, day('2018-10-20'))).toBe('none')
  })

  test('reminds once when it nears and once when it has passed, however often it runs', async () => {
    const { number } = await consult(stranger, online({ unitCode: 'civil' }))
    const { warnOn, dueOn } = await getEnquiry(db, number)
    const reminders = async () =>
      (await listActs(db, `enquiry:${number}`)).filter((a) => a.act === 'knowledge.enquiryReminded').map((a) => a.data)
    for (const _ of [1, 2]) await remindEnquiries(world({ today: warnOn }))
    expect(await reminders()).toEqual([{ rule: 'nearing', dueOn }])
    for (const _ of [1, 2]) await remindEnquiries(world({ today: day('2018-12-20') }))
    expect(await reminders()).toEqual([
      { rule: 'nearing', dueOn },
      { rule: 'overdue', dueOn },
    ])
    expect((await countOpen(db, ['/jinshi/civil/'], day('2018-12-20'))).overdue).toBeGreaterThan(0)
  })

  test('articles whose day of review has come are told once', async () => {
    const author = by(person('departmentOfficer'))
    const id = await writeArticle(author, {
      ...{ title: '到期要复核的知识', unitCode: 'civil', topic: 'other', keywords: '', audience: 'public' },
      ...{ reviewOn: day('2018-10-10'), body: '正文', items: '', documents: '' },
    })
    await submitArticle(author, id)
    await publishArticle(manager, id)
    expect(await remindReviews(world({ today: day('2018-10-09') }))).toBe(0)
    expect(await remindReviews(world({ today: day('2018-10-10') }))).toBe(1)
    expect(await remindReviews(world({ today: day('2018-10-11') }))).toBe(0)
  })
})

describe('publishing a question and its answer', () => {
  const clean = { question: '低保金每月哪天发', answer: '每月十日以前打到银行卡上。', topic: 'assistance' }

  test('takes a second person, and what names a person keeps it back', async () => {
    const number = await enterEnquiry(operator, entry({ askerName: '赵小川', askerPhone: '13700003333' }))
    const named = { ...clean, question: '我是赵小川，13700003333，低保哪天发' }
    await expect(proposePublication(officer, number, named)).rejects.toMatchObject({
      problems: [{ field: 'question' }],
    })
    await proposePublication(officer, number, clean)
    await expect(publishAnswer(officer, number)).rejects.toMatchObject({ code: 'knowledge.noRight' })
    await returnAnswer(manager, number, { note: '请写明是哪种低保' })
    await proposePublication(officer, number, { ...clean, question: '城市低保金每月哪天发' })
    await publishAnswer(manager, number)
    const { rows } = await searchAnswers(db, { q: '低保金', limit: 10 })
    expect(rows.map((r) => r.question)).toEqual(['城市低保金每月哪天发'])
    await withdrawAnswer(manager, number, { reason: '标准变了' })
    expect((await searchAnswers(db, { q: '低保金', limit: 10 })).total).toBe(0)
  })

  test('nobody publishes what they worded themselves', async () => {
    const number = await enterEnquiry(operator, entry())
    await proposePublication(manager, number, clean)
    await expect(publishAnswer(manager, number)).rejects.toMatchObject({ code: 'knowledge.ownText' })
  })

  test('only what was answered can be made public', async () => {
    const { number } = await consult(stranger, online({ unitCode: 'civil' }))
    await expect(proposePublication(officer, number, clean)).rejects.toMatchObject({ code: 'knowledge.notAnswered' })
  })
})

test('who asked is masked until someone gives a reason, and the look is an act', async () => {
  const number = await enterEnquiry(operator, entry({ askerPhone: '13600004444' }))
  const head = person('hotlineManager')
  const curious = by({ ...head, grants: [...head.grants, { permission: 'identity.reveal', path: '/jinshi/' }] })
  expect(await revealAsker(curious, number, { field: 'askerPhone', reason: '回电话核实情况' })).toBe('13600004444')
  expect((await listActs(db, `enquiry:${number}`)).map((a) => a.act)).toContain('identity.revealed')
  await expect(revealAsker(officer, number, { field: 'askerPhone', reason: '想看看是谁' })).rejects.toThrow(Forbidden)
})

test('the topic follows the words, and what says nothing is other', () => {
  expect(topicOf('孩子的户口怎么上')).toBe('household')
  expect(topicOf('公司的营业执照要注销')).toBe('enterprise')
  expect(topicOf('你好')).toBe('other')
})

test('each figure is as many as its records, and the channels make up the whole', async () => {
  const scope = { path: '/jinshi/', from: day('2018-09-20'), to: day('2018-09-21') }
  const counts = new Map<string, number>()
  for (const i of indicators) counts.set(i.id, (await i.records(db, scope).execute()).length)
  const all = counts.get('knowledge.enquiries') ?? 0
  expect(all).toBeGreaterThan(20)
  expect((counts.get('knowledge.byPhone') ?? 0) + (counts.get('knowledge.online') ?? 0)).toBe(all)
  expect(percent('share', counts.get('knowledge.answered') ?? 0, all)).toBeLessThan(100)
})
