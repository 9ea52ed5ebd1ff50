import { form2014 } from './2014.ts'
import { form2019 } from './2019.ts'
import { form2021 } from './2021.ts'
import type { Template, TemplateCode } from './form.ts'

/** Every template, oldest first. */
export const templates: Readonly<Record<TemplateCode, Template>> = { 2014: form2014, 2019: form2019, 2021: form2021 }

/** The template that was in use for a year. */
export function templateOf(year: number): Template {
  const all = Object.values(templates)
  return all.find((t) => t.years.from <= year && year <= (t.years.until ?? Number.POSITIVE_INFINITY)) ?? form2014
}
