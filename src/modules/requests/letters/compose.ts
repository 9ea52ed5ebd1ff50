import { type Day, showLongDay } from '../../../core/day.ts'
import { Invalid, type Problem } from '../../../core/errors.ts'
import { yuan } from '../../../core/money.ts'
import type { Block, Paper, WorkingStep } from '../../../platform/paper/index.ts'
import { answers } from '../answers.ts'
import type { RefusalGround, ReplyKind } from '../schema.ts'
import { type FactName, type Facts, factKinds, isFact, type TableName, tables } from './facts.ts'
import { type Letter, type LetterBlock, placeholdersIn } from './letter.ts'
import { type RemedyLaw, remediesOn } from './remedies.ts'

/** The answer that a reply gives, for its article and its template. */
type Answer = { kind: ReplyKind; ground?: RefusalGround | null }

/** Code of the template for an answer: `reply-granted`, `reply-refused-privacy`. */
export const replyLetter = ({ kind, ground }: Answer): string => ['reply', kind, ...(ground ? [ground] : [])].join('-')

type FactNeeded = { name: FactName | TableName; label: string; required: boolean }

/** What a letter asks for besides what every letter has, with the words of the desk: enough to make a form of. */
export function factsOf(letter: Letter): FactNeeded[] {
  const one = (required: boolean) => (name: string) => ({
    name: name as FactName | TableName,
    label: isFact(name) ? factKinds[name][1] : Object.values(tables[name as TableName]).join('、'),
    required,
  })
  return [...letter.needs.map(one(true)), ...letter.may.map(one(false))]
}

/** What keeps a letter from being composed of these facts, for the desk to show at the fields; empty if nothing does. */
export function problemsWith(letter: Letter, facts: Facts): Problem[] {
  const { regime } = facts
  const unknown =
    (letter.regimes && !letter.regimes.includes(regime.code)) ||
    (articleOf(letter, facts) === undefined && letter.blocks.some((b) => stands(b, facts) && speaksOf(b, 'article')))
  if (unknown) return [{ field: 'kind', message: `${regime.orderNumber}没有“${letter.name}”这种文书` }]
  return factsOf(letter)
    .filter((fact) => fact.required && !given(facts, fact.name))
    .map((fact) => ({ field: fact.name, message: `请填写${fact.label}` }))
}

/**
 * The letter that a template and the facts of a request make. Throws Invalid when facts are missing or the law on the day
 * of receipt does not know such a letter.
 * @param laws - the law of remedies, from `loadRemedies`
 */
export function composeLetter(letter: Letter, facts: Facts, laws: readonly RemedyLaw[]): Paper {
  const problems = problemsWith(letter, facts)
  if (problems.length > 0) throw new Invalid(problems)
  const say = sayer(letter, facts)
  const { documentNumber, contactName, contactPhone } = facts
  // Only letters to the applicant name these: the code opens the request, and a third party must not get it.
  const named = (name: 'queryUrl' | 'queryCode') =>
    letter.needs.includes(name) || letter.may.includes(name) ? facts[name] : undefined
  const [queryUrl, queryCode] = [named('queryUrl'), named('queryCode')]
  const attachments = letter.attachments ? factOf(facts, letter.attachments) : undefined
  return {
    kind: 'letter',
    issuer: facts.unitName,
    title: say(letter.title),
    addressee: say(letter.addressee),
    blocks: letter.blocks
      .filter((block) => stands(block, facts))
      .flatMap((block) => composed(block, letter, facts, laws)),
    signature: { name: facts.unitName, day: facts.signedOn },
    remark: `联系人：${contactName}，联系电话：${contactPhone}`,
    ...(documentNumber ? { documentNumber } : {}),
    ...(Array.isArray(attachments) ? { attachments: attachments.map(String) } : {}),
    ...(queryUrl
      ? {
          query: {
            url: queryUrl,
            lines: [
              `登记编号：${facts.requestNumber}`,
              ...(queryCode ? [`查询码：${queryCode}`] : []),
              '扫描二维码，可以查看办理进度和每一天怎么算',
            ],
          },
        }
      : {}),
  }
}

function composed(block: LetterBlock, letter: Letter, facts: Facts, laws: readonly RemedyLaw[]): Block[] {
  const say = sayer(letter, facts)
  switch (block.type) {
    case 'paragraph':
    case 'note':
      return [{ type: block.type, text: say(block.text) }]
    case 'fields':
      return [{ type: 'fields', rows: block.rows.map(([label, value]) => [say(label), say(value)] as const) }]
    case 'list':
      return [{ type: 'list', items: factOf(facts, block.fact) as readonly string[] }]
    case 'working':
      return [{ type: 'working', caption: block.caption, steps: factOf(facts, block.fact) as readonly WorkingStep[] }]
    case 'table': {
      const rows = factOf(facts, block.fact) as readonly Readonly<Record<string, string>>[]
      const columns = block.columns.map(({ label, width }) => ({ label, width }))
      return [
        {
          type: 'table',
          caption: block.caption,
          columns,
          rows: rows.map((r) => block.columns.map((c) => r[c.of] ?? '')),
        },
      ]
    }
    case 'remedies':
      return letter.remedy ? [{ type: 'paragraph', text: say(remediesOn(laws, facts.signedOn, letter.remedy)) }] : []
    case 'own':
      return []
  }
}

/** Puts facts into a text. Line breaks in a fact stay only where it is the whole text. */
function sayer(letter: Letter, facts: Facts): (text: string) => string {
  const made: Record<string, string | undefined> = {
    you: facts.applicantKind === 'naturalPerson' ? '您' : '贵单位',
    law: `《${facts.regime.title}》（${facts.regime.orderNumber}）`,
    article: articleOf(letter, facts),
  }
  return (text) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const said = made[name] ?? shown(name, factOf(facts, name))
      return whole === text ? said : said.replace(/\s*[\r\n]+\s*/g, ' ')
    })
}

/** A fact as a letter writes it. */
function shown(name: string, value: unknown): string {
  const kind = isFact(name) ? factKinds[name][0] : name.endsWith('On') ? 'day' : 'text'
  if (kind === 'day') return showLongDay(value as Day)
  return kind === 'money' ? yuan(value as number) : String(value)
}

const factOf = (facts: Facts, name: string): unknown => (facts as Readonly<Record<string, unknown>>)[name]

/** Whether a fact is there and says something. */
function given(facts: Facts, name: string): boolean {
  const value = factOf(facts, name)
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}

const stands = (block: LetterBlock, facts: Facts): boolean =>
  (block.when ?? []).every((name) => given(facts, name)) &&
  (block.unless === undefined || !block.unless.every((name) => given(facts, name))) &&
  (block.under === undefined || block.under === facts.regime.code)

const speaksOf = (block: LetterBlock, name: string): boolean =>
  'text' in block && placeholdersIn(block.text).includes(name)

/** Article of the answer that a reply gives, under the regime of the request; undefined where it has none. */
function articleOf(letter: Letter, facts: Facts): string | undefined {
  const articles: Readonly<Record<string, string | undefined>> =
    answers.find((answer) => replyLetter(answer) === letter.code)?.articles ?? {}
  return articles[facts.regime.code]
}
