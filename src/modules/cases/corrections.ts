import type { Problem } from '../../core/errors.ts'
import type { ApplicationForm } from '../catalogue/index.ts'
import { type Answers, problemsInAnswers, readAnswers } from './answers.ts'

/** Fields of a form that a supplement notice may name: what only repeats the applicant is no answer of its own. */
export const correctable = (form: ApplicationForm): { name: string; title: string }[] =>
  Object.entries(form.properties).flatMap(([name, { known, title }]) => (known === undefined ? [{ name, title }] : []))

/** What is wrong with the fields that a notice names, at `fields`. */
export function problemsInNamed(form: ApplicationForm, fields: readonly string[]): Problem[] {
  const names = correctable(form).map((f) => f.name)
  return fields.every((f) => names.includes(f))
    ? []
    : [{ field: 'fields', message: '请从申请表里选择要改的内容；申请人自己的信息有误的，写在补正的内容里' }]
}

/** Lines that the notice says of the fields it names. */
export const namedLines = (form: ApplicationForm, fields: readonly string[]): string[] => {
  const titles = fields.flatMap((name) => form.properties[name]?.title ?? [])
  return titles.length === 0 ? [] : [`请改正申请表里的这几项：${titles.join('、')}`]
}

/**
 * The answers of a form with those that were put right, read by the form of the version under which the case began. Only
 * named fields may change; one that is sent empty has no answer any more.
 * @returns all answers, the fields that were answered, and what is wrong, at `answers.<field>`
 */
export function correct(
  form: ApplicationForm,
  answers: Answers,
  named: readonly string[],
  sent: Readonly<Record<string, unknown>>,
): { answers: Answers; fields: string[]; problems: Problem[] } {
  const fields = Object.keys(sent)
  const strange = fields.filter((name) => !named.includes(name))
  if (strange.length > 0) {
    const problems = strange.map((name) => ({ field: `answers.${name}`, message: '补正告知书没有要求改这一项' }))
    return { answers, fields: [], problems }
  }
  const others = Object.fromEntries(Object.entries(answers).filter(([name]) => !fields.includes(name)))
  const corrected = { ...others, ...readAnswers(form, sent) }
  return { answers: corrected, fields, problems: fields.length > 0 ? problemsInAnswers(form, corrected) : [] }
}
