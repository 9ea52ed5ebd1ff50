import { beforeAll, describe, expect, test } from 'vitest'
import { openHouse, type Reply, visitorAt } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { addDays, dayOf } from '../../core/day.ts'
import { attach, createDraft } from './draft.service.ts'
import { publish, repeal, withdraw } from './publish.service.ts'
import { approve, submit } from './review.service.ts'
import type { DraftForm } from './schema.ts'

const house = await openHouse()
const reader = visitorAt(house)
const today = dayOf(new Date())
const by = (role: string) => world({ actor: person(role) })

const form: DraftForm = {
  ...{
    unitCode: 'jinshi',
    columnCode: 'files',
    kind: 'document',
    title: '关于提高城乡低保标准的通知',
    documentNumber: '津政发〔2018〕9号',
  },
  ...{
    issuingBody: '津市市人民政府',
    subjectCategory: '民政',
    keywords: '低保 救助',
    source: '市民政局',
    abstract: '',
    body: '自下月起执行。',
  },
  ...{
    fullText: 'yes',
    writtenOn: today,
    effectiveOn: '',
    expiresOn: '',
    attribute: 'proactive',
    attributeGround: '',
    explains: '',
    replaces: '',
  },
}

async function approved(change: Partial<DraftForm> = {}): Promise<number> {
  const id = await createDraft(by('editor'), { ...form, ...change })
  await submit(by('editor'), id, { personalDataReason: '' })
  await approve(by('reviewer'), id, { secrecyNote: '不涉密', note: '' })
  return id
}
async function published(change: Partial<DraftForm> = {}): Promise<number> {
  const id = await approved(change)
  await publish(by('disclosureOfficer'), id, { channels: ['website'], publishAt: '' })
  return id
}
/** What a reader sees: the page without tags. */
const words = ({ body }: Reply) =>
  body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
const searched = async (q: string, more = '') => words(await reader.get(`/search?q=${encodeURIComponent(q)}${more}`))

describe('the page of a document', () => {
  test('carries its metadata, the meta tags that are asked for, and valid HTML', async () => {
    const id = await published()
    const reply = await reader.get(`/documents/${id}`)
    expect(reply.statusCode).toBe(200)
    for (const fact of ['索引号', '430781/jinshi-', '津政发〔2018〕9号', '成文日期', '公开方式', '主动公开'])
      expect(words(reply)).toContain(fact)
    for (const meta of [
      'SiteName',
      'SiteDomain',
      'SiteIDCode',
      'ArticleTitle',
      'PubDate',
      'ContentSource',
      'ColumnName',
      'ColumnType',
      'Keywords',
      'Description',
    ])
      expect(reply.body).toMatch(new RegExp(`<meta name="${meta}" content="[^"]+"`))
    expect(reply.body).toMatch(/<meta name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d"/)
    expect(reply.body.match(/<h1/g)).toHaveLength(1)
    await expectValidHtml(reply.body)
  })

  test.each(['draft', 'approved'])('what is only %s is not there for the public', async (state) => {
    const id = state === 'draft' ? await createDraft(by('editor'), form) : await approved()
    expect((await reader.get(`/documents/${id}`)).statusCode).toBe(404)
  })

  test.each(['abc', '0', '-1', '1e3', '99999999999999999999', "1'--"])(
    '/documents/%s is a page that is not there',
    async (id) => {
      expect((await reader.get(`/documents/${id}`)).statusCode).toBe(404)
    },
  )

  test('an abstract stands for a text that is not online', async () => {
    const reply = await reader.get(
      `/documents/${await published({ fullText: 'no', abstract: '概述在此', body: '全文不该出现' })}`,
    )
    expect(words(reply)).toContain('这里公开的是内容概述')
    expect(words(reply)).toContain('概述在此')
    expect(reply.body).not.toContain('全文不该出现')
  })

  test('policy and interpretation lead to each other', async () => {
    const policy = await published({ kind: 'normative', title: '津市市临时救助办法' })
    const interpretation = await published({
      kind: 'interpretation',
      title: '临时救助办法解读',
      explains: String(policy),
    })
    expect((await reader.get(`/documents/${policy}`)).body).toContain(`href="/documents/${interpretation}"`)
    expect((await reader.get(`/documents/${interpretation}`)).body).toContain(`href="/documents/${policy}"`)
  })

  test('one that was repealed says so above its text and leads to the new one', async () => {
    const old = await published({ kind: 'normative', title: '津市市旧办法' })
    const next = await published({ kind: 'normative', title: '津市市新办法' })
    await repeal(by('disclosureOfficer'), old, { repealedOn: today, by: String(next), note: '' })
    const reply = await reader.get(`/documents/${old}`)
    expect(words(reply)).toContain('本文件已废止')
    expect(reply.body).toContain(`href="/documents/${next}"`)
  })

  test('a tombstone keeps the text with the reason; what is gone keeps neither text nor title and answers 410', async () => {
    const [stone, gone] = [
      await published({ body: '墓碑正文' }),
      await published({ title: '不该再见的标题', body: '不该再见的正文' }),
    ]
    await withdraw(by('disclosureHead'), stone, { withdrawal: 'tombstone', reason: '数据有误', movedTo: '' })
    await withdraw(by('disclosureHead'), gone, {
      withdrawal: 'gone',
      reason: '重复发布',
      movedTo: `/documents/${stone}`,
    })
    const kept = await reader.get(`/documents/${stone}`)
    expect(kept.statusCode).toBe(200)
    for (const word of ['本文件已撤回', '数据有误', '墓碑正文']) expect(words(kept)).toContain(word)
    const lost = await reader.get(`/documents/${gone}`)
    expect(lost.statusCode).toBe(410)
    expect(words(lost)).toContain('重复发布')
    expect(lost.body).toContain(`href="/documents/${stone}"`)
    expect(lost.body).not.toMatch(/不该再见/)
  })

  test('markup that someone typed is shown as text, never run', async () => {
    const evil = '"><script>alert(1)</script>&'
    const id = await published({
      title: `标题${evil}`,
      keywords: evil,
      abstract: evil,
      source: evil,
      body: '<p onclick="x()">字</p><script>alert(1)</script>',
    })
    for (const path of [`/documents/${id}`, '/columns/files', '/search?q=%E6%A0%87%E9%A2%98', '/']) {
      const { body } = await reader.get(path)
      expect(body).not.toContain('<script>alert')
      expect(body).not.toContain('onclick')
    }
  })
})

describe('attachments', () => {
  const content = Buffer.from('0123456789')
  let id: number
  let path: string
  beforeAll(async () => {
    id = await createDraft(by('editor'), { ...form, title: '带附件的通知' })
    const file = await house.world.context(person('editor')).files.save(db, content, { maxBytes: 1000 })
    await attach(by('editor'), id, [{ ...file, name: '预算 表（一）.txt' }])
    await submit(by('editor'), id, { personalDataReason: '' })
    await approve(by('reviewer'), id, { secrecyNote: '不涉密', note: '' })
    const row = await db
      .selectFrom('documentAttachments')
      .select('id')
      .where('documentId', '=', id)
      .executeTakeFirstOrThrow()
    path = `/attachments/${row.id}/x`
  })

  test('are not there before publication, there with safe headers after it, and gone at once with a withdrawal', async () => {
    expect((await reader.get(path)).statusCode).toBe(404)
    await publish(by('disclosureOfficer'), id, { channels: ['website'], publishAt: '' })
    const reply = await reader.get(path)
    expect(reply.rawPayload).toEqual(content)
    expect(reply.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'content-length': '10',
    })
    expect(reply.headers['content-security-policy']).toContain('sandbox')
    const name = encodeURIComponent('预算 表（一）.txt').replace('(', '%28').replace(')', '%29')
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="file.txt"; filename*=UTF-8''${name}`)
    const link = /href="(\/attachments\/[^"]+)"/.exec((await reader.get(`/documents/${id}`)).body)?.[1] ?? ''
    expect((await reader.get(link)).rawPayload).toEqual(content)

    expect((await reader.get(path, { 'if-none-match': String(reply.headers.etag) })).statusCode).toBe(304)
    const part = await reader.get(path, { range: 'bytes=2-4' })
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10'])
    expect((await reader.get(path, { range: 'bytes=-3' })).body).toBe('789')
    expect((await reader.get(path, { range: 'bytes=7-99' })).body).toBe('789')
    expect((await reader.get(path, { range: 'bytes=10-' })).statusCode).toBe(416)
    expect((await reader.get(path, { range: 'bytes=2-4', 'if-range': '"other"' })).body).toBe('0123456789')
    expect((await reader.get(path, { range: 'lines=1' })).statusCode).toBe(200)

    await withdraw(by('disclosureHead'), id, { withdrawal: 'tombstone', reason: '附件有误', movedTo: '' })
    expect((await reader.get(path, { 'if-none-match': String(reply.headers.etag) })).statusCode).toBe(404)
    // Word from the database reaches the page cache a moment after the transaction.
    await expect.poll(async () => (await reader.get(`/documents/${id}`)).body).not.toContain('/attachments/')
  })
})

describe('columns', () => {
  test('a long list is leafed through to its end and back, nothing twice and nothing left out', async () => {
    const ids: number[] = []
    for (let i = 0; i < 45; i++) ids.push(await published({ columnCode: 'personnel', title: `任免通知第${i}号` }))
    // Several may go out in the same instant; their order is then that of their numbers.
    await db
      .updateTable('documents')
      .set({ publishedAt: new Date('2018-03-01T01:00:00Z') })
      .where('columnCode', '=', 'personnel')
      .execute()
    house.world.reload()
    const seen: string[][] = []
    const shown = (reply: Reply) => [...reply.body.matchAll(/任免通知第(\d+)号/g)].map((m) => m[1] ?? '')
    let path: string | undefined = '/columns/personnel?x'
    let back: string | undefined
    while (path) {
      const reply = await reader.get(path)
      expect(words(reply)).toContain('共 45 条')
      seen.push(shown(reply))
      path = /href="([^"]+)" rel="next"/.exec(reply.body)?.[1]?.replace('&amp;', '&')
      back = /href="([^"]+)" rel="prev"/.exec(reply.body)?.[1]
    }
    expect(seen.map((s) => s.length)).toEqual([20, 20, 5])
    expect(new Set(seen.flat()).size).toBe(45)
    expect(shown(await reader.get(back ?? ''))).toEqual(seen[1])
  })

  test('a column shows what stands below it too, its description as meta tags, and how often it is renewed', async () => {
    const id = await published({ columnCode: 'budgets', title: '2018年财政预算公开' })
    const reply = await reader.get('/columns/content')
    expect(reply.body).toContain(`href="/documents/${id}"`)
    for (const meta of ['ColumnName', 'ColumnType', 'ColumnDescription', 'ColumnKeywords'])
      expect(reply.body).toContain(`<meta name="${meta}"`)
    expect(words(await reader.get('/columns/budgets'))).toContain('365 天内更新')
    expect((await reader.get('/open/key-fields')).body).toContain(`href="/documents/${id}"`)
    await expectValidHtml(reply.body)
  })

  test('the guide is read in its column', async () => {
    expect(words(await reader.get('/columns/guide'))).toContain('怎样')
    expect((await reader.get('/columns/guide')).body).toContain('<h1')
  })

  test.each(['nope', 'constructor', '__proto__', 'A', '..%2f'])('/columns/%s is not there', async (code) => {
    expect((await reader.get(`/columns/${code}`)).statusCode).toBe(404)
  })

  test.each(['!!', 'W10', 'eyJhIjoxfQ', 'WyIyMDE4LTAxLTAxIiwxXQ'])(
    'a spoilt place in a list (%s) begins at its top',
    async (after) => {
      expect((await reader.get(`/columns/files?after=${after}`)).statusCode).toBe(200)
    },
  )
})

describe('search', () => {
  beforeAll(async () => {
    await published({
      title: '津市市城乡居民最低生活保障办法',
      documentNumber: '津政办发〔2018〕17号',
      kind: 'normative',
      body: '为规范低保工作制定。',
    })
    await published({ title: '关于社会保险扩面征缴的通知', keywords: '社保', body: '参保登记事项。' })
    await published({
      title: '城区公租房分配结果公示',
      columnCode: 'notices',
      unitCode: 'finance',
      body: '共分配保障性住房120套。',
    })
  })

  test.each([
    ['two characters of the title', '低保', '城乡低保标准'],
    ['two characters of the text', '低保', '最低生活保障办法'],
    ['two characters of the keywords', '社保', '社会保险扩面'],
    ['half a word', '公租', '公租房分配结果'],
    ['the middle of a title', '生活保障', '最低生活保障办法'],
    ['pinyin', 'dibao', '低保标准'],
    ['initials', 'gzf', '公租房'],
    ['a document number', '津政办发〔2018〕17号', '最低生活保障办法'],
    ['a document number in other brackets', '津政办发[2018]17号', '最低生活保障办法'],
    ['words and signs mixed', '公租房 公示！', '公租房分配结果'],
    ['full-width letters', 'ｄｉｂａｏ', '低保标准'],
  ])('finds by %s', async (_, q, title) => {
    expect(await searched(q)).toContain(title)
  })

  test('marks what was looked for and counts by column, body and year', async () => {
    const reply = await reader.get(`/search?q=${encodeURIComponent('公租房')}`)
    expect(reply.body).toContain('<mark>公租房</mark>')
    for (const facet of ['栏目', '发布机构', '年份', '公告公示', `${today.slice(0, 4)} 年`])
      expect(words(reply)).toContain(facet)
    await expectValidHtml(reply.body)
  })

  test('is narrowed by each condition alone and all together', async () => {
    const year = today.slice(0, 4)
    expect(await searched('公租房', '&column=notices&unit=finance&kind=document')).toContain('公租房分配结果')
    expect(await searched('公租房', `&year=${year}&validity=inForce`)).toContain('公租房分配结果')
    for (const wrong of ['&column=news', '&unit=jinshi', '&year=1999', '&kind=news', '&validity=repealed']) {
      const text = await searched('公租房', wrong)
      expect(text).toContain('没有找到与“公租房”有关的信息')
      expect(text).toContain('不限条件找到的')
    }
  })

  test('helps when nothing is found: part of the words, hot words, the hotline', async () => {
    const text = await searched('公租房阿巴阿巴 量子纠缠')
    expect(text).toContain('没有找到')
    expect(text).toContain('公租房分配结果')
    expect(text).toContain('12345')
  })

  test('without a word shows the newest; a very common word says more than, and leafs', async () => {
    expect(words(await reader.get('/search'))).toMatch(/共 \d+ 条/)
    await db
      .insertInto('settings')
      .values({ key: 'limits', value: JSON.stringify({ searchMatches: 100 }), changedBy: 'test' })
      .execute()
    await house.world.reload()
    for (let i = 0; i < 70; i++) await published({ title: `道路养护公告${i}`, body: '道路' })
    for (let i = 0; i < 40; i++) await published({ title: `施工公告${i}`, body: '道路施工' })
    const first = await reader.get(`/search?q=${encodeURIComponent('道路')}`)
    expect(words(first)).toContain('超过 100 条')
    const titles: string[] = []
    for (let page = 1; page <= 6; page++)
      titles.push(
        ...[
          ...(await reader.get(`/search?q=${encodeURIComponent('道路')}&page=${page}`)).body.matchAll(
            /href="\/documents\/(\d+)"/g,
          ),
        ].map((m) => m[1] ?? ''),
      )
    expect(new Set(titles).size).toBe(110)
    expect(titles).toHaveLength(110)
    const newest = await reader.get(`/search?q=${encodeURIComponent('道路')}&sort=newest`)
    expect(newest.body.indexOf('施工公告39')).toBeGreaterThan(0)
    await db.deleteFrom('settings').where('key', '=', 'limits').execute()
    await house.world.reload()
  })

  test.each([
    "'; drop table documents; --",
    "a' & 'b",
    '<script>alert(1)</script>',
    '((((',
    '!!!',
    '%',
    '_'.repeat(200),
    '\\',
    'a:*b',
    '低'.repeat(200),
    '\ud83d\ude00',
  ])('takes %s as words', async (q) => {
    const reply = await reader.get(`/search?q=${encodeURIComponent(q)}`)
    expect(reply.statusCode).toBe(200)
    expect(reply.body).not.toContain('<script>alert')
  })

  test.each([
    'q=%ff%fe',
    'q=%00',
    'q=a%00b',
    'q=a&q=b',
    `q=${'a'.repeat(201)}`,
    'page=0',
    'page=x',
    'page=99999',
    'year=20x8',
    'validity=maybe',
    'unit=%00',
    'kind[]=x&kind[]=y',
  ])('%s is either understood or refused, never a fault', async (query) => {
    expect((await reader.get(`/search?${query}`)).statusCode).toBeLessThan(500)
  })
})

describe('for machines', () => {
  test('a feed of everything and one of each column', async () => {
    const id = await published({ columnCode: 'news', title: '水电 & "气" <改造>\u0007' })
    for (const path of ['/feeds/all.atom', '/feeds/columns/news.atom']) {
      const reply = await reader.get(path)
      expect(reply.headers['content-type']).toContain('application/atom+xml')
      expectXml(reply.body)
      expect(reply.body).toContain(`/documents/${id}"`)
      expect(reply.body).toContain('水电 &#38; &#34;气&#34; &#60;改造&#62;')
    }
    expect((await reader.get('/feeds/columns/nope.atom')).statusCode).toBe(404)
    expect((await reader.get('/feeds/columns/news')).statusCode).toBe(404)
  })

  test('the site map names published documents and no others', async () => {
    const [shown, hidden] = [await published(), await approved()]
    const index = await reader.get('/sitemap.xml')
    expectXml(index.body)
    const parts = [...index.body.matchAll(/<loc>https?:\/\/[^/]+(\/[^<]+)<\/loc>/g)].map((m) => m[1] ?? '')
    const maps = (await Promise.all(parts.map((p) => reader.get(p)))).map((r) => r.body)
    for (const map of maps) expectXml(map)
    expect(maps.join()).toContain(`/documents/${shown}<`)
    expect(maps.join()).not.toContain(`/documents/${hidden}<`)
    expect(maps.join()).toContain('/columns/news<')
    for (const wrong of ['documents-0.xml', 'documents-99999.xml', 'x.xml', '..%2f'])
      expect((await reader.get(`/sitemaps/${wrong}`)).statusCode).toBe(404)
    expect((await reader.get('/robots.txt')).body).toContain('Disallow: /desk')
  })
})

describe('opinions on a draft', () => {
  const form = { opinion: '第三条建议增加夜间时段', name: '李四', contact: '13800138000', website: '' }
  async function solicitation(opens = -1, closes = 5): Promise<number> {
    const values = {
      unitCode: 'jinshi',
      title: '停车管理办法（征求意见稿）',
      body: '<p>草案</p>',
      opensOn: addDays(today, opens),
      closesOn: addDays(today, closes),
    }
    return (await db.insertInto('solicitations').values(values).returning('id').executeTakeFirstOrThrow()).id
  }
  const repliesOf = (id: number) =>
    db.selectFrom('solicitationReplies').selectAll().where('solicitationId', '=', id).execute()

  test('are taken in with an act that names nobody, and counted once when sent twice', async () => {
    const id = await solicitation()
    const post = () =>
      reader.send({
        method: 'POST',
        url: `/solicitations/${id}/opinion`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...form, _csrf: token }).toString(),
      })
    const page = await reader.get(`/solicitations/${id}/opinion`)
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    await expectValidHtml(page.body)
    const first = await post()
    expect([first.statusCode, first.headers.location]).toEqual([303, `/solicitations/${id}/thanks`])
    await post()
    expect(await repliesOf(id)).toMatchObject([
      { opinion: form.opinion, name: '李四', contact: '13800138000', published: false },
    ])
    const acts = await db
      .selectFrom('acts')
      .select(['act', 'data'])
      .where('subject', '=', `solicitation:${id}`)
      .execute()
    expect(acts.map((a) => a.act)).toEqual(['disclosure.opinionReceived'])
    expect(JSON.stringify(acts)).not.toMatch(/李四|13800138000|第三条/)
    const shown = await reader.get(`/solicitations/${id}`)
    expect(words(shown)).toContain('收到意见1 条')
    expect(shown.body).not.toMatch(/李四|13800138000|第三条/)
    expect(words(await reader.get(`/solicitations/${id}/thanks`))).toContain('谢谢您')
  })

  test('that are published show the words and the answer, never who or how to reach them', async () => {
    const id = await solicitation()
    await db
      .insertInto('solicitationReplies')
      .values({
        ...{ solicitationId: id, receivedAt: new Date(), name: '王五', contact: '13900139000' },
        opinion: '公开的意见',
        answer: '已经采纳',
        published: true,
      })
      .execute()
    const { body } = await reader.get(`/solicitations/${id}`)
    expect(body).toContain('公开的意见')
    expect(body).toContain('已经采纳')
    expect(body).not.toMatch(/王五|13900139000/)
  })

  test.each([
    ['nothing', { opinion: '' }, 422],
    ['far too much', { opinion: '字'.repeat(3001) }, 422],
    ['only spaces', { opinion: '   ' }, 422],
    ['what a program fills in', { website: 'http://spam.invalid' }, 422],
  ])('%s is not stored and what was typed is kept', async (_, change, status) => {
    const id = await solicitation()
    const reply = await visitorAt(house, reader.cookie).get(`/solicitations/${id}/opinion`)
    const token = /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? ''
    const sent = await reader.send({
      method: 'POST',
      url: `/solicitations/${id}/opinion`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ ...form, ...change, _csrf: token }).toString(),
    })
    expect(sent.statusCode).toBe(status)
    expect(sent.body).toContain('value="李四"')
    expect(await repliesOf(id)).toEqual([])
  })

  test('come too late or too early: refused with what to do', async () => {
    const closed = await solicitation(-9, -1)
    const page = await reader.get(`/solicitations/${await solicitation()}/opinion`)
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const late = await reader.send({
      method: 'POST',
      url: `/solicitations/${closed}/opinion`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ ...form, _csrf: token }).toString(),
    })
    expect(late.statusCode).toBe(409)
    expect(words(await reader.get(`/solicitations/${closed}`))).toContain('征集已于')
    expect((await reader.get(`/solicitations/${await solicitation(1, 9)}`)).statusCode).toBe(404)
  })
})

describe('other pages', () => {
  test.each([
    '/',
    '/open',
    '/open/key-fields',
    '/interviews',
    '/press-conferences',
    '/concerns',
    '/solicitations',
    '/ranking',
    '/media',
    '/sitemap',
    '/services/handle',
    '/services/letters',
    '/search',
  ])('%s answers with valid HTML and one heading', async (path) => {
    const reply = await reader.get(path)
    expect(reply.statusCode).toBe(200)
    expect(reply.body.match(/<h1/g)).toHaveLength(1)
    await expectValidHtml(reply.body)
  })

  test('an interview, a press conference and a concern with its answers have their pages', async () => {
    const common = { unitCode: 'jinshi', heldOn: today, body: '<p>实录</p>' }
    const interview = await db
      .insertInto('interviews')
      .values({ ...common, title: '谈教育', guests: '局长' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const hidden = await db
      .insertInto('interviews')
      .values({ ...common, title: '草稿', state: 'draft' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const conference = await db
      .insertInto('pressConferences')
      .values({ ...common, title: '汛情发布', speakers: '副市长' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const concern = await db
      .insertInto('concerns')
      .values({ unitCode: 'jinshi', topic: '自来水发黄', raisedOn: today })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect((await reader.get(`/concerns/${concern.id}`)).statusCode).toBe(404)
    await db
      .insertInto('concernResponses')
      .values({ concernId: concern.id, channel: 'website', respondedOn: today, title: '水质说明' })
      .execute()
    expect(words(await reader.get(`/interviews/${interview.id}`))).toContain('实录')
    expect((await reader.get(`/interviews/${hidden.id}`)).statusCode).toBe(404)
    expect(words(await reader.get(`/press-conferences/${conference.id}`))).toContain('副市长')
    expect(words(await reader.get(`/concerns/${concern.id}`))).toContain('水质说明')
    expect(words(await reader.get('/concerns?x'))).toContain('已回应 1 次')
  })
})

/** Fails unless a text is well-formed XML: every tag closed in order, nothing bare that must be escaped. */
function expectXml(text: string): void {
  const open: string[] = []
  const rest = text
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .replace(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, _attributes, self) => {
      if (end) expect(open.pop()).toBe(name)
      else if (!self) open.push(name)
      return ''
    })
  expect(open).toEqual([])
  expect(rest).not.toMatch(/[<>]|&(?!#\d+;|amp;|lt;|gt;|quot;)/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
}
