import { expect, test } from 'vitest'
import { openWalk } from '../support/walk.ts'

/**
 * What machines read, files, and switches that lead back at once, are no pages; a terminal shows its own only when it is
 * paired.
 */
const noPages =
  /^\/(healthz|readyz|metrics|elder|robots\.txt|sitemap|kiosk|attachments\/)|\/live$|\/files\/:|\/results\/:/
const { walk, expectNearlyAll } = await openWalk((url) => !url.startsWith('/desk') && !noPages.test(url))

test.each([
  [
    'a visitor',
    [
      '/',
      '/verify',
      '/cases/follow',
      '/interviews',
      '/press-conferences',
      '/concerns',
      '/ranking',
      '/media',
      '/board/main',
      '/board/main/door',
      '/letters/new',
      '/letters/follow',
      '/letters/published',
      '/consult',
      '/consult/answers',
      '/consult/follow',
      '/knowledge',
      '/ratings',
    ],
    undefined,
  ],
  ['a citizen', ['/my', '/my/cases', '/my/letters'], { name: '13000000001', door: '/sign-in' }],
] as const)(
  'every page that %s reaches is valid, accessible and fits a phone',
  async (_, starts, account) => {
    expect(await walk(starts, account)).toEqual([])
  },
  300_000,
)

test('the walk came by nearly every page of the portal', () => {
  expectNearlyAll()
})
