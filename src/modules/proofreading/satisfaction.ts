import { standsFor } from './changes.ts'
import { type Claim, isCount, isPercent } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'

const degrees = [
  /(?:非常|很)满意$/,
  /(?<!不|基本|非常|很|较|比较)满意$/,
  /(?:基本|较|比较)满意$|一般$/,
  /不满意$/,
] as const

/**
 * 满意 2,598 件、基本满意 121 件、不满意 141 件，满意率 95.1%: of all who answered, those who are satisfied, with or without
 * those who nearly are.
 */
export function satisfactionIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, share] of claims.entries()) {
    if (
      !isPercent(share) ||
      share.quantity.vague ||
      !/满意[率度](?:\([^()]*\))?(?:为|达到?)?$/.test(share.before.trim())
    )
      continue
    const own = claims.slice(0, i).filter((c) => c.sentence === share.sentence && isCount(c))
    const told = degrees.map((degree) => own.findLast((c) => degree.test(c.before.trim())))
    const [best, good, fair, bad] = told
    const unit = good?.quantity.unit
    if (!good || !bad || told.some((c) => c && c.quantity.unit !== unit)) continue
    const value = (c: Claim | undefined) => c?.quantity.value ?? 0
    const [satisfied, nearly, all] = [
      value(best) + value(good),
      value(best) + value(good) + value(fair),
      told.reduce((sum, c) => sum + value(c), 0),
    ]
    const asked = own.find((c) => c.quantity.unit === unit && c.quantity.value >= all)
    const wholes = [...new Set([all, value(asked) || all])]
    const parts = /含基本/.test(share.before) && fair ? [nearly] : [satisfied, nearly, value(good)]
    const fits = parts
      .flatMap((part) => wholes.map((whole) => ({ part, whole })))
      .find((p) => standsFor(share.quantity, (p.part / p.whole) * 100))
    const { part, whole } = fits ?? { part: parts[0] ?? satisfied, whole: all }
    const places = [share, ...told.filter((c) => c !== undefined)].map(placeOf)
    const exact = `${shown(Math.round((part / whole) * 1e4) / 100)}%`
    if (fits)
      result.holding.push({
        kind: 'percentage',
        text: `${shown(part)} ÷ ${shown(whole)} = ${shown(share.quantity.value)}%`,
        places,
      })
    else
      result.findings.push({
        kind: 'percentage',
        severity: 'error',
        text: `满意率写的是 ${shown(share.quantity.value)}%，按所列的数 ${shown(part)} ÷ ${shown(whole)} 算是 ${exact}。请核对，并写明是否含基本满意。`,
        places,
        stated: `${shown(share.quantity.value)}%`,
        computed: exact,
      })
  }
  return result
}
