import { evaluate } from '../evaluate.ts'
import type { FilledForm } from '../form.ts'
import type { Comparison } from '../freeze.ts'
import { formDocx } from './docx.ts'
import { formJson } from './json.ts'
import { type Signatures, unsigned } from './printed.ts'
import { formXlsx } from './xlsx.ts'

export const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
} as const
export type FileFormat = keyof typeof mediaTypes

/** A form as a file to be carried away. */
export async function fileOf(
  form: FilledForm,
  format: FileFormat,
  signatures: Signatures = unsigned,
): Promise<{ name: string; bytes: Buffer }> {
  return { name: `${form.title}.${format}`, bytes: await bytesOf(form, format, signatures) }
}

/** A frozen form as a file, with the values and the signatures it was frozen with. */
export const frozenFileOf = (comparison: Comparison, format: FileFormat) =>
  fileOf(asFrozen(comparison), format, comparison.frozen)

/** The form with the values it was frozen with; blanks keep the reasons that still hold. */
export function asFrozen({ now, values, frozen }: Comparison): FilledForm {
  const cells = now.cells.map(({ blankBecause, ...cell }) => {
    const value = values.get(cell.id) ?? null
    if (value !== null || 'heading' in cell.source) return { ...cell, value }
    return { ...cell, value, blankBecause: blankBecause ?? '定稿时没有台账' }
  })
  const reasons = new Map(
    cells.flatMap((c) => ('blankBecause' in c && c.blankBecause ? [[c.id, c.blankBecause] as const] : [])),
  )
  const around = { reasons, to: now.scope.to, filledOn: frozen.filledOn }
  return { ...now, asOf: frozen.asOf, cells, identities: evaluate(now.template.identities, values, around) }
}

async function bytesOf(form: FilledForm, format: FileFormat, signatures: Signatures): Promise<Buffer> {
  switch (format) {
    case 'xlsx':
      return formXlsx(form, signatures)
    case 'docx':
      return formDocx(form, signatures)
    case 'json':
      return Buffer.from(`${JSON.stringify(formJson(form), null, 2)}\n`)
  }
}
