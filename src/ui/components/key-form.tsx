import type { ComponentChildren } from 'preact'
import type { Problem } from '../../core/errors.ts'
import { Actions, Button } from './button.tsx'
import { Form } from './form.tsx'
import { CopyButton } from './helpers.tsx'
import { Slip } from './slip.tsx'
import { TextField } from './text-fields.tsx'

/** What a person takes away: the number and the query code that `KeyForm` asks for. The page needs `mt-copy`. */
export function KeySlip({
  label,
  number,
  code,
  children,
}: {
  /** What the number is called: 办件编号. */
  label: string
  number: string
  /** As it is shown: `7KQM-2T9B-XE4H`. */
  code: string
  /** What to do with both. */
  children: ComponentChildren
}) {
  return (
    <Slip
      label={`${label}和查询码`}
      facts={[
        { label, value: number },
        { label: '查询码', value: code },
      ]}
    >
      <p>{children}字母不分大小写，横线可以不输。</p>
      <CopyButton text={`${label} ${number}，查询码 ${code}`} label={`复制${label}和查询码`} />
    </Slip>
  )
}

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
