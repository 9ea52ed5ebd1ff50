import type { Day } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import {
  computeForm,
  type FilledForm,
  findIndicator,
  findRate,
  type Signatures,
  unsigned,
} from '../statistics/index.ts'
import { parse } from './notation.ts'
import { missingIn, type Printed, plainOf, render, spansOf, type Values } from './render.ts'
import type { ReportTemplate, TemplateSection } from './template.ts'
import { type TypedNumber, typedNumbers } from './typed.ts'
import { findValues, type Subject, wordsOf } from './values.ts'

/** The text of one section, in the notation. */
export type SectionText = { key: string; text: string }

/** A section as it is printed. */
export type PrintedSection = Pick<TemplateSection, 'key' | 'title' | 'tables' | 'required'> & {
  printed: readonly Printed[]
}

/** A report with every reference answered, as all its outputs show it. */
export type PrintedReport = {
  title: string
  year: number
  unit: string
  issuer: string
  /** 成文日期; absent in a draft. */
  datedOn?: Day
  /** Version, and what the reader is told of a correction. */
  version: number
  correction?: string
  sections: readonly PrintedSection[]
  form: FilledForm
  formAnnexed: boolean
  signatures: Signatures
}

/** What is known of a report beside its texts. */
type About = Partial<Pick<PrintedReport, 'datedOn' | 'version' | 'correction' | 'signatures'>>

/** Something that keeps a report from being published, and where. */
export type Obstacle = { key: string; section: string; what: string; kind: 'missing' | 'typed' | 'empty' }

/** The title of a report as its format has it. */
export const printedTitle = (
  template: ReportTemplate,
  { unitName, year }: { unitName: string; year: number },
): string => plainOf(spansOf(template.title, { words: { unit: unitName, year: String(year) }, found: new Map() }))

/** A report written out with given values. */
export function printReport(
  template: ReportTemplate,
  subject: Subject,
  texts: readonly SectionText[],
  { found, form }: { found: Values['found']; form: FilledForm },
  about: About = {},
): PrintedReport {
  const values: Values = { words: wordsOf(subject), found }
  return {
    title: printedTitle(template, { unitName: subject.unit.name, year: subject.year }),
    year: subject.year,
    unit: subject.unit.name,
    issuer: subject.issuer,
    version: 1,
    signatures: unsigned,
    ...about,
    sections: template.sections.map(({ key, title, tables, required }) => ({
      ...{ key, title, tables, required },
      printed: render(texts.find((t) => t.key === key)?.text ?? '', values),
    })),
    form,
    formAnnexed: template.formAnnexed,
  }
}

/** The report of a year as its format words it, with the records as they are now. */
export async function composeReport(
  ctx: Ctx,
  template: ReportTemplate,
  subject: Subject,
): Promise<{ printed: PrintedReport; texts: readonly SectionText[] }> {
  const texts = template.sections.map(({ key, text }) => ({ key, text }))
  const form = await computeForm(ctx, { year: subject.year, unit: subject.unit.code })
  const words = texts.map((t) => t.text)
  const found = await findValues(ctx, subject, words, form)
  return { printed: printReport(template, subject, texts, { found, form }), texts }
}

/**
 * What keeps a report from being published: parts without a word, what the format wants and is not written,
 * references without a value, numbers typed by hand.
 * @basis 《政府信息公开条例》第五十条;国办公开办函〔2021〕30号
 */
export function obstaclesIn(report: PrintedReport, texts: readonly SectionText[]): Obstacle[] {
  return report.sections.flatMap((section): Obstacle[] => {
    const where = { key: section.key, section: section.title || '引言' }
    const text = texts.find((t) => t.key === section.key)?.text ?? ''
    if (text.trim() === '' && section.tables.length === 0)
      return [{ ...where, what: '还没有内容，格式规定的部分不能空缺', kind: 'empty' }]
    return [
      ...section.required
        .filter((wanted) => !text.includes(wanted))
        .map((wanted): Obstacle => ({ ...where, what: `格式要求写“${wanted}”，还没有写到`, kind: 'empty' })),
      ...emptyHeadings(section.printed).map((what): Obstacle => ({ ...where, what, kind: 'empty' })),
      ...missingIn(section.printed).map(
        ({ source, why }): Obstacle => ({ ...where, what: `${nameOf(source)}${why}`, kind: 'missing' }),
      ),
      ...typedNumbers(text).map(
        (n: TypedNumber): Obstacle => ({ ...where, what: `“${n.text}”是手写的数`, kind: 'typed' }),
      ),
    ]
  })
}

/** A reference as one would call it, before the reason why it has no value: “政策解读”：. */
export function nameOf(source: string): string {
  const [piece] = parse(source)
  if (piece?.kind === 'toWrite') return ''
  if (piece?.kind !== 'figure') return `${source}：`
  const { of } = piece.figure
  if ('cell' in of) return `统计表的 ${of.cell} 格：`
  const label = (findIndicator(of.indicator) ?? findRate(of.indicator))?.label
  return label ? `“${label}”：` : `${source}：`
}

/** Headings under which nothing is said. */
function emptyHeadings(printed: readonly Printed[]): string[] {
  return printed.flatMap((block, i) => {
    if (block.kind !== 'heading') return []
    const next = printed[i + 1]
    const empty = next === undefined || (next.kind === 'heading' && next.level <= block.level)
    return empty ? [`“${plainOf(block.spans)}”下面还没有内容`] : []
  })
}
