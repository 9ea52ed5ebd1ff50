import { expect, test } from 'vitest'
import { acceptedCase, at, caseForm, caseOf, citizen, clerk, intakeForm } from '../../../tests/support/cases.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { mailServer } from '../../../tests/support/smtp.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { carrierOf, deliverJob } from '../../platform/mail.ts'
import * as acceptance from './acceptance.service.ts'
import * as decision from './decision.service.ts'
import * as delivery from './delivery.service.ts'
import { apply } from './drafts.service.ts'
import * as handling from './handling.service.ts'
import { takeIn } from './intake.service.ts'
import { lifeOf } from './life.store.ts'
import { writeToApplicant } from './service.ts'
import { getCase } from './store.ts'

const { smtpUrl, mails } = await mailServer()
const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')
const email = 'li.xiaomei@example.cn'

const told = (number: string, channel: 'mail' | 'sms') =>
  db
    .selectFrom('outboxMessages')
    .select(['id', 'recipient', 'body'])
    .where('channel', '=', channel)
    .where('body', 'like', `%${number}%`)
    .orderBy('id')
    .execute()

/** What a message says of the case, without what stands around it. */
const saying = (number: string) => (body: string) => body.split(`您的办件${number}：`)[1]?.split(/查看：|\r?\n/)[0]

/** Carries out what waits, over SMTP. @returns what came for a case */
async function carried(number: string) {
  const job = deliverJob(carrierOf({ smtpUrl, mailFrom: '明堂 <no-reply@example.gov.cn>' }))
  for (const { id } of await told(number, 'mail')) await job.run(world(), { id })
  return mails.filter((m) => m.subject.includes(number))
}

test('who gives a mobile number and a mail address is told of every step by both, and of nothing else', async () => {
  const number = await caseOf('2026-03-02', {
    by: officer,
    change: { email: ` ${email} `, wantedDelivery: 'post', deliveryAddress: '朝阳路 8 号' },
  })
  await acceptance.askSupplement(at('2026-03-03', officer), number, {
    points: '图纸不清楚',
    fields: [],
    until: day('2026-03-20'),
  })
  const brought = { materials: [{ key: 'drawing', way: 'paper' as const }], note: '' }
  await acceptance.supplement(at('2026-03-04', officer), number, brought, [])
  await acceptance.accept(at('2026-03-05', officer), number, { note: '' })
  const special = { kind: 'inspection', reason: '看现场', until: '2026-03-09' } as Parameters<
    typeof handling.startSpecial
  >[2]
  await handling.startSpecial(at('2026-03-05', officer), number, special)
  await handling.endSpecial(at('2026-03-09', officer), number, { result: '符合' })
  await writeToApplicant(at('2026-03-09', officer), number, '请留意')
  const { id } = await getCase(db, number)
  const step = (await lifeOf(db, id)).steps.find((s) => s.state === 'doing')?.id ?? 0
  await handling.passStep(at('2026-03-10', officer), number, { step, opinion: '符合' })
  await decision.decide(at('2026-03-10', head), number, { decision: 'approve', reason: '' })
  await decision.issueResult(at('2026-03-11', officer), number)
  await delivery.post(at('2026-03-11', officer), number, { address: '', phone: '', carrier: '', trackingNumber: '' })
  await delivery.trackParcels(at('2026-03-14'))

  const letters = await carried(number)
  const texts = (await told(number, 'sms')).map((m) => saying(number)(m.body))
  expect(letters.map((m) => saying(number)(m.text))).toEqual(texts)
  expect(texts.map((t) => t?.slice(0, 4))).toEqual([
    ...[
      '已经收到',
      '有材料需',
      '收到了补',
      '已经受理',
      '需要现场',
      '特别程序',
      '办件单位',
      '已经批准',
      '结果已经',
      '结果已由',
    ],
    '结果已经',
  ])
  expect(new Set(letters.map((m) => m.to))).toEqual(new Set([email]))
  expect(letters.every((m) => m.text.includes('https://') && !/李小梅|户外广告/.test(m.text + m.subject))).toBe(true)
})

test.each([
  ['a landline and a mail address', { phone: '0736-4210000', email }, [0, 1]],
  ['a mobile number alone', { phone: '13812345678', email: '' }, [1, 0]],
  ['a landline alone', { phone: '0736-4210000', email: '' }, [0, 0]],
])('messages go where the person can get them: %s', async (_, change, counts) => {
  // The form of this item wants a mobile number of its own.
  const answers = { ...caseForm().answers, phone: '13812345678' }
  const number = await caseOf('2026-03-02', { change: { ...change, answers } })
  expect([(await told(number, 'sms')).length, (await told(number, 'mail')).length]).toEqual(counts)
})

test('the end that a case comes to is mailed too, whichever it is', async () => {
  const ends: [string, (number: string) => Promise<unknown>][] = [
    ['已经撤回', (n) => acceptance.withdraw(at('2026-03-04', officer), n, { reason: '' })],
    ['已经退件', (n) => acceptance.returnCase(at('2026-03-04', officer), n, { reason: '缺材料' })],
    ['没有获得批准', (n) => decision.decide(at('2026-03-04', head), n, { decision: 'reject', reason: '不符合规划' })],
  ]
  for (const [words, end] of ends) {
    const number = await acceptedCase('2026-03-02', { change: { email } })
    const { id } = await getCase(db, number)
    const step = (await lifeOf(db, id)).steps.find((s) => s.state === 'doing')?.id ?? 0
    if (words.startsWith('没有')) await handling.passStep(at('2026-03-03', officer), number, { step, opinion: '看过' })
    await end(number)
    expect((await carried(number)).at(-1)?.text).toContain(words)
  }
})

test('an address that no mail can reach is told at its field, at the window and online', async () => {
  const item = await publishedItem(db)
  const li = await citizen()
  const wrong = { problems: [{ field: 'email', message: expect.stringContaining('name@example.cn') }] }
  const form = intakeForm(item.code, { email: '不知道' })
  await expect(takeIn(at('2026-03-02', officer), form, { materials: [] })).rejects.toMatchObject(wrong)
  const files = ['application', 'drawing'].map((key) => ({ key, name: `${key}.jpg`, sha256: 'a'.repeat(64) }))
  const online = apply(at('2026-03-02', li), item.code, caseForm({ email: 'li@' }), files)
  await expect(online).rejects.toMatchObject(wrong)
})
