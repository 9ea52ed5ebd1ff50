import { Invalid, type Problem } from '../../../core/errors.ts'
import {
  factsNeeded,
  type Letter,
  type LetterBlock,
  missingFacts,
  paperOf,
  placeholdersIn,
  type RemedyLaw,
  stands,
} from '../../../platform/letters/index.ts'
import type { Paper } from '../../../platform/paper/index.ts'
import { answers } from '../answers.ts'
import type { RefusalGround, ReplyKind } from '../schema.ts'
import { type FactName, type Facts, type TableName, vocabulary } from './facts.ts'

/** The answer that a reply gives, for its article and its template. */
type Answer = { kind: ReplyKind; ground?: RefusalGround | null }

/** Code of the template for an answer: `reply-granted`, `reply-refused-privacy`. */
export const replyLetter = ({ kind, ground }: Answer): string => ['reply', kind, ...(ground ? [ground] : [])].join('-')

type FactNeeded = { name: FactName | TableName; label: string; required: boolean }

/** What a letter asks for besides what every letter has, with the words of the desk: enough to make a form of. */
export const factsOf = (letter: Letter): FactNeeded[] => factsNeeded(letter, vocabulary) as FactNeeded[]

/** What keeps a letter from being composed of these facts, for the desk to show at the fields; empty if nothing does. */
export function problemsWith(letter: Letter, facts: Facts): Problem[] {
  const { regime } = facts
  const unknown =
    (letter.regimes && !letter.regimes.includes(regime.code)) ||
    (articleOf(letter, facts) === undefined &&
      letter.blocks.some((b) => stands(b, facts, regime.code) && speaksOf(b, 'article')))
  if (unknown) return [{ field: 'kind', message: `${regime.orderNumber}没有“${letter.name}”这种文书` }]
  return missingFacts(letter, facts, vocabulary)
}

/**
 * The letter that a template and the facts of a request make. Throws Invalid when facts are missing or the law on the day
 * of receipt does not know such a letter.
 * @param laws - the law of remedies, from `loadRemedies`
 */
export function composeLetter(letter: Letter, facts: Facts, laws: readonly RemedyLaw[]): Paper {
  const problems = problemsWith(letter, facts)
  if (problems.length > 0) throw new Invalid(problems)
  const { regime, applicantKind } = facts
  // Only letters to the applicant name these: the code opens the request, and a third party must not get it.
  const named = (name: 'queryUrl' | 'queryCode') =>
    letter.needs.includes(name) || letter.may.includes(name) ? facts[name] : undefined
  const [queryUrl, queryCode] = [named('queryUrl'), named('queryCode')]
  const lines = [
    `登记编号：${facts.requestNumber}`,
    ...(queryCode ? [`查询码：${queryCode}`] : []),
    '扫描二维码，可以查看办理进度和每一天怎么算',
  ]
  return paperOf(letter, facts, {
    vocabulary,
    laws,
    made: {
      you: applicantKind === 'naturalPerson' ? '您' : '贵单位',
      this: '本答复',
      law: `《${regime.title}》（${regime.orderNumber}）`,
      article: articleOf(letter, facts),
    },
    under: regime.code,
    query: queryUrl ? { url: queryUrl, lines } : undefined,
  })
}

const speaksOf = (block: LetterBlock, name: string): boolean =>
  'text' in block && placeholdersIn(block.text).includes(name)

/** Article of the answer that a reply gives, under the regime of the request; undefined where it has none. */
function articleOf(letter: Letter, facts: Facts): string | undefined {
  const articles: Readonly<Record<string, string | undefined>> =
    answers.find((answer) => replyLetter(answer) === letter.code)?.articles ?? {}
  return articles[facts.regime.code]
}
