import { isWorkingDay } from '../core/calendar.ts'
import { addDays, type Day, dayOf, days } from '../core/day.ts'
import type { Placed } from './documents.ts'
import { columnPlans, year2018 } from './plan.ts'
import { apportion, randomOf } from './random.ts'
import { insertRows } from './rows.ts'
import type { Stage } from './stage.ts'

type Visit = { day: Day; columnCode: string; documentId: number; visits: number }

/** Visits of 2018, which sum to the reported total with the columns in the reported order, and those of the last weeks. */
export async function loadVisits(stage: Stage, placed: readonly Placed[]): Promise<void> {
  const of = (from: Day, to: Day) =>
    placed.filter(
      ({ document: d }) =>
        d.publishedAt && dayOf(d.publishedAt) >= from && dayOf(d.publishedAt) <= to && d.state === 'published',
    )
  const named = year2018.visitsOf
  const others = columnPlans.map((p) => p.column).filter((c) => !(c in named))
  const rest = year2018.visits - Object.values(named).reduce((a, b) => a + b, 0)
  const random = randomOf('visits')
  const shares = apportion(
    rest,
    others.map(() => random.int(20, 60)),
  )
  const totals = new Map([...Object.entries(named), ...others.map((c, i) => [c, shares[i] ?? 0] as const)])
  const year = { from: '2018-01-01' as Day, to: '2018-12-31' as Day }
  const rows = spread(stage, totals, year, of(year.from, year.to))
  const from = addDays(stage.today, -42)
  const recent = new Map([...totals].map(([column, visits]) => [column, Math.round(visits / 6)]))
  if (from > year.to)
    rows.push(
      ...spread(stage, recent, { from, to: addDays(stage.today, -1) }, of(addDays(stage.today, -150), stage.today)),
    )
  await insertRows(stage.tx, 'visits', rows)
}

/** Half of a column's visits are to its page, day by day; half to its documents after they came out. */
function spread(
  stage: Stage,
  totals: ReadonlyMap<string, number>,
  { from, to }: { from: Day; to: Day },
  placed: readonly Placed[],
): Visit[] {
  const random = randomOf(`visits ${from}`)
  const all = days(from, to)
  const weights = all.map((d) => (isWorkingDay(stage.calendar, d) ? 10 : 4) + random.int(0, 3))
  const rows = new Map<string, Visit>()
  const add = (day: Day, columnCode: string, documentId: number, visits: number) => {
    if (visits === 0) return
    const key = `${day} ${columnCode} ${documentId}`
    const row = rows.get(key)
    if (row) row.visits += visits
    else rows.set(key, { day, columnCode, documentId, visits })
  }
  const documentsOf = Map.groupBy(placed, (p) => p.document.columnCode)
  for (const [column, total] of totals) {
    const documents = documentsOf.get(column) ?? []
    const toDocuments = documents.length === 0 ? 0 : Math.floor(total / 2)
    apportion(total - toDocuments, weights).forEach((visits, i) => {
      add(all[i] as Day, column, 0, visits)
    })
    apportion(
      toDocuments,
      documents.map(() => random.int(1, 20)),
    ).forEach((visits, i) => {
      const { document, id } = documents[i] as Placed
      const out = dayOf(document.publishedAt as Date)
      const first = out > from ? out : from
      // Most readers come in the first days.
      const span = [0, 1, 2].map((n) => addDays(first, n)).filter((d) => d <= to)
      apportion(visits, [6, 3, 1].slice(0, span.length)).forEach((n, j) => {
        add(span[j] as Day, column, id, n)
      })
    })
  }
  return [...rows.values()]
}
