import { type ComparedLine, compareTexts } from '../../../platform/compare.ts'
import { textOfHtml } from '../../../platform/html.ts'
import type { CorrectedContent, KeptFile } from '../corrections.schema.ts'

/** A state of a document as versions and corrections keep it; older versions may know less. */
export type Kept = { content: Partial<CorrectedContent>; attachments: readonly KeptFile[] | null }

export type Compared = {
  facts: { label: string; before: string; after: string }[]
  texts: { label: string; lines: ComparedLine[] }[]
  /** The words are the same, only their markup is not. */
  markup: boolean
  files: { name: string; change: 'added' | 'removed' }[]
}

const facts = [
  ['documentNumber', '文号'],
  ['issuingBody', '发文机关'],
  ['subjectCategory', '主题分类'],
  ['keywords', '关键词'],
  ['source', '信息来源'],
  ['writtenOn', '成文日期'],
  ['effectiveOn', '施行日期'],
  ['expiresOn', '有效期至'],
] as const

/** What differs between two states of a document, as a person would want to be told. */
export function compare(before: Kept, after: Kept): Compared {
  const [a, b] = [before.content, after.content]
  const [text, newText] = [textOfHtml(a.body ?? ''), textOfHtml(b.body ?? '')]
  const yes = (full: boolean | undefined) => (full === false ? '否，只公开概述' : '是')
  return {
    facts: [
      ...facts.map(([name, label]) => ({ label, before: a[name] ?? '', after: b[name] ?? '' })),
      { label: '全文公开', before: yes(a.fullText), after: yes(b.fullText) },
      { label: '解读的文件', before: (a.explained ?? []).join(' '), after: (b.explained ?? []).join(' ') },
    ].filter((f) => f.before !== f.after),
    texts: [
      { label: '标题', lines: compareTexts(a.title ?? '', b.title ?? '') },
      { label: '内容概述', lines: compareTexts(a.abstract ?? '', b.abstract ?? '') },
      { label: '正文', lines: compareTexts(text, newText) },
    ].filter((t) => t.lines.length > 0),
    markup: text === newText && (a.body ?? '') !== (b.body ?? ''),
    files: filesChanged(before.attachments, after.attachments),
  }
}

function filesChanged(before: Kept['attachments'], after: Kept['attachments']): Compared['files'] {
  if (!before || !after) return []
  const key = ({ sha256, name }: KeptFile) => `${sha256} ${name}`
  const missing = (from: readonly KeptFile[], of: readonly KeptFile[]) => {
    const known = new Set(from.map(key))
    return of.filter((f) => !known.has(key(f)))
  }
  return [
    ...missing(after, before).map(({ name }) => ({ name, change: 'removed' as const })),
    ...missing(before, after).map(({ name }) => ({ name, change: 'added' as const })),
  ]
}
