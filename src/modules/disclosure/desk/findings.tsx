import type { Problem } from '../../../core/errors.ts'
import { FieldGroup, Hidden, Notice, TextField } from '../../../ui/index.ts'
import { personalDataLabels } from '../labels.ts'
import type { PersonalDataFinding } from '../schema.ts'

function Findings({ findings }: { findings: readonly PersonalDataFinding[] }) {
  return (
    <ul>
      {findings.map((f, i) => (
        <li key={i}>
          {personalDataLabels[f.kind]}：{f.quote}
        </li>
      ))}
    </ul>
  )
}

/** What the check for personal data found, for those who review and publish. */
export function FindingsNotice({
  findings,
  title = `文中有 ${findings.length} 处疑似个人信息`,
}: {
  findings: readonly PersonalDataFinding[]
  title?: string
}) {
  if (findings.length === 0) return null
  const reason = findings.find((f) => f.reason)?.reason
  return (
    <Notice kind="warning" title={title}>
      <Findings findings={findings} />
      {reason && <p>起草人写明的保留理由：{reason}</p>}
    </Notice>
  )
}

/** What was found, and the reason why it may stay, asked of who hands a text in. */
export function PersonalDataFields({
  findings,
  typed,
  problems,
}: {
  findings: readonly PersonalDataFinding[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}) {
  if (findings.length === 0) return <Hidden name="personalDataReason" value="" />
  return (
    <FieldGroup
      title={`文中有 ${findings.length} 处疑似个人信息`}
      hint="请回到正文删去或遮盖。法律要求公开、或本人同意公开的，在下面写明理由。（《个人信息保护法》第二十五条）"
    >
      <Findings findings={findings} />
      <TextField
        name="personalDataReason"
        label="保留个人信息的理由"
        value={typed.personalDataReason}
        problems={problems}
      />
    </FieldGroup>
  )
}
