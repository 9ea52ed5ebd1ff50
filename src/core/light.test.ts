import { expect, test } from 'vitest'
import { calendar } from './calendar.ts'
import { day, days } from './day.ts'
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
  for (const today of days('2025-09-19', '2025-10-12')) {
    const { redUntil, yellowUntil } = lightLimits(autumn, today, thresholds)
    for (const dueOn of days('2025-09-15', '2025-10-25')) {
      const asked = dueOn < today ? 'overdue' : dueOn <= redUntil ? 'red' : dueOn <= yellowUntil ? 'yellow' : 'green'
      expect(asked, `${today} ${dueOn}`).toBe(light(autumn, dueOn, today, thresholds))
    }
  }
})

test('thresholds the wrong way round leave no yellow', () => {
  const { redUntil, yellowUntil } = lightLimits(autumn, day('2025-11-03'), { yellow: 1, red: 3 })
  expect(redUntil).toBe(yellowUntil)
})
