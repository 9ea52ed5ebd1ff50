import { placeIn, placeOn, type Result, shown } from './findings.ts'
import { fromChinese } from './quantities.ts'
import { figureIn, type Table } from './tables.ts'
import type { Line, Paragraph } from './text.ts'

const foremost =
  /前([两二三四五六七八九十])[位名](?:的)?[\u4e00-\u9fff]{0,6}?(?:分别是|分别为|依次是|依次为|是|为|:)(?<names>[^,;。:()\d]{4,80})[,;。]/g
/** What is ranked by a rate, a mark or a growth need not be ranked in the table. */
const byOther = /率|均|满意|增[长幅]|降幅|得分|评分/
const noKind = /^(?:合计|总计|小计|其他|其它|全[省市县区])/

/** 诉求量前三位是城建、三农、社会保障: the first so many of a table, by some column of it. */
export function ranksIn(tables: readonly Table[], paragraphs: readonly Paragraph[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const paragraph of paragraphs)
    for (const match of paragraph.plain.matchAll(foremost)) {
      const names = (match.groups?.names ?? '').split(/、|和(?=[^和]*$)/).map((name) => name.trim())
      if (names.length !== fromChinese(match[1] ?? '') || byOther.test(leadOf(paragraph, match.index) + match[0]))
        continue
      for (const table of tables) {
        const rows = rowsOf(table)
        const own = names.map((name) => rows.find((row) => row.name === name || row.name.startsWith(name)))
        if (own.some((row) => row === undefined)) continue
        const columns = Math.min(...rows.map((row) => row.figures.length))
        const firstOf = (column: number) =>
          rows.toSorted((a, b) => (b.figures[column] ?? 0) - (a.figures[column] ?? 0)).slice(0, names.length)
        const tops = Array.from({ length: columns }, (_, column) => firstOf(column))
        const place = placeIn(paragraph, match.index, match.index + match[0].length)
        if (tops.length === 0) continue
        if (tops.some((top) => top.every((row) => own.includes(row)))) {
          result.holding.push({
            kind: 'conflict',
            text: `表中前 ${names.length} 位：${names.join('、')}`,
            places: [place],
          })
          continue
        }
        const [top = []] = tops
        const missing = top.filter((row) => !own.includes(row))
        result.findings.push({
          kind: 'conflict',
          severity: 'error',
          text: `正文说前 ${names.length} 位是${names.join('、')}，表中前 ${names.length} 位是${top.map((row) => `${row.name}（${shown(row.figures[0] ?? 0)}）`).join('、')}。请核对。`,
          places: [place, ...missing.map((row) => placeOn(row.line, row.name))],
          stated: names.join('、'),
          computed: top.map((row) => row.name).join('、'),
        })
      }
    }
  return result
}

type Row = { name: string; figures: number[]; line: Line }

/** Rows that name a kind and count it; a number of the row before the name is none of them. */
function rowsOf(table: Table): Row[] {
  return table.slice(1).flatMap((cells): Row[] => {
    const at = cells.findIndex((c) => c.text !== '' && figureIn(c) === undefined)
    const figures = cells
      .slice(at + 1)
      .map(figureIn)
      .filter((n) => n !== undefined)
    const cell = cells[at]
    return !cell || figures.length === 0 || noKind.test(cell.text)
      ? []
      : [{ name: cell.text, figures, line: cell.line }]
  })
}

const leadOf = ({ plain }: Paragraph, at: number) => plain.slice(Math.max(0, at - 12), at)
