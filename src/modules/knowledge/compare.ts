import { type ComparedLine, compareTexts } from '../../platform/compare.ts'
import { textOfHtml } from '../../platform/html.ts'
import { audienceLabels } from './labels.ts'
import type { Content } from './schema.ts'
import { topicName } from './topics.ts'

export type Compared = {
  facts: { label: string; before: string; after: string }[]
  lines: ComparedLine[]
  /** The words are the same, only their markup is not. */
  markup: boolean
}

/** What differs between two versions of an article. */
export function compareContents(before: Content, after: Content): Compared {
  const facts = [
    { label: '标题', before: before.title, after: after.title },
    { label: '类别', before: topicName(before.topic), after: topicName(after.topic) },
    { label: '关键词', before: before.keywords, after: after.keywords },
    { label: '谁可以看', before: audienceLabels[before.audience], after: audienceLabels[after.audience] },
    { label: '相关事项', before: `${before.items.length} 项`, after: `${after.items.length} 项` },
    { label: '相关文件', before: `${before.documents.length} 份`, after: `${after.documents.length} 份` },
  ].filter((f) => f.before !== f.after)
  const [old, young] = [textOfHtml(before.body), textOfHtml(after.body)]
  return {
    facts,
    lines: old === young ? [] : compareTexts(old, young),
    markup: old === young && before.body !== after.body,
  }
}
