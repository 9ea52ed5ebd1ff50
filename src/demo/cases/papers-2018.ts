import { type Day, day } from '../../core/day.ts'
import { nonAcceptanceLabels } from '../../modules/cases/labels.ts'
import type { Said } from '../../modules/cases/paper-facts.ts'
import { issuePaper } from '../../modules/cases/papers.service.ts'
import type { PaperKind } from '../../modules/cases/schema.ts'
import { type CaseFile, getCase } from '../../modules/cases/store.ts'
import { getItemVersion } from '../../modules/catalogue/index.ts'
import type { Files } from '../../platform/files.ts'
import { openWorld } from '../../platform/world.ts'
import { contextOf, officerActor, within } from '../past.ts'
import type { Stage } from '../stage.ts'

type Issued = { kind: PaperKind; on: Day | null; said?: Said }

/** The papers that a case of the past had, by how it ended. */
function papersOf(file: CaseFile): Issued[] {
  const { receivedOn, acceptedOn, decidedOn, completedOn, closingNote, decisionNote: reason } = file
  const ends: Issued[] =
    file.decision === 'approve'
      ? [
          { kind: 'approval', on: decidedOn },
          {
            kind: 'deliveryReceipt',
            on: file.deliveredOn,
            said: { recipient: file.contactPerson || file.applicantName },
          },
        ]
      : file.decision === 'reject'
        ? [{ kind: 'rejection', on: decidedOn, said: { reason } }]
        : file.acceptedOn === null && closingNote.startsWith('不需要')
          ? [
              {
                kind: 'nonAcceptance',
                on: completedOn,
                said: { ground: nonAcceptanceLabels.notNeeded, reason: closingNote },
              },
            ]
          : closingNote.startsWith('申请人')
            ? [{ kind: 'withdrawal', on: completedOn, said: { reason: closingNote } }]
            : [{ kind: 'returned', on: completedOn, said: { reason: closingNote } }]
  return [{ kind: 'receipt', on: receivedOn }, { kind: 'acceptance', on: acceptedOn }, ...ends]
}

/** Issues the papers of the last case of 2018 that ended in each way: of the other thousands only the records are kept. */
export async function paperPast(stage: Stage, files: Files): Promise<void> {
  const { tx, site } = stage
  const world = await openWorld({ db: within(tx), files })
  const last = await tx
    .selectFrom('caseFiles')
    .select(['number', 'decision', 'closingNote'])
    .distinctOn(['decision', 'closingNote'])
    .where('receivedOn', '>=', day('2018-01-01'))
    .where('receivedOn', '<=', day('2018-12-31'))
    .where('kind', '=', 'committed')
    .orderBy('decision')
    .orderBy('closingNote')
    .orderBy('number', 'desc')
    .execute()
  for (const { number } of last) {
    const file = await getCase(tx, number)
    const version = await getItemVersion(tx, file.versionId)
    const clerk = { id: 'demonstration 2018', name: file.handlerName || '窗口', unitCode: file.unitCode }
    const actor = officerActor(clerk, [], `/${site.rootUnit}/`)
    for (const { kind, on, said = {} } of papersOf(file))
      if (on) await issuePaper(contextOf({ acts: [], world }, on, 10, actor), { tx, file, version }, kind, said)
  }
}
