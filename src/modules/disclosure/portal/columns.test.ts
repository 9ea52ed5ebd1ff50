import { describe, expect, test } from 'vitest'
import { openHouse, type Reply, visitorAt } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { published, words } from '../../../../tests/support/published.ts'
import { db } from '../../../../tests/support/world.ts'

const house = await openHouse()
const reader = visitorAt(house)

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
