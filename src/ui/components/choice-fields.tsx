import type { ComponentChildren } from 'preact'
import { Field, FieldNotes, type FieldProps, LabelText, wire } from './field.tsx'
import { fieldId } from './form.tsx'
import { classes } from './render.ts'

export type Option = {
  value: string | number
  label: string
  hint?: ComponentChildren
  disabled?: boolean
  /** Options of one group stand together under its name. */
  group?: string
}

type One = string | number | null | undefined

function same(a: One, b: One): boolean {
  return a !== null && a !== undefined && String(a) === String(b)
}

/** One of many, from a list. */
export function Select(
  props: FieldProps & {
    options: readonly Option[]
    value?: One
    /** The first, empty line; false leaves it out. */
    empty?: string | false
  },
) {
  const wiring = wire(props)
  const groups = Map.groupBy(props.options, (o) => o.group)
  const line = (o: Option) => (
    <option key={o.value} value={o.value} selected={same(o.value, props.value)} disabled={o.disabled}>
      {o.label}
    </option>
  )
  return (
    <Field props={props} wiring={wiring}>
      <select {...wiring.control} class="select">
        {props.empty !== false && <option value="">{props.empty ?? '请选择'}</option>}
        {[...groups].map(([group, options]) =>
          group === undefined ? (
            options.map(line)
          ) : (
            <optgroup key={group} label={group}>
              {options.map(line)}
            </optgroup>
          ),
        )}
      </select>
    </Field>
  )
}

/** One of a few, all in sight. */
export function Radios(props: FieldProps & { options: readonly Option[]; value?: One; row?: boolean }) {
  return <Choices {...props} type="radio" isChosen={(v) => same(v, props.value)} />
}

/** Any number of a few, all in sight. */
export function Checkboxes(
  props: FieldProps & { options: readonly Option[]; value?: readonly (string | number)[] | One; row?: boolean },
) {
  const { value } = props
  const chosen: readonly One[] = Array.isArray(value) ? value : [value as One]
  return <Choices {...props} type="checkbox" isChosen={(v) => chosen.some((c) => same(c, v))} />
}

/** Yes or no to one sentence. */
export function Checkbox(props: FieldProps & { value?: string; checked?: boolean }) {
  const wiring = wire(props)
  return (
    <div class={classes('field', wiring.found.length > 0 && 'field-wrong')}>
      <FieldNotes id={wiring.id} hint={undefined} found={wiring.found} />
      <label class="choice">
        <input
          {...wiring.control}
          type="checkbox"
          class="checkbox"
          value={props.value ?? 'true'}
          checked={props.checked}
        />
        <span>
          <LabelText {...props} />
          {props.hint && (
            <span class="hint" id={`${wiring.id}-hint`}>
              {props.hint}
            </span>
          )}
        </span>
      </label>
    </div>
  )
}

function Choices({
  options,
  type,
  isChosen,
  row,
  ...props
}: FieldProps & {
  options: readonly Option[]
  type: 'radio' | 'checkbox'
  isChosen: (value: string | number) => boolean
  row?: boolean
}) {
  const { control, found } = wire(props)
  const id = fieldId(props.name)
  return (
    <fieldset
      id={id}
      tabindex={-1}
      class={classes('field', 'choices', found.length > 0 && 'field-wrong')}
      aria-describedby={control['aria-describedby']}
      disabled={props.disabled}
    >
      <legend class="field-label">
        <LabelText {...props} />
      </legend>
      <FieldNotes id={id} hint={props.hint} found={found} />
      <div class={row ? 'choices-row' : 'choices-list'}>
        {options.map((o) => (
          <label class="choice" key={o.value}>
            <input
              type={type}
              class={type}
              name={props.name}
              value={o.value}
              checked={isChosen(o.value)}
              disabled={o.disabled}
              // Of checkboxes any may be empty, so only radios can say it.
              required={type === 'radio' && props.required}
            />
            <span>
              {o.label}
              {o.hint && <span class="hint">{o.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
