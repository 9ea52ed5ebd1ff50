import type { Problem } from '../../core/errors.ts'
import { Radios, TextField } from '../../ui/index.ts'
import { priorityLabels } from './labels.ts'
import { priorities } from './schema.ts'

/** Asks who comes to an appointment, on the portal and at the desk. */
export function ComerFields({
  typed,
  problems,
}: {
  typed: Readonly<Record<string, string | undefined>>
  problems: readonly Problem[]
}) {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return (
    <>
      <TextField {...field('name')} label="姓名" autocomplete="name" maxLength={50} size="short" required />
      <TextField
        {...field('idNumber')}
        label="身份证号码"
        hint="到了刷身份证取号；一个人一个事项同时只能约一次"
        maxLength={18}
        size="medium"
        required
      />
      <TextField
        {...field('phone')}
        label="手机号码"
        hint="约好了、前一天和有变动时发短信"
        type="tel"
        autocomplete="tel"
        maxLength={20}
        size="medium"
        required
      />
      <TextField
        {...field('email')}
        label="电子邮箱"
        hint="可以不填；填了也发到这里"
        type="email"
        autocomplete="email"
        maxLength={100}
        size="medium"
      />
      <Radios
        name="priority"
        label="需要优先照顾吗？"
        hint="请如实选择，窗口会看证件"
        value={typed.priority ?? 'none'}
        options={priorities.map((p) => ({ value: p, label: priorityLabels[p] }))}
        problems={problems}
        row
      />
    </>
  )
}
