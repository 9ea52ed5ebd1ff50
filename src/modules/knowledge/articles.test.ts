import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { person } from '../../../tests/support/people.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { Forbidden, Invalid } from '../../core/errors.ts'
import type { Actor } from '../../platform/actor.ts'
import { listActs } from '../../platform/acts.ts'
import {
  giveUpChanges,
  publishArticle,
  recallArticle,
  returnArticle,
  revisitArticle,
  saveArticle,
  submitArticle,
  withdrawArticle,
  writeArticle,
} from './articles.service.ts'
import { getArticle, getVersion, listVersions } from './articles.store.ts'
import { moves, refuseMove } from './rules.ts'
import type { ArticleForm } from './schema.ts'
import { searchArticles, suggestKnowledge } from './search.store.ts'

const today = day('2018-06-01')
const by = (actor: Actor, on = today) => world({ today: on, actor })
const writer = by(person('departmentOfficer'))
const publisher = by(person('hotlineManager'))

const form: ArticleForm = {
  title: '低保怎么申请',
  unitCode: 'civil',
  topic: 'assistance',
  keywords: '最低生活保障',
  audience: 'public',
  reviewOn: day('2019-06-01'),
  body: '带身份证、户口簿到户籍所在地的乡镇或者街道申请。\n三十个工作日内告诉您结果。',
  items: '',
  documents: '',
}
const write = (change: Partial<ArticleForm> = {}) => writeArticle(writer, { ...form, ...change })
async function published(change: Partial<ArticleForm> = {}) {
  const id = await write(change)
  await submitArticle(writer, id)
  await publishArticle(publisher, id)
  return id
}
const titles = async (q: string, internal = false) =>
  (await searchArticles(db, { q, internal, limit: 20 })).rows.map((r) => r.title)

describe('the life of an article', () => {
  test('is the drawing in the README', async () => {
    const readme = await readFile(new URL('./README.md', import.meta.url), 'utf8')
    const drawn = [...readme.matchAll(/^ {2}(\w+) --> (\w+): (\w+)$/gm)].map(
      ([, from, to, name]) => `${name} ${from} ${to}`,
    )
    const coded = Object.entries(moves).flatMap(([name, { from, to }]) =>
      from.map((state) => `${name} ${state} ${to === 'same' ? state : to}`),
    )
    expect(drawn.sort()).toEqual(coded.sort())
  })

  test('who wrote it cannot publish it, not even with the right to', async () => {
    const both = { ...person('hotlineManager'), accountId: 'test-both' }
    const id = await writeArticle(by(both), form)
    await submitArticle(by(both), id)
    await expect(publishArticle(by(both), id)).rejects.toMatchObject({ code: 'knowledge.ownText' })
    await publishArticle(publisher, id)
    expect(await getArticle(db, id)).toMatchObject({ state: 'published', publishedVersion: 1 })
  })

  test('readers read the published version until the next one is published', async () => {
    const id = await published({ title: '临时救助怎么办' })
    await saveArticle(writer, id, { ...form, title: '临时救助和急难救助', version: 1 })
    expect(await titles('急难')).toEqual([])
    expect(await titles('临时救助怎么办')).toEqual(['临时救助怎么办'])
    await submitArticle(writer, id)
    await returnArticle(publisher, id, { note: '请写清楚电话' })
    expect(await getArticle(db, id)).toMatchObject({ state: 'draft', returnNote: '请写清楚电话', publishedVersion: 1 })
    await submitArticle(writer, id)
    await publishArticle(publisher, id)
    expect(await titles('急难')).toEqual(['临时救助和急难救助'])
    expect((await listVersions(db, id)).map((v) => v.version)).toEqual([2, 1])
    expect((await listActs(db, `article:${id}`)).map((a) => a.act)).toEqual([
      'knowledge.articleWritten',
      'knowledge.articleSubmitted',
      'knowledge.articlePublished',
      'knowledge.articleSaved',
      'knowledge.articleSubmitted',
      'knowledge.articleReturned',
      'knowledge.articleSubmitted',
      'knowledge.articlePublished',
    ])
  })

  test('changes can be given up: the published text is the newest version again', async () => {
    const id = await published({ title: '特困供养' })
    await saveArticle(writer, id, { ...form, title: '写错了的标题', version: 1 })
    await giveUpChanges(writer, id)
    const article = await getArticle(db, id)
    expect(article).toMatchObject({ state: 'published', version: 3, publishedVersion: 3, title: '特困供养' })
    expect((await getVersion(db, id, 3)).content.title).toBe('特困供养')
  })

  test('two who write at the same time are told, and nothing is lost', async () => {
    const id = await write()
    await saveArticle(writer, id, { ...form, version: 1 })
    await expect(saveArticle(writer, id, { ...form, version: 1 })).rejects.toMatchObject({
      code: 'knowledge.savedMeanwhile',
    })
    expect((await listVersions(db, id)).length).toBe(2)
  })

  test('what was withdrawn is found no more, and may be written anew', async () => {
    const id = await published({ title: '旧的燃油补贴' })
    await withdrawArticle(publisher, id, { reason: '政策已经停止' })
    expect(await titles('燃油补贴')).toEqual([])
    await saveArticle(writer, id, { ...form, title: '新的燃油补贴', version: 1 })
    await submitArticle(writer, id)
    await recallArticle(writer, id)
    expect(await getArticle(db, id)).toMatchObject({ state: 'draft', publishedVersion: null, withdrawnReason: '' })
  })

  test('a day of review in the past, or none for years, is told', async () => {
    await expect(write({ reviewOn: day('2018-06-01') })).rejects.toThrow(Invalid)
    await expect(write({ reviewOn: day('2021-06-01') })).rejects.toThrow(Invalid)
    const id = await published()
    await revisitArticle(writer, id, { reviewOn: day('2020-01-01') })
    expect((await getArticle(db, id)).reviewOn).toBe('2020-01-01')
  })

  test('nobody writes for a unit outside their reach', async () => {
    const outside = by(person('departmentOfficer', { path: '/jinshi/xinzhou/' }))
    await expect(writeArticle(outside, form)).rejects.toThrow(Forbidden)
    const id = await write()
    await expect(submitArticle(outside, id)).rejects.toThrow(Forbidden)
  })

  test('an item or a document that does not exist is told by its name', async () => {
    await expect(write({ items: '没有的事项', documents: '没有的文号' })).rejects.toMatchObject({
      problems: [{ field: 'items' }, { field: 'documents' }],
    })
  })

  test('every move is refused in every state that the table does not name', () => {
    const someone = { accountId: 'x', holds: () => true }
    for (const name of Object.keys(moves) as (keyof typeof moves)[])
      for (const state of ['draft', 'inReview', 'published', 'withdrawn'] as const) {
        const refusal = refuseMove(name, { state, publishedVersion: 1, authors: [] }, someone)
        expect(refusal === undefined, `${name} from ${state}`).toBe(
          (moves[name].from as readonly string[]).includes(state),
        )
      }
  })
})

describe('search', () => {
  test('finds two-character words, parts of words, and pinyin', async () => {
    await published({ title: '城乡居民基本医疗保险参保缴费' })
    for (const q of ['医疗', '参保', '居民基本', 'yiliao', 'ylbx'])
      expect(await titles(q), q).toContain('城乡居民基本医疗保险参保缴费')
  })

  test('internal articles are found by staff only', async () => {
    await published({ title: '话务员转接外县热线的办法', audience: 'internal' })
    expect(await titles('转接外县')).toEqual([])
    expect(await titles('转接外县', true)).toEqual(['话务员转接外县热线的办法'])
  })

  test('a question in a whole sentence still finds what shares its words', async () => {
    await published({ title: '新生儿怎么上户口', keywords: '出生登记' })
    const hits = await suggestKnowledge(db, '我家孩子上个月出生的，想给他上户口要带什么')
    expect(hits.map((h) => h.title)).toContain('新生儿怎么上户口')
    expect(hits[0]).toMatchObject({ kind: 'article', topic: 'assistance', audience: 'public' })
  })

  test('what a question is about counts, not the words around it', async () => {
    await published({ title: '夜间施工有什么规定', body: '为什么要登记，要什么材料，多久有结果。' })
    await published({ title: '孤儿基本生活费', body: '由监护人申请。' })
    await published({ title: '什么人可以申请什么', body: '什么条件都写在这里，想知道要什么条件的看这里。' })
    const [first] = await suggestKnowledge(db, '请问孤儿的生活费要什么条件，多久能拿到')
    expect(first?.title).toBe('孤儿基本生活费')
  })

  test('goes on behind a place without losing or doubling any', async () => {
    for (let i = 0; i < 5; i++) await published({ title: `翻页用的知识${i}` })
    const seen: string[] = []
    let after: Parameters<typeof searchArticles>[1]['after']
    for (;;) {
      const { rows, total } = await searchArticles(db, { q: '翻页', limit: 2, after })
      expect(total).toBe(5)
      seen.push(...rows.map((r) => r.title))
      const last = rows.at(-1)
      if (!last || rows.length < 2) break
      after = { rank: last.rank, at: last.publishedAt, id: last.id }
    }
    expect(seen.length).toBe(5)
    expect(new Set(seen).size).toBe(5)
  })
})
