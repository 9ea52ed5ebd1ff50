import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'

export const ById = Type.Object({ id: Type.String({ maxLength: 40 }) })

/** The number in an address. Throws NotFound for anything else. */
export function idIn(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound()
  return Number(text)
}
