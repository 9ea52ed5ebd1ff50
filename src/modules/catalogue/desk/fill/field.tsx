import type { Problem } from '../../../../core/errors.ts'
import { Checkbox, Checkboxes, NumberField, Select, TextArea, TextField } from '../../../../ui/index.ts'
import type { Spec } from './spec.ts'

type Props = {
  spec: Spec
  name: string
  typed: string | string[] | undefined
  problems: readonly Problem[]
}

/** The control of one field, by its kind. */
export function FillField({ spec, name, typed = '', problems }: Props) {
  const { kind, label, hint, choices = [], nullable, row } = spec
  const common = { name, label, problems, ...(hint ? { hint } : {}) }
  const one = [typed].flat()[0] ?? ''
  switch (kind) {
    case 'area':
    case 'lines':
      return <TextArea {...common} value={one} rows={spec.rows ?? 3} />
    case 'count':
    case 'decimal':
    case 'yuan':
      return (
        <NumberField {...common} value={one} decimals={kind !== 'count'} {...(spec.unit ? { unit: spec.unit } : {})} />
      )
    case 'yes':
      return <Checkbox {...common} value="yes" checked={one === 'yes'} />
    case 'choice':
      return <Select {...common} options={choices} value={one} empty={nullable ? '没有' : '请选择'} />
    case 'choices':
      return <Checkboxes {...common} options={choices} value={[typed].flat()} {...(row ? { row } : {})} />
    default:
      return <TextField {...common} value={one} {...(spec.size ? { size: spec.size } : {})} />
  }
}
