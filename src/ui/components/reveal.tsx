import type { Problem } from '../../core/errors.ts'
import { Actions, Button } from './button.tsx'
import { Select } from './choice-fields.tsx'
import { Form } from './form.tsx'
import { Disclosure } from './layout.tsx'
import { TextField } from './text-fields.tsx'

/** Asks what of the masked personal data is to be seen, and why. */
export function RevealForm({
  action,
  options,
  typed,
  problems,
}: {
  action: string
  options: readonly { value: string; label: string }[]
  typed: Readonly<Record<string, string | undefined>>
  problems: readonly Problem[]
}) {
  return (
    <Disclosure summary="查看被遮盖的内容" open={problems.some((p) => p.field === 'field' || p.field === 'reason')}>
      <Form action={action}>
        <Select name="field" label="要查看的内容" value={typed.field} options={options} problems={problems} required />
        <TextField
          name="reason"
          label="查看的理由"
          hint="会和您的姓名、时间一起记录"
          value={typed.reason}
          problems={problems}
          required
        />
        <Actions>
          <Button kind="plain">查看</Button>
        </Actions>
      </Form>
    </Disclosure>
  )
}
