import type { ComponentChildren } from 'preact'

/** A few short words that someone copies by hand or reads out: large, apart, and whole on a small screen. */
export function Slip({
  label,
  facts,
  children,
}: {
  label: string
  facts: readonly { label: string; value: string }[]
  children?: ComponentChildren
}) {
  return (
    <section class="slip" aria-label={label}>
      <dl>
        {facts.map((f) => (
          <div key={f.label}>
            <dt>{f.label}</dt>
            <dd class="num">{f.value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  )
}
