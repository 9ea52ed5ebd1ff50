import { Change, Comparison, type Crumb, MetadataTable, type Page, Section, Stack } from '../../../ui/index.ts'
import type { ElementChange } from '../compare.ts'

/** Longer than this, and what changed is shown word by word. */
const long = 60

/** What two versions say differently, field by field. */
export function Changes({ changes }: { changes: readonly ElementChange[] }) {
  if (changes.length === 0) return <p>两版内容没有不同。</p>
  const short = changes.filter((c) => c.before.length <= long && c.after.length <= long)
  return (
    <Stack>
      {short.length > 0 && (
        <MetadataTable
          columns={1}
          rows={short.map((c) => ({ label: c.label, value: <Change before={c.before} after={c.after} /> }))}
        />
      )}
      {changes
        .filter((c) => !short.includes(c))
        .map((c) => (
          <Section key={c.field} title={c.label} level={3}>
            <Comparison lines={c.lines} />
          </Section>
        ))}
    </Stack>
  )
}

type View = { breadcrumb: readonly Crumb[]; from: number; to: number; changes: readonly ElementChange[] }

export const comparePage = ({ breadcrumb, from, to, changes }: View): Page => ({
  title: `第 ${from} 版和第 ${to} 版的不同`,
  breadcrumb,
  body: (
    <Section title={`共 ${changes.length} 处不同`} note={`划线的是第 ${from} 版的，加线的是第 ${to} 版的。`}>
      <Changes changes={changes} />
    </Section>
  ),
})
