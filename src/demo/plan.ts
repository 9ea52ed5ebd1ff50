import type { Grammar } from './grammar.ts'
import * as administration from './texts/administration.ts'
import * as environment from './texts/environment.ts'
import * as finance from './texts/finance.ts'
import * as interaction from './texts/interaction.ts'
import * as livelihood from './texts/livelihood.ts'
import * as news from './texts/news.ts'

/** What one column holds of the year 2018, and its share of what goes on today. */
export type ColumnPlan = {
  column: string
  grammar: Grammar
  /** Published in 2018, those of `written` included. */
  published: number
  /** Of these, written in 2018 as well. */
  written: number
  /** Share of the documents of the current year; 0 leaves the column stale. */
  share: number
}

/** The totals of the year. 津市市人民政府2018年度政府信息公开工作报告 */
export const year2018 = {
  published: 5078,
  written: 150,
  fullText: 4519,
  normative: 16,
  interpretationDrafts: 26,
  livelihoodPostings: 11931,
  visits: 250_000,
  /** Columns by visits, as the report ranks them; the rest share what is left. */
  visitsOf: { news: 52_300, files: 41_200, messages: 33_700, personnel: 27_100, notices: 22_400 } as Record<
    string,
    number
  >,
} as const

const plan = (column: string, grammar: Grammar, published: number, written: number, share: number): ColumnPlan => ({
  column,
  grammar,
  published,
  written,
  share,
})

const allButNews: readonly ColumnPlan[] = [
  plan('files', news.files, 190, 10, 6),
  plan('notices', news.notices, 560, 25, 16),
  plan('personnel', news.personnel, 150, 10, 5),
  plan('overview', interaction.overview, 4, 0, 0),
  plan('services', interaction.services, 150, 0, 5),
  plan('policies', administration.policies, 130, 0, 2),
  plan('institutions', administration.institutions, 60, 0, 2),
  plan('plans', administration.plans, 70, 0, 2),
  plan('figures', administration.figures, 110, 0, 4),
  plan('licensing', administration.licensing, 160, 0, 5),
  plan('one-trip', administration.oneTrip, 25, 2, 1),
  plan('cancelled-proofs', administration.cancelledProofs, 25, 2, 1),
  plan('item-lists', administration.itemLists, 30, 2, 1),
  plan('penalties', administration.penalties, 130, 0, 4),
  plan('budgets', finance.budgets, 150, 8, 4),
  plan('official-spending', finance.officialSpending, 100, 5, 2),
  plan('fiscal', finance.fiscal, 90, 0, 4),
  plan('prices', finance.prices, 60, 0, 2),
  // Two columns are left as they were, so that the watch over stale columns has something to find.
  plan('procurement', finance.procurement, 130, 4, 0),
  plan('public-welfare', livelihood.publicWelfare, 60, 0, 0),
  plan('projects', administration.projects, 130, 4, 4),
  plan('poverty', livelihood.poverty, 120, 0, 2),
  plan('education', livelihood.education, 110, 0, 4),
  plan('medical', livelihood.medical, 90, 0, 3),
  plan('social-security', livelihood.socialSecurity, 120, 0, 5),
  plan('housing-security', livelihood.housingSecurity, 90, 2, 3),
  plan('emergencies', environment.emergencies, 60, 0, 2),
  plan('environmental', environment.environmental, 130, 4, 5),
  plan('work-safety', environment.workSafety, 130, 3, 4),
  plan('food-drugs', environment.foodDrugs, 90, 0, 3),
  plan('recruitment', livelihood.recruitment, 60, 2, 2),
  plan('expropriation', environment.expropriation, 110, 3, 3),
  plan('city-building', environment.cityBuilding, 120, 0, 4),
  plan('reports', interaction.reports, 10, 1, 0),
  plan('messages', interaction.messages, 250, 8, 9),
]

const sum = (of: (p: ColumnPlan) => number) => allButNews.reduce((total, p) => total + of(p), 0)

/** Every column with what it holds; the news make up what is missing to the totals of the year. */
export const columnPlans: readonly ColumnPlan[] = [
  plan(
    'news',
    news.news,
    year2018.published - year2018.normative - sum((p) => p.published),
    year2018.written - year2018.normative - sum((p) => p.written),
    34,
  ),
  ...allButNews,
]

/** Units that the reform of March 2019 closed, and who does their work since. */
export const successors: Readonly<Record<string, string>> = {
  land: 'natural-resources',
  environment: 'ecology',
  housing: 'construction',
  agriculture: 'rural',
  livestock: 'rural',
  'health-planning': 'health',
  safety: 'emergency',
  'food-market': 'market',
  poverty: 'rural',
}
