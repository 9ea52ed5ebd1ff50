import type { Ctx } from '../../platform/context.ts'
import { findGuide } from './guide.store.ts'
import { beginningOf, bringWords, copiesOf, feeWords, placeWords, targetWords, timeWords } from './portal/words.ts'

/** A guide as it is read standing: five answers in a few words, and what to bring. */
export type Brief = {
  itemId: number
  code: string
  name: string
  unitName: string
  answers: { question: string; answer: string; note: string }[]
  /** Materials that one brings oneself, each with how many of it. */
  bring: { name: string; copies: string }[]
  /** Parts to choose from, of an item that has them. */
  parts: { code: string; name: string }[]
}

/** The brief guide of an item that the public may read today; undefined if there is none. */
export async function findBrief(
  { replica, today }: Pick<Ctx, 'replica' | 'today'>,
  code: string,
): Promise<Brief | undefined> {
  const guide = await findGuide(replica, code, today)
  if (!guide || guide.cancelledOn !== null) return undefined
  const { elements: e } = guide
  const targets = targetWords(e)
  return {
    itemId: guide.id,
    code: guide.code,
    name: guide.name,
    unitName: guide.unitName,
    answers: [
      {
        question: '能不能办',
        answer: targets ? `${targets}可以办` : '看受理条件',
        note: beginningOf(e.acceptanceCondition),
      },
      { question: '带什么', ...bringWords(e) },
      { question: '去哪里', ...placeWords(guide) },
      { question: '多久', ...timeWords(e) },
      { question: '多少钱', answer: feeWords(e), note: '' },
    ],
    bring: e.materials.filter((m) => m.source !== 'shared').map((m) => ({ name: m.name, copies: copiesOf(m) })),
    parts: guide.parts.map(({ code: its, name }) => ({ code: its, name })),
  }
}
