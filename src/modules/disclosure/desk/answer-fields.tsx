import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import { choicesByName, Radios, Select } from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'

export type Typed = Readonly<Record<string, string>>
export type Asked = { typed: Typed; problems: readonly Problem[]; units: readonly Unit[]; today: Day }
export type Rows<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>

export const bodyHint = '直接输入文字，每行一段；也可以粘贴带格式的 HTML'

export function UnitSelect({ units, typed, problems }: Omit<Asked, 'today'>) {
  return (
    <Select
      name="unitCode"
      label="单位"
      options={choicesByName(units)}
      value={typed.unitCode}
      problems={problems}
      required
    />
  )
}

export function Shown({ typed, problems }: Pick<Asked, 'typed' | 'problems'>) {
  return (
    <Radios
      name="state"
      label="状态"
      options={[
        { value: 'published', label: '公开' },
        { value: 'draft', label: '先存着，不公开' },
      ]}
      value={typed.state ?? 'published'}
      problems={problems}
      row
    />
  )
}

export const unitName = (units: readonly Unit[], code: string) => units.find((u) => u.code === code)?.shortName ?? code
