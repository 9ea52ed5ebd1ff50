import { type Day, showLongDay } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import { yuan } from '../../core/money.ts'
import type { Block, Paper, WorkingStep } from '../paper/index.ts'
import type { Letter, LetterBlock } from './letter.ts'
import { type RemedyLaw, remediesOn } from './remedies.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What every letter knows of its unit and itself; what else it knows goes by the names of the vocabulary. */
export type LetterFacts = {
  /** Full name of the unit: head and signature of the letter. */
  unitName: string
  contactName: string
  contactPhone: string
  /** Day of the letter, which also decides the terms of the remedies. */
  signedOn: Day
  /** From `allotNumber`; absent on a draft and on letters without a series. */
  documentNumber?: string
}

/** What a letter is made with besides its facts. */
export type Making = {
  vocabulary: Vocabulary
  /** The law of remedies, from `loadRemedies`. */
  laws: readonly RemedyLaw[]
  /** Placeholders made of the facts, such as 您 or 贵单位. */
  made: Readonly<Record<string, string | undefined>>
  /** Code of the regime under which it is written; blocks of others are left out. */
  under?: string | undefined
  /** Where the reader follows the matter. */
  query?: Paper['query']
}

/** What a letter asks for besides what every letter has, with the words of the desk: enough to make a form of. */
export function factsNeeded(letter: Letter, { facts, tables }: Vocabulary) {
  const one = (required: boolean) => (name: string) => ({
    name,
    label: facts[name]?.[1] ?? Object.values(tables[name] ?? {}).join('、'),
    required,
  })
  return [...letter.needs.map(one(true)), ...letter.may.map(one(false))]
}

/** Facts that a letter needs and that are missing, for the desk to show at the fields. */
export const missingFacts = (letter: Letter, facts: LetterFacts, vocabulary: Vocabulary): Problem[] =>
  factsNeeded(letter, vocabulary)
    .filter((fact) => fact.required && !given(facts, fact.name))
    .map((fact) => ({ field: fact.name, message: `请填写${fact.label}` }))

/** The letter that a template and facts make. What is missing must have been asked for before. */
export function paperOf(letter: Letter, facts: LetterFacts, making: Making): Paper {
  const say = sayer(facts, making)
  const { documentNumber, contactName, contactPhone } = facts
  const attachments = letter.attachments ? factOf(facts, letter.attachments) : undefined
  return {
    kind: 'letter',
    issuer: facts.unitName,
    title: say(letter.title),
    addressee: say(letter.addressee),
    blocks: letter.blocks
      .filter((block) => stands(block, facts, making.under))
      .flatMap((block) => composed(block, letter, facts, making)),
    signature: { name: facts.unitName, day: facts.signedOn },
    remark: `联系人：${contactName}，联系电话：${contactPhone}`,
    ...(documentNumber ? { documentNumber } : {}),
    ...(Array.isArray(attachments) ? { attachments: attachments.map(String) } : {}),
    ...(making.query ? { query: making.query } : {}),
  }
}

function composed(block: LetterBlock, letter: Letter, facts: LetterFacts, making: Making): Block[] {
  const say = sayer(facts, making)
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
      return letter.remedy
        ? [{ type: 'paragraph', text: say(remediesOn(making.laws, facts.signedOn, letter.remedy)) }]
        : []
    case 'own':
      return []
  }
}

/** Puts facts into a text. Line breaks in a fact stay only where it is the whole text. */
function sayer(facts: LetterFacts, { vocabulary, made }: Making): (text: string) => string {
  return (text) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const said = made[name] ?? shown(vocabulary, name, factOf(facts, name))
      return whole === text ? said : said.replace(/\s*[\r\n]+\s*/g, ' ')
    })
}

/** A fact as a letter writes it. */
function shown({ facts }: Vocabulary, name: string, value: unknown): string {
  const kind = facts[name]?.[0] ?? (name.endsWith('On') ? 'day' : 'text')
  if (kind === 'day') return showLongDay(value as Day)
  return kind === 'money' ? yuan(value as number) : String(value)
}

const factOf = (facts: LetterFacts, name: string): unknown => (facts as Readonly<Record<string, unknown>>)[name]

/** Whether a fact is there and says something. */
function given(facts: LetterFacts, name: string): boolean {
  const value = factOf(facts, name)
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}

/** Whether a block stands in a letter of these facts. */
export const stands = (block: LetterBlock, facts: LetterFacts, under: string | undefined): boolean =>
  (block.when ?? []).every((name) => given(facts, name)) &&
  (block.unless === undefined || !block.unless.every((name) => given(facts, name))) &&
  (block.under === undefined || block.under === under)
