import type { ComponentChildren } from 'preact'
import { EmptyState } from './notice.tsx'
import { grouped } from './numbers.ts'
import { classes } from './render.ts'

export type Column<Row> = {
  head: ComponentChildren
  cell: (row: Row, index: number) => ComponentChildren
  /** Numbers stand at the right, in figures of one width. */
  numeric?: boolean
  /** What names the row, so that its other cells are read out with it. The first column unless another says so. */
  names?: boolean
  /** Takes what width is left. */
  wide?: boolean
  /** Does not break into lines. */
  nowrap?: boolean
}

/** A dense, readable table. Where it is narrow each row becomes a small list under its name. */
export function Table<Row>({
  caption,
  columns,
  rows,
  total,
  foot,
  empty,
  rowKey,
  marked,
  captionHidden = false,
}: {
  /** What the table holds; needed by those who do not see it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** How many there are in all, when the table shows a part. */
  total?: number | undefined
  /** Cells of a last row with sums, one for each column. */
  foot?: readonly ComponentChildren[]
  /** What to say and do when there is nothing. */
  empty?: ComponentChildren
  rowKey?: (row: Row) => string | number
  /** A row that needs an eye. */
  marked?: (row: Row) => boolean
  captionHidden?: boolean
}) {
  if (rows.length === 0) return empty ? <div>{empty}</div> : <EmptyState title={`暂无${caption}`} />
  const named = Math.max(
    0,
    columns.findIndex((c) => c.names),
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this is what scrolls, with a name
    <div class="table-scroll" tabindex={0} role="group" aria-label={caption}>
      <table class="table">
        <caption class={classes(captionHidden && 'sr-only')}>
          {caption}
          {total !== undefined && <span class="table-total">共 {grouped(total)} 条</span>}
        </caption>
        <thead>
          <tr>
            {columns.map((c, i) => (
              <th key={i} scope="col" class={cellClass(c)}>
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={rowKey?.(row) ?? r} class={classes(marked?.(row) && 'row-marked')}>
              {columns.map((c, i) =>
                i === named ? (
                  <th key={i} scope="row" class={cellClass(c)}>
                    {c.cell(row, r)}
                  </th>
                ) : (
                  <td key={i} class={cellClass(c)} data-head={typeof c.head === 'string' ? c.head : undefined}>
                    {c.cell(row, r)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {columns.map((c, i) => (
                <td
                  key={i}
                  class={cellClass(c)}
                  data-head={i !== named && typeof c.head === 'string' ? c.head : undefined}
                >
                  {foot[i]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function cellClass(column: Column<never>): string | undefined {
  return classes(column.numeric && 'cell-number', column.wide && 'cell-wide', column.nowrap && 'cell-nowrap')
}
