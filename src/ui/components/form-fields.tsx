import type { ComponentChildren } from 'preact'
import type { Problem } from '../../core/errors.ts'
import { Checkbox, Checkboxes, Radios, Select } from './choice-fields.tsx'
import { DayField, NumberField, TextArea, TextField } from './text-fields.tsx'

/** The part of a field's JSON Schema that says what to draw. */
export type Shape = {
  title?: string
  type?: string
  format?: string
  const?: unknown
  enum?: readonly string[]
  anyOf?: readonly { format?: string }[]
  minLength?: number
  maxLength?: number
}

/** A form as its schema describes it. */
export type FormShape = { properties: Readonly<Record<string, unknown>> }

export type Choice = { value: string | number; label: string; hint?: ComponentChildren }

type Props = {
  form: FormShape
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  /**
   * What the values of a field are called; a field with choices is chosen, not typed. Of a list several may be chosen: what
   * was typed into it is parted by spaces.
   */
  choices?: Readonly<Record<string, readonly Choice[] | undefined>>
  hints?: Readonly<Record<string, ComponentChildren>>
  leaveOut?: readonly string[]
}

/** The fields of a form, one below the other, as its schema describes them. */
export function Fields({ form, leaveOut = [], ...rest }: Props) {
  return (
    <>
      {Object.entries(form.properties as Record<string, Shape>)
        .filter(([name]) => !leaveOut.includes(name))
        .map(([name, shape]) => (
          <OneField key={name} name={name} shape={shape} {...rest} />
        ))}
    </>
  )
}

function OneField({
  name,
  shape,
  typed,
  problems,
  choices,
  hints,
}: { name: string; shape: Shape } & Omit<Props, 'form'>) {
  const must = shape.enum ? !shape.enum.includes('') : shape.anyOf ? false : shape.minLength !== undefined
  const options = choices?.[name]
  const needs = shape.type === 'integer' || (shape.type === 'string' && shape.format === 'date')
  // A yes or no that is chosen, not ticked, has to be said.
  const required = must || needs || (shape.type === 'boolean' && options !== undefined)
  const field = { name, label: shape.title ?? name, value: typed[name], problems, hint: hints?.[name], required }
  if (shape.type === 'array')
    return options && options.length > 0 ? (
      <Checkboxes {...field} options={options} value={(typed[name] ?? '').split(' ')} />
    ) : null
  if (options)
    return options.length <= 6 ? <Radios {...field} options={options} /> : <Select {...field} options={options} />
  if (shape.const !== undefined)
    return <Checkbox {...field} value={String(shape.const)} checked={typed[name] === shape.const} required={false} />
  if (shape.format === 'date' || shape.anyOf?.some((s) => s.format === 'date')) return <DayField {...field} />
  if (shape.type === 'integer') return <NumberField {...field} />
  if ((shape.maxLength ?? 0) >= 300) return <TextArea {...field} rows={(shape.maxLength ?? 0) > 1000 ? 8 : 4} />
  return <TextField {...field} />
}
