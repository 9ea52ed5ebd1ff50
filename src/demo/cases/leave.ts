import { sql } from 'kysely'
import { addDays } from '../../core/day.ts'
import { insertDraft } from '../../modules/cases/drafts.store.ts'
import { verificationCode } from '../../platform/query-code.ts'
import { contextOf, uuid } from '../past.ts'
import type { Random } from '../random.ts'
import type { Stage } from '../stage.ts'
import type { Cast } from './cast.ts'
import type { OpenItem } from './open-items.ts'

/** What the citizen and the firm began and have not sent yet. */
export async function leaveDrafts(
  stage: Stage,
  random: Random,
  items: readonly OpenItem[],
  { citizen, firm, scene }: Cast,
): Promise<void> {
  const begun = [
    { own: citizen, item: '新生儿出生一站式联办', days: 3 },
    { own: citizen, item: '内地居民结婚登记', days: 40 },
    { own: firm, item: '建筑工程施工许可证核发', days: 1 },
  ]
  for (const { own, item: name, days } of begun) {
    const item = items.findLast((i) => i.elements.name === name)
    if (!item) continue
    const on = addDays(stage.today, -days)
    const ctx = contextOf(scene, on, 20, { ...applicantActor, accountId: own.accountId })
    const { kind: applicantKind, name: applicantName, ...rest } = own.applicant
    await insertDraft(stage.tx, {
      ...{ id: uuid(random), accountId: own.accountId, itemId: item.itemId, versionId: item.id },
      form: {
        applicantKind,
        applicantName,
        idKind: applicantKind === 'organisation' ? 'creditCode' : 'residentId',
        ...rest,
      },
      ...{ submissionKey: uuid(random), endsOn: addDays(on, ctx.settings.limits.draftDays), at: ctx.now },
    })
  }
}

const applicantActor = { kind: 'citizen', name: '申请人', unitCode: undefined, grants: [] } as const

/**
 * What the services make at random, codes of certificates, made anew so that the same day gives the same; and messages to
 * applicants who never were are marked as sent, so that none leaves.
 */
export async function settle(stage: Stage, random: Random, since: { result: number; message: number }): Promise<void> {
  const { tx } = stage
  const results = await tx
    .selectFrom('caseResults')
    .select(['id', 'verificationCode'])
    .where('id', '>', since.result)
    .orderBy('id')
    .execute()
  for (const { id, verificationCode: before } of results) {
    const code = verificationCode((n) => random.int(0, n - 1))
    await sql`update case_results set verification_code = ${code},
      paper = replace(paper::text, ${before}, ${code})::jsonb where id = ${id}`.execute(tx)
  }
  await sql`update outbox_messages set state = 'sent', sent_at = ${new Date(`${addDays(stage.today, -1)}T18:00:00+08:00`)}
    where id > ${since.message} and state = 'waiting'`.execute(tx)
}
