import type { ComponentChildren } from 'preact'
import { QrCode } from './paper.tsx'
import { classes } from './render.ts'

type Cell = string | { text: string; across?: number; down?: number; align?: Align }
type Align = 'left' | 'center' | 'right'
type Rows = readonly (readonly Cell[])[]

/** A part of an official paper in the order it is read, as `layOut` of platform/paper gives it. */
type Part =
  | { type: 'line'; style: string; text: string; right?: number }
  | {
      type: 'grid'
      /** One row of labels, or several with cells that span. */
      head?: readonly string[] | readonly (readonly Cell[])[]
      rows: Rows
      /** Of many columns: on a narrow screen it is moved sideways. */
      dense?: boolean
    }
  | { type: 'picture'; svg: string; alt: string }
  | { type: 'query'; url: string; lines: readonly string[] }

/** An official paper on the screen as it will lie on the desk: head, text, tables, signature. */
export function PaperView({ paper }: { paper: { issuer: string; title: string; parts: readonly Part[] } }) {
  return (
    <article class="sheet-of-paper" aria-label={paper.title}>
      <p class="paper-issuer">{paper.issuer}</p>
      {paper.parts.map((part, i) => (
        <PartOf key={i} part={part} />
      ))}
    </article>
  )
}

/** Papers of one kind to be printed together, each on a page of its own: the page around them stays off the paper. */
export function PaperSheets({ papers }: { papers: readonly Parameters<typeof PaperView>[0]['paper'][] }) {
  return (
    <div class="sheets">
      {papers.map((paper, i) => (
        <PaperView key={i} paper={paper} />
      ))}
    </div>
  )
}

function PartOf({ part }: { part: Part }) {
  switch (part.type) {
    case 'line':
      return <p class={`paper-${part.style.replace(/[A-Z0-9]/g, (c) => `-${c.toLowerCase()}`)}`}>{part.text}</p>
    case 'grid':
      return <GridOf part={part} />
    case 'picture':
      return (
        <p class="paper-picture">
          <img src={`data:image/svg+xml,${encodeURIComponent(part.svg)}`} alt={part.alt} />
        </p>
      )
    case 'query':
      return (
        <div class="paper-query">
          <QrCode url={part.url} />
          <div>
            {part.lines.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        </div>
      )
  }
}

function GridOf({ part: { head, rows, dense } }: { part: Extract<Part, { type: 'grid' }> }) {
  const heads: Rows = !head ? [] : typeof head[0] === 'string' ? [head as readonly string[]] : (head as Rows)
  return (
    <div class={classes('paper-grid', dense && 'paper-grid-dense')} {...(dense && scrolls)}>
      <table>
        {heads.length > 0 && (
          <thead>
            {heads.map((row, r) => (
              <tr key={r}>
                {row.map((cell, c) => (
                  <th key={c} scope="col" {...spanOf(cell)}>
                    {textOf(cell)}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
        )}
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, c) => {
                const look = classes(looks[alignOf(cell)])
                // Without a head the first cell names its row.
                return c === 0 && heads.length === 0 ? (
                  <th key={c} scope="row" {...spanOf(cell)}>
                    {textOf(cell)}
                  </th>
                ) : (
                  <td key={c} class={look} {...spanOf(cell)}>
                    {textOf(cell)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const scrolls = { tabindex: 0, role: 'group', 'aria-label': '表格' } as const
const looks: Record<Align, string> = { left: '', center: 'cell-centre', right: 'cell-number' }
const alignOf = (cell: Cell): Align => (typeof cell === 'string' ? 'left' : (cell.align ?? 'left'))

function spanOf(cell: Cell): { colspan?: number; rowspan?: number } {
  if (typeof cell === 'string') return {}
  const { across = 1, down = 1 } = cell
  return { ...(across > 1 ? { colspan: across } : {}), ...(down > 1 ? { rowspan: down } : {}) }
}

function textOf(cell: Cell): ComponentChildren {
  return typeof cell === 'string' ? cell : cell.text
}
