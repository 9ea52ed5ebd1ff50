import { beforeAll, describe, expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { person } from '../../../../tests/support/people.ts'
import { approved, by, form, published, today, words } from '../../../../tests/support/published.ts'
import { db } from '../../../../tests/support/world.ts'
import { attach, createDraft } from '../draft.service.ts'
import { publish, repeal, withdraw } from '../publish.service.ts'
import { approve, submit } from '../review.service.ts'

const house = await openHouse()
const reader = visitorAt(house)

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
