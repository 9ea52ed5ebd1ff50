import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { OperatorError } from '../operator-error.ts'
import { root } from '../root.ts'
import { type Letter, type LetterBlock, LetterFile, placeholdersIn } from './letter.ts'
import { isFact, isTable, type Vocabulary } from './vocabulary.ts'

/** Where the templates of a module lie. */
export const lettersOf = (module: string): string => join(root, 'data', 'papers', module)

/**
 * Reads and checks every template: its shape, that each placeholder is a fact it needs or every letter has, that a fact it
 * may do without stands only in blocks that depend on it, and that lists and tables are what they are used as.
 * @param from - folder of the templates, from `lettersOf`
 * @throws OperatorError naming the file and what to put right
 */
export function loadLetters(vocabulary: Vocabulary, from: string): ReadonlyMap<string, Letter> {
  const files = new Map<string, LetterFile>()
  for (const file of readdirSync(from).sort())
    if (file.endsWith('.json')) files.set(file.slice(0, -'.json'.length), readLetter(join(from, file)))
  const letters = new Map<string, Letter>()
  const frames = new Set([...files.values()].map((f) => f.frame))
  for (const [code, file] of files) {
    if (frames.has(code)) continue
    const letter = framed(code, file, files, from)
    const fault = faultOf(letter, vocabulary)
    if (fault) throw new OperatorError(`${join(from, code)}.json: ${fault}`)
    letters.set(code, letter)
  }
  return letters
}

function readLetter(path: string): LetterFile {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new OperatorError(`${path}: ${error instanceof Error ? error.message : error}`)
  }
  if (Value.Check(LetterFile, value)) return value
  const first = Value.Errors(LetterFile, value)[0]
  const message = first?.message === 'schema is false' ? 'is not known here' : (first?.message ?? 'has the wrong shape')
  throw new OperatorError(`${path}${first?.instancePath ?? ''}: ${message}`)
}

/** The letter with the head, foot and facts of its frame. */
function framed(code: string, file: LetterFile, files: ReadonlyMap<string, LetterFile>, from: string): Letter {
  const { frame: frameCode, ...own } = file
  const frame = frameCode === undefined ? undefined : files.get(frameCode)
  if (frameCode !== undefined && !frame) throw new OperatorError(`${join(from, code)}.json: no ${frameCode}.json`)
  const whole = { ...frame, ...own }
  if (!whole.title || !whole.addressee)
    throw new OperatorError(`${join(from, code)}.json: title and addressee are missing`)
  return {
    ...whole,
    code,
    title: whole.title,
    addressee: whole.addressee,
    needs: [...own.needs, ...(frame?.needs ?? [])],
    may: [...own.may, ...(frame?.may ?? [])],
    blocks: frame ? frame.blocks.flatMap((b) => (b.type === 'own' ? own.blocks : [b])) : own.blocks,
  }
}

/** What is wrong with a template, in one line; undefined if nothing is. */
function faultOf(letter: Letter, vocabulary: Vocabulary): string | undefined {
  const declared = [...letter.needs, ...letter.may]
  const unknown = declared.find((n) => !isFact(vocabulary, n) && !isTable(vocabulary, n))
  if (unknown) return `no fact is called ${unknown}`
  const certain = (name: string) => letter.needs.includes(name) || vocabulary.always.includes(name)
  const outside = [letter.title, letter.addressee].flatMap(placeholdersIn).find((n) => !certain(n))
  if (outside) return `{${outside}} is not among the facts that this letter needs`
  if (letter.attachments && !isOf(vocabulary, letter.attachments, 'list')) return `${letter.attachments} is not a list`
  if (letter.blocks.some((b) => b.type === 'remedies')) {
    if (!letter.remedy) return 'a block of remedies needs "remedy"'
    if (!certain('reviewBody') || !certain('court')) return 'remedies name reviewBody and court: put them in needs'
  }
  for (const block of letter.blocks) {
    for (const name of [...(block.when ?? []), ...(block.unless ?? [])])
      if (!declared.includes(name)) return `${name} is neither in needs nor in may`
    for (const name of namesIn(block))
      if (!certain(name) && !block.when?.includes(name))
        return `{${name}} may be missing: put it in needs, or give its block "when": ["${name}"]`
    const fault = misused(block, vocabulary)
    if (fault) return fault
  }
  return undefined
}

function namesIn(block: LetterBlock): string[] {
  if ('text' in block) return placeholdersIn(block.text)
  if ('fact' in block) return [block.fact]
  return 'rows' in block ? block.rows.flat().flatMap(placeholdersIn) : []
}

function misused(block: LetterBlock, vocabulary: Vocabulary): string | undefined {
  const inline =
    'text' in block ? placeholdersIn(block.text) : 'rows' in block ? block.rows.flat().flatMap(placeholdersIn) : []
  const notText = inline.find(
    (n) => isTable(vocabulary, n) || isOf(vocabulary, n, 'list') || isOf(vocabulary, n, 'working'),
  )
  if (notText) return `{${notText}} is a list or a table and cannot stand in a text`
  if (block.type === 'list' || block.type === 'working')
    return isOf(vocabulary, block.fact, block.type) ? undefined : `${block.fact} is no ${block.type}`
  if (block.type !== 'table') return undefined
  const { fact, columns } = block
  const table = vocabulary.tables[fact]
  if (!table) return `${fact} is no table`
  const strange = columns.find((c) => !(c.of in table))
  return strange && `${fact} has no column ${strange.of}`
}

const isOf = (vocabulary: Vocabulary, name: string, kind: string): boolean => vocabulary.facts[name]?.[0] === kind
