import type { Db } from '../database.ts'

/** A row of papers that are counted together. */
export type Series = {
  unitCode: string
  /** 机关代字, such as 津政公开答. */
  series: string
  year: number
}

/**
 * The next document number, such as 津政公开答〔2026〕3号. Call it in the transaction that saves the paper: whoever asks
 * meanwhile waits, and a transaction that is rolled back gives its number to the next, so that there is no gap.
 * @basis GB/T 9704-2012 7.2.5
 */
export async function allotNumber(tx: Db, { unitCode, series, year }: Series): Promise<string> {
  const { lastNumber } = await tx
    .insertInto('paperNumbers')
    .values({ unitCode, series, year, lastNumber: 1 })
    .onConflict((c) =>
      c
        .columns(['unitCode', 'series', 'year'])
        .doUpdateSet((q) => ({ lastNumber: q('paperNumbers.lastNumber', '+', 1) })),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow()
  return `${series}〔${year}〕${lastNumber}号`
}
