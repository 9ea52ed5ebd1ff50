import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { OperatorError } from '../../platform/operator-error.ts'
import { root } from '../../platform/root.ts'
import { type Level, LevelShape } from './schema.ts'

const Shape = Type.Object(
  {
    source: Type.String({ minLength: 1 }),
    unconfirmed: Type.Array(Type.String()),
    reasons: Type.Array(
      Type.Object(
        {
          code: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' }),
          label: Type.String({ minLength: 1 }),
          levels: Type.Array(LevelShape, { minItems: 1 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
)
/** What one may give as the reason of a rating, by level. */
export type Reason = Static<typeof Shape>['reasons'][number]

/** Reads `data/law/rating-reasons.json`. Throws OperatorError when it has the wrong shape. */
function loadReasons(path: string = join(root, 'data', 'law', 'rating-reasons.json')): readonly Reason[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (Value.Check(Shape, value)) return value.reasons
  const first = Value.Errors(Shape, value)[0]
  throw new OperatorError(`${path}${first?.instancePath ?? ''}: ${first?.message ?? 'has the wrong shape'}`)
}

// Read and checked when the house starts: a fault stops it there.
const known = loadReasons()

/** Reasons that fit a level, in their order. */
export const reasonsFor = (level: Level): readonly Reason[] => known.filter((r) => r.levels.includes(level))

/** What a reader sees for a code; a code that is no longer offered stands for itself. */
export const reasonLabel = (code: string): string => known.find((r) => r.code === code)?.label ?? code
