import type { ComponentChildren } from 'preact'

/**
 * A text to be read: at most forty characters a line.
 * @param html - text already cleaned by the one who stores it; nothing else may be passed here
 * @param paper - set as an official document is: serif, paragraphs indented by two characters
 */
export function Prose({
  children,
  html,
  paper = false,
  id,
}: {
  children?: ComponentChildren
  html?: string
  paper?: boolean
  id?: string
}) {
  const name = paper ? 'prose prose-paper' : 'prose'
  if (html === undefined) {
    return (
      <div class={name} id={id}>
        {children}
      </div>
    )
  }
  // The text of a document is HTML, cleaned when it is stored
  return <div class={name} id={id} dangerouslySetInnerHTML={{ __html: html }} />
}

/** Words as they were typed: each line a paragraph, empty ones left out. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <Prose>
      {text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line, i) => (
          <p key={i}>{line}</p>
        ))}
    </Prose>
  )
}

/** A few signs that stay on one line: a number with its unit. */
export function Unbroken({ children }: { children: ComponentChildren }) {
  return <span class="unbroken">{children}</span>
}
