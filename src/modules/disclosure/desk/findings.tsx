import type { Problem } from '../../../core/errors.ts'
import { Checkbox, FieldGroup, Hidden, Notice, TextField } from '../../../ui/index.ts'
import { personalDataLabels } from '../labels.ts'
import type { PersonalDataFinding } from '../schema.ts'

type Asked = {
  findings: readonly PersonalDataFinding[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

/** What was found, the text first and then file by file, each with its place. */
function Findings({ findings }: { findings: readonly PersonalDataFinding[] }) {
  return (
    <>
      {[...Map.groupBy(findings, (f) => f.file)].map(([file, found]) => (
        <div key={file ?? ''}>
          <p>{file === undefined ? '标题、概述和正文：' : `附件“${file}”：`}</p>
          <ul>
            {found.map((f, i) => (
              <li key={i}>
                {f.place && `${f.place}，`}
                {f.kind === 'unread' ? f.quote : `${personalDataLabels[f.kind]} ${f.quote}`}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}

/** How many there are, in words: numbers of persons, and files that nobody but a person can check. */
function told(findings: readonly PersonalDataFinding[]): string {
  const unread = new Set(findings.filter((f) => f.kind === 'unread').map((f) => f.file)).size
  const found = findings.filter((f) => f.kind !== 'unread').length
  return [found > 0 && `有 ${found} 处疑似个人信息`, unread > 0 && `有 ${unread} 个附件系统没有查全`]
    .filter(Boolean)
    .join('，')
}

/** What the check for personal data found, for those who review and publish. */
export function FindingsNotice({ findings, title }: { findings: readonly PersonalDataFinding[]; title?: string }) {
  if (findings.length === 0) return null
  const reason = findings.find((f) => f.reason)?.reason
  return (
    <Notice kind="warning" title={`${title ?? ''}${told(findings)}`}>
      <Findings findings={findings} />
      {reason && <p>起草人写明的保留理由：{reason}</p>}
    </Notice>
  )
}

/** What was found, and the reason why it may stay, asked of who hands a text in. */
export function PersonalDataFields({ findings, typed, problems }: Asked) {
  const nothing = <Hidden name="personalDataReason" value="" />
  if (findings.length === 0) return nothing
  const needsReason = findings.some((f) => f.kind !== 'unread')
  return (
    <FieldGroup
      title={told(findings)}
      hint={
        needsReason
          ? '请删去或遮盖。法律要求公开、或本人同意公开的，在下面写明理由。（《个人信息保护法》第二十五条）'
          : '请自己打开附件看一遍，确认没有不该公开的个人信息；审核人和发布人还会再核对。'
      }
    >
      <Findings findings={findings} />
      {needsReason ? (
        <TextField
          name="personalDataReason"
          label="保留个人信息的理由"
          value={typed.personalDataReason}
          problems={problems}
        />
      ) : (
        nothing
      )}
    </FieldGroup>
  )
}

/** The last look before publication: the person who publishes says by name that what was found may be public. */
export function ConfirmFindings({ findings, typed, problems }: Asked) {
  if (findings.length === 0) return null
  return (
    <>
      <FindingsNotice findings={findings} />
      <Checkbox
        name="personalDataConfirmed"
        label="我已逐一核对，确认可以公开"
        hint="您的姓名会和这次核对一起记录"
        value="yes"
        checked={typed.personalDataConfirmed === 'yes'}
        problems={problems}
        required
      />
    </>
  )
}
