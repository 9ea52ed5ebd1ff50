import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { elements, nextVersion, publishedItem } from '../../../../tests/support/items.ts'
import { words } from '../../../../tests/support/published.ts'
import { db, files } from '../../../../tests/support/world.ts'
import { publicChanged } from '../../../platform/page-cache.ts'

const house = await openHouse()
const visitor = visitorAt(house)
const page = async (code: string, part = '') => visitor.get(`/services/${code}${part}`)

/** A file of an item, as its unit keeps it. @returns its id */
async function fileOf(itemId: number, name: string, bytes: string): Promise<number> {
  const { sha256 } = await files.save(db, Buffer.from(bytes), { maxBytes: 1000 })
  const row = { itemId, purpose: 'blankForm', name, sha256 }
  return (await db.insertInto('itemFiles').values(row).returning('id').executeTakeFirstOrThrow()).id
}

const withForm = (blankForm: number | null) => ({
  materials: elements().materials.map((m) => (m.key === 'application' ? { ...m, blankForm } : m)),
})

test('the first screen answers five questions and has the one button', async () => {
  const { code } = await publishedItem(db)
  const reply = await page(code)
  await expectValidHtml(reply.body)
  const text = words(reply)
  expect(text).toMatch(/能不能办 ?自然人、企业法人可以办/)
  expect(text).toMatch(/带什么 ?最多 4 样材料其中 2 样只有符合情形的才要；另有 2 样部门之间核验/)
  expect(text).toMatch(/去哪里 ?可以网上申请也可以到津市市政务服务中心/)
  expect(text).toMatch(/多久 ?8 个工作日法律规定的期限：20 个工作日；现场勘验/)
  expect(text).toMatch(/多少钱 ?不收费/)
  expect(reply.body).toContain(`href="/services/${code}/apply"`)
  expect(reply.body).toMatch(new RegExp(`aria-label="二维码：http://localhost(:80)?/services/${code}"`))
  expect(text).toContain('本指南第 1 版，2018-01-02 起')
})

test('an item that is not online has no button, but its places', async () => {
  const { code } = await publishedItem(db, { elements: { online: false } })
  const reply = await page(code)
  expect(reply.body).not.toContain('/apply"')
  expect(words(reply)).toContain('到窗口办，看地点')
})

test('fees are told in yuan with their ground, and who pays less', async () => {
  const fee = {
    name: '工本费',
    amountFen: 1050,
    standard: '每证',
    basis: '发改价格〔2003〕2322号',
    reduction: '低保对象免收',
  }
  const { code } = await publishedItem(db, { elements: { chargeable: true, payOnline: true, fees: [fee] } })
  const text = words(await page(code))
  expect(text).toMatch(/多少钱 ?工本费 10.50 元/)
  expect(text).toContain('低保对象免收')
})

test('sub items are offered on their main item, handling items on theirs, with no button above them', async () => {
  const main = await publishedItem(db, { elements: { name: '户外广告管理' } })
  const sub = await publishedItem(db, { level: 'sub', parentId: main.id, elements: { name: '大型广告设置' } })
  const handling = await publishedItem(db, {
    level: 'handling',
    parentId: sub.id,
    elements: { name: '大型广告设置（变更）' },
  })
  const [top, middle] = [await page(main.code), await page(sub.code)]
  await expectValidHtml(top.body)
  expect(top.body).toContain(`href="/services/${sub.code}"`)
  expect(middle.body).toContain(`href="/services/${handling.code}"`)
  expect(middle.body).toContain(`href="/services/${main.code}"`)
  expect(middle.body).not.toContain('/apply"')
  expect((await page(handling.code)).body).toContain('/apply"')
})

test('what nobody applies for says so', async () => {
  const { code } = await publishedItem(db, { itemType: '02', elements: { name: '对乱设广告的处罚' } })
  const reply = await page(code)
  expect(words(reply)).toContain('不用申请')
  expect(reply.body).not.toContain('/apply"')
})

test('versions are listed with what changed; one that begins tomorrow is not told as if it held', async () => {
  const { id, code, versionId } = await publishedItem(db)
  await nextVersion(
    db,
    id,
    { commitmentLimit: { unit: 'workingDay', days: 5, note: '' } },
    '2018-12-01',
    '承诺时限缩短为 5 个工作日',
  )
  const text = words(await page(code))
  expect(text).toContain('本指南第 2 版，2018-12-01 起')
  expect(text).toContain('承诺时限缩短为 5 个工作日')
  expect(text).toMatch(/第 2 版与上一版相比 ?承诺办结时限 ?8 个工作日 ?5 个工作日/)
  await nextVersion(db, id, { consultPhone: '0736-9999999' }, '2099-01-01')
  await db.updateTable('serviceItems').set({ versionId }).where('id', '=', id).execute()
  await publicChanged(db)
  expect(words(await page(code))).not.toContain('第 3 版')
})

test('a cancelled item says since when, why, and what took its place', async () => {
  await db
    .insertInto('basicItems')
    .values({
      code: '000117099001',
      scheme: '2018',
      name: '林木采伐许可',
      itemType: '01',
      standard: JSON.stringify({}),
      issuedBy: '省',
      effectiveOn: '2018-01-01' as never,
    })
    .execute()
  const old = await publishedItem(db, {
    ...{
      unitCode: 'forestry',
      basicCode: '000117099001',
      cancelledOn: '2019-03-20',
      cancelReason: '机构改革，职能划转',
    },
    elements: { name: '林木采伐许可' },
  })
  const now = await publishedItem(db, {
    unitCode: 'natural-resources',
    basicCode: '000117099001',
    effectiveOn: '2019-03-20',
    elements: { name: '林木采伐许可' },
  })
  const reply = await page(old.code)
  expect(reply.statusCode).toBe(410)
  await expectValidHtml(reply.body)
  expect(words(reply)).toContain('自 2019年3月20日 起不再办理。原因：机构改革，职能划转')
  expect(reply.body).toContain(`href="/services/${now.code}"`)
  expect(reply.body).not.toContain('/apply"')
  expect((await page(old.code, '/prepare')).statusCode).toBe(302)
})

test.each(['draft', 'unknown'])('there is no guide of an item that is %s', async (kind) => {
  const code = kind === 'draft' ? (await publishedItem(db, { published: false })).code : 'nowhere'
  expect((await page(code)).statusCode).toBe(404)
  expect((await page(code, '/prepare')).statusCode).toBe(404)
})

test('a blank form can be had exactly while the version the public reads names it', async () => {
  const { id, code } = await publishedItem(db)
  const form = await fileOf(id, '申请表.docx', '表格一')
  expect((await page(code, `/files/${form}`)).statusCode).toBe(404)
  await nextVersion(db, id, withForm(form), '2018-03-01')
  await publicChanged(db)
  expect((await page(code)).body).toContain(`/services/${code}/files/${form}`)
  const got = await page(code, `/files/${form}`)
  expect([got.statusCode, got.body, got.headers['cache-control']]).toEqual([200, '表格一', 'no-cache'])
  expect(decodeURIComponent(String(got.headers['content-disposition']))).toContain('申请表.docx')
  const other = await publishedItem(db)
  expect((await page(other.code, `/files/${form}`)).statusCode).toBe(404)
  await nextVersion(db, id, withForm(null), '2018-06-01')
  expect((await page(code, `/files/${form}`)).statusCode).toBe(404)
})

test.each(['0', '-1', 'x', '99999999999999999999', "1'"])('a file numbered %s does not exist', async (id) => {
  const { code } = await publishedItem(db)
  expect((await page(code, `/files/${encodeURIComponent(id)}`)).statusCode).toBe(404)
})

test('a cancelled item gives no forms', async () => {
  const { id, code } = await publishedItem(db)
  const form = await fileOf(id, '申请表.docx', '表格二')
  await nextVersion(db, id, withForm(form), '2018-03-01')
  expect((await page(code, `/files/${form}`)).statusCode).toBe(200)
  await db
    .updateTable('serviceItems')
    .set({ cancelledOn: '2018-09-01' as never })
    .where('id', '=', id)
    .execute()
  expect((await page(code, `/files/${form}`)).statusCode).toBe(404)
})

test('the wizard asks, says what is not answered, and lists just what this case needs', async () => {
  const { code } = await publishedItem(db)
  const asking = await page(code, '/prepare')
  await expectValidHtml(asking.body)
  expect(words(asking)).toContain('回答 2 个问题')
  expect(asking.body).not.toContain('结构安全证明')
  const half = await page(code, '/prepare?who=person')
  expect(half.statusCode).toBe(422)
  expect(words(half)).toContain('请回答：广告设在哪里')
  const done = await page(code, '/prepare?who=firm&place=ground')
  await expectValidHtml(done.body)
  const text = words(done)
  expect(text).toContain('谁来申请：企业或者其他单位；广告设在哪里：地面上')
  expect(text).toContain('一共 3 样')
  expect(text).toContain('结构安全证明')
  expect(text).not.toContain('建筑物产权人')
  expect(text).toContain('不用带的：营业执照')
  expect(done.body).toContain(`/services/${code}/apply?who=firm&amp;place=ground`)
})

test('an item without questions lists its materials at once', async () => {
  const { code } = await publishedItem(db, { elements: { questions: [], materials: elements().materials.slice(0, 1) } })
  expect(words(await page(code, '/prepare'))).toContain('一共 1 样')
  const none = await publishedItem(db, { elements: { questions: [], materials: [] } })
  expect(words(await page(none.code))).toMatch(/带什么 ?什么都不用带/)
})

test.each(['?who=firm&who=person', '?__proto__=1', '?who=%00', '?who[]=firm'])(
  'odd answers do no harm: %s',
  async (query) => {
    const { code } = await publishedItem(db)
    expect((await page(code, `/prepare${query}`)).statusCode).toBeLessThan(500)
  },
)
