import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Indicator, Scope } from '../../platform/indicator.ts'
import { getUnit, type Unit } from '../organisations/index.ts'
import { yearScope } from './counting.ts'
import { evaluate, type IdentityResult, sumOf } from './evaluate.ts'
import type { FormCell, Template, TemplateCode } from './forms/form.ts'
import { templateOf, templates } from './forms/index.ts'
import { getIndicator } from './registry.ts'
import { type Figure, figures } from './service.ts'
import * as store from './store.ts'

export type FormOf = { template: TemplateCode; year: number; unit: string }

/** A cell with its value. */
export type FilledCell = FormCell & {
  /** null in a heading, and where the value is blank. */
  value: number | null
  blankBecause?: string
}

/** A form computed from the records as they are now. */
export type FilledForm = {
  template: Template
  year: number
  unit: Unit
  title: string
  scope: Scope
  asOf: Date
  cells: readonly FilledCell[]
  identities: readonly IdentityResult[]
  /** Identities let pass, with reason and name. */
  exceptions: readonly store.Exception[]
}

/** Blocking identities that fail and that nobody let pass. */
export const obstacles = (form: FilledForm): IdentityResult[] =>
  form.identities.filter(
    (i) => !i.holds && i.severity === 'blocking' && !form.exceptions.some((e) => e.identityId === i.id),
  )

/** Cells and facts with their values; headings are no cells of value. */
export const valuesOf = (cells: readonly FilledCell[]): Map<string, number | null> =>
  new Map(cells.filter((c) => !('heading' in c.source)).map((c) => [c.id, c.value]))

/**
 * The statistical form of a year for a unit and all below it, with its identities.
 * @param dates - day of filling in, and of the report that contains the form, where known
 * @basis 国办发〔2014〕32号;国办公开办函〔2019〕60号;国办公开办函〔2021〕30号
 */
export async function computeForm(
  ctx: Ctx,
  of: { year: number; unit: string; template?: TemplateCode | undefined },
  dates: { filledOn?: Day; reportOn?: Day } = {},
): Promise<FilledForm> {
  const template = of.template ? templates[of.template] : templateOf(of.year)
  if (!template) throw new NotFound(`${of.template} 年的统计表`)
  const unit = await getUnit(ctx.db, of.unit)
  const scope = yearScope(unit.path, of.year)
  const wanted = { template: template.code, year: of.year, unit: unit.code }
  const [{ cells, facts }, before, exceptions] = await Promise.all([
    fill(ctx, template, scope),
    yearBefore(ctx, template, wanted, unit.path),
    store.listExceptions(ctx.db, wanted),
  ])
  const values = new Map([...valuesOf(cells), ...facts])
  const reasons = new Map(cells.flatMap((c) => (c.blankBecause ? [[c.id, c.blankBecause] as const] : [])))
  return {
    template,
    year: of.year,
    unit,
    title: template.title(of.year, ctx.settings.site.formPrefix || unit.name),
    scope,
    asOf: ctx.now,
    cells,
    identities: evaluate(template.identities, values, { before, reasons, to: scope.to, ...dates }),
    exceptions,
  }
}

/** Every cell of a template from one reading of the records, and the facts that its identities need. */
async function fill(ctx: Ctx, template: Template, scope: Scope) {
  const counted = template.cells.flatMap((c) => ('indicator' in c.source ? [c.source.indicator] : []))
  const asked = [...new Set([...counted, ...Object.values(template.facts)])].map(getIndicator)
  const found = new Map((await figures(ctx, scope, asked)).map((f) => [f.id, f]))
  const facts = new Map(Object.entries(template.facts).map(([name, id]) => [name, found.get(id)?.value ?? null]))
  return { cells: fillCells(template.cells, found), facts }
}

/** Puts figures into cells and sums up the rest; a sum of sums is found whatever the order of the cells. */
export function fillCells(
  cells: readonly FormCell[],
  found: ReadonlyMap<string, Pick<Figure, 'value' | 'blankBecause'>>,
): FilledCell[] {
  const byId = new Map(cells.map((c) => [c.id, c]))
  const filled = new Map<string, FilledCell>()
  const filledCell = (cell: FormCell): FilledCell => {
    const known = filled.get(cell.id)
    if (known) return known
    const done = { ...cell, ...filling(cell) }
    filled.set(cell.id, done)
    return done
  }
  const filling = ({ source }: FormCell): { value: number | null; blankBecause?: string } => {
    if ('indicator' in source) {
      const { value = null, blankBecause } = found.get(source.indicator) ?? {}
      return blankBecause ? { value, blankBecause } : { value }
    }
    if ('blank' in source) return { value: null, blankBecause: source.blank }
    if ('heading' in source) return { value: null }
    const parts = source.sum.map((id) => {
      const part = byId.get(id)
      if (!part) throw new Error(`a sum names the cell ${id}, which does not exist`)
      return filledCell(part)
    })
    const value = sumOf(new Map(parts.map((p) => [p.id, p.value])), source.sum)
    const blankBecause = parts.find((p) => p.blankBecause)?.blankBecause
    return value === null && blankBecause ? { value, blankBecause } : { value }
  }
  return cells.map(filledCell)
}

/** Values of the year before for the identities that look back: as frozen if it was, else as the records give them now. */
async function yearBefore(ctx: Ctx, template: Template, of: FormOf, path: string) {
  const looksBack = template.identities.some((i) =>
    i.checks.some((c) => c.kind === 'carriedOver' || c.kind === 'stock'),
  )
  if (!looksBack) return undefined
  const year = of.year - 1
  const frozen =
    (await store.findFrozen(ctx.db, { ...of, year })) ??
    (await store.findFrozen(ctx.db, { ...of, year, template: templateOf(year).code }))
  const earlier = frozen && templates[frozen.template]
  // Rows of an earlier template bear other numbers; only the same template can be looked at cell by cell.
  if (frozen && earlier?.code === template.code) return store.valuesOfFrozen(ctx.db, frozen.id)
  return valuesOf((await fill(ctx, template, yearScope(path, year))).cells)
}

/** The indicators behind a cell: its own, or those of everything it sums up. Empty for a heading and a blank. */
export function indicatorsBehind(template: Template, id: string): Indicator[] {
  const cell = template.cells.find((c) => c.id === id)
  if (!cell) throw new NotFound(`统计表中编号为“${id}”的一格`)
  if ('indicator' in cell.source) return [getIndicator(cell.source.indicator)]
  if ('sum' in cell.source) return cell.source.sum.flatMap((part) => indicatorsBehind(template, part))
  return []
}
