import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../../platform/operator-error.ts'
import { root } from '../../platform/root.ts'

/** A fixed part of a report: its heading is the notice's, its text the unit's. */
export type TemplateSection = {
  /** `0` for what stands before the first heading, then `1`, `2`, … */
  key: string
  /** As printed, such as 一、概述; empty for what stands before the first. */
  title: string
  /** What the template proposes, in the notation. */
  text: string
  /** Tables of the statistical form printed at its end, by their place in the form, from 0. */
  tables: readonly number[]
  /** What the notice wants told in it, in words that must stand there. */
  required: readonly string[]
}

/** 年度报告格式: which parts a report of these years has, by when it is due, and the sentences it begins with. */
export type ReportTemplate = {
  /** Year of the regulation or notice, such as 2021. */
  code: string
  name: string
  basis: string
  years: { from: number; until?: number }
  /** Month and day of the following year by which units deliver their parts. */
  partsDue: string
  /** By which a government's report is published, and by which that of a unit. */
  publishBy: { government: string; unit: string }
  /** In the notation. */
  title: string
  /** Whether the whole form follows the report instead of standing in its parts. */
  formAnnexed: boolean
  sections: readonly TemplateSection[]
}

/** Sections of a text in which a line of # begins each: `# 一、概述`; a line 表格:1 names a table of the form, a line
 * 必写:主动公开、监督保障 what must be told. */
export function sectionsIn(text: string): TemplateSection[] {
  const sections: { title: string; lines: string[]; tables: number[]; required: string[] }[] = []
  for (const line of text.split(/\r?\n/)) {
    const heading = /^#\s*(.*)$/.exec(line)
    if (heading) sections.push({ title: heading[1]?.trim() ?? '', lines: [], tables: [], required: [] })
    const table = /^表格\uFF1A(\d)$/.exec(line.trim())
    const required = /^必写\uFF1A(.+)$/.exec(line.trim())
    if (heading) continue
    if (required) sections.at(-1)?.required.push(...(required[1] ?? '').split('、'))
    else if (table) sections.at(-1)?.tables.push(Number(table[1]) - 1)
    else sections.at(-1)?.lines.push(line.trim())
  }
  return sections.map(({ title, lines, tables, required }, i) => ({
    key: String(i),
    title,
    text: lines.join('\n').trim(),
    tables,
    required,
  }))
}

/**
 * Templates as they lie in data/reports, oldest first.
 * @throws OperatorError naming the file and what it lacks
 * @basis 《政府信息公开条例》(国务院令第492号)第三十二条;《政府信息公开条例》第五十条;国办公开办函〔2019〕60号;国办公开办函〔2021〕30号
 */
export function loadTemplates(from = join(root, 'data', 'reports')): readonly ReportTemplate[] {
  return readdirSync(from)
    .filter((file) => /^\d{4}\.txt$/.test(file))
    .sort()
    .map((file) => templateIn(file.slice(0, 4), readFileSync(join(from, file), 'utf8'), join(from, file)))
}

/** Reads one template. Throws OperatorError. */
export function templateIn(code: string, text: string, place: string): ReportTemplate {
  const at = text.search(/^#/m)
  const head = new Map(
    text
      .slice(0, at)
      .split('\n')
      .map((line) => line.split('\uFF1A', 2))
      .map(([name = '', value = '']) => [name.trim(), value.trim()]),
  )
  const said = (name: string): string => {
    const value = head.get(name)
    if (!value) throw new OperatorError(`${place}: the line ${name} is missing`)
    return value
  }
  const years = /^(\d{4})[—-](\d{4})?$/.exec(said('年份'))
  if (!years) throw new OperatorError(`${place}：年份 is written as 2008—2018, or 2021— for what is still in use`)
  const days = ['各单位报送', '政府公布', '各单位公布'].map(said)
  if (days.some((d) => !/^\d\d-\d\d$/.test(d))) throw new OperatorError(`${place}: days are written as 01-31`)
  const sections = sectionsIn(text.slice(at))
  if (sections.length === 0) throw new OperatorError(`${place}: no part begins with #`)
  return {
    code,
    name: said('名称'),
    basis: said('依据'),
    years: { from: Number(years[1]), ...(years[2] && { until: Number(years[2]) }) },
    partsDue: days[0] ?? '',
    publishBy: { government: days[1] ?? '', unit: days[2] ?? '' },
    title: said('标题'),
    formAnnexed: head.get('统计表') === '附在文后',
    sections,
  }
}

let known: readonly ReportTemplate[] | undefined

/** The template by which the report of a year is written. */
export function templateOf(year: number): ReportTemplate {
  known ??= loadTemplates()
  const found = known.find((t) => t.years.from <= year && year <= (t.years.until ?? Number.POSITIVE_INFINITY))
  if (!found) throw new OperatorError(`data/reports has no template for the year ${year}`)
  return found
}

/** The template by its code. Throws OperatorError. */
export function getTemplate(code: string): ReportTemplate {
  known ??= loadTemplates()
  const found = known.find((t) => t.code === code)
  if (!found) throw new OperatorError(`data/reports has no template ${code}`)
  return found
}
