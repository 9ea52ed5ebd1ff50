import type { FormCell, Template, TemplateCode } from '../statistics/index.ts'
import { type Place, placeOn } from './findings.ts'
import { findTables } from './form-tables.ts'
import {
  core,
  endOfRow,
  findRows,
  isCloseUp,
  mostStarts,
  number,
  numberOf,
  patternOf,
  type Stretch,
  stretchOf,
} from './form-text.ts'
import type { Line } from './text.ts'

/** A cell of a form as somebody filled it in. */
export type FilledCell = {
  id: string
  /** What the row counts, without its number: 收到申请数. */
  label: string
  /** As it stands: 4, /, —, 见附件 or nothing. */
  raw: string
  /** null: nothing that is a number. A stroke stands for zero or for what does not apply; it is none. */
  value: number | null
  line: Line
  /** Which cell of its row holds the value, from the last backwards: 1 is the last. */
  fromLast: number
}

/** Where the value of a cell stands, and what is written there. */
export function placeOfCell({ line, raw, label, fromLast }: FilledCell): Place {
  const column = line.text.split('|').length - fromLast + 1
  const sheet = /^(工作表.*)第 (\d+) 行$/.exec(line.place)
  const place = sheet
    ? `${sheet[1]}${letters(column)}${sheet[2]}`
    : line.place.startsWith('表 ')
      ? `${line.place}第 ${column} 格`
      : line.place
  return { ...placeOn(line, raw === '' ? `${label}（空白）` : `${label} ${raw}`), place }
}

const letters = (column: number): string =>
  column > 26
    ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column)

/** The templates of the notices, by their year. */
export type Templates = Readonly<Record<TemplateCode, Pick<Template, 'code' | 'name' | 'cells' | 'identities'>>>

/** A form of the notices of 2014, 2019 or 2021, found in a text. */
export type FilledForm = {
  template: Templates[TemplateCode]
  cells: ReadonlyMap<string, FilledCell>
  /** Lines from the first to the last row. */
  from: number
  to: number
  /** Date of filling in, as written beside 填报日期, if there is one. */
  filledIn?: { text: string; line: Line }
}

const numbering = /(?:\(?[一二三四五六七八九十]{1,3}[)、.]|(?<![\d.])\d{1,2}[.、]|其中:?|其中)\s*$/

const counting = /^(?:条|件|次|篇|个|人次|人|万元|——|—|项|份)$/

/** What stands between a label and the next: signs cut apart, the number of the next row taken off. */
function tokensBetween(text: string): string[] {
  const rest = text
    .replace(/^\s*\([^()|]{0,80}\)/, '')
    .replace(/^[^)\n|]{0,60}\)(?=\s*[|\n\t ]|$)/, '')
    .replace(numbering, '')
  const cut = /[|\t]/.test(rest) ? rest.split(/[|\t]/) : rest.split(/\s+/)
  return cut.map((token) => token.replace(/\s+/g, '').trim())
}

/** Every form in the text. A form counts as found when most of its rows are. */
export function formsIn(lines: readonly Line[], templates: Templates): FilledForm[] {
  if (lines.length === 0) return []
  const stretch = stretchOf(lines)
  const forms = [findForm2014(stretch, templates[2014]), findTables(stretch, templates)].filter((f) => f !== undefined)
  return forms.map((form) => ({ ...form, ...filledIn(stretch, form.to) }))
}

function filledIn(stretch: Stretch, after: number): Pick<FilledForm, 'filledIn'> {
  const match = /(?:填报|填表|报出|报送)(?:日期|时间)\s*:?\s*([\d〇○零一二三四五六七八九十年月日.\-/ ]{6,20})/g
  for (const found of stretch.text.matchAll(match)) {
    const line = stretch.lineAt(found.index)
    if (line.number >= after - 2) return { filledIn: { text: (found[1] ?? '').trim(), line } }
  }
  return {}
}

/** Cells on lines of their own, words of counting, and headings of groups. */
export const cellsAlone =
  /^[|\d.,—/-]*$|^(?:条|件|次|篇|个|人|人次|万元|份|项)[|]?$|^\|?(?:三、本年度办理结果|\(?[一二三四五六七][)、](?:不予公开|无法提供|不予处理|其他处理))\|?$/

function findForm2014(stretch: Stretch, template: Templates['2014']): FilledForm | undefined {
  const rows = template.cells.map((cell) => ({
    ids: [cell.id],
    label: core(cell.label),
    pattern: patternOf(core(cell.label)),
  }))
  // The first heading reads like prose; the first row after it does not.
  const starts = [...stretch.text.matchAll(/主动公开情况/g)].map((m) => m.index).slice(0, mostStarts)
  let best: ReturnType<typeof findRows> = []
  for (const start of starts) {
    const found = findRows(stretch, rows, start, 400)
    if (found.length > best.length) best = found
  }
  if (best.length < rows.length * 0.6 && !isCloseUp(stretch, best)) return undefined
  const cells = new Map<string, FilledCell>()
  for (const [i, { row, end }] of best.entries()) {
    const cell = template.cells.find((c) => c.id === row.ids[0]) as FormCell
    if ('heading' in cell.source) continue
    const next = best[i + 1]?.start ?? endOfRow(stretch.text, end)
    const tokens = tokensBetween(stretch.text.slice(end, next)).filter((t) => t !== '' && !counting.test(t))
    const raw = tokens.find((t) => number.test(t)) ?? tokens[0] ?? ''
    cells.set(cell.id, {
      id: cell.id,
      label: row.label,
      raw,
      value: numberOf(raw),
      line: stretch.lineAt(end - 1),
      fromLast: 1,
    })
  }
  const [first, last] = [best[0], best.at(-1)]
  if (!first || !last) return undefined
  return { template, cells, from: stretch.lineAt(first.start).number, to: stretch.lineAt(last.end).number }
}
