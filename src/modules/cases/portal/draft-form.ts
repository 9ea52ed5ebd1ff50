import type { Problem } from '../../../core/errors.ts'
import { answersAmong, type ItemVersion } from '../../catalogue/index.ts'
import { typedAnswers, typedChoices, typedUnder } from '../answer-fields.tsx'
import { isAsked, readAnswers, withKnown } from '../answers.ts'
import { type DraftView, knownIn } from '../drafts.service.ts'
import type { DraftForm } from '../schema.ts'
import type { DraftStep } from './addresses.ts'

/** Fields of who applies and how the result is to come, as they stand on the page. */
export const applicantFields = [
  'applicantKind',
  'applicantName',
  'idKind',
  'idNumber',
  'contactPerson',
  'phone',
  'email',
  'address',
  'wantedDelivery',
  'deliveryAddress',
] as const

type Elements = ItemVersion['elements']

/**
 * What was typed on the form, in the shape in which a draft keeps it. What is empty is not kept: a draft may lack anything.
 */
export function formIn({ form }: Pick<Elements, 'form'>, typed: Readonly<Record<string, string>>): DraftForm {
  const own = applicantFields.map((name) => [name, typed[name]?.trim() || undefined])
  const known = Object.fromEntries(
    Object.entries(typedUnder('answers', typed)).filter(([name]) => Object.hasOwn(form.properties, name)),
  )
  return { ...Object.fromEntries(own), answers: readAnswers(form, known) }
}

/** The draft as it stands in the fields of the page, with what is known of the applicant filled in. */
export function typedOf({ draft, version }: DraftView): Record<string, string> {
  const { form } = draft
  const own = applicantFields.flatMap((name) => (form[name] === undefined ? [] : [[name, form[name]] as const]))
  const answers = withKnown(version.elements.form, form.answers ?? {}, knownIn(form))
  return { ...Object.fromEntries(own), ...typedAnswers(answers), ...typedChoices(form.choices ?? {}) }
}

/**
 * Fields of the item's form that are asked: those that are known of the applicant are filled in by themselves, unless they
 * were answered otherwise or something is wrong with them.
 */
export const askedNames = ({ draft, version }: DraftView, problems: readonly Problem[]): string[] =>
  Object.entries(version.elements.form.properties).flatMap(([name, field]) =>
    isAsked(field, draft.form.applicantKind) ||
    draft.form.answers?.[name] !== undefined ||
    problems.some((p) => p.field === `answers.${name}`)
      ? [name]
      : [],
  )

/** On which step a problem is put right. */
export function stepOf({ field }: Problem): DraftStep {
  if (field.startsWith('choices')) return 'questions'
  return field.startsWith('materials') ? 'materials' : 'form'
}

/** The choices among the questions of the version. */
export const choicesIn = ({ questions }: Pick<Elements, 'questions'>, typed: Readonly<Record<string, string>>) =>
  answersAmong(questions, typedUnder('choices', typed))
