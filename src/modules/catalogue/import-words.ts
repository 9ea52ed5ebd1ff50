import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Problem } from '../../core/errors.ts'
import { problemsFrom } from '../../ui/index.ts'
import { type CodeList, codeLists } from './codes.ts'

/** What is wrong with the shape of a value, by path. */
export function wrongIn(shape: TSchema, value: unknown): Problem[] {
  if (Value.Check(shape, value)) return []
  return problemsFrom(
    [...Value.Errors(shape, value)] as unknown as Parameters<typeof problemsFrom>[0],
    shape as unknown as Parameters<typeof problemsFrom>[1],
  )
}

/** Several values in one cell. */
export const manyIn = (cell: string): string[] => cell.split(/[\s,\uFF0C、;\uFF1B]+/).filter((c) => c !== '')

/** Codes written as codes or as labels; what is neither stays as it is, to be told. */
export function codesIn(list: CodeList, cell: string): string[] {
  const entries = Object.entries(codeLists[list])
  return manyIn(cell).map((typed) => entries.find(([code, label]) => code === typed || label === typed)?.[0] ?? typed)
}
