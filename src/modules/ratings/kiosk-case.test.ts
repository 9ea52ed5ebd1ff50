import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { words } from '../../../tests/support/applicant.ts'
import { citizen, clerk, letterFor, readyDraft } from '../../../tests/support/cases.ts'
import { pairedKiosk } from '../../../tests/support/hall.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { db, world } from '../../../tests/support/world.ts'
import { accept } from '../cases/acceptance.service.ts'
import { decide, issueResult } from '../cases/decision.service.ts'
import { submit } from '../cases/drafts.service.ts'
import { passStep } from '../cases/handling.service.ts'
import { lifeOf } from '../cases/life.store.ts'
import { getCase } from '../cases/store.ts'

const house = await openHouse()
const item = await publishedItem(db)
const manager = await signedInAs(house, 'hallManager')
const me = world({ actor: await citizen() })
const { number, code } = await submit(me, await readyDraft(me, item.code))

async function bringToItsEnd(): Promise<void> {
  const as = async (role: string, unit: string) => world({ actor: await clerk(role, unit) })
  const window = await clerk('windowClerk', 'services', '窗口')
  await letterFor(window, 'urban', ['accept', 'issue'], { from: '2020-01-01', until: '2099-12-31' })
  await accept(world({ actor: window }), number, { note: '' })
  const { steps } = await lifeOf(db, (await getCase(db, number)).id)
  const step = steps.find((s) => s.state === 'doing')?.id ?? 0
  await passStep(await as('departmentOfficer', 'urban'), number, { step, opinion: '同意' })
  await decide(await as('departmentHead', 'urban'), number, { decision: 'approve', reason: '' })
  await issueResult(world({ actor: window }), number)
}

test('a case that is over is rated once at a terminal, and nothing of the visit is left', async () => {
  const terminal = await pairedKiosk(house, manager)
  const open = () => terminal.post('/kiosk/main/rate-case', { number, code })
  expect((await terminal.get('/kiosk/main')).body).toContain('/kiosk/main/rate')
  await open()
  expect((await terminal.get('/kiosk/main/rate-case/say')).statusCode).toBe(404)
  await bringToItsEnd()
  expect((await open()).headers.location).toBe('/kiosk/main/rate-case/say')
  const asked = await terminal.get('/kiosk/main/rate-case/say')
  expect(words(asked)).toContain('这次办事，您满意吗')
  expect(asked.body).not.toContain('href="/"')
  const given = await terminal.post('/kiosk/main/rate-case/say', { level: '2' })
  expect([given.statusCode, given.headers.location]).toEqual([303, '/kiosk/main/rate-case/say?done=1'])
  expect((await terminal.post('/kiosk/main/rate-case/say', { level: '5' })).statusCode).toBe(409)
  const rows = await db
    .selectFrom('ratings')
    .select(['level', 'channel'])
    .where('subject', '=', `case:${number}`)
    .execute()
  expect(rows).toEqual([{ level: 2, channel: 'kiosk' }])
  await terminal.get('/kiosk/main')
  expect((await terminal.get('/kiosk/main/rate-case/say')).statusCode).toBe(404)
})
