import type { Problem } from '../../core/errors.ts'
import { Actions, Button } from './button.tsx'
import { Form } from './form.tsx'
import { TextField } from './text-fields.tsx'

/** Asks for the number and the query code by which anything is followed without an account. */
export function KeyForm({
  label,
  hint,
  typed,
  problems,
  action,
}: {
  /** What the number is called: 办件编号. */
  label: string
  /** What it looks like. */
  hint: string
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  action?: string
}) {
  const field = { problems, size: 'medium', required: true } as const
  return (
    <Form {...(action ? { action } : {})}>
      <TextField {...field} name="number" label={label} hint={hint} value={typed.number} maxLength={50} />
      {/* A code is not shown again to whoever looks over the shoulder, and a wrong one has to be typed anew anyway. */}
      <TextField
        {...field}
        name="code"
        label="查询码"
        hint="12 个字母和数字，不分大小写，横线可以不输"
        maxLength={40}
      />
      <Actions>
        <Button icon="progress">查看进度</Button>
      </Actions>
    </Form>
  )
}
