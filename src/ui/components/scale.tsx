import { classes } from './render.ts'

/** Mouths of the faces, from very glad to very cross, on a grid of 32. */
const mouths = [
  'M9 18c2 6 12 6 14 0z',
  'M10 19c3 4 9 4 12 0',
  'M10 21h12',
  'M10 23c3-4 9-4 12 0',
  'M9 24c2-6 12-6 14 0z',
] as const

/** One of five faces. Beside it always stands a word. */
function Face({ of, size }: { of: number; size: number }) {
  const mouth = mouths[of - 1] ?? mouths[2]
  return (
    <svg class={`face face-${of}`} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="14" />
      <path class="face-eyes" d="M11 11.5v2.5M21 11.5v2.5" />
      <path class={classes(mouth.endsWith('z') && 'face-open')} d={mouth} />
    </svg>
  )
}

/** A few answers from very good to very bad, each as large as a thumb. Choosing one leads on and keeps nothing. */
export function Scale({
  label,
  choices,
}: {
  label: string
  choices: readonly { value: number; label: string; href: string; current?: boolean }[]
}) {
  return (
    <nav class="scale" aria-label={label}>
      <ul>
        {choices.map((c) => (
          <li key={c.value}>
            <a href={c.href} rel="nofollow" aria-current={c.current ? 'true' : undefined}>
              <Face of={c.value} size={40} />
              <span>{c.label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
