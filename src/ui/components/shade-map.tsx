import { grouped } from './numbers.ts'

type Cell = { label: string; value: number; href: string }

/** How many shades there are; the darkest holds the highest. */
const shades = 5

/**
 * Places as fields of equal size, darker where there is more, each with its name and number. It shows no borders, so it
 * needs no map of anyone.
 */
export function ShadeMap({ label, unit, cells }: { label: string; unit: string; cells: readonly Cell[] }) {
  const most = Math.max(1, ...cells.map((c) => c.value))
  return (
    <ul class="shade-map" aria-label={`${label}，颜色越深越多`}>
      {cells.map((c) => (
        <li key={c.label}>
          <a class={`shade shade-${Math.ceil((c.value / most) * shades)}`} href={c.href}>
            <span>{c.label}</span>
            <b class="num">
              {grouped(c.value)} <small>{unit}</small>
            </b>
          </a>
        </li>
      ))}
    </ul>
  )
}
