import { addDays } from '../../core/day.ts'
import { loadSettings } from '../../platform/settings.ts'
import type { TimedAct } from '../documents.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import type { Stage } from '../stage.ts'
import { loadArticles } from './articles.ts'
import { enquiryRows, pastEnquiries, year2018 } from './enquiries.ts'
import { openEnquiries } from './living.ts'
import { publicationRows } from './publications.ts'

/** What the report says of 2018: 18,300 enquiries. */
const of2018 = { phone: 8543, inPerson: 211, online: 9546 }

/**
 * The knowledge base, the enquiries of 2018 and of the last months, what waits today, and what is published of them.
 * @returns the acts, to be written in order with all others
 */
export async function loadKnowledge(stage: Stage): Promise<TimedAct[]> {
  const { tx, today } = stage
  const [{ placed, acts }, { limits }] = [await loadArticles(stage), await loadSettings(tx)]
  const lives = today > '2020-01-01'
  const wishes = [
    ...pastEnquiries(stage, placed, of2018, year2018),
    ...(lives
      ? [
          ...pastEnquiries(stage, placed, { phone: 130, inPerson: 12, online: 90 }, [
            addDays(today, -60),
            addDays(today, -8),
          ]),
          ...openEnquiries(stage),
        ]
      : []),
  ]
  const {
    rows,
    made,
    acts: ofEnquiries,
    serials,
  } = enquiryRows(stage, wishes, limits.enquiryDays, await idsAfter(tx, 'enquiries'))
  await insertRows(tx, 'enquiries', rows)
  await insertRows(
    tx,
    'enquirySerials',
    [...serials].map(([day, last]) => ({ regionCode: stage.site.regionCode, day, last })),
  )
  const { rows: published, acts: ofPublications } = publicationRows(stage, placed, made)
  await insertRows(tx, 'enquiryPublications', published)
  await continueIds(tx, 'enquiries')
  return [...acts, ...ofEnquiries, ...ofPublications]
}
