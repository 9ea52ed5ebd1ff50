import { addWorkingDays } from '../../core/calendar.ts'
import { dayOf } from '../../core/day.ts'
import { answerVector } from '../../modules/knowledge/index.ts'
import type { TimedAct } from '../documents.ts'
import { randomOf } from '../random.ts'
import { officeTime, type Stage } from '../stage.ts'
import type { PlacedArticle } from './articles.ts'
import type { Ask } from './articles-in.ts'
import { asksOf, castOf } from './cast.ts'
import { answererOf, type MadeEnquiry } from './enquiries.ts'

/** How many questions with answers the public reads, and how many wait for a second person. */
const [published, proposed] = [150, 2]

/** Of what was asked, what is worth reading for others: each question once, worded as the article has it. */
export function publicationRows(
  stage: Stage,
  placed: readonly PlacedArticle[],
  made: readonly MadeEnquiry[],
): { rows: Record<string, unknown>[]; acts: TimedAct[] } {
  const random = randomOf('published answers')
  const { manager } = castOf(stage)
  const wanted = placed
    .filter((p) => !p.text.internal)
    .flatMap((p) => asksOf(p.text).map((ask) => ({ ask, topic: p.text.topic, articleId: p.id })))
  // The first enquiry that asked it: one enquiry is published once.
  const firstOf = new Map<Ask, MadeEnquiry>()
  for (const m of made) if (m.wish.answeredAt !== null && !firstOf.has(m.wish.ask)) firstOf.set(m.wish.ask, m)
  const acts: TimedAct[] = []
  const rows = wanted
    .flatMap((w) => {
      const m = firstOf.get(w.ask)
      return m ? [{ ...w, m }] : []
    })
    .slice(0, published + proposed)
    .map(({ ask, topic, articleId, m }, i) => {
      const waits = i >= published
      const author = answererOf(stage, m.unitCode)
      const askedOn = dayOf(m.wish.askedAt)
      const on = addWorkingDays(stage.calendar, waits ? stage.today : askedOn, waits ? -1 : random.int(6, 15))
      const proposedAt = officeTime(on, random)
      const publishedAt = waits ? null : officeTime(addWorkingDays(stage.calendar, on, 1), random)
      const act = (name: string, at: Date, by: { id: string; name: string }) =>
        acts.push({
          ...{ act: `knowledge.${name}`, subject: `enquiry:${m.number}`, unitCode: m.unitCode, at },
          ...{ actor: by.name, accountId: by.id, data: {} },
        })
      act('answerProposed', proposedAt, author)
      if (publishedAt) act('answerPublished', publishedAt, manager)
      return {
        ...{ enquiryId: m.id, unitCode: m.unitCode, state: waits ? 'proposed' : 'published', topic, articleId },
        ...{ question: ask.question, answer: ask.answer, search: answerVector({ ...ask, topic }) },
        ...{ proposedBy: author.id, proposedName: author.name, proposedAt, note: '' },
        ...{
          decidedBy: waits ? null : manager.id,
          decidedName: waits ? '' : manager.name,
          decidedAt: publishedAt,
          publishedAt,
        },
      }
    })
  return { rows, acts }
}
