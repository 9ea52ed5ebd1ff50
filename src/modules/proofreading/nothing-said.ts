import { type Claim, isCount } from './claims.ts'
import { isOfAnother } from './conflicts.ts'
import { type Place, placeIn, placeOf, type Result, shown } from './findings.ts'
import type { Table } from './tables.ts'
import type { Paragraph } from './text.ts'
import { rowsOf } from './text-and-table.ts'

const none =
  /(?:没有|未)(?:发生|产生|收到|出现|受理|接到)过?(?<what>[^,;。:()]{4,30})|(?:^|[,;。])(?:全年|本年度?)?(?:均)?无(?<rest>[^,;。:()]{4,20})/g
const ofOthers = /本级|机关|其中|上年|去年|部门|乡镇/

/** 未发生免予公开的情况, and elsewhere 免予公开 2 件: nothing, says the text, of what it has counted. */
export function nothingSaidIn(
  paragraphs: readonly Paragraph[],
  claims: readonly Claim[],
  tables: readonly Table[],
  year?: number,
): Result {
  const result: Result = { findings: [], holding: [] }
  // Most texts say nothing of the kind.
  let rows: readonly Counted[] | undefined
  for (const paragraph of paragraphs)
    for (const match of paragraph.plain.matchAll(none)) {
      const told = match.groups?.what ?? match.groups?.rest ?? ''
      const from = Math.max(...[...'。;'].map((sign) => paragraph.plain.lastIndexOf(sign, match.index))) + 1
      const lead = paragraph.plain.slice(from, match.index)
      if (ofOthers.test(lead + told)) continue
      for (const noun of told.split(/[、和及或与]/)) {
        const name = noun.replace(/["“”'\s]/g, '').replace(/(?:的)?(?:情况|情形|案件|事项|现象)$/, '')
        if (name.length < 4) continue
        rows ??= rowsIn(tables)
        const other = countedIn(claims, name, year) ?? rows.find(({ words }) => words.endsWith(name))
        if (!other) continue
        result.findings.push({
          kind: 'conflict',
          severity: 'warning',
          text: `这里说没有“${name}”，另一处写的是 ${shown(other.value)}${other.unit}。请核对；范围不同的，请分别写明。`,
          places: [placeIn(paragraph, match.index, match.index + match[0].length), other.place],
          stated: '0',
          computed: shown(other.value),
        })
      }
    }
  return result
}

type Counted = { words: string; value: number; unit: string; place: Place }

/** A count of the year and of the whole unit that is called so. */
function countedIn(claims: readonly Claim[], name: string, year?: number): Counted | undefined {
  const claim = claims.find(
    (c) =>
      c.quantity.value > 0 &&
      (c.year === undefined || c.year === year) &&
      wordsOf(c).endsWith(name) &&
      isCount(c) &&
      !isOfAnother(c) &&
      !/以外|非因/.test(c.sentence.plain),
  )
  return claim && { words: name, value: claim.quantity.value, unit: claim.quantity.unit, place: placeOf(claim) }
}

const wordsOf = ({ before }: Claim) => before.replace(/["“”'\s]/g, '').replace(/(?:的|共|案件)+$/, '')

/** Rows of tables that count one thing. */
const rowsIn = (tables: readonly Table[]): Counted[] =>
  tables
    .flatMap(rowsOf)
    .flatMap(({ name, figures: [one, ...others], place }) =>
      one && others.length === 0
        ? [{ words: name.replace(/(?:总数|件数|数量|数)$/, ''), value: one, unit: '', place }]
        : [],
    )
