import { NotFound } from '../../core/errors.ts'
import type { Indicator } from '../../platform/indicator.ts'
import { disclosure } from '../disclosure/index.ts'
import { organisations } from '../organisations/index.ts'
import { requests } from '../requests/index.ts'
import { supervision } from '../supervision/index.ts'

/** Every indicator of the house, in the order of the modules that own them. */
export const indicators: readonly Indicator[] = [
  ...(organisations.indicators ?? []),
  ...(disclosure.indicators ?? []),
  ...(requests.indicators ?? []),
  ...(supervision.indicators ?? []),
]

const byId = new Map(indicators.map((i) => [i.id, i]))
if (byId.size < indicators.length) throw new Error('two indicators bear the same id')

export const findIndicator = (id: string): Indicator | undefined => byId.get(id)

/** Throws NotFound for an id that no module knows. */
export function getIndicator(id: string): Indicator {
  const indicator = byId.get(id)
  if (!indicator) throw new NotFound(`编号为“${id}”的指标`)
  return indicator
}
