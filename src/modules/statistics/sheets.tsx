import type { ComponentChildren } from 'preact'
import { Sheet, type SheetCell, Stack } from '../../ui/index.ts'
import type { FilledForm } from './form.ts'
import type { LayoutCell } from './forms/form.ts'
import { shown } from './output/printed.ts'

/** The tables of a form as printed; each value leads to what is behind it. */
export function FormSheets({
  form,
  href,
  mark,
  only,
}: {
  form: FilledForm
  /** Where a value leads; undefined: nowhere. */
  href: (cell: string) => string | undefined
  mark?: (cell: string) => ComponentChildren
  /** The one table to show, from 0, below a heading that names it. */
  only?: number
}) {
  const byId = new Map(form.cells.map((c) => [c.id, c]))
  const cell = (c: LayoutCell): SheetCell => {
    const { across, down, indent } = c
    const filled = c.cell ? byId.get(c.cell) : undefined
    if (!filled) return { content: c.text ?? '', across, down, indent, role: c.role ?? 'note' }
    const text = shown(filled.value, filled.blankBecause)
    return {
      across,
      down,
      role: 'value',
      content: (
        <>
          <Value href={href(filled.id)} label={`${filled.label}：${text || '空白'}`} text={text || '空白'} />
          {mark?.(filled.id)}
        </>
      ),
    }
  }
  return (
    <Stack>
      {form.template.layouts
        .filter((_, i) => only === undefined || i === only)
        .map((layout) => (
          <Sheet
            key={layout.title}
            caption={layout.title || form.title}
            captionHidden={only !== undefined}
            headRows={layout.headRows}
            rows={layout.rows.map((row) => row.map(cell))}
          />
        ))}
    </Stack>
  )
}

function Value({ href, label, text }: { href: string | undefined; label: string; text: string }) {
  if (href === undefined) return <>{text}</>
  return (
    <a href={href} aria-label={label}>
      {text}
    </a>
  )
}
