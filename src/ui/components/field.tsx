import type { ComponentChildren } from 'preact'
import type { Problem } from '../../core/errors.ts'
import { fieldId } from './form.tsx'
import { Icon } from './icon.tsx'
import { classes } from './render.ts'

/** What every field is told. */
export type FieldProps = {
  name: string
  /** Set where a page holds several forms with a field of this name. */
  id?: string
  label: string
  /** What to write, in one short sentence. */
  hint?: ComponentChildren
  /** Problems of the whole form; the field takes its own. */
  problems?: readonly Problem[] | undefined
  required?: boolean
  disabled?: boolean
}

/** Ids and marks of one field, so that each control carries the same ones. */
export type Wiring = {
  id: string
  found: readonly Problem[]
  control: {
    id: string
    name: string
    required: boolean | undefined
    disabled: boolean | undefined
    'aria-invalid': 'true' | undefined
    'aria-describedby': string | undefined
  }
}

export function wire({ name, id = fieldId(name), hint, problems, required, disabled }: FieldProps): Wiring {
  const found = problems?.filter((p) => p.field === name) ?? []
  return {
    id,
    found,
    control: {
      id,
      name,
      required: required || undefined,
      disabled: disabled || undefined,
      'aria-invalid': found.length > 0 ? 'true' : undefined,
      'aria-describedby': classes(hint ? `${id}-hint` : undefined, found.length > 0 && `${id}-problem`),
    },
  }
}

/** Label, hint, control, and what is wrong with it. */
export function Field({ props, wiring, children }: { props: FieldProps; wiring: Wiring; children: ComponentChildren }) {
  return (
    <div class={classes('field', wiring.found.length > 0 && 'field-wrong')}>
      <label class="field-label" for={wiring.id}>
        <LabelText {...props} />
      </label>
      <FieldNotes id={wiring.id} hint={props.hint} found={wiring.found} />
      {children}
    </div>
  )
}

// Most fields of a form must be filled, so it is the others that say so; the mark for required ones is a word, not a star.
export function LabelText({ label, required }: Pick<FieldProps, 'label' | 'required'>) {
  return (
    <>
      {label}
      {required && <span class="must">必填</span>}
    </>
  )
}

export function FieldNotes({ id, hint, found }: { id: string; hint: ComponentChildren; found: readonly Problem[] }) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {found.length > 0 && (
        <p class="wrong" id={`${id}-problem`}>
          <Icon name="stop" size={16} />
          <span>{found.map((p) => p.message).join('；')}</span>
        </p>
      )}
    </>
  )
}
