import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs } from '../../../tests/support/app.ts'
import { words } from '../../../tests/support/applicant.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { db } from '../../../tests/support/world.ts'
import { dayOf } from '../../core/day.ts'
import { findOf } from './store.ts'

const house = await openHouse()
const today = dayOf(new Date())
const item = await publishedItem(db)
const hotline = await signedInAs(house, 'hotlineManager')
const at = '/desk/ratings/paper'

/** A lot about the city's management; its forms as number and code, read from what is printed. */
async function printed(forms: number) {
  const made = await hotline.post(at, { unit: 'urban', place: '白衣镇便民服务中心', forms: String(forms) })
  const address = String(made.headers.location)
  const page = words(await hotline.get(address))
  const sheets = [...page.matchAll(/(\d+-\d+)[\s\u3000]+([2-9A-Z]{6})/g)].map((m) => ({
    ...{ number: m[1] ?? '', code: m[2] ?? '' },
  }))
  return { address, page, sheets }
}

const keyed = async (by: Client, { number, code }: { number: string; code: string }, form: Record<string, string>) =>
  by.post(`${at}/key/${number}/${code}`, { servedOn: today, ...form })

test('a lot of forms is printed, each with a number and a code of its own, and the same again when it is looked at again', async () => {
  const { address, page, sheets } = await printed(3)
  expect(new Set(sheets.map((s) => s.number)).size).toBe(3)
  expect(new Set(sheets.map((s) => s.code)).size).toBe(3)
  for (const text of [
    '非常不满意',
    '□ 没有一次说清要带什么',
    '填不填由您',
    '回访电话（可以不填）',
    '城市管理和行政执法局',
  ])
    expect(page).toContain(text)
  expect(words(await hotline.get(address))).toContain(sheets[2]?.code ?? 'none')
  expect(words(await hotline.get(at))).toContain('白衣镇便民服务中心')
})

test('a form that came back is keyed in once and counts as real; a bad one opens a work order', async () => {
  const { sheets } = await printed(2)
  const [first, second] = sheets
  if (!first || !second) throw new Error('nothing was printed')
  const found = await hotline.post(`${at}/key`, { number: ` ${first.number} `, code: first.code.toLowerCase() })
  expect(found.statusCode).toBe(303)
  expect(words(await hotline.get(String(found.headers.location)))).toContain('户外广告')
  const form = { level: '4', reasons: 'bad.notOnce', words: '跑了两趟', phone: '13511112222', item: item.code }
  expect((await keyed(hotline, first, form)).headers.location).toBe(`${at}/key?done=${first.number}`)
  const rating = await findOf(db, `paper:${first.number}`)
  expect(rating).toMatchObject({
    ...{ state: 'valid', level: 4, byDefault: false, channel: 'paper', itemCode: item.code, unitCode: 'urban' },
    ...{ words: '跑了两趟', mayShowWords: false, raterPhone: '13511112222', servedOn: today },
  })
  expect(rating?.workOrder).toBeTruthy()
  // Twice is refused, whether one begins again or sends the same page again.
  const again = await hotline.post(`${at}/key`, first)
  expect([again.statusCode, words(again).includes('已经录入过了')]).toEqual([422, true])
  expect((await keyed(hotline, first, { level: '1' })).statusCode).toBe(422)
  expect((await findOf(db, `paper:${first.number}`))?.level).toBe(4)
  const both = await Promise.all([keyed(hotline, second, { level: '1' }), keyed(hotline, second, { level: '2' })])
  expect(both.filter((r) => r.statusCode === 303)).toHaveLength(1)
  expect(words(await hotline.get(at))).toMatch(/2 张\s*2 张/)
  const acts = await db
    .selectFrom('acts')
    .select(['act', 'actor'])
    .where('data', '@>', { number: first.number })
    .execute()
  expect(acts).toEqual([{ act: 'ratings.formKeyedIn', actor: expect.any(String) }])
  const record = words(await hotline.get(`/desk/ratings/${rating?.id}`))
  expect(record).toContain('纸质，一表一评')
  expect(record).not.toContain('13511112222')
})

test('what is not on a form, or does not fit, is not keyed in', async () => {
  const { sheets } = await printed(1)
  const sheet = sheets[0] ?? { number: '', code: '' }
  const lot = sheet.number.split('-')[0]
  for (const wrong of [
    { ...sheet, code: 'AAAAAA' },
    { ...sheet, number: `${lot}-2` },
    { ...sheet, number: '七' },
  ])
    expect((await hotline.post(`${at}/key`, wrong)).statusCode).toBe(422)
  const refused = [
    { level: '2', reasons: 'bad.waiting' },
    { level: '1', phone: '13511112222' },
    { level: '2', servedOn: '2999-01-01' },
    { level: '2', servedOn: '2020-01-01' },
    { level: '6' },
    { level: '4', phone: '12' },
  ]
  for (const form of refused) expect((await keyed(hotline, sheet, form as never)).statusCode).toBe(422)
  expect(await findOf(db, `paper:${sheet.number}`)).toBeUndefined()
})

test('the rated unit neither prints nor keys in forms about itself, and the right alone opens the pages', async () => {
  const { address, sheets } = await printed(1)
  const sheet = sheets[0] ?? { number: '', code: '' }
  const own = await signedInAs(house, 'hotlineManager', { unitCode: 'urban' })
  expect((await own.post(at, { unit: 'urban', place: '局里', forms: '1' })).statusCode).toBe(403)
  expect((await own.get(address)).statusCode).toBe(403)
  expect((await own.post(`${at}/key`, sheet)).statusCode).toBe(403)
  expect((await keyed(own, sheet, { level: '1' })).statusCode).toBe(403)
  const officer = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' })
  expect((await officer.get(at)).statusCode).toBe(403)
})
