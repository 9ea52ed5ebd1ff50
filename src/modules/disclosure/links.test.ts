import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { person } from '../../../tests/support/people.ts'
import { db, reloadWorld, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Answer } from '../../platform/probe.ts'
import { loadSettings, saveSetting } from '../../platform/settings.ts'
import { createDraft } from './draft.service.ts'
import { checkLinks, linksIn, recheck } from './links.service.ts'
import { countBroken, linkTotals, listBroken } from './links.store.ts'
import { publish, withdraw } from './publish.service.ts'
import { approve, submit } from './review.service.ts'
import * as store from './store.ts'

const house = await openHouse()
const at = (role: string) => world({ today: day('2018-06-01'), actor: person(role) })
const [editor, reviewer, officer] = [at('editor'), at('reviewer'), at('disclosureOfficer')]
const all = ['/jinshi/']

async function published(body: string): Promise<number> {
  const id = await createDraft(editor, {
    ...{
      title: '有链接的通知',
      documentNumber: '',
      issuingBody: '津市市人民政府',
      unitCode: 'jinshi',
      columnCode: 'files',
    },
    ...{ kind: 'document', subjectCategory: '', keywords: '', source: '', abstract: '', body, fullText: 'yes' },
    ...{ writtenOn: '2018-05-28', effectiveOn: '', expiresOn: '', explains: '', replaces: '' },
    ...{ attribute: 'proactive', attributeGround: '' },
  })
  await submit(editor, id, { personalDataReason: '' })
  await approve(reviewer, id, { secrecyNote: '可以公开', note: '' })
  await publish(officer, id, { channels: ['website'], publishAt: '' })
  return id
}
const broken = async () => (await listBroken(db, all, 100)).map((l) => [l.url, l.outcome, l.failures])

test('a text leads to places of our own, to others, and nowhere', () => {
  const html =
    '<p><a href="/documents/1#x">甲</a><a href="https://www.jinshishi.gov.cn/documents/1">乙</a><a href="http://example.org/a?b=1&amp;c=2">丙</a><a href="mailto:a@b.c">信</a><a href="#y">下</a><a href="http://[">错</a></p>'
  expect(linksIn(html, 'www.jinshishi.gov.cn')).toEqual(['/documents/1', 'http://example.org/a?b=1&c=2', 'http://['])
})

test('links of our own site are looked up every night, and the texts stay as they are', async () => {
  const good = await published('<p>全文</p>')
  const gone = await published('<p>将要撤下</p>')
  const id = await published(
    `<p><a href="/documents/${good}">好</a><a href="/documents/${gone}">撤</a><a href="/columns/files">栏</a><a href="/columns/nowhere">无</a><a href="/units/jinshi">府</a><a href="/search?q=a">搜</a></p>`,
  )
  const before = await store.getDocument(db, id)
  await checkLinks(world({ today: day('2018-06-02') }))
  expect(await broken()).toEqual([['/columns/nowhere', 'broken', 1]])
  await withdraw(officer, gone, { withdrawal: 'gone', reason: '内容有误', movedTo: '' })
  await checkLinks(world({ today: day('2018-06-03') }))
  expect(await broken()).toEqual([
    ['/columns/nowhere', 'broken', 2],
    [`/documents/${gone}`, 'broken', 1],
  ])
  expect(await store.getDocument(db, id)).toEqual(before)

  const clerk = await signedInAs(house, 'editor')
  const { body } = await clerk.get('/desk/disclosure/links')
  await expectValidHtml(body)
  for (const word of ['/columns/nowhere', '本站没有这个栏目', '有链接的通知', '只检查本站的链接'])
    expect(body).toContain(word)
  expect((await clerk.post('/desk/disclosure/links/recheck', { url: '/columns/nowhere' })).statusCode).toBe(303)
  expect((await broken())[0]).toEqual(['/columns/nowhere', 'broken', 3])
  const town = await signedInAs(house, 'townAgent', { unitCode: 'xinzhou' })
  expect((await town.get('/desk/disclosure/links')).body).not.toContain('有链接的通知')

  await withdraw(officer, id, { withdrawal: 'tombstone', reason: '内容有误', movedTo: '' })
  expect(await countBroken(db, all)).toBe(0)
  await checkLinks(world({ today: day('2018-06-04') }))
  expect((await linkTotals(db)).all).toBe(0)
})

test('other sites are visited only when the county says so, and only so many of one host in a night', async () => {
  const many = Array.from({ length: 30 }, (_, i) => `<a href="http://one.example/${i}">一</a>`).join('')
  await published(`<p>${many}<a href="http://two.example/">二</a></p>`)
  const asked: string[] = []
  const visit = async (url: string): Promise<Answer> => {
    asked.push(url)
    return url.includes('two')
      ? { outcome: 'broken', status: 404, answer: '' }
      : { outcome: 'ok', status: 200, answer: '' }
  }
  await checkLinks(world({ today: day('2018-06-05') }), visit)
  expect(asked).toEqual([])

  const { limits } = await loadSettings(db)
  await saveSetting(world({ today: day('2018-06-05') }), 'limits', { ...limits, linksPerNight: 100 })
  await reloadWorld()
  await checkLinks(world({ today: day('2018-06-06') }), visit)
  expect(asked.filter((u) => u.includes('one.example'))).toHaveLength(20)
  expect(await broken()).toEqual([['http://two.example/', 'broken', 1]])
  await checkLinks(world({ today: day('2018-06-07') }), visit)
  // Those never visited come first.
  expect(new Set(asked).size).toBe(31)

  await recheck(world({ today: day('2018-06-08'), actor: person('editor') }), 'http://two.example/', async () => ({
    ...{ outcome: 'ok' as const, status: 200, answer: '' },
  }))
  expect(await broken()).toEqual([])
  const town = world({
    today: day('2018-06-08'),
    actor: person('townAgent', { unitCode: 'xinzhou', path: '/jinshi/xinzhou/' }),
  })
  await expect(recheck(town, 'http://two.example/', visit)).rejects.toBeInstanceOf(NotFound)
})
