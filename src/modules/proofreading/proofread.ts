import { averagesIn } from './averages.ts'
import { balancesIn } from './balances.ts'
import { breakdownsIn } from './breakdowns.ts'
import { bulletinsIn } from './bulletins.ts'
import { changesIn } from './changes.ts'
import { changesBehind } from './changes-behind.ts'
import { claimsIn } from './claims.ts'
import { conflictsIn, knownIn, wholesIn } from './conflicts.ts'
import { enumerationsIn } from './enumerations.ts'
import type { Finding, Holding, Result } from './findings.ts'
import { formFaults } from './form-checks.ts'
import { formsIn, type Templates } from './forms.ts'
import { fractionsIn } from './fractions.ts'
import { impossibleIn } from './impossible.ts'
import { itemsOf2019 } from './items-of-2019.ts'
import { twiceInList } from './lists-twice.ts'
import { magnitudesIn } from './magnitudes.ts'
import { nothingSaidIn } from './nothing-said.ts'
import { officesIn } from './offices.ts'
import { ranksIn } from './ranks.ts'
import { satisfactionIn } from './satisfaction.ts'
import { sharesTogether } from './share-together.ts'
import { sharesIn } from './shares.ts'
import { stocksIn } from './stocks.ts'
import { sumsIn } from './sums.ts'
import { tableChecks } from './table-checks.ts'
import { tablesIn } from './tables.ts'
import { type Line, paragraphsOf } from './text.ts'
import { textAgainstForm } from './text-and-form.ts'
import { textAgainstTables } from './text-and-table.ts'
import { timeLimitsIn } from './time-limits.ts'
import { trendsIn } from './trends.ts'
import { websiteForm } from './website-form.ts'
import {
  commasIn,
  comparedWithIn,
  datesOf,
  namesIn,
  periodsIn,
  pointsIn,
  schoolYearIn,
  vagueIn,
  yearOfReport,
  yearsIn,
} from './wording.ts'

/** What was found in a report. */
export type Proofread = {
  /** Year it reports on, if its title names one. */
  year?: number
  /** How many numbers with something they count were read. */
  claims: number
  /** Forms that were recognised, by the year of their template. */
  forms: string[]
  findings: Finding[]
  holding: Holding[]
}

/** What is longer is no prose, whatever it is. */
const longestParagraph = 50_000

/**
 * Reads a report and says what does not add up in it, and what does. Pure: the same lines give the same findings.
 * @param before - lines of the report of the year before, for what goes over the turn of the year
 */
export function proofread(lines: readonly Line[], templates: Templates, before?: readonly Line[]): Proofread {
  const forms = formsIn(lines, templates)
  const inForm = (line: Line) => forms.some((f) => f.from <= line.number && line.number <= f.to)
  const elsewhere = lines.filter((line) => !inForm(line))
  const tables = tablesIn(elsewhere)
  const prose = paragraphsOf(elsewhere).filter((p) => p.text.length <= longestParagraph)
  const year = yearOfReport(prose)
  const claims = prose.map(claimsIn)
  const all = claims.flat()
  const known = knownIn(all, year)
  const formsBefore = before ? formsIn(before, templates) : []
  const results: Result[] = [
    ...claims.flatMap((c) => [sumsIn(c), changesIn(c)]),
    tableChecks(tables),
    websiteForm(elsewhere),
    textAgainstTables(tables, all),
    changesBehind(all),
    averagesIn(all),
    balancesIn(all),
    timeLimitsIn(all),
    ranksIn(tables, prose),
    stocksIn(all),
    satisfactionIn(all),
    trendsIn(all),
    nothingSaidIn(prose, all, tables, year),
    breakdownsIn(all),
    sharesTogether(all),
    sharesIn(all),
    conflictsIn(known, all),
    wholesIn(known),
    ...forms.map((form) =>
      formFaults(
        form,
        formsBefore.find((f) => f.template.code === form.template.code),
      ),
    ),
    ...forms.flatMap((form) => [textAgainstForm(known, form, prose, all), itemsOf2019(form, all)]),
    datesOf(forms[0], prose, year),
    {
      findings: [
        ...vagueIn(all),
        ...fractionsIn(all),
        ...twiceInList(all),
        ...namesIn(prose),
        ...officesIn(prose),
        ...impossibleIn(prose),
        ...enumerationsIn(prose),
        ...bulletinsIn(prose),
        ...schoolYearIn(prose),
        ...magnitudesIn(all),
        ...comparedWithIn(prose),
        ...pointsIn(prose),
        ...yearsIn(prose),
        ...commasIn(prose),
        ...periodsIn(prose, year),
      ],
      holding: [],
    },
  ]
  const order = { error: 0, warning: 1, note: 2 }
  return {
    ...(year !== undefined && { year }),
    claims:
      all.length + forms.reduce((sum, f) => sum + [...f.cells.values()].filter((c) => c.value !== null).length, 0),
    forms: forms.map((f) => f.template.code),
    findings: results
      .flatMap((r) => r.findings)
      .toSorted((a, b) => order[a.severity] - order[b.severity] || (a.places[0]?.line ?? 0) - (b.places[0]?.line ?? 0)),
    holding: results.flatMap((r) => r.holding),
  }
}
