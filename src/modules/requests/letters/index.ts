import { type Letter, lettersOf, loadLetters as load } from '../../../platform/letters/index.ts'
import { vocabulary } from './facts.ts'

export { composeLetter, factsOf, problemsWith, replyLetter } from './compose.ts'
export type { Facts } from './facts.ts'

/** Reads and checks the templates of this module. Throws OperatorError naming the file and what to put right. */
export const loadLetters = (from: string = lettersOf('requests')): ReadonlyMap<string, Letter> => load(vocabulary, from)
