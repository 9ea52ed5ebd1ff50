import type { Day } from '../../core/day.ts'
import type { Stage } from '../stage.ts'
import { type Ask, articlesIn, type TextArticle } from './articles-in.ts'
import { daily } from './texts/daily.ts'
import { household } from './texts/household.ts'
import { property } from './texts/property.ts'
import { welfare } from './texts/welfare.ts'

/** Every article of the demonstration. */
export const texts: readonly TextArticle[] = [household, welfare, property, daily].flatMap(articlesIn)

/** Which unit did before the reform of 2019 what one does today. */
const before: Readonly<Record<string, string>> = {
  'natural-resources': 'land',
  rural: 'agriculture',
  health: 'health-planning',
  market: 'food-market',
  'medical-insurance': 'labour',
  veterans: 'civil',
  ecology: 'environment',
  emergency: 'safety',
}
const reform = '2019-03-01'

/** The unit in whose business it lay on a day. */
export const unitThen = (unit: string, on: Day): string => (on < reform ? (before[unit] ?? unit) : unit)

const asks = new Map(
  texts.map((text): [TextArticle, Ask[]] => [
    text,
    [{ question: text.title, answer: text.lines.slice(0, 2).join('\n') }, ...text.asks],
  ]),
)

/** What people ask of an article: its title too, answered with its first lines. */
export const asksOf = (text: TextArticle): Ask[] => asks.get(text) ?? []

/** Who acts in this part of the year. */
export const castOf = (stage: Stage) => ({
  operator: stage.account('huawu', '华悟'),
  manager: stage.account('rexian', '任小娴'),
  clerk: stage.account('chuangkou', '窗口人员', 'services'),
  officer: stage.account('bumen', '卜小敏', 'civil'),
})
