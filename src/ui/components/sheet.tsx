import type { ComponentChildren } from 'preact'
import { classes } from './render.ts'

/** A cell of a printed form. */
export type SheetCell = {
  content: ComponentChildren
  /** Columns and rows it spans. */
  across?: number
  down?: number
  /** head: names columns; label: names its row; note: says something about the table; value: a number. */
  role: 'head' | 'label' | 'note' | 'value'
  /** Steps that a label is set in, at most 4. */
  indent?: number
}

/** A form as it is printed, with merged cells. */
export function Sheet({
  caption,
  captionHidden,
  rows,
  headRows,
}: {
  caption: string
  /** Where a heading above says the same. */
  captionHidden?: boolean
  rows: readonly (readonly SheetCell[])[]
  /** Rows at the top that name the columns. */
  headRows: number
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this is what scrolls, with a name
    <div class="table-scroll" tabindex={0} role="group" aria-label={caption}>
      <table class="table sheet">
        <caption class={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
        {headRows > 0 && <thead>{rows.slice(0, headRows).map(line)}</thead>}
        <tbody>{rows.slice(headRows).map(line)}</tbody>
      </table>
    </div>
  )
}

const line = (cells: readonly SheetCell[], r: number) => (
  <tr key={r}>
    {cells.map((c, i) => {
      const span = { colSpan: c.across ?? 1, rowSpan: c.down ?? 1 }
      const look = classes(`sheet-${c.role}`, c.role === 'value' && 'cell-number')
      if (c.role === 'head')
        return (
          <th key={i} scope={(c.across ?? 1) > 1 ? 'colgroup' : 'col'} class={look} {...span}>
            {c.content}
          </th>
        )
      if (c.role === 'label')
        return (
          <th
            key={i}
            scope={(c.down ?? 1) > 1 ? 'rowgroup' : 'row'}
            class={classes(look, c.indent !== undefined && c.indent > 0 && `sheet-in-${c.indent}`)}
            {...span}
          >
            {c.content}
          </th>
        )
      return (
        <td key={i} class={look} {...span}>
          {c.content}
        </td>
      )
    })}
  </tr>
)
