import type { FilledForm } from '../form.ts'
import type { Figure } from '../service.ts'

/** The form for machines; headings are rows without a value. */
export const formJson = (form: FilledForm) => ({
  year: form.year,
  template: form.template.code,
  unit: form.unit.code,
  rows: form.cells.map(({ id, label, unit, value }) => ({ id, label, unit, value })),
  identities: form.identities.map(({ id, holds, text }) => ({ id, holds, text })),
})

/**
 * A figure for machines; its period is `2018-01-01/2018-12-31`, or one day for what stands at its end. A rate names the two
 * figures it is made of, with their values.
 */
export const figureJson = ({ id, label, unit, value, period, asOf, definition, remark, of }: Figure) => ({
  id,
  label,
  unit,
  value,
  period: period.kind === 'at the end' ? period.to : `${period.from}/${period.to}`,
  asOf: asOf.toISOString(),
  definition,
  ...(remark && { remark }),
  ...(of && { of: of.map((part) => ({ id: part.id, value: part.value })) }),
})
