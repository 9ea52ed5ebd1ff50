/** A question people ask, and what they are told. */
export type Ask = { question: string; answer: string }

/** An article as the texts tell it. */
export type TextArticle = {
  title: string
  /** Unit that owns it today. */
  unit: string
  topic: string
  keywords: string
  /** Words in the name of the item it speaks of. */
  item: string | undefined
  internal: boolean
  lines: string[]
  asks: Ask[]
}

/**
 * Reads articles from a text: `# title | unit | topic | keywords | item | 内部`, then its lines, then questions after `问` with
 * their answers after `答`.
 */
export function articlesIn(text: string): TextArticle[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...rest] = part.trim().split('\n')
      const [title = '', unit = '', topic = '', keywords = '', item = '', internal = ''] = head
        .split('|')
        .map((cell) => cell.trim())
      const asks: Ask[] = []
      const lines: string[] = []
      for (const line of rest) {
        if (line.startsWith('问 ')) asks.push({ question: line.slice(2), answer: '' })
        else if (line.startsWith('答 '))
          asks[asks.length - 1] = { question: asks.at(-1)?.question ?? '', answer: line.slice(2) }
        else lines.push(line)
      }
      return {
        title,
        unit,
        topic,
        keywords,
        item: item === '' || item === '-' ? undefined : item,
        internal: internal !== '',
        lines,
        asks,
      }
    })
}
