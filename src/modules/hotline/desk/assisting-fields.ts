import type { DispatchForm } from '../schema.ts'

/** How many assisting units a page offers at once. */
export const assistingLines = [1, 2, 3] as const

/** Field names of one line: which unit, and what it is to do. */
export const lineNames = (line: number) => ({ unit: `assistUnit${line}`, part: `assistPart${line}` })

/** Assisting units as the page sends them: lines without a unit are left out. */
export const assistingIn = (typed: Readonly<Record<string, string>>): DispatchForm['assisting'] =>
  assistingLines.flatMap((line) => {
    const { unit, part } = lineNames(line)
    const unitCode = typed[unit] ?? ''
    return unitCode === '' ? [] : [{ unitCode, part: typed[part]?.trim() || '配合主办单位办理' }]
  })
