import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendar } from './calendar.ts'
import { addDays, day, days } from './day.ts'
import { light, lightLimits } from './light.ts'

// 2025 National Day and Mid-Autumn: 国办发明电〔2024〕12号
const autumn = calendar({ daysOff: days('2025-10-01', '2025-10-08'), workedWeekends: ['2025-09-28', '2025-10-11'] })
const thresholds = { yellow: 5, red: 2 }

test.each([
  ['six working days left', '2025-11-03', '2025-11-11', 'green'],
  ['five left', '2025-11-03', '2025-11-10', 'yellow'],
  ['two left', '2025-11-03', '2025-11-05', 'red'],
  ['the due day itself', '2025-11-03', '2025-11-03', 'red'],
  ['the day after', '2025-11-04', '2025-11-03', 'overdue'],
  ['eleven days away, of which only two are worked', '2025-09-29', '2025-10-09', 'red'],
])('%s', (_, today, dueOn, expected) => {
  expect(light(autumn, day(dueOn), day(today), thresholds)).toBe(expected)
})

test('a list that asks by due day shows the lights that each record shows by itself', () => {
  const anyDay = fc.nat({ max: 90 }).map((n) => addDays(day('2025-09-01'), n))
  fc.assert(
    fc.property(anyDay, anyDay, fc.nat({ max: 8 }), fc.nat({ max: 8 }), (today, dueOn, yellow, red) => {
      const { redUntil, yellowUntil } = lightLimits(autumn, today, { yellow, red })
      const byDay = dueOn < today ? 'overdue' : dueOn <= redUntil ? 'red' : dueOn <= yellowUntil ? 'yellow' : 'green'
      expect(byDay).toBe(light(autumn, dueOn, today, { yellow, red }))
    }),
  )
})
