import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { getUnit } from '../organisations/index.ts'
import { type PublicRecordsPage, publicRecords } from '../statistics/index.ts'
import { parse } from './notation.ts'
import { composed, subjectOf } from './read.service.ts'
import { spelled, type Value } from './render.ts'
import type { Report } from './store.ts'
import { findValues, type Need, needsBehind } from './values.ts'

/** A figure of a published report with what is behind it. */
export type FigureBehind = {
  report: Report
  /** Title of the report. */
  title: string
  /** The reference, and what it stood for when the report was published. */
  source: string
  value: Value
  unitName: string
  /** As the records give it now, where that is another. */
  now: string | undefined
  /** What it rests on. */
  needs: readonly Need[]
  /** Which of these has its records shown, from 0. */
  chosen: number
  records: PublicRecordsPage | undefined
}

/**
 * A figure that stands in a published report, with a page of the records behind it. Throws NotFound for any other.
 * @param of.part - which of the indicators that it rests on has its records shown, from 1
 */
export async function figureBehind(
  ctx: Ctx,
  report: Report,
  { source, part, after }: { source: string; part: number; after: string | undefined },
): Promise<FigureBehind> {
  const { found, printed } = await composed(ctx, report)
  const value = found.get(source)
  if (!value || 'missing' in value) throw new NotFound('报告里的这个数')
  const subject = await subjectOf(ctx, report)
  const needs = await needsBehind(ctx, subject, source)
  const chosen = Math.min(part, needs.length) - 1
  const need = needs[chosen]
  const [piece] = parse(source)
  const unit = piece?.kind === 'figure' ? piece.figure.unit : undefined
  const [now, records, { name }] = await Promise.all([
    findValues(ctx, subject, [source], undefined),
    // What is wrong with a register is the office's own matter until it is put right.
    need && need.id !== 'requests.unclassified' ? publicRecords(ctx, need.id, need.scope, after) : undefined,
    unit ? getUnit(ctx.db, unit) : subject.unit,
  ])
  return {
    ...{ report, title: printed.title, source, value, unitName: name, needs, chosen, records },
    now: spelled(value) === spelled(now.get(source)) ? undefined : spelled(now.get(source)),
  }
}
