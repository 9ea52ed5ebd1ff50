import { Field, type FieldProps, wire } from './field.tsx'
import { bytes } from './numbers.ts'

/** Files from the reader's own machine. With scripts on it lists what was chosen and says at once what is too large. */
export function FileField(
  props: FieldProps & {
    /** Endings or media types, such as `.pdf,.docx`. */
    accept?: string
    multiple?: boolean
    /** Largest size of one file, bytes. */
    maxBytes?: number
  },
) {
  const hint = props.hint ?? (props.maxBytes ? `每个文件不超过 ${bytes(props.maxBytes)}` : undefined)
  const wiring = wire({ ...props, hint })
  return (
    <Field props={{ ...props, hint }} wiring={wiring}>
      <mt-upload data-max={props.maxBytes}>
        <input {...wiring.control} class="file-input" type="file" accept={props.accept} multiple={props.multiple} />
      </mt-upload>
    </Field>
  )
}
