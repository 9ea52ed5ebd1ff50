import type { Db } from '../../platform/database.ts'
import type { Reading } from '../../platform/reading/index.ts'
import type { PersonalDataFinding } from './schema.ts'

export type FileReading = {
  sha256: string
  outcome: Reading['outcome']
  found: number
  findings: PersonalDataFinding[]
}

/** What is known of files that have been read. */
export function listReadings(db: Db, digests: readonly string[]): Promise<FileReading[]> {
  if (digests.length === 0) return Promise.resolve([])
  return db
    .selectFrom('attachmentReadings')
    .select(['sha256', 'outcome', 'found', 'findings'])
    .where('sha256', 'in', [...digests])
    .$castTo<FileReading>()
    .execute()
}

export async function keepReading(db: Db, reading: FileReading, readAt: Date): Promise<void> {
  await db
    .insertInto('attachmentReadings')
    .values({ ...reading, findings: JSON.stringify(reading.findings), readAt })
    .onConflict((c) => c.doNothing())
    .execute()
}
