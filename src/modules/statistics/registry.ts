import { NotFound } from '../../core/errors.ts'
import type { Indicator, Rate } from '../../platform/indicator.ts'
import { cases } from '../cases/index.ts'
import { catalogue } from '../catalogue/index.ts'
import { disclosure } from '../disclosure/index.ts'
import { hall } from '../hall/index.ts'
import { hotline } from '../hotline/index.ts'
import { knowledge } from '../knowledge/index.ts'
import { organisations } from '../organisations/index.ts'
import { ratings } from '../ratings/index.ts'
import { requests } from '../requests/index.ts'
import { supervision } from '../supervision/index.ts'

/** Modules that own numbers, in the order in which these are listed. */
const modules = [organisations, disclosure, requests, supervision, catalogue, cases, hall, knowledge, hotline, ratings]

/** Every indicator of the house, in the order of the modules that own them. */
export const indicators: readonly Indicator[] = modules.flatMap((m) => m.indicators ?? [])

/** Every rate of the house, in the same order. */
export const rates: readonly Rate[] = modules.flatMap((m) => m.rates ?? [])

const byId = new Map(indicators.map((i) => [i.id, i]))
const rateById = new Map(rates.map((r) => [r.id, r]))
if (new Set([...byId.keys(), ...rateById.keys()]).size < indicators.length + rates.length)
  throw new Error('two indicators bear the same id')
for (const { id, of } of rates)
  for (const part of of) if (!byId.has(part)) throw new Error(`the rate ${id} rests on ${part}, which nobody counts`)

export const findIndicator = (id: string): Indicator | undefined => byId.get(id)
export const findRate = (id: string): Rate | undefined => rateById.get(id)

/** Throws NotFound for an id that no module knows. */
export function getIndicator(id: string): Indicator {
  const indicator = byId.get(id)
  if (!indicator) throw new NotFound(`编号为“${id}”的指标`)
  return indicator
}
