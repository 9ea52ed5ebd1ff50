import { parseArgs } from 'node:util'
import { OperatorError } from '../platform/operator-error.ts'

type Option = {
  type: 'string' | 'boolean'
  /** What the value is, in the help, such as PORT. */
  value?: string
  description: string
  choices?: readonly string[]
}
type Options = Record<string, Option>
type Values<O extends Options> = { [K in keyof O]?: O[K]['type'] extends 'boolean' ? boolean : string }

/** Exit status: 0 all is well, 1 a problem was found; bad use (2) is thrown as an OperatorError. */
export type Status = 0 | 1

type Definition<O extends Options> = {
  /** Words after `mingtang`, such as `demo load`. */
  name: string
  summary: string
  /** Arguments as the help shows them: `<needed>` and `[optional]`. */
  arguments?: string
  options?: O
  /** More for the help: what is not said by the options. */
  notes?: string
  run(values: Values<O>, args: string[]): Promise<Status>
}

/** One command of the command line. */
export type Command = Omit<Definition<Options>, 'run'> & { run(words: string[]): Promise<Status> }

/** Makes a command of its definition: its words are parsed and checked before it runs. */
export function command<const O extends Options>(definition: Definition<O>): Command {
  return {
    ...definition,
    async run(words) {
      const { values, positionals } = parse(definition, words)
      return definition.run(values, positionals)
    },
  }
}

function parse<O extends Options>(
  definition: Definition<O>,
  words: string[],
): { values: Values<O>; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(definition.options ?? {}).map(([name, { type }]) => [name, { type }]),
  )
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: words, options, allowPositionals: true })
  } catch (error) {
    throw badUse(definition, firstSentence((error as Error).message))
  }
  const shown = definition.arguments?.split(' ') ?? []
  const needed = shown.filter((word) => word.startsWith('<'))
  const { values, positionals } = parsed
  if (positionals.length < needed.length) throw badUse(definition, `${needed[positionals.length]} is missing`)
  if (positionals.length > shown.length) throw badUse(definition, `"${positionals[shown.length]}" is one word too many`)
  for (const [name, { choices }] of Object.entries(definition.options ?? {})) {
    const value = values[name]
    if (choices !== undefined && typeof value === 'string' && !choices.includes(value))
      throw badUse(definition, `--${name} is one of ${choices.join(', ')}`)
  }
  return { values: values as Values<O>, positionals }
}

function badUse(definition: { name: string }, what: string): OperatorError {
  return new OperatorError(`${what}; see mingtang ${definition.name} --help.`, 2)
}

function firstSentence(text: string): string {
  return text.split('. ')[0]?.replace(/\.$/, '') ?? text
}

/** The help of one command. */
export function help(command: Command): string {
  const options = Object.entries(command.options ?? {})
  const usage = ['mingtang', command.name, command.arguments, options.length > 0 ? '[options]' : undefined].filter(
    Boolean,
  )
  const rows = [
    ...options.map(([name, option]) => [labelOf(name, option), optionNote(option)]),
    ['--help', 'this help'],
  ]
  const width = Math.max(...rows.map(([label]) => label?.length ?? 0))
  return [
    `Usage: ${usage.join(' ')}`,
    '',
    `${command.summary}.`,
    '',
    ...rows.map(([label, text]) => `  ${label?.padEnd(width)}  ${text}`),
    ...(command.notes === undefined ? [] : ['', command.notes]),
  ].join('\n')
}

const labelOf = (name: string, option: Option) => `--${name}${option.value === undefined ? '' : ` ${option.value}`}`
const optionNote = ({ description, choices }: Option) =>
  choices === undefined ? description : `${description}: ${choices.join(', ')}`
