import { type Claim, isCount } from './claims.ts'
import { placeIn, placeOf, type Result, shown } from './findings.ts'
import { fromChinese } from './quantities.ts'

const trend = /连续([两二三四五六])年(?:保持|实现|呈现?)?(上升|增长|增加|下降|减少|回落)/g

/** 2023 年 21 件、2024 年 34 件、2025 年 29 件，连续两年上升: whether each year was more, or less, than the one before. */
export function trendsIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [sentence, own] of Map.groupBy(claims, (c) => c.sentence))
    for (const match of sentence.plain.matchAll(trend)) {
      const at = sentence.start + match.index
      const years = own.filter((c) => c.quantity.start < at && isCount(c) && typeof c.year === 'number')
      const row = yearByYear(years, (fromChinese(match[1] ?? '') ?? 2) + 1)
      if (!row) continue
      const up = /[升长加]$/.test(match[2] ?? '')
      const falls = row.slice(1).find((c, i) => {
        const before = row[i]?.quantity.value ?? 0
        return up ? c.quantity.value <= before : c.quantity.value >= before
      })
      const places = [placeIn(sentence.paragraph, at, at + match[0].length), ...row.map(placeOf)]
      const told = row.map((c) => shown(c.quantity.value)).join('、')
      if (!falls) result.holding.push({ kind: 'change', text: `${told}：${match[0]}`, places })
      else
        result.findings.push({
          kind: 'change',
          severity: 'error',
          text: `写的是“${match[0]}”，所列各年依次是 ${told}，${falls.year} 年并没有${up ? '上升' : '下降'}。请核对。`,
          places,
          stated: match[0],
        })
    }
  return result
}

/** The last so many of a row of years that follow one another, all of one unit; undefined where there are fewer. */
function yearByYear(claims: readonly Claim[], many: number): Claim[] | undefined {
  const row = claims.slice(-many)
  const follow = row.every((c, i) => i === 0 || c.year === Number(row[i - 1]?.year) + 1)
  return row.length === many && follow && new Set(row.map((c) => c.quantity.unit)).size === 1 ? row : undefined
}
