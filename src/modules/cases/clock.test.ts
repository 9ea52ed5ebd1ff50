import { expect, test } from 'vitest'
import { acceptedCase, at, caseOf, clerk } from '../../../tests/support/cases.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { person } from '../../../tests/support/people.ts'
import { db } from '../../../tests/support/world.ts'
import { calendar } from '../../core/calendar.ts'
import { day, days } from '../../core/day.ts'
import * as acceptance from './acceptance.service.ts'
import * as decision from './decision.service.ts'
import { indicators } from './figures.ts'
import * as handling from './handling.service.ts'
import { remind, remindTolerated, runningClock } from './jobs.ts'
import { lifeOf } from './life.store.ts'
import { caseRecord, casesInReach, workCounts } from './service.ts'
import { getCase } from './store.ts'

const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')

const warnings = async (number: string) =>
  (
    await db
      .selectFrom('acts')
      .select('data')
      .where('subject', '=', `case:${number}`)
      .where('act', 'in', ['cases.reminded', 'cases.warned'])
      .orderBy('id')
      .execute()
  ).map((a) => (a.data as { rule: string }).rule)

test('reminders: before the promised day, yellow card when it passed, red card after its term, once each, none while stopped', async () => {
  const number = await acceptedCase('2026-03-02')
  expect(await getCase(db, number)).toMatchObject({
    promisedDueOn: '2026-03-12',
    warnOn: '2026-03-10',
    statutoryDueOn: '2026-03-30',
  })
  const on = async (text: string) => {
    await remind(at(text))
    await remind(at(text))
    return warnings(number)
  }
  expect(await on('2026-03-09')).toEqual([])
  expect(await on('2026-03-10')).toEqual(['nearing'])
  expect(await on('2026-03-13')).toEqual(['nearing', 'yellowCard'])
  expect(await on('2026-03-20')).toEqual(['nearing', 'yellowCard', 'redCard'])
  expect(await on('2026-03-31')).toEqual(['nearing', 'yellowCard', 'redCard', 'statutory'])
  const stopped = await acceptedCase('2026-03-02')
  await handling.startSpecial(at('2026-03-03', officer), stopped, { kind: 'test', reason: '要检验', until: '' })
  await remind(at('2026-05-06'))
  expect(await warnings(stopped)).toEqual([])
})

test('whoever promised a material is reminded on its last day', async () => {
  const materials = [
    { key: 'application', way: 'paper' as const },
    { key: 'drawing', way: 'later' as const },
  ]
  const number = await acceptedCase('2026-06-01', { change: { materials } })
  await remindTolerated(at('2026-06-05'))
  expect(await warnings(number)).toEqual([])
  await remindTolerated(at('2026-06-08'))
  await remindTolerated(at('2026-06-09'))
  expect(await warnings(number)).toEqual(['toleranceEnds'])
})

test('a corrected calendar dates open cases anew, promise and law together', async () => {
  const number = await acceptedCase('2026-07-01')
  const before = await getCase(db, number)
  expect(before).toMatchObject({ promisedDueOn: '2026-07-13', statutoryDueOn: '2026-07-29' })
  const ctx = {
    ...at('2026-07-02'),
    calendar: calendar({ daysOff: days('2026-07-06', '2026-07-07'), workedWeekends: [] }),
  }
  const found = await db.transaction().execute((tx) => runningClock.listRunning(ctx, tx, before.id - 1, 10))
  expect(found.find((f) => f.id === before.id)).toMatchObject({ dueOn: '2026-07-13', redated: '2026-07-15' })
  expect(await getCase(db, number)).toMatchObject({
    ...{ dueOn: '2026-07-15', promisedDueOn: '2026-07-15', statutoryDueOn: '2026-07-31', warnOn: '2026-07-13' },
  })
})

test('a work list holds what lies with the unit, the nearest day first, page by page, with lights and counts', async () => {
  const unit = 'culture'
  const item = await publishedItem(db, { unitCode: unit })
  const mine = await clerk('departmentOfficer', unit)
  const boss = await clerk('departmentHead', unit)
  const numbers: string[] = []
  for (const on of ['2026-03-02', '2026-03-04', '2026-03-03', '2026-03-05']) {
    const number = await caseOf(on, { itemCode: item.code, by: mine })
    await acceptance.accept(at(on, mine), number, { note: '' })
    numbers.push(number)
  }
  const now = at('2026-03-13', mine)
  const { lines } = await casesInReach(now, { group: 'handle' })
  expect(lines.map((l) => [l.number, l.light])).toEqual([
    [numbers[0], 'overdue'],
    [numbers[2], 'yellow'],
    [numbers[1], 'yellow'],
    [numbers[3], 'yellow'],
  ])
  expect(lines[0]).toMatchObject({ applicantName: '李**', daysLeft: -1 })
  expect((await casesInReach(now, { light: 'overdue' })).lines.map((l) => l.number)).toEqual([numbers[0]])
  expect(await workCounts(now)).toMatchObject({ open: 4, overdue: 1, yellow: 3, stopped: 0, handle: 4, accept: 0 })
  const { lines: steps } = await casesInReach(now, { group: 'steps' })
  expect(steps.map((l) => l.step?.name)).toEqual(['审查', '审查', '审查', '审查'])
  expect((await casesInReach(now, { group: 'all' })).lines.map((l) => l.number)).toEqual([
    ...[numbers[3], numbers[1], numbers[2], numbers[0]],
  ])
  expect((await casesInReach(now, { q: '11010519491231002x' })).lines).toHaveLength(4)
  await handling.proposeExtension(at('2026-03-09', mine), numbers[3] ?? '', { days: 2, reason: '复杂' })
  expect(await workCounts(at('2026-03-13', boss))).toMatchObject({ proposals: 1 })
  // Another department sees none of it.
  const other = await clerk('departmentOfficer', 'forestry')
  expect((await casesInReach(at('2026-03-13', other), { group: 'all' })).lines).toEqual([])
  expect(await workCounts(at('2026-03-13', other))).toMatchObject({ open: 0, overdue: 0 })
  await expect(caseRecord(at('2026-03-13', other), numbers[0] ?? '')).rejects.toMatchObject({ code: 'forbidden' })
})

test('the record shows both clocks day by day, every move with why not, and nobody in full', async () => {
  const number = await acceptedCase('2026-03-02')
  const record = await caseRecord(at('2026-03-03', officer), number)
  expect(record.clocks.promised?.dueOn).toBe('2026-03-12')
  expect(record.clocks.promised?.working.at(-1)).toMatchObject({ day: '2026-03-12', counted: 8 })
  expect(record.clocks.statutory?.working.at(-1)?.counted).toBe(20)
  const may = record.moves.filter((m) => !m.refusal).map((m) => m.name)
  expect(may).toEqual(['startSpecial', 'proposeExtension', 'passStep', 'askFee', 'withdraw', 'returnCase', 'handOver'])
  expect(JSON.stringify([record.file, record.life])).not.toMatch(/李小梅|11010519491231002X|13812345678/)
  await expect(caseRecord(at('2026-03-03', person('administrator')), number)).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('figures count what came, what was finished and in time, by promise and by law', async () => {
  const item = await publishedItem(db, { unitCode: 'water' })
  const mine = await clerk('departmentOfficer', 'water')
  const boss = await clerk('departmentHead', 'water')
  const scope = { path: '/jinshi/water/', from: day('2027-01-01'), to: day('2027-12-31') }
  const on = async (text: string, decideOn?: string) => {
    const number = await caseOf(text, { itemCode: item.code, by: mine })
    await acceptance.accept(at(text, mine), number, { note: '' })
    if (!decideOn) return
    const life = await lifeOf(db, (await getCase(db, number)).id)
    const step = life.steps.find((s) => s.state === 'doing')
    await handling.passStep(at(text, mine), number, { step: step?.id ?? 0, opinion: '可以' })
    await decision.decide(at(decideOn, boss), number, { decision: 'approve', reason: '' })
    await decision.issueResult(at(decideOn, mine), number)
  }
  await on('2027-03-01', '2027-03-05')
  await on('2027-03-01', '2027-03-19')
  await on('2027-03-01', '2027-05-10')
  await on('2027-03-01')
  const figure = async (id: string) => {
    const found = indicators.find((i) => i.id === `cases.${id}`)
    return found ? (await found.records(db, scope).execute()).length : undefined
  }
  const said = ['received', 'online', 'received.window', 'completed', 'completed.committed', 'completed.instant']
  expect(await Promise.all(said.map(figure))).toEqual([4, 0, 4, 3, 3, 0])
  const timed = ['decided', 'inTimeByPromise', 'inTimeByLaw', 'receivedCompleted', 'overdue']
  expect(await Promise.all(timed.map(figure))).toEqual([3, 1, 2, 3, 1])
  expect(head.unitCode).toBe('urban')
})
