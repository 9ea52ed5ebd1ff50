import { Change, Comparison, MetadataTable, Section, Stack, Tag } from '../../../ui/index.ts'
import type { Compared } from './comparison.ts'

/** What differs between two states of a document. */
export function Differences({ compared: { facts, texts, markup, files } }: { compared: Compared }) {
  if (facts.length + texts.length + files.length === 0 && !markup) return <p>两份内容没有不同。</p>
  return (
    <Stack>
      {facts.length > 0 && (
        <Section title="各项信息">
          <MetadataTable
            columns={1}
            rows={facts.map((f) => ({ label: f.label, value: <Change before={f.before} after={f.after} /> }))}
          />
        </Section>
      )}
      {texts.map((t) => (
        <Section key={t.label} title={t.label}>
          <Comparison lines={t.lines} />
        </Section>
      ))}
      {markup && <p>正文的文字没有变化，只改了格式或链接。</p>}
      {files.length > 0 && (
        <Section title="附件">
          <ul>
            {files.map((f) => (
              <li key={`${f.change} ${f.name}`}>
                {f.change === 'added' ? <Tag tone="good">加上</Tag> : <Tag tone="bad">去掉</Tag>} {f.name}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Stack>
  )
}
