import type { ComponentChildren } from 'preact'

export type Fact = {
  label: string
  value: ComponentChildren
  /** Takes the whole width. */
  wide?: boolean
}

/** Facts of one thing, in two quiet columns; what has no value is left out. */
export function MetadataTable({ rows, columns = 2 }: { rows: readonly Fact[]; columns?: 1 | 2 }) {
  const known = rows.filter((r) => r.value !== undefined && r.value !== null && r.value !== false && r.value !== '')
  return (
    <dl class={`facts facts-${columns}`}>
      {known.map((r) => (
        <div key={r.label} class={r.wide ? 'fact fact-wide' : 'fact'}>
          <dt>{r.label}</dt>
          <dd>{r.value}</dd>
        </div>
      ))}
    </dl>
  )
}
