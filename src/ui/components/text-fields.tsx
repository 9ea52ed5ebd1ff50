import { Field, type FieldProps, wire } from './field.tsx'

type Typed = string | number | null | undefined

/** One line of text. */
export function TextField(
  props: FieldProps & {
    value?: Typed
    type?: 'text' | 'email' | 'tel' | 'password' | 'url' | 'search'
    /** What the browser may fill in by itself, such as `username`. */
    autocomplete?: string
    maxLength?: number
    /** How much is usually typed: a field is as wide as its answer. */
    size?: 'short' | 'medium' | 'full'
    inputMode?: 'text' | 'numeric' | 'tel' | 'email'
    placeholder?: string
  },
) {
  const wiring = wire(props)
  return (
    <Field props={props} wiring={wiring}>
      <input
        {...wiring.control}
        class={`input size-${props.size ?? 'full'}`}
        type={(props.type ?? 'text') as 'text'}
        // A password is never sent back to the page.
        value={props.type === 'password' ? undefined : (props.value ?? '')}
        autocomplete={props.autocomplete ?? 'off'}
        maxlength={props.maxLength}
        inputmode={props.inputMode}
        placeholder={props.placeholder}
      />
    </Field>
  )
}

/** Several lines of text. */
export function TextArea(props: FieldProps & { value?: Typed; rows?: number; maxLength?: number }) {
  const wiring = wire(props)
  return (
    <Field props={props} wiring={wiring}>
      <textarea {...wiring.control} class="textarea" rows={props.rows ?? 5} maxlength={props.maxLength}>
        {props.value ?? ''}
      </textarea>
    </Field>
  )
}

/** A number. What was typed is kept, even if it is none. */
export function NumberField(props: FieldProps & { value?: Typed; unit?: string; decimals?: boolean }) {
  const wiring = wire(props)
  return (
    <Field props={props} wiring={wiring}>
      <span class="with-unit">
        <input
          {...wiring.control}
          class="input size-short"
          type="text"
          inputmode={props.decimals ? 'decimal' : 'numeric'}
          autocomplete="off"
          value={props.value ?? ''}
        />
        {props.unit && <span class="unit">{props.unit}</span>}
      </span>
    </Field>
  )
}

/** A day of the calendar, as 2018-12-03. */
export function DayField(props: FieldProps & { value?: string | null | undefined; min?: string; max?: string }) {
  const wiring = wire(props)
  return (
    <Field props={props} wiring={wiring}>
      <input
        {...wiring.control}
        class="input size-short"
        type="date"
        value={props.value ?? ''}
        min={props.min}
        max={props.max}
      />
    </Field>
  )
}

/** A value sent along unseen. */
export function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />
}

/** A field that no person sees or hears; a program that fills in whatever it finds gives itself away by it. */
export function Trap({ name }: { name: string }) {
  return (
    <div hidden>
      <label>
        请不要填写这一项
        <input type="text" name={name} tabindex={-1} autocomplete="off" />
      </label>
    </div>
  )
}
