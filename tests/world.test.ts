import { expect, test } from 'vitest'
import { day } from '../src/core/day.ts'
import { holds } from '../src/platform/actor.ts'
import { listActs } from '../src/platform/acts.ts'
import { person, roleCodes } from './support/people.ts'
import { db, world } from './support/world.ts'

test('a context stands on its day, under the law of that day', () => {
  const ctx = world({ today: day('2018-03-01') })
  expect(ctx.today).toBe('2018-03-01')
  expect(ctx.law.regimeOn(ctx.today).limits.replyDays).toBe(15)
  expect(ctx.settings.site.rootUnit).toBe('jinshi')
})

test('what is done in a context is an act in the name of its actor', async () => {
  const ctx = world({ today: day('2018-03-01'), actor: person('editor', { name: '编小文' }) })
  await ctx.acts.write(db, { act: 'test.done', subject: 'test:1' })
  expect(await listActs(db, 'test:1')).toMatchObject([{ act: 'test.done', actor: '编小文' }])
})

test('an editor drafts and does not publish', () => {
  expect(roleCodes).toContain('editor')
  expect(holds(person('editor'), 'disclosure.draft', '/jinshi/finance/')).toBe(true)
  expect(holds(person('editor'), 'disclosure.publish', '/jinshi/finance/')).toBe(false)
  expect(holds(person('editor', { path: '/jinshi/finance/' }), 'disclosure.draft', '/jinshi/health/')).toBe(false)
})
