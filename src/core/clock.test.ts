import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, calendar, workingDaysBetween } from './calendar.ts'
import { type ClockEvent, due, remainingDays, working } from './clock.ts'
import { addDays, day, days } from './day.ts'

// 国办发明电〔2017〕12号, for 2018; its last days by 国办发明电〔2018〕15号.
const y2018 = calendar({
  daysOff: [
    ...['2018-01-01', '2018-06-18', '2018-09-24'],
    ...days('2018-02-15', '2018-02-21'),
    ...days('2018-04-05', '2018-04-07'),
    ...days('2018-04-29', '2018-05-01'),
    ...days('2018-10-01', '2018-10-07'),
    ...days('2018-12-30', '2019-01-01'),
  ],
  workedWeekends: ['2018-02-11', '2018-02-24', '2018-04-08', '2018-04-28', '2018-09-29', '2018-09-30', '2018-12-29'],
  knownUntil: '2018-12-31',
})
// 2025 National Day and Mid-Autumn: 国办发明电〔2024〕12号
const autumn = calendar({ daysOff: days('2025-10-01', '2025-10-08'), workedWeekends: ['2025-09-28', '2025-10-11'] })

const third = '征求第三方意见'
const pause = (on: string, until?: string): ClockEvent => ({
  kind: 'pause',
  on: day(on),
  ground: third,
  until: until ? day(until) : undefined,
})
const resume = (on: string): ClockEvent => ({ kind: 'resume', on: day(on), ground: '第三方答复' })
const extension = (on: string, n: number): ClockEvent => ({
  kind: 'extension',
  on: day(on),
  days: n,
  ground: '经负责人同意',
})
const restart = (on: string): ClockEvent => ({ kind: 'restart', on: day(on), ground: '收到补正材料' })

describe('the last day for a reply', () => {
  test.each([
    [
      '15 working days under Order 492, over Spring Festival and its worked weekends',
      y2018,
      15,
      '2018-02-05',
      '2018-03-01',
    ],
    ['15 working days under Order 492, over Qingming', y2018, 15, '2018-03-26', '2018-04-17'],
    ['15 working days under Order 492, over National Day', y2018, 15, '2018-09-21', '2018-10-18'],
    ['20 working days under Order 711, an ordinary month', autumn, 20, '2025-11-03', '2025-12-01'],
    [
      '20 working days under Order 711, a holiday, and weekends worked in exchange',
      autumn,
      20,
      '2025-09-26',
      '2025-10-30',
    ],
    ['20 working days under Order 711, receipt on a day off', autumn, 20, '2025-10-01', '2025-11-04'],
  ])('%s', (_, calendar, length, from, expected) => {
    expect(due({ days: length, from: day(from), calendar }).dueOn).toBe(expected)
  })
})

describe('what the law lets move it', () => {
  const ask = (events: ClockEvent[], asOf?: string) =>
    due({ days: 20, from: day('2025-11-03'), events, calendar: autumn, asOf: asOf ? day(asOf) : undefined })

  test('an extension adds its working days', () => {
    expect(ask([extension('2025-11-20', 20)])).toMatchObject({ dueOn: '2025-12-29', total: 40, extension: 20 })
  })
  test('a consultation sent on Monday and answered on Thursday leaves out three days', () => {
    expect(ask([pause('2025-11-10'), resume('2025-11-13')])).toMatchObject({
      dueOn: '2025-12-04',
      pausedDays: 3,
      paused: false,
    })
  })
  test('a consultation answered on the day it was sent leaves out nothing', () => {
    expect(ask([pause('2025-11-10'), resume('2025-11-10')]).dueOn).toBe('2025-12-01')
  })
  test('a consultation that nobody answers ends with its own last day', () => {
    // 15 working days for the third party: 第三十二条
    expect(ask([pause('2025-11-10', '2025-12-01')])).toMatchObject({
      dueOn: '2025-12-22',
      pausedDays: 15,
      provisional: false,
    })
    expect(ask([pause('2025-11-10', '2025-12-01'), resume('2025-12-05')]).dueOn).toBe('2025-12-22')
    const pausedOn = (d: string) => ask([pause('2025-11-10', '2025-12-01')], d).paused
    expect(['2025-11-10', '2025-12-01', '2025-12-02'].map(pausedOn)).toEqual([true, true, false])
  })
  test('an open consultation without a last day moves the due day on with every day, and says so', () => {
    expect(ask([pause('2025-11-10')], '2025-11-11')).toMatchObject({
      dueOn: '2025-12-02',
      paused: true,
      provisional: true,
    })
    expect(ask([pause('2025-11-10')], '2025-11-14')).toMatchObject({
      dueOn: '2025-12-05',
      paused: true,
      provisional: true,
    })
  })
  test('a consultation sent when the period is spent gives nothing back', () => {
    expect(ask([pause('2025-12-01'), resume('2025-12-10')])).toMatchObject({ dueOn: '2025-12-01', pausedDays: 0 })
  })
  test('a supplement starts the period anew: what was counted, paused and extended before is void', () => {
    const anew = [pause('2025-11-05'), resume('2025-11-06'), extension('2025-11-06', 5), restart('2025-11-10')]
    expect(ask(anew)).toMatchObject({ from: '2025-11-10', dueOn: '2025-12-08', total: 20, extension: 0, pausedDays: 0 })
    expect(ask([...anew, extension('2025-11-11', 5)]).dueOn).toBe('2025-12-15')
  })
  test('a date put in its place stands, whatever pauses follow', () => {
    const events: ClockEvent[] = [
      {
        kind: 'replacement',
        on: day('2025-11-10'),
        dueOn: day('2026-03-31'),
        ground: '申请数量过多，确定延迟答复的合理期限',
      },
    ]
    expect(ask(events).dueOn).toBe('2026-03-31')
    expect(ask([...events, pause('2025-11-20'), resume('2025-11-27')])).toMatchObject({
      dueOn: '2026-03-31',
      paused: false,
    })
  })
})

test('a day beyond the published calendar is provisional', () => {
  expect(due({ days: 15, from: day('2018-12-03'), calendar: y2018 })).toMatchObject({
    dueOn: '2018-12-24',
    provisional: false,
  })
  expect(due({ days: 15, from: day('2018-12-17'), calendar: y2018 })).toMatchObject({ provisional: true })
  const short = calendar({ daysOff: [], workedWeekends: [], knownUntil: '2025-11-04' })
  const provisional = (n: number) => due({ days: n, from: day('2025-11-03'), calendar: short }).provisional
  expect([provisional(1), provisional(2)]).toEqual([false, true])
})

describe('events that cannot have happened are refused', () => {
  test.each<[string, ClockEvent[]]>([
    ['a second extension in one period', [extension('2025-11-10', 5), extension('2025-11-11', 5)]],
    ['an extension by nothing', [extension('2025-11-10', 0)]],
    ['a resume without a pause', [resume('2025-11-10')]],
    ['a pause within a pause', [pause('2025-11-10'), pause('2025-11-11')]],
    ['a pause that ends before it begins', [pause('2025-11-10', '2025-11-07')]],
    ['events out of order', [pause('2025-11-10'), resume('2025-11-07')]],
    ['an event before receipt', [extension('2025-11-02', 5)]],
  ])('%s', (_, events) => {
    expect(() => due({ days: 20, from: day('2025-11-03'), events, calendar: autumn })).toThrow(RangeError)
  })
})

test('the working shows every day, counted or left out, and why', () => {
  const lines = working({
    days: 4,
    from: day('2018-09-28'),
    events: [pause('2018-09-29'), resume('2018-10-08')],
    calendar: y2018,
  })
  expect(lines.map(({ day: d, counted, why }) => `${d} ${counted ?? '–'} ${why}`)).toEqual([
    '2018-09-28 0 当日不计入',
    '2018-09-29 1 星期六，调休上班',
    '2018-09-30 – 征求第三方意见，不计入',
    ...days('2018-10-01', '2018-10-07').map((d) => `${d} – 节假日放假，不计入`),
    '2018-10-08 – 征求第三方意见，不计入',
    '2018-10-09 2 工作日',
    '2018-10-10 3 工作日',
    '2018-10-11 4 工作日',
  ])
  const anew = working({ days: 1, from: day('2018-03-01'), events: [restart('2018-03-05')], calendar: y2018 })
  expect(anew).toEqual([
    { day: '2018-03-05', counted: 0, why: '收到补正材料，重新计算，当日不计入' },
    { day: '2018-03-06', counted: 1, why: '工作日' },
  ])
})

describe('for any course of events', () => {
  const start = day('2018-01-02')
  const anyCourse = fc
    .record({
      from: fc.nat({ max: 330 }),
      length: fc.integer({ min: 1, max: 30 }),
      steps: fc.array(
        fc.record({ gap: fc.nat({ max: 12 }), kind: fc.constantFrom('consult', 'consult', 'extend', 'restart') }),
        { maxLength: 5 },
      ),
      asOf: fc.nat({ max: 120 }),
    })
    .map(({ from, length, steps, asOf }) => {
      const zero = addDays(start, from)
      let on = zero
      let extended = false
      const events: ClockEvent[] = []
      for (const { gap, kind } of steps) {
        on = addDays(on, gap)
        if (kind === 'restart') {
          events.push(restart(on))
          extended = false
        } else if (kind === 'extend' && !extended) {
          events.push(extension(on, gap + 1))
          extended = true
        } else if (kind === 'consult') {
          events.push(pause(on))
          on = addDays(on, gap)
          events.push(resume(on))
        }
      }
      return { days: length, from: zero, events, calendar: y2018, asOf: addDays(zero, asOf) }
    })

  test('the arithmetic and the day-by-day working end on the same day, with the last number the total', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const { dueOn, total, from } = due(course)
        const lines = working(course)
        expect(lines.at(-1)).toMatchObject({ day: dueOn, counted: total })
        expect(lines.map((l) => l.day)).toEqual(days(from, dueOn))
      }),
    )
  })

  test('days counted and days remaining make the total, on every day', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const counted = working(course).filter((l) => l.counted && l.day <= course.asOf).length
        expect(counted + remainingDays(course)).toBe(due(course).total)
      }),
    )
  })

  test('an extension by n moves the due day n working days, when no pause follows', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (zero, length, n) => {
          const input = { days: length, from: addDays(start, zero), calendar: y2018 }
          const extended = due({ ...input, events: [extension(input.from, n)] })
          expect(extended.dueOn).toBe(addWorkingDays(y2018, due(input).dueOn, n))
        },
      ),
    )
  })

  test('a pause of k working days within the period moves the due day k working days', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 14 }), fc.nat({ max: 40 }), (zero, after, length) => {
        const input = { days: 20, from: addDays(start, zero), calendar: y2018 }
        const on = addDays(input.from, after)
        const end = addDays(on, length)
        const paused = due({ ...input, events: [pause(on), resume(end)] })
        const k = workingDaysBetween(y2018, on, end)
        expect(paused.dueOn).toBe(addWorkingDays(y2018, due(input).dueOn, k))
        expect(paused.pausedDays).toBe(k)
      }),
    )
  })

  test('a longer period is never due earlier', () => {
    fc.assert(
      fc.property(anyCourse, fc.integer({ min: 1, max: 10 }), (course, more) => {
        expect(due({ ...course, days: course.days + more }).dueOn > due(course).dueOn).toBe(true)
      }),
    )
  })
})
