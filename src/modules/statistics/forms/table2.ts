import type { FormCell, Layout, LayoutCell, Source } from './form.ts'

export type Column = { label: string; unit: string }
/** One clause of article 20 in table 2: its columns, and its rows with a source for each column. */
export type Clause = {
  clause: string
  columns: readonly Column[]
  rows: readonly { label: string; sources: readonly Source[] }[]
}

/** Table 2 from its clauses: cells t2.r1.c1 … numbered through all clauses, and the layout of four columns. */
export function table2(clauses: readonly Clause[]): { cells: FormCell[]; layout: Layout } {
  const cells: FormCell[] = [
    { id: 't2', label: '二、主动公开政府信息情况', unit: '—', indent: 0, source: { heading: true } },
  ]
  const rows: LayoutCell[][] = []
  let r = 0
  for (const { clause, columns, rows: clauseRows } of clauses) {
    const spans = spread(columns.length)
    rows.push([{ text: `第二十条第${clause}项`, role: 'head', across: 4 }])
    rows.push([
      { text: '信息内容', role: 'head' },
      ...columns.map((column, i) => ({ text: column.label, role: 'head', across: spans[i] ?? 1 }) as const),
    ])
    for (const row of clauseRows) {
      r++
      rows.push([
        { text: row.label, role: 'label' },
        ...columns.map((_, i) => ({ cell: `t2.r${r}.c${i + 1}`, across: spans[i] ?? 1 })),
      ])
      columns.forEach((column, i) => {
        const source = row.sources[i]
        if (!source) throw new Error(`table 2: no source for ${row.label} · ${column.label}`)
        cells.push({
          id: `t2.r${r}.c${i + 1}`,
          label: `${row.label} · ${column.label}`,
          unit: column.unit,
          indent: 1,
          parent: 't2',
          source,
        })
      })
    }
  }
  return { cells, layout: { title: '二、主动公开政府信息情况', widths: [40, 20, 20, 20], headRows: 0, rows } }
}

/** Three columns of the table shared out among a clause's own. */
const spread = (columns: number): readonly number[] => (columns === 1 ? [3] : columns === 2 ? [1, 2] : [1, 1, 1])
