import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import type { Problem } from '../../../core/errors.ts'
import { problemsFrom } from '../../../ui/index.ts'

/** What is wrong with the fields of a form that came with files: no schema of the route has looked at it. */
export function shapeProblems(shape: TObject, typed: object): Problem[] {
  if (Value.Check(shape, typed)) return []
  const found = [...Value.Errors(shape, typed)] as unknown as Parameters<typeof problemsFrom>[0]
  return problemsFrom(found, shape)
}
