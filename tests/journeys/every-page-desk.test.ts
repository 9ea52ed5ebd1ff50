import { expect, test } from 'vitest'
import { expectNearlyAll, walk } from '../support/walk.ts'
import { db } from '../support/world.ts'

/** A document in this state that the demonstration has. */
async function documentIn(state: string): Promise<string> {
  const query = db.selectFrom('documents').select('id').where('state', '=', state).where('kind', '<>', 'page')
  const { id } = await query.orderBy('id', 'desc').executeTakeFirstOrThrow()
  return `/desk/disclosure/documents/${id}`
}
const [draft, approved, published] = await Promise.all(['draft', 'approved', 'published'].map(documentIn))
const form = '/desk/statistics/forms/2014/2018'
const desk = (name: string) => ({ name, door: '/desk/sign-in' })

test.each([
  ['an administrator', ['/desk'], desk('guanli')],
  [
    'the head of the disclosure office',
    ['/desk', form, `${form}/cells/A1`, '/desk/statistics/forms/2021/2026', `${draft}/edit`, `${draft}/submit`],
    desk('zhuren'),
  ],
  ['an editor', ['/desk', `${draft}/edit`, `${draft}/files`], desk('bianji')],
  ['a reviewer', ['/desk'], desk('shenhe')],
  [
    'a disclosure officer',
    [
      '/desk',
      `${approved}/publish`,
      `${published}/channels`,
      `${published}/repeal`,
      `${published}/withdraw`,
      `${published}/correction`,
    ],
    desk('gongkai'),
  ],
  ['an auditor', ['/desk'], desk('shenji')],
] as const)(
  'every page that %s reaches is valid, accessible and fits a phone',
  async (_, starts, account) => {
    expect(await walk(starts, account)).toEqual([])
  },
  300_000,
)

test('the walk came by nearly every page of the desk', () => {
  expectNearlyAll((url) => url.startsWith('/desk'))
})
