import type { Problem } from '../../../../core/errors.ts'
import type { ApplicationForm, FieldFormat, FormField, ItemElements, Question } from '../../schema.ts'

/** A field of the application form as a row of the table in which it is edited. */
export type FormRow = {
  name: string
  title: string
  kind: FormKind
  required: boolean
  choices: string[]
  known: string
  description: string
  maxLength: number | null
  minimum: number | null
  maximum: number | null
}

const kindsOfText = ['date', 'idNumber', 'creditCode', 'phone', 'email', 'multiline'] as const satisfies FieldFormat[]
export type FormKind = 'text' | 'choice' | 'integer' | 'number' | 'boolean' | (typeof kindsOfText)[number]

export const formKindLabels: Readonly<Record<FormKind, string>> = {
  text: '一行文字',
  multiline: '几行文字',
  choice: '从几项中选一项',
  boolean: '是或者否',
  integer: '整数',
  number: '数，可以有小数',
  date: '日期',
  idNumber: '居民身份证号码',
  creditCode: '统一社会信用代码',
  phone: '电话',
  email: '电子邮箱',
}

type QuestionRow = Omit<Question, 'options'> & { labels: string[] }

/** An implementation list as it is filled in: what is nested in the list stands here in rows and lines. */
export type Sheet = Omit<ItemElements, 'form' | 'questions'> & { questions: QuestionRow[]; formFields: FormRow[] }

export function sheetOf({ form, questions, ...elements }: ItemElements): Sheet {
  return {
    ...elements,
    questions: questions.map(({ options, ...question }) => ({ ...question, labels: options.map((o) => o.label) })),
    formFields: Object.entries(form.properties).map(([name, field]) => rowOf(name, field, form.required)),
  }
}

/** The list a sheet stands for. `before` knows the short names of options, which nobody types. */
export function elementsOf({ formFields, questions, ...sheet }: Sheet, before: ItemElements): ItemElements {
  return {
    ...sheet,
    questions: questions.map(({ labels, ...question }) => {
      const known = before.questions.find((q) => q.key === question.key)?.options ?? []
      return { ...question, options: optionsOf(labels, known) }
    }),
    form: formOf(formFields),
  }
}

/**
 * Options of a question by what they say. One that was there keeps its short name, one that only says it differently in
 * the same place too: materials refer to it.
 */
export function optionsOf(labels: readonly string[], known: Question['options']): Question['options'] {
  const used = new Set<string>()
  const take = (value: string | undefined) => {
    if (value === undefined || used.has(value)) return undefined
    used.add(value)
    return value
  }
  const kept = labels.map((label) => take(known.find((o) => o.label === label)?.value))
  const renamed = labels.map((_, i) => {
    const same = known[i]
    return kept[i] ?? (same && !labels.includes(same.label) ? take(same.value) : undefined)
  })
  return labels.map((label, i) => ({ value: renamed[i] ?? fresh('option', used), label }))
}

/** A short name that is not used yet, which is used from now on. */
export function fresh(letter: string, used: Set<string>): string {
  let n = 1
  while (used.has(`${letter}${n}`)) n++
  used.add(`${letter}${n}`)
  return `${letter}${n}`
}

function rowOf(name: string, field: FormField, required: readonly string[]): FormRow {
  return {
    ...{ name, title: field.title, kind: kindOf(field), required: required.includes(name) },
    ...{ choices: field.enum ?? [], known: field.known ?? '', description: field.description ?? '' },
    ...{ maxLength: field.maxLength ?? null, minimum: field.minimum ?? null, maximum: field.maximum ?? null },
  }
}

const kindOf = ({ type, format, enum: choices }: FormField): FormKind =>
  choices ? 'choice' : type === 'string' ? (format ?? 'text') : type

/** Rows of the form whose short names cannot be told apart, or are none. Left empty they are made up. */
export function problemsInForm({ formFields }: Pick<Sheet, 'formFields'>): Problem[] {
  return formFields.flatMap(({ name }, i) => {
    const field = `formFields.${i}.name`
    if (name === '') return []
    if (!/^[a-z][A-Za-z0-9]{0,30}$/.test(name))
      return [{ field, message: `代号“${name}”请用英文字母开头，只用字母和数字，或者不填` }]
    const twice = formFields.findIndex((f) => f.name === name) < i
    return twice ? [{ field, message: `有两栏的代号都是“${name}”，请改其中一个，或者不填` }] : []
  })
}

function formOf(rows: readonly FormRow[]): ApplicationForm {
  const used = new Set(rows.map((r) => r.name))
  const named = rows.map((r) => ({ ...r, name: r.name || fresh('field', used) }))
  return {
    type: 'object',
    properties: Object.fromEntries(named.map((row) => [row.name, fieldOf(row)])),
    required: named.filter((r) => r.required).map((r) => r.name),
  }
}

function fieldOf({ title, kind, choices, known, description, maxLength, minimum, maximum }: FormRow): FormField {
  const text = !['integer', 'number', 'boolean'].includes(kind)
  const format = kindsOfText.find((k) => k === kind)
  return {
    type: text ? 'string' : (kind as 'integer' | 'number' | 'boolean'),
    title,
    ...(description ? { description } : {}),
    ...(format ? { format } : {}),
    ...(kind === 'choice' ? { enum: choices } : {}),
    ...(text && kind !== 'choice' && maxLength !== null ? { maxLength } : {}),
    ...(!text && kind !== 'boolean' && minimum !== null ? { minimum } : {}),
    ...(!text && kind !== 'boolean' && maximum !== null ? { maximum } : {}),
    ...(text && known ? { known: known as NonNullable<FormField['known']> } : {}),
  }
}
