import type { Problem } from '../../core/errors.ts'
import { DayField, NumberField, Radios, Select, TextArea, TextField } from '../../ui/index.ts'
import type { ApplicationForm, FormField, Question } from '../catalogue/index.ts'
import type { Answers, KnownApplicant } from './answers.ts'

/** Field of the page for an answer to the item's form. */
export const answerName = (name: string): string => `answers.${name}`
/** Field of the page for a question that decides which materials are needed. */
export const choiceName = (key: string): string => `choices.${key}`

/** The fields of an item's form as its JSON Schema describes them, in the order of the paper form. */
export function AnswerFields({
  form,
  typed,
  problems,
  names,
}: {
  form: ApplicationForm
  /** What stands in each field, by `answers.<name>`. */
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  /** Those to be shown; default all. */
  names?: readonly string[]
}) {
  const shown = Object.entries(form.properties).filter(([name]) => !names || names.includes(name))
  return (
    <>
      {shown.map(([name, field]) => (
        <AnswerField
          key={name}
          field={field}
          props={{
            name: answerName(name),
            label: field.title,
            hint: field.description,
            value: typed[answerName(name)],
            problems,
            required: form.required.includes(name),
          }}
        />
      ))}
    </>
  )
}

type FieldProps = {
  name: string
  label: string
  hint: string | undefined
  value: string | undefined
  problems: readonly Problem[]
  required: boolean
}

function AnswerField({ field, props }: { field: FormField; props: FieldProps }) {
  const options = field.enum?.map((value) => ({ value, label: value }))
  if (options)
    return options.length <= 6 ? <Radios {...props} options={options} /> : <Select {...props} options={options} />
  if (field.type === 'boolean') return <Radios {...props} options={yesOrNo} row />
  if (field.type === 'number' || field.type === 'integer')
    return <NumberField {...props} decimals={field.type === 'number'} />
  switch (field.format) {
    case 'date':
      return <DayField {...props} />
    case 'multiline':
      return <TextArea {...props} rows={4} {...bounded(field)} />
    case 'phone':
      return <TextField {...props} type="tel" inputMode="tel" size="medium" maxLength={40} />
    case 'email':
      return <TextField {...props} type="email" inputMode="email" maxLength={120} />
    case 'idNumber':
    case 'creditCode':
      return <TextField {...props} hint={props.hint ?? '18 位，会当场核对有没有写错'} size="medium" maxLength={40} />
    default:
      return <TextField {...props} {...bounded(field)} />
  }
}

const yesOrNo = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
]

const bounded = ({ maxLength }: FormField) => (maxLength === undefined ? {} : { maxLength })

/** Answers as they stand in the fields of the page. */
export const typedAnswers = (answers: Answers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      answerName(name),
      typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value),
    ]),
  )

/** Values of the page's fields that begin with a prefix, such as `answers.`, without it. */
export const typedUnder = (
  prefix: 'answers' | 'choices',
  typed: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) =>
      name.startsWith(`${prefix}.`) ? [[name.slice(prefix.length + 1), value]] : [],
    ),
  )

/**
 * Answers in words, as they are read back to whoever gave them.
 * @param known - what is shown of the applicant besides: answers that only repeat it are left out
 */
export const answerFacts = (
  form: ApplicationForm,
  answers: Answers,
  known: KnownApplicant = {},
): { label: string; value: string }[] =>
  Object.entries(form.properties).flatMap(([name, field]) => {
    const value = answers[name]
    if (value === undefined || (field.known && known[field.known] === value)) return []
    return [{ label: field.title, value: typeof value === 'boolean' ? (value ? '是' : '否') : String(value) }]
  })

/** The questions that decide which materials are needed. */
export function QuestionFields({
  questions,
  typed,
  problems,
}: {
  questions: readonly Question[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}) {
  return (
    <>
      {questions.map(({ key, text, options }) => (
        <Radios
          key={key}
          name={choiceName(key)}
          label={text}
          options={options}
          value={typed[choiceName(key)]}
          problems={problems}
          required
        />
      ))}
    </>
  )
}

export const typedChoices = (choices: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(choices).map(([key, value]) => [choiceName(key), value]))
