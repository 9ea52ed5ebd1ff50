import type { Day } from '../core/day.ts'
import { NotFound } from '../core/errors.ts'
import { type Regime, regimeOn } from '../core/regime.ts'
import type { Db } from './database.ts'

/** The law as data. A record keeps the regime of the day it was received. */
export type Law = {
  regimes: readonly Regime[]
  /** Throws NotFound for a code that no table knows. */
  regime(code: string): Regime
  /** The regime in force on a day. Throws NotFound before the first one. */
  regimeOn(day: Day): Regime
}

/** Reads the tables of law; done once at start and again when an administrator changes them. */
export async function loadLaw(db: Db): Promise<Law> {
  const rows = await db.selectFrom('regimes').selectAll().orderBy('validFrom').execute()
  return lawOf(rows as unknown as Regime[])
}

/** @param regimes - in order of their first day */
export function lawOf(regimes: readonly Regime[]): Law {
  return {
    regimes,
    regime(code) {
      const found = regimes.find((r) => r.code === code)
      if (!found) throw new NotFound(`法规版本 ${code}`)
      return found
    },
    regimeOn(day) {
      const found = regimeOn(regimes, day)
      if (!found) throw new NotFound(`${day} 适用的法规版本`)
      return found
    },
  }
}
