import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { readWords } from '../../platform/reading/index.ts'
import type { KeptFile } from './corrections.schema.ts'
import { unreadLabels } from './labels.ts'
import { keepReading, listReadings } from './readings.store.ts'
import { findingsIn } from './rules.ts'
import type { PersonalDataFinding } from './schema.ts'
import { readableText } from './service.ts'

/** Findings of one file that are told one by one; the rest is told as a number. */
const most = 50

/**
 * Looks for personal data in the files that have not been read yet. What is found is kept by the digest of the file; its
 * words are not.
 * @basis 《个人信息保护法》第二十五条、第五十五条
 */
export async function readFiles(ctx: Ctx, files: readonly Pick<KeptFile, 'sha256'>[]): Promise<void> {
  const digests = [...new Set(files.map((f) => f.sha256))]
  const known = new Set((await listReadings(ctx.db, digests)).map((r) => r.sha256))
  for (const sha256 of digests.filter((d) => !known.has(d))) {
    const { outcome, passages } = await readWords(await ctx.files.read(sha256))
    const findings = passages.flatMap(({ place, text }) => findingsIn(text).map((f) => ({ ...f, place })))
    const reading = { sha256, outcome, found: findings.length, findings: findings.slice(0, most) }
    await keepReading(ctx.db, reading, ctx.now)
  }
}

/** What the check found in files, file by file, and which it could not look into. */
async function findingsInFiles(db: Db, files: readonly KeptFile[]): Promise<PersonalDataFinding[]> {
  const readings = new Map(
    (
      await listReadings(
        db,
        files.map((f) => f.sha256),
      )
    ).map((r) => [r.sha256, r]),
  )
  return files.flatMap(({ sha256, name: file }) => {
    const reading = readings.get(sha256)
    if (!reading) return [{ kind: 'unread' as const, quote: unreadLabels.notYet, file }]
    const { outcome, found, findings } = reading
    return [
      ...findings.map((f) => ({ ...f, file })),
      ...(found > findings.length
        ? [{ kind: 'unread' as const, quote: `另有 ${found - findings.length} 处疑似个人信息，没有一一列出`, file }]
        : []),
      ...(outcome === 'read' ? [] : [{ kind: 'unread' as const, quote: unreadLabels[outcome], file }]),
    ]
  })
}

/** All that the public would read of a document and its files, checked for personal data. Files are read before: `readFiles`. */
export async function findingsInAll(
  db: Db,
  content: Parameters<typeof readableText>[0],
  files: readonly KeptFile[],
): Promise<PersonalDataFinding[]> {
  return [...findingsIn(readableText(content)), ...(await findingsInFiles(db, files))]
}
