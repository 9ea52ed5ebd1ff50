import type { Problem } from '../../core/errors.ts'
import { Checkboxes } from './choice-fields.tsx'
import { FileField } from './file-field.tsx'
import { bytes } from './numbers.ts'
import { Hidden } from './text-fields.tsx'

/** A field for files: those that have come already stand above it and can be struck out. */
export function UploadsField({
  name,
  label,
  hint,
  kind: { accept, kinds },
  came,
  maxBytes,
  problems,
  required = false,
}: {
  name: string
  label: string
  hint?: string
  kind: { accept: string; kinds: string }
  came: readonly { sha256: string; name: string; size: number }[]
  maxBytes: number
  problems: readonly Problem[]
  required?: boolean
}) {
  return (
    <>
      {came.length > 0 && (
        <Checkboxes
          name={`strike.${name}`}
          label={`已经收到的${label}`}
          hint="不用再选一遍；传错了的，勾上它再提交，就不要了"
          options={came.map((f) => ({ value: f.sha256, label: `不要：${f.name}（${bytes(f.size)}）` }))}
        />
      )}
      <FileField
        name={name}
        label={came.length > 0 ? `再加${label}` : label}
        hint={`${hint ? `${hint}。` : ''}${kinds}，每个不超过 ${bytes(maxBytes)}`}
        accept={accept}
        maxBytes={maxBytes}
        multiple
        problems={problems}
        required={required && came.length === 0}
      />
    </>
  )
}

/** What the next sending needs to know of the files that have come. */
export function KeptUploads({ token }: { token: string | undefined }) {
  return token === undefined ? null : <Hidden name="kept" value={token} />
}
