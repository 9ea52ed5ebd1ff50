import { type Claim, isChange, isPercent } from './claims.ts'
import { type Place, placeOf, placeOn, type Result, shown } from './findings.ts'
import { figureIn, type Table } from './tables.ts'

/** What may stand between who did it and how much. */
const told = /(?:共|分别|收到|受理|承办|办理|办结|答复|回复|转办|发布|公开|报送|完成|[有为达])+$/
type Row = { name: string; figures: readonly number[]; place: Place }
type Pair = { claim: Claim; row: Row }

/**
 * What the text says of a row of a table that is no form, by its name: 住建局 99 件. Which column is meant is not known, so
 * a number is wrong only if it stands nowhere in its row, in a text that tells of other rows rightly.
 */
export function textAgainstTables(tables: readonly Table[], claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  const counts = claims
    .filter((c) => !isPercent(c) && !isChange(c) && !c.quantity.vague && c.quantity.unit !== '')
    .map((claim) => ({
      claim,
      words: claim.before.replace(/\s/g, '').replace(told, ''),
      line: claim.paragraph.lineAt(claim.quantity.start).number,
    }))
    .filter(({ words }) => words.length >= 3)
  for (const table of tables) {
    const rows = rowsOf(table)
    const own = new Set(table.flat().map((cell) => cell.line.number))
    const pairs = counts.flatMap(({ claim, words, line }): Pair[] => {
      if (own.has(line)) return []
      const row = rows.find(({ name }) => words.endsWith(name))
      return row ? [{ claim, row }] : []
    })
    const right = pairs.filter(({ claim, row }) => row.figures.includes(claim.quantity.value))
    const wrong = pairs.filter((pair) => !right.includes(pair))
    if (right.length < 2 || wrong.length > right.length / 2) continue
    for (const { claim, row } of right)
      result.holding.push({
        kind: 'conflict',
        text: `“${row.name}”：正文与表都是 ${shown(claim.quantity.value)}`,
        places: [placeOf(claim), row.place],
      })
    for (const { claim, row } of wrong)
      result.findings.push({
        kind: 'conflict',
        severity: 'error',
        text: `正文写“${row.name}”${shown(claim.quantity.value)}${claim.quantity.unit}，表中这一行是 ${row.figures.map(shown).join('、')}。请核对。`,
        places: [placeOf(claim), row.place],
        stated: shown(claim.quantity.value),
        computed: row.figures.map(shown).join('、'),
      })
  }
  return result
}

/** Rows whose name is long enough to be known again, and that of no other row. */
export function rowsOf(table: Table): Row[] {
  const rows = table.slice(1).flatMap((cells): Row[] => {
    const cell = cells.find((c) => c.text !== '' && figureIn(c) === undefined)
    const figures = cells.map(figureIn).filter((n) => n !== undefined)
    if (!cell || cell.text.length < 3 || figures.length === 0) return []
    return [{ name: cell.text, figures, place: placeOn(cell.line, `${cell.text} ${figures.map(shown).join(' ')}`) }]
  })
  return rows.filter(
    ({ name }) =>
      !rows.some((other) => other.name !== name && name.endsWith(other.name)) &&
      rows.filter((r) => r.name === name).length === 1,
  )
}
