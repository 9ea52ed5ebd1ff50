import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { addWorkingDays, calendar, explainDay, isWorkingDay } from '../core/calendar.ts'
import { day, days } from '../core/day.ts'
import { systemActor } from './actor.ts'
import { actsOf, listActs } from './acts.ts'
import { correctCalendar, loadCalendar, missingYear } from './calendar.ts'
import { jobs } from './jobs.ts'

const { db } = await testDatabase()
const now = new Date('2026-11-24T02:00:00Z')
const actor = systemActor('测试')
const ctx = { db, now, actor, acts: actsOf(actor, now, '430781'), jobs }

describe('the published calendar', () => {
  const loaded = loadCalendar(db)

  // 国办发明电〔2017〕12号 for 2018, 国办发明电〔2018〕15号 for 2019 and the last days of 2018
  test.each([
    ...['2018-02-11', '2018-02-24', '2018-04-08', '2018-04-28', '2018-09-29', '2018-09-30', '2018-12-29'],
    ...['2019-02-02', '2019-02-03', '2019-04-28', '2019-05-05', '2019-09-29', '2019-10-12'],
  ])('%s is a weekend day that is worked', async (d) => {
    expect(isWorkingDay(await loaded, day(d))).toBe(true)
  })

  test('holidays of 2018 are off', async () => {
    const cal = await loaded
    const off = [
      ...days('2018-02-15', '2018-02-21'),
      ...days('2018-04-05', '2018-04-07'),
      ...days('2018-04-29', '2018-05-01'),
      ...[day('2018-06-18'), day('2018-09-24')],
      ...days('2018-10-01', '2018-10-07'),
      ...days('2018-12-30', '2019-01-01'),
    ]
    expect(off.filter((d) => isWorkingDay(cal, d))).toEqual([])
    expect(days('2018-01-01', '2018-12-31').filter((d) => isWorkingDay(cal, d))).toHaveLength(250)
  })

  test('names the holiday', async () => {
    expect(explainDay(await loaded, day('2018-10-01'))).toEqual({ works: false, why: '国庆节放假' })
    expect(explainDay(await loaded, day('2018-09-29'))).toEqual({ works: true, why: '星期六，国庆节调休上班' })
  })

  test('is known up to the last week of its last year', async () => {
    expect((await loaded).knownUntil).toMatch(/^20(2[6-9]|[3-9]\d)-12-24$/)
  })

  test.each([
    ['nothing is missing in November', '2026-11-30', undefined],
    ['the coming year is missing from 1 December', '2026-12-01', 2027],
    ['and all the more once it has begun', '2027-02-01', 2027],
  ])('of 2026: %s', (_, today, year) => {
    const until2026 = calendar({ daysOff: [], workedWeekends: [], knownUntil: '2026-12-24' })
    expect(missingYear(until2026, day(today), 31)).toBe(year)
  })
})

describe('a correction', () => {
  const source = '国办发明电〔2030〕1号'

  test('wins over what was published, and can be corrected again', async () => {
    const extra = { day: day('2018-10-08'), source }
    await correctCalendar(ctx, { ...extra, kind: 'off', reason: '防汛调休' })
    const once = await loadCalendar(db)
    expect(explainDay(once, extra.day)).toEqual({ works: false, why: '防汛调休' })
    expect(addWorkingDays(once, day('2018-09-30'), 1)).toBe('2018-10-09')
    await correctCalendar(ctx, { ...extra, kind: 'work', reason: '撤回调休' })
    expect(isWorkingDay(await loadCalendar(db), extra.day)).toBe(true)
    await correctCalendar(ctx, { day: day('2018-09-29'), kind: 'off', reason: '防汛', source })
    expect(isWorkingDay(await loadCalendar(db), day('2018-09-29'))).toBe(false)
  })

  test('is an act that says what was corrected and why', async () => {
    const corrected = { day: day('2018-11-01'), kind: 'off', reason: '停电', source } as const
    await correctCalendar(ctx, corrected)
    expect(await listActs(db, 'calendar:2018-11-01')).toMatchObject([
      { act: 'calendar.corrected', actor: '测试', data: corrected },
    ])
  })

  test('that fails leaves neither the day nor the act', async () => {
    const broken = { day: day('2018-11-02'), kind: 'holiday' as 'off', reason: '', source }
    await expect(correctCalendar(ctx, broken)).rejects.toThrow()
    expect(await listActs(db, 'calendar:2018-11-02')).toEqual([])
  })

  test('of a National Day makes its year known', async () => {
    await correctCalendar(ctx, { day: day('2031-10-01'), kind: 'off', reason: '国庆节放假', source })
    expect((await loadCalendar(db)).knownUntil).toBe('2031-12-24')
  })
})
