import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elements } from '../../../tests/support/items.ts'
import { addWorkingDays, calendar, isWorkingDay } from '../../core/calendar.ts'
import { addDays, type Day, day, days } from '../../core/day.ts'
import { caseLight } from './light.ts'
import {
  type CaseEvent,
  clockEvents,
  deliverDue,
  dueDays,
  limitsFor,
  mostExtension,
  noticeDue,
  warnOn,
} from './limits.ts'

// 2026 National Day and Mid-Autumn, made up for the test.
const cal = calendar({ daysOff: days('2026-10-01', '2026-10-07'), workedWeekends: ['2026-09-27', '2026-10-10'] })
const working = (n: number) => ({ unit: 'workingDay' as const, days: n })
const asked = { asOf: day('2026-09-01'), warnPercent: 30 }
const none = { unit: 'none' as const, days: null }

describe('which limits a case has', () => {
  const of = (change: Parameters<typeof elements>[0], type = '01') =>
    limitsFor(elements(change), type, day('2026-09-01'))
  const bare = { statutoryLimit: { ...none, note: '' } }

  test('a licence has twenty working days, forty-five when several organs handle it', () => {
    expect(of(bare)).toMatchObject({ statutory: working(20), basis: '《中华人民共和国行政许可法》第四十二条第一款' })
    expect(of({ ...bare, jointAgencies: ['环境保护局'] })).toMatchObject({
      statutory: working(45),
      basis: '《中华人民共和国行政许可法》第四十二条第二款',
    })
  })

  test('its own law comes before the general one', () => {
    const own = { unit: 'calendarDay' as const, days: 30, note: '《食品安全法》第三十五条' }
    expect(of({ statutoryLimit: own })).toMatchObject({
      statutory: { unit: 'calendarDay', days: 30 },
      basis: '《食品安全法》第三十五条',
    })
  })

  test('what is no licence has the limit of its own law, or none', () => {
    expect(of(bare, '20')).toMatchObject({ statutory: none, basis: '' })
    expect(of({}, '07').statutory).toEqual(working(20))
  })

  test('an instant case is decided on the spot', () => {
    expect(of({ caseType: '1' })).toMatchObject({ kind: 'instant', promised: { unit: 'instant', days: null } })
    expect(of({}).kind).toBe('committed')
  })

  test.each([
    ['a licence', '01', false, working(5), working(20), 10],
    ['a licence of several organs', '01', true, working(5), working(45), 15],
    ['another item, up to its law', '07', false, working(5), working(20), 15],
    ['another item without a law', '20', false, working(5), none, 0],
    [
      'another item whose law speaks of calendar days',
      '20',
      false,
      working(5),
      { unit: 'calendarDay' as const, days: 30 },
      0,
    ],
  ])('the most by which %s is extended', (_, type, joint, promised, statutory, most) => {
    expect(mostExtension({ promised, statutory }, type, joint, day('2026-09-01')).days).toBe(most)
  })
})

describe('due days', () => {
  test.each([
    ['five working days for the notice', () => noticeDue(cal, day('2026-09-28')), '2026-10-10'],
    ['ten working days to deliver', () => deliverDue(cal, day('2026-09-01')), '2026-09-15'],
    ['yellow with thirty per cent left', () => warnOn(cal, day('2026-09-18'), 10, 30), '2026-09-15'],
    ['yellow with one working day left, at least', () => warnOn(cal, day('2026-09-21'), 2, 30), '2026-09-18'],
  ])('%s', (_, reckoned, expected) => expect(reckoned()).toBe(expected))

  const at = (events: CaseEvent[], asOf = '2026-09-01') => {
    const limits = { promised: working(8), statutory: working(20) }
    const found = dueDays(limits, cal, day('2026-09-01'), events, { ...asked, asOf: day(asOf) })
    return [found.promised?.dueOn, found.statutory?.dueOn, found.dueOn]
  }
  const special = (on: string): CaseEvent => ({ kind: 'pause', cause: 'special', on: day(on), ground: '现场勘验' })
  const resumed = (on: string, cause: 'special' | 'tolerance' = 'special'): CaseEvent => ({
    ...{ kind: 'resume', cause, on: day(on), ground: '继续' },
  })
  const tolerated = (on: string, until: string): CaseEvent => ({
    ...{ kind: 'pause', cause: 'tolerance', on: day(on), until: day(until), ground: '容缺' },
  })

  test.each<[string, CaseEvent[], string, string]>([
    ['undisturbed', [], '2026-09-11', '2026-09-28'],
    ['a special procedure stops both', [special('2026-09-03'), resumed('2026-09-07')], '2026-09-15', '2026-09-30'],
    [
      'a tolerated material stops the promise only',
      [tolerated('2026-09-01', '2026-09-04')],
      '2026-09-16',
      '2026-09-28',
    ],
    [
      'brought early it stops no longer',
      [tolerated('2026-09-01', '2026-09-04'), resumed('2026-09-02', 'tolerance')],
      '2026-09-14',
      '2026-09-28',
    ],
    [
      'both at once are counted once',
      [tolerated('2026-09-01', '2026-09-04'), special('2026-09-03'), resumed('2026-09-07')],
      '2026-09-17',
      '2026-09-30',
    ],
    [
      'an extension adds to both',
      [{ kind: 'extension', cause: 'extension', on: day('2026-09-08'), days: 10, ground: '延长' }],
      '2026-09-25',
      '2026-10-16',
    ],
  ])('%s', (_, events, promised, statutory) => {
    expect(at(events, '2026-09-10').slice(0, 2)).toEqual([promised, statutory])
  })

  test('lights go by whichever comes first, and in calendar days the last day is a working day', () => {
    const limits = { promised: working(20), statutory: { unit: 'calendarDay' as const, days: 5 } }
    const found = dueDays(limits, cal, day('2026-09-01'), [], asked)
    // The fifth day after is a Sunday.
    expect(found.statutory?.dueOn).toBe('2026-09-07')
    expect(found.dueOn).toBe('2026-09-07')
    expect(dueDays({ promised: none, statutory: none }, cal, day('2026-09-01'), [], asked).dueOn).toBeNull()
  })

  test('an instant case is due on its day', () => {
    const limits = { promised: { unit: 'instant' as const, days: null }, statutory: working(20) }
    expect(dueDays(limits, cal, day('2026-09-01'), [], asked).dueOn).toBe('2026-09-01')
  })
})

describe('a random life', () => {
  const start = day('2026-09-01')

  /** A life day by day: special procedures and tolerated waits begin and end as they like, one extension at most. */
  const lives = fc
    .array(fc.record({ wait: fc.integer({ min: 0, max: 6 }), what: fc.integer({ min: 0, max: 4 }) }), { maxLength: 12 })
    .map((turns) => {
      const events: CaseEvent[] = []
      const stopped = { special: [] as Day[], tolerance: [] as Day[] }
      let today = start
      let open: Day | undefined
      let tolerated: { on: Day; until: Day } | undefined
      let extension = 0
      const closeTolerance = (end: Day) => {
        if (!tolerated) return
        const until = tolerated.until < end ? tolerated.until : end
        stopped.tolerance.push(...days(tolerated.on, until).slice(1))
        tolerated = undefined
      }
      for (const { wait, what } of turns) {
        today = addDays(today, wait)
        if (tolerated && tolerated.until <= today) closeTolerance(today)
        if (what === 0 && !open) {
          events.push({ kind: 'pause', cause: 'special', on: today, ground: '检验' })
          open = today
        } else if (what === 1 && open) {
          events.push({ kind: 'resume', cause: 'special', on: today, ground: '检验结束' })
          stopped.special.push(...days(open, today).slice(1))
          open = undefined
        } else if (what === 2 && !tolerated && stopped.tolerance.length === 0) {
          tolerated = { on: today, until: addDays(today, 5) }
          events.push({ kind: 'pause', cause: 'tolerance', on: today, until: tolerated.until, ground: '容缺' })
        } else if (what === 3 && tolerated) {
          events.push({ kind: 'resume', cause: 'tolerance', on: today, ground: '补齐' })
          closeTolerance(today)
        } else if (what === 4 && extension === 0) {
          extension = 7
          events.push({ kind: 'extension', cause: 'extension', on: today, days: 7, ground: '延长' })
        }
      }
      if (open) stopped.special.push(...days(open, today).slice(1))
      if (tolerated) stopped.tolerance.push(...days(tolerated.on, tolerated.until).slice(1))
      return { events, stopped, extension, today }
    })

  /** Counts one day after the other. */
  function countUp(total: number, left: ReadonlySet<Day>): Day {
    let d = start
    for (let counted = 0; counted < total; ) {
      d = addDays(d, 1)
      if (isWorkingDay(cal, d) && !left.has(d)) counted++
    }
    return d
  }

  test('ends on the day that counting finds, whatever stopped its clocks', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 20 }), (life, promise, more) => {
        const limits = { promised: working(promise), statutory: working(promise + more) }
        const found = dueDays(limits, cal, start, life.events, { asOf: life.today, warnPercent: 30 })
        const special = new Set(life.stopped.special)
        const both = new Set([...life.stopped.special, ...life.stopped.tolerance])
        expect(found.statutory?.dueOn).toBe(countUp(promise + more + life.extension, special))
        expect(found.promised?.dueOn).toBe(countUp(promise + life.extension, both))
        expect(found.extension).toBe(life.extension)
        expect(found.warnOn !== null && found.dueOn !== null && found.warnOn < found.dueOn).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('stops that one clock reads never overlap', () => {
    fc.assert(
      fc.property(lives, ({ events, today }) => {
        const pauses = clockEvents(events, 'promised', today).filter((e) => e.kind === 'pause')
        for (const [i, pause] of pauses.entries()) {
          const next = pauses[i + 1]
          if (next) expect('until' in pause && pause.until !== undefined && pause.until < next.on).toBe(true)
        }
      }),
    )
  })
})

test.each([
  ['before the warning', { dueOn: '2026-09-10', warnOn: '2026-09-07' }, '2026-09-04', 'green'],
  ['on the first day of warning', { dueOn: '2026-09-10', warnOn: '2026-09-07' }, '2026-09-07', 'yellow'],
  ['on the last day', { dueOn: '2026-09-10', warnOn: '2026-09-07' }, '2026-09-10', 'yellow'],
  ['after it', { dueOn: '2026-09-10', warnOn: '2026-09-07' }, '2026-09-11', 'overdue'],
  ['stopped', { dueOn: '2026-09-10', warnOn: '2026-09-07', clockStopped: true }, '2026-09-11', 'stopped'],
  ['finished', { dueOn: '2026-09-10', warnOn: '2026-09-07', completedOn: '2026-09-08' }, '2026-09-11', 'none'],
  ['without a limit', { dueOn: null, warnOn: null }, '2026-09-11', 'none'],
])('the light %s', (_, change, today, light) => {
  const one = { clockStopped: false, completedOn: null, ...change } as Parameters<typeof caseLight>[0]
  expect(caseLight(one, day(today))).toBe(light)
})

test('the first yellow day is the first on which so few working days are left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 }), (ahead, total) => {
      const dueOn = addWorkingDays(cal, addDays(day('2026-09-01'), ahead), 1)
      const left = Math.max(1, Math.floor((total * 30) / 100))
      expect(addWorkingDays(cal, warnOn(cal, dueOn, total, 30), left)).toBe(dueOn)
    }),
  )
})
