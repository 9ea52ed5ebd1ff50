import type { ComponentChildren } from 'preact'
import { BarChart, Prose, Unbroken } from '../../ui/index.ts'
import { parse } from './notation.ts'
import type { Printed, Span } from './render.ts'
import { typedNumbers } from './typed.ts'

/** A printed figure as one follows it: its reference, the indicator it comes from, and the cell of the form that it names. */
type Followed = { source: string; indicator: string; cell: string | undefined }

/** How a reader follows a figure: the address of its definition, if it has one. */
export type Follow = (of: Followed) => string | undefined

function followed(source: string, indicator: string): Followed {
  const [piece] = parse(source)
  const cell = piece?.kind === 'figure' && 'cell' in piece.figure.of ? piece.figure.of.cell : undefined
  return { source, indicator, cell }
}

/** A section as it is printed; each figure leads to how it is counted. @param marks - typed numbers and gaps are marked */
export function PrintedText({
  printed,
  follow,
  marks = false,
}: {
  printed: readonly Printed[]
  follow: Follow
  marks?: boolean
}) {
  // Headings begin below that of the section, whatever level the text begins with.
  const top = Math.min(...printed.map((b) => (b.kind === 'heading' ? b.level : 3)))
  return (
    <Prose>
      {printed.map((block, i) => (
        <Block key={i} block={block} follow={follow} marks={marks} top={top} />
      ))}
    </Prose>
  )
}

function Block({ block, follow, marks, top }: { block: Printed; follow: Follow; marks: boolean; top: number }) {
  if (block.kind === 'chart') {
    const { found, source } = block.chart
    if ('missing' in found)
      return marks ? (
        <p>
          <mark>
            {source}：{found.missing}
          </mark>
        </p>
      ) : null
    const href = follow(followed(source, found.indicator))
    return (
      <>
        <BarChart title={found.shown} unit={found.unit} data={found.bars ?? []} />
        {href && (
          <p>
            <a href={href}>图里的数怎么算的、背后是哪些记录</a>
          </p>
        )}
      </>
    )
  }
  const line = <Spans spans={block.spans} follow={follow} marks={marks} />
  if (block.kind === 'paragraph') return <p>{line}</p>
  return block.level === top ? <h3>{line}</h3> : <h4>{line}</h4>
}

function Spans({ spans, follow, marks }: { spans: readonly Span[]; follow: Follow; marks: boolean }) {
  return (
    <>
      {spans.map((span, i) => (
        <OneSpan key={i} span={span} follow={follow} marks={marks} />
      ))}
    </>
  )
}

function OneSpan({ span, follow, marks }: { span: Span; follow: Follow; marks: boolean }) {
  if (span.kind === 'cited' || span.kind === 'word') return <>{span.text}</>
  if (span.kind === 'missing') return <mark title={span.why}>{marks ? span.source : '〔缺数〕'}</mark>
  if (span.kind === 'text') return <>{marks ? markTyped(span.text) : span.text}</>
  const { value } = span
  const href = follow(followed(span.source, value.indicator))
  const title = `${value.label}：${value.definition}（${value.from} 至 ${value.to}）`
  const shown = value.value !== null && value.shown.length <= 12 ? <Unbroken>{value.shown}</Unbroken> : value.shown
  return href ? (
    <a href={href} title={title}>
      {shown}
    </a>
  ) : (
    <span title={title}>{shown}</span>
  )
}

/** A literal text in which numbers typed by hand are marked. */
export function markTyped(text: string): ComponentChildren {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const typed of typedNumbers(text)) {
    parts.push(
      text.slice(at, typed.at),
      <mark key={typed.at} title="手写的数，请改用指标">
        {typed.text}
      </mark>,
    )
    at = typed.at + typed.text.length
  }
  return [...parts, text.slice(at)]
}
