import { expect, test } from 'vitest'
import roles from '../../../data/law/roles.json' with { type: 'json' }
import { type Client, openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { words } from '../../../tests/support/applicant.ts'
import { at, caseForm, caseOf, clerk } from '../../../tests/support/cases.ts'
import { ratingForm } from '../../../tests/support/ratings.ts'
import { db } from '../../../tests/support/world.ts'
import { dayOf } from '../../core/day.ts'
import * as acceptance from '../cases/acceptance.service.ts'
import { findServedCase } from '../cases/index.ts'
import { askForRatings } from './asking.service.ts'
import { contactOfCase, matterOfCase } from './matters.ts'
import { give } from './service.ts'
import { findOf, getRating } from './store.ts'

const house = await openHouse()
const today = dayOf(new Date())
const officer = await clerk('departmentOfficer', 'urban', '经办人')

async function finished(): Promise<string> {
  const number = await caseOf(today)
  const form = { ground: 'notNeeded', reason: '不需要许可', organ: '', organContact: '' } as const
  await acceptance.notAccept(at(today, officer), number, form)
  return number
}

async function rated(change: Parameters<typeof ratingForm>[0]): Promise<{ id: number; number: string }> {
  const number = await finished()
  const served = await findServedCase(db, number)
  if (!served) throw new Error('the case is not finished')
  const by = { channel: 'portal', contact: contactOfCase(served) } as const
  return { number, id: await give(at(today), matterOfCase(served), ratingForm(change), by) }
}

/** The link that was sent for a case. */
async function linkOf(number: string): Promise<string> {
  await askForRatings(at(today))
  const rating = await findOf(db, `case:${number}`)
  const sent = await db
    .selectFrom('outboxMessages')
    .select('body')
    .where('body', 'like', '%/rate/%')
    .orderBy('id')
    .execute()
  const asked = await db.selectFrom('ratingLinks').select('ratingId').orderBy('ratingId').execute()
  const place = asked.findIndex((a) => a.ratingId === rating?.id)
  return /\/rate\/[\w-]+/.exec(sent[place]?.body ?? '')?.[0] ?? ''
}

test('by its link a visitor rates without scripts: a level, what fits it, sent; looking stores nothing', async () => {
  const number = await finished()
  const link = await linkOf(number)
  const phone = visitorAt(house)
  const first = await phone.get(link)
  expect(words(first)).toContain('这次办事，您满意吗')
  expect(first.headers['cache-control']).toBe('no-store')
  const second = await phone.get(`${link}?level=4`)
  expect(words(second)).toContain('没有一次说清要带什么')
  expect(words(second)).not.toContain('态度好，有耐心')
  expect(second.body).not.toContain(caseForm().phone)
  expect((await findOf(db, `case:${number}`))?.level).toBeNull()
  const sent = await phone.post(link, { level: '4', reasons: ['bad.late', 'bad.notOnce'], words: '慢', named: 'yes' })
  expect([sent.statusCode, sent.headers.location]).toEqual([303, `${link}?done=1`])
  expect(words(await phone.get(`${link}?done=1`))).toContain('评价收到了，谢谢您')
  const again = await phone.post(link, { level: '1' })
  expect([again.statusCode, words(again).includes('您已经评价过了')]).toEqual([409, true])
  expect(await findOf(db, `case:${number}`)).toMatchObject({ level: 4, reasons: ['bad.late', 'bad.notOnce'] })
})

test.each([
  ['no level', {}],
  ['a level that there is not', { level: '6' }],
  ['too many words', { level: '3', words: '长'.repeat(501) }],
])('bad input is told and stores nothing: %s', async (_, fields) => {
  const number = await finished()
  const link = await linkOf(number)
  const reply = await visitorAt(house).post(link, fields)
  expect(reply.statusCode).toBe(422)
  expect((await findOf(db, `case:${number}`))?.level).toBeNull()
})

test('a case of someone else is no page to rate at, and a made-up link is told kindly', async () => {
  const number = await finished()
  expect((await visitorAt(house).get(`/cases/${number}/rate`)).statusCode).toBe(404)
  expect((await visitorAt(house).post(`/cases/${number}/rate`, { level: '1' })).statusCode).toBe(404)
  const reply = await visitorAt(house).get('/rate/ABCD-EFGH-JKLM-NPQR')
  expect([reply.statusCode, words(reply).includes('链接可能没有复制完整')]).toEqual([404, true])
})

test('no page of the desk shows any role who rated, or which case it was', async () => {
  const { id, number } = await rated({ level: 5, named: 'yes', words: '推来推去', mayShow: 'yes' })
  const order = (await getRating(db, id)).workOrder
  for (const { code, permissions } of roles.filter((r) => r.permissions.includes('ratings.view'))) {
    for (const unitCode of ['urban', 'jinshi']) {
      const client: Client = await signedInAs(house, code, { unitCode })
      for (const path of [
        '/desk/ratings',
        `/desk/ratings/${id}`,
        '/desk/ratings/results',
        '/desk/ratings/results.csv?by=item',
      ]) {
        const { body, statusCode } = await client.get(path)
        expect([code, path, statusCode]).toEqual([code, path, 200])
        for (const secret of [number, caseForm().phone, caseForm().applicantName])
          expect([code, path, body.includes(secret)]).toEqual([code, path, false])
      }
      const reveal = await client.post(`/desk/ratings/${id}/reveal`, { field: 'raterPhone', reason: '回访整改的结果' })
      const may =
        unitCode === 'jinshi' && (permissions.includes('ratings.review') || permissions.includes('hotline.followUp'))
      expect([code, unitCode, reveal.statusCode]).toEqual([code, unitCode, may ? 200 : 403])
      expect(reveal.body.includes(caseForm().phone)).toBe(may)
    }
  }
  expect(order).toBeTruthy()
})

test('an appeal goes from the rated unit to a reviewer of another, in pages', async () => {
  const { id } = await rated({ level: 5 })
  const head = await signedInAs(house, 'departmentHead', { unitCode: 'urban', name: '局长' })
  expect(words(await head.get(`/desk/ratings/${id}`))).toContain('提出申诉')
  expect((await head.post(`/desk/ratings/${id}/appeal`, { ground: 'malicious', reason: '' })).statusCode).toBe(422)
  const sent = await head.post(`/desk/ratings/${id}/appeal`, {
    ground: 'malicious',
    reason: '同一个号码一天里评了五个单位',
  })
  expect(sent.headers.location).toBe(`/desk/ratings/${id}?done=appeal`)
  const reviewer = await signedInAs(house, 'serviceManager', { name: '审核人' })
  expect(words(await reviewer.get('/desk/ratings?group=appeals'))).toContain(`第 ${id} 号`)
  const decided = await reviewer.post(`/desk/ratings/${id}/decide`, { verdict: 'upheld', note: '查实是恶意评价' })
  expect(decided.statusCode).toBe(303)
  expect(words(await head.get(`/desk/ratings/${id}`))).toContain('这条评价不计入统计')
})

test('what people said is published with its share and without the rater, and programs read the same', async () => {
  const { number } = await rated({ level: 1, words: '很好', mayShow: 'yes' })
  const page = await visitorAt(house).get('/ratings')
  expect(words(page)).toContain('真实评价')
  for (const secret of [number, caseForm().phone, caseForm().applicantName]) expect(page.body).not.toContain(secret)
  const { all, results } = (await visitorAt(house).get('/api/v1/ratings/results')).json()
  expect(all.real).toBe(all.levels.reduce((a: number, b: number) => a + b))
  expect(results.find((r: { key: string }) => r.key === 'urban').real).toBe(all.real)
  expect((await visitorAt(house).get('/api/v1/ratings/results?from=2026-02-01&to=2026-01-01')).statusCode).toBe(422)
  expect((await visitorAt(house).get('/ratings/units/urban')).statusCode).toBe(200)
  expect((await visitorAt(house).get('/ratings/units/nowhere')).statusCode).toBe(404)
})

test('results leave as tables', async () => {
  const manager = await signedInAs(house, 'serviceManager')
  const csv = await manager.get('/desk/ratings/results.csv?by=clerk')
  expect(csv.body.split('\r\n')[0]).toContain(['工作人员', '单位', '满意率（%）', '真实评价'].join(','))
  const xlsx = await manager.get('/desk/ratings/results.xlsx?by=unit')
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect((await manager.get('/desk/ratings/results?from=2026-02-01&to=2026-01-01')).statusCode).toBe(422)
})
