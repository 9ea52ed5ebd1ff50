import { agrees } from './changes.ts'
import { type Finding, placeOn, type Result, shown } from './findings.ts'
import { type Cell, figureIn, shareIn, type Table } from './tables.ts'

const totalWord = /^(?:合计|总计|小计|总数|共计|总量)(?:\(.{1,6}\))?$/

/**
 * Something a table says of its cells: what is stated, what the others come to, and in words how; `made` where a last place
 * was changed so that the shares of a column come to 100 %.
 */
type Claimed = { cell: Cell; name: string; stated: string; computed: string; how: string; holds: boolean; made?: true }

/**
 * What tables that are no form say of themselves: totals, parts behind 其中, growth from year to year, shares. Whether a
 * column means what its name says shows in its rows: one that fails is told only where others hold.
 */
export function tableChecks(tables: readonly Table[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const table of tables) {
    const rows = rowTotals(table)
    told(result, rows)
    onlyRow(result, table, rows)
    const columns = withoutExplained(columnTotals(table), rows)
    told(result, columns)
    onlyColumn(result, table, columns)
    told(result, partsBelow(table))
    told(result, growth(table))
    for (const at of shareColumns(table)) told(result, sharesOf(table, at))
  }
  return result
}

const sum = (values: readonly number[]) => Math.round(values.reduce((a, b) => a + b, 0) * 1e6) / 1e6

/** A total and what it should be; undefined where a part is no number. */
function totalOf(cell: Cell | undefined, parts: readonly (Cell | undefined)[], name: string): Claimed | undefined {
  const stated = figureIn(cell)
  const values = parts.map(figureIn)
  if (!cell || stated === undefined || values.length < 2 || values.some((v) => v === undefined)) return undefined
  const terms = values as number[]
  const computed = sum(terms)
  return {
    cell,
    name,
    stated: shown(stated),
    computed: shown(computed),
    how: terms.map(shown).join(' + '),
    holds: computed === stated,
  }
}

function rowTotals([head = [], ...rows]: Table): Claimed[] {
  const at = head.findIndex((c) => totalWord.test(c.text) || /^(?:全年|年度|累计)(?:合计|总计|总数)?$/.test(c.text))
  // Numbers of the rows and names come first.
  const first = head.findIndex((_, i) => i > 0 && rows.every((cells) => figureIn(cells[i]) !== undefined))
  if (at < 1 || first < 1) return []
  // What is counted stands before the total; a total in front has its parts behind it.
  const parts = at === first ? [at + 1, head.length] : [first, at]
  return rows.flatMap((cells) => {
    const name = cells.slice(0, first).findLast((c) => figureIn(c) === undefined) ?? cells[0]
    return totalOf(cells[at], cells.slice(...parts), name?.text ?? '') ?? []
  })
}

function columnTotals(table: Table): Claimed[] {
  const isTotal = (c: Cell) => totalWord.test(c.text) || /^全[年省市县区州]$/.test(c.text)
  const at = table.findLastIndex((cells) => cells.slice(0, 2).some(isTotal))
  const [head = [], total] = [table[0], table[at]]
  if (!total || (at !== 1 && at !== table.length - 1) || table.length < 4) return []
  // A table may begin with its first row and name no columns.
  const begins = countsFrom(head) ? 0 : 1
  const body = at === 1 ? table.slice(2) : table.slice(begins, at)
  return total.flatMap((cell, column) => {
    const parts = body.map((cells) => cells[column]).filter((c) => c?.text !== '')
    return column === 0 ? [] : (totalOf(cell, parts, (begins && head[column]?.text) || total[0]?.text || '') ?? [])
  })
}

const countsFrom = (cells: readonly Cell[]) =>
  cells.length > 1 &&
  figureIn(cells[0]) === undefined &&
  cells.slice(1).every((c) => figureIn(c) !== undefined || shareIn(c))

/**
 * A table that counts one thing of each of its rows, and no other: no second column shows that its last row is a total, but
 * a row so called is little else.
 */
function onlyColumn(result: Result, table: Table, columns: readonly Claimed[]): void {
  const [one] = columns
  if (!one || one.holds || columns.length > 1 || table.length < 5) return
  if (table.some((cells) => cells.some((c) => /其中|小计|其他说明/.test(c.text)))) return
  // A mean of marks is called so as well, and is far from their sum.
  if (Math.abs(numberOf(one.computed) - numberOf(one.stated)) > numberOf(one.stated) * farthestOff) return
  fault(result, { ...one, severity: 'warning' })
}

/** 类别 | … | 合计 and one row below: nothing else shows what the last column is, but its name does. */
function onlyRow(result: Result, table: Table, rows: readonly Claimed[]): void {
  const [one] = rows
  const named = figureIn(table[1]?.[0]) === undefined && table[1]?.[0]?.text !== ''
  if (one && !one.holds && named && table.length === 2) fault(result, { ...one, severity: 'warning' })
}

const farthestOff = 0.2

/** A column of totals that is wrong only because the total of one of its rows is, is not told again. */
function withoutExplained(columns: readonly Claimed[], rows: readonly Claimed[]): Claimed[] {
  const off = sum(rows.filter((r) => !r.holds).map((r) => numberOf(r.computed) - numberOf(r.stated)))
  return columns.filter(
    (c) => c.holds || off === 0 || !totalWord.test(c.name) || numberOf(c.computed) + off !== numberOf(c.stated),
  )
}

const numberOf = (text: string) => Number(text.replaceAll(',', ''))

/** 其中：…: rows that are parts of the one above, as many as most columns agree on. */
function partsBelow(table: Table): Claimed[] {
  return table.flatMap((row, i) => {
    const whole = table[i - 1]
    if (i < 2 || !whole || !/^其中/.test(row[0]?.text ?? '')) return []
    const most = table.length - i
    const [best] = Array.from({ length: Math.max(0, most - 1) }, (_, n) =>
      whole.flatMap((cell, column) =>
        column === 0
          ? []
          : (totalOf(
              cell,
              table.slice(i, i + n + 2).map((r) => r[column]),
              `${whole[0]?.text}·${table[0]?.[column]?.text}`,
            ) ?? []),
      ),
    ).toSorted((a, b) => b.filter((c) => c.holds).length - a.filter((c) => c.holds).length)
    return best && best.filter((c) => c.holds).length >= 2 ? best : []
  })
}

const yearIn = (text: string) => /(20\d\d)/.exec(text)?.[1]

/** A column called 增减 or 同比 beside those of two years. */
function growth([head = [], ...rows]: Table): Claimed[] {
  const at = head.findIndex((c, i) => i > 1 && /增(?:减|长|幅|加)|同比|变化|升降/.test(c.text))
  if (at < 0) return []
  const years = [...(head[at]?.text ?? '').matchAll(/20\d\d/g)].map((m) => Number(m[0])).toSorted()
  const column = (year: number) => head.findIndex((c, i) => i < at && Number(yearIn(c.text)) === year)
  const [from, to] =
    years.length === 2
      ? years.map(column)
      : [
            head.findIndex((c, i) => i < at && /上年|去年|同期/.test(c.text)),
            head.findIndex((c, i) => i < at && /本年|今年|本期/.test(c.text)),
          ].every((i) => i > 0)
        ? [head.findIndex((c) => /上年|去年|同期/.test(c.text)), head.findIndex((c) => /本年|今年|本期/.test(c.text))]
        : (besideLastYear(head, at) ?? lastTwoYears(head.slice(0, at)))
  if (from === undefined || to === undefined || from < 1 || to < 1) return []
  return rows.flatMap((cells): Claimed[] => {
    const [a, b, by, cell] = [figureIn(cells[from]), figureIn(cells[to]), shareIn(cells[at]), cells[at]]
    if (a === undefined || b === undefined || !cell) return []
    const name = `${cells[0]?.text}·${head[at]?.text}`
    const how = `由 ${shown(a)} 到 ${shown(b)}`
    const plainly = figureIn(cell)
    if (by && a > 0) {
      const change = ((b - a) / a) * 100
      const computed = `${shown(Math.round(change / by.step) * by.step)}%`
      return [
        {
          cell,
          name,
          stated: cell.text,
          computed,
          how,
          holds: agrees(Math.abs(by.value), Math.abs(change), by.step) && by.value * change >= 0,
        },
      ]
    }
    return plainly === undefined
      ? []
      : [{ cell, name, stated: cell.text, computed: shown(b - a), how, holds: plainly === sum([b, -a]) }]
  })
}

/** 2024 年上半年 | 去年同期 | 同比: of two columns before it the one that is of last year is named. */
function besideLastYear(head: readonly Cell[], at: number): [number, number] | undefined {
  const last = head.findIndex((c, i) => i > 0 && i < at && /上年|去年|同期/.test(c.text))
  return at === 3 && last > 0 ? [last, 3 - last] : undefined
}

/** The columns of the two last years, where years go up from left to right. */
function lastTwoYears(head: readonly Cell[]): [number?, number?] {
  const years = head.flatMap((c, i) =>
    /^20\d\d年?(?:度)?(?:\(.{1,4}\))?$/.test(c.text) ? [{ i, year: Number(yearIn(c.text)) }] : [],
  )
  const [a, b] = years.slice(-2)
  return a && b && b.year === a.year + 1 ? [a.i, b.i] : []
}

/** Columns called 占比 and the like; 投诉比重(%) has figures with no sign. */
const shareColumns = ([head = []]: Table): number[] =>
  head.flatMap(({ text }, i) =>
    i > 1 &&
    /^(?:占比|比例|比重|所占比例|所占比重|占总数)(?:\(%\))?$|(?:占比|比例|比重)\(%\)$/.test(text) &&
    !/变化|增减/.test(text)
      ? [i]
      : [],
  )

/** A share, with its sign or under a head that has it. */
function percentIn(cell: Cell | undefined, head: Cell | undefined): { value: number; step: number } | undefined {
  const value = figureIn(cell)
  if (cell === undefined || value === undefined || !head?.text.endsWith('(%)')) return shareIn(cell)
  return { value, step: 10 ** -(cell.text.split('.')[1]?.length ?? 0) }
}

/** A column called 占比 beside the one it is of; the whole is the total row, or all rows together. */
function sharesOf([head = [], ...rows]: Table, at: number): Claimed[] {
  const total = rows.find((cells) => cells.slice(0, 2).some((c) => totalWord.test(c.text)))
  const body = rows.filter((r) => r !== total)
  // The nearest column before it that counts.
  const counted = head.findLastIndex(
    (_, i) => i > 0 && i < at && body.every((cells) => figureIn(cells[i]) !== undefined),
  )
  const whole = figureIn(total?.[counted]) ?? sum(body.map((cells) => figureIn(cells[counted]) ?? Number.NaN))
  if (!(whole > 0)) return []
  const all = sum(body.map((cells) => percentIn(cells[at], head[at])?.value ?? Number.NaN))
  return body.flatMap((cells): Claimed[] => {
    const [part, share, cell] = [figureIn(cells[counted]), percentIn(cells[at], head[at]), cells[at]]
    if (part === undefined || !share || !cell) return []
    const computed = (part / whole) * 100
    const name = `${cells.slice(0, counted).findLast((c) => figureIn(c) === undefined)?.text ?? ''}·${head[at]?.text}`
    const sign = cell.text.endsWith('%') ? '%' : ''
    const rounded = `${shown(Math.round(computed / share.step) * share.step)}${sign}`
    const off = Math.abs(Math.round(computed / share.step) - Math.round(share.value / share.step))
    return [
      {
        ...(all === 100 && off === 1 && { made: true }),
        cell,
        name,
        stated: cell.text,
        computed: rounded,
        how: `${shown(part)} ÷ ${shown(whole)}`,
        holds: agrees(share.value, computed, share.step),
      },
    ]
  })
}

function told(result: Result, claims: readonly Claimed[]): void {
  const good = claims.filter((c) => c.holds)
  const bad = claims.filter((c) => !c.holds)
  if (good.length === 0 || good.length < bad.length) return
  for (const { cell, name, stated, how } of good)
    if (stated !== '0')
      result.holding.push({
        kind: 'table',
        text: `“${name}”：${how} = ${stated}`,
        places: [placeOn(cell.line, `${name} ${stated}`)],
      })
  for (const claim of bad) fault(result, { ...claim, severity: claim.made ? 'note' : 'error' })
}

function fault(
  result: Result,
  { cell, name, stated, computed, how, made, severity }: Claimed & Pick<Finding, 'severity'>,
): void {
  result.findings.push({
    kind: 'table',
    severity,
    text: `表中“${name}”写的是 ${stated}，按 ${how} 算是 ${computed}。${made ? '各项加起来正好 100%，像是为了凑足 100% 改了尾数，不必凑。' : '请核对。'}`,
    places: [placeOn(cell.line, `${name} ${stated}`)],
    stated,
    computed,
  })
}
