import type { ComponentChildren } from 'preact'
import { Light, type LightColour } from './light.tsx'

/** A stretch of a line that something is said about, and where that stands. Stretches of one line do not overlap. */
export type Mark = { start: number; end: number; href: string; tone: Remark['tone'] }

/** A line of a text; one cut by | is a row of a table. */
export type MarkedLine = { number: number; text: string; marks: readonly Mark[] }

/** A text as it was read, line by line, with what is remarked on marked and linked. */
export function MarkedText({ lines }: { lines: readonly MarkedLine[] }) {
  return (
    <div class="marked">
      {blocksOf(lines).map((block) =>
        Array.isArray(block) ? (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; this lets the keyboard scroll a wide table
          <div
            key={block[0]?.number}
            class="marked-table"
            tabindex={0}
            role="group"
            aria-label={`表格，从第 ${block[0]?.number} 行起`}
          >
            <table>
              <tbody>
                {block.map((line) => (
                  <tr key={line.number} id={`line-${line.number}`}>
                    {cellsOf(line.text).map(([start, end]) => (
                      <td key={start} class={widthOf(end - start)}>
                        {pieces(line, start, end)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <p key={block.number} id={`line-${block.number}`}>
            {pieces(block, 0, block.text.length)}
          </p>
        ),
      )}
    </div>
  )
}

/** Numbers and heads such as 结果维持 stay on one line, names break, and sentences take room. @param signs - blanks and all */
const widthOf = (signs: number): string | undefined =>
  signs <= 6 ? undefined : signs <= 12 ? 'marked-name' : 'marked-words'

const isRow = (text: string) => text.includes('|')

/** Rows that follow one another are one table; everything else is a paragraph. */
function blocksOf(lines: readonly MarkedLine[]): (MarkedLine | MarkedLine[])[] {
  const blocks: (MarkedLine | MarkedLine[])[] = []
  for (const line of lines) {
    const last = blocks.at(-1)
    if (!isRow(line.text)) blocks.push(line)
    else if (Array.isArray(last)) last.push(line)
    else blocks.push([line])
  }
  return blocks
}

function cellsOf(text: string): [start: number, end: number][] {
  let at = 0
  return text.split('|').map((cell) => {
    const start = at
    at += cell.length + 1
    return [start, start + cell.length]
  })
}

function pieces({ text, marks }: MarkedLine, from: number, to: number): ComponentChildren[] {
  const found: ComponentChildren[] = []
  let at = from
  for (const { start, end, href, tone } of marks) {
    const [a, b] = [Math.max(start, at), Math.min(end, to)]
    if (a >= b) continue
    found.push(text.slice(at, a))
    found.push(
      <a key={a} class={`marked-${tone}`} href={href}>
        <mark>{text.slice(a, b)}</mark>
      </a>,
    )
    at = b
  }
  found.push(text.slice(at, to))
  return found
}

/** Something said about a text: how grave, what, and on which lines. */
export type Remark = {
  tone: 'error' | 'warning' | 'note'
  /** In a word: 错误. */
  label: string
  /** What kind of thing: 分项与总数. */
  kind: string
  text: string
  places: readonly { line: number; where: string; quote: string }[]
}

const lights: Record<Remark['tone'], LightColour> = { error: 'red', warning: 'yellow', note: 'none' }

/** What is said about a text, one after another; each place leads to its line, and each mark there leads here. */
export function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  return (
    <ol class="remarks">
      {remarks.map(({ tone, label, kind, text, places }, i) => (
        <li key={i} id={`remark-${i + 1}`} class={`remark-${tone}`}>
          <p class="remark-head">
            <Light light={lights[tone]} label={label} />
            <span>{kind}</span>
          </p>
          <p>{text}</p>
          <ul>
            {places.map(({ line, where, quote }, p) => (
              <li key={p}>
                <a href={`#line-${line}`}>{where}</a>
                <span class="remark-quote">{quote}</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** A text and what is said about it, side by side and each to be read by itself; one below the other where it is narrow. */
export function Beside({ text, remarks }: { text: ComponentChildren; remarks: ComponentChildren }) {
  return (
    <div class="beside">
      <div class="beside-text">{text}</div>
      <div class="beside-remarks">{remarks}</div>
    </div>
  )
}
