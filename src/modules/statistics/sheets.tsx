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
}: {
  form: FilledForm
  href: (cell: string) => string
  mark?: (cell: string) => ComponentChildren
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
          <a href={href(filled.id)} aria-label={`${filled.label}：${text || '空白'}`}>
            {text || '空白'}
          </a>
          {mark?.(filled.id)}
        </>
      ),
    }
  }
  return (
    <Stack>
      {form.template.layouts.map((layout) => (
        <Sheet
          key={layout.title}
          caption={layout.title || form.title}
          headRows={layout.headRows}
          rows={layout.rows.map((row) => row.map(cell))}
        />
      ))}
    </Stack>
  )
}
