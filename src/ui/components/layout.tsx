import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { classes } from './render.ts'

type Gap = 'small' | 'medium' | 'large'

/** Things one below the other, evenly apart. */
export function Stack({ children, gap = 'medium' }: { children: ComponentChildren; gap?: Gap }) {
  return <div class={`stack stack-${gap}`}>{children}</div>
}

/** Things side by side, as many as fit, at most `columns`. */
export function Grid({ children, columns = 2 }: { children: ComponentChildren; columns?: 2 | 3 | 4 | 6 }) {
  return <div class={`grid-of grid-of-${columns}`}>{children}</div>
}

/** Main matter left, lesser matter right; one below the other where it is narrow. */
export function Columns({ children, aside }: { children: ComponentChildren; aside: ComponentChildren }) {
  return (
    <div class="with-aside">
      <div class="with-aside-main">{children}</div>
      <div class="with-aside-side">{aside}</div>
    </div>
  )
}

/** A part of a page under its heading. `more` is where the rest of it stands. */
export function Section({
  title,
  children,
  more,
  level = 2,
  note,
  id: anchor,
}: {
  title: ComponentChildren
  children: ComponentChildren
  /** Where a link on the page leads. */
  id?: string
  more?: { label: string; href: string } | undefined
  level?: 2 | 3
  note?: ComponentChildren
}) {
  const id = useId()
  const Heading = `h${level}` as 'h2' | 'h3'
  return (
    <section class="section" id={anchor} aria-labelledby={id}>
      <div class="section-head">
        <Heading id={id}>{title}</Heading>
        {more && (
          <a class="more" href={more.href}>
            {more.label}
            <Icon name="next" size={14} />
          </a>
        )}
      </div>
      {note && <p class="section-note">{note}</p>}
      {children}
    </section>
  )
}

/** A band across the whole width of the page, tinted, for what stands apart: search, figures. */
export function Band({ children, tone = 'mist' }: { children: ComponentChildren; tone?: 'mist' | 'light' | 'paper' }) {
  return (
    <div class={`band band-${tone}`}>
      <div class="hall">{children}</div>
    </div>
  )
}

/** A quiet box. With `href` its title leads there. */
export function Card({
  title,
  children,
  href,
  actions,
  tone = 'paper',
  level = 3,
}: {
  title?: ComponentChildren
  children?: ComponentChildren
  href?: string
  actions?: ComponentChildren
  tone?: 'paper' | 'mist'
  /** Of the heading: 2 where the box stands right under the title of the page. */
  level?: 2 | 3
}) {
  const Heading = `h${level}` as 'h2' | 'h3'
  return (
    <div class={classes('box', tone === 'mist' && 'box-mist')}>
      {title && <Heading class="box-title">{href ? <a href={href}>{title}</a> : title}</Heading>}
      {children}
      {actions && <div class="box-actions">{actions}</div>}
    </div>
  )
}

/** What need not be read at first sight. */
export function Lesser({ children }: { children: ComponentChildren }) {
  return <p class="lesser">{children}</p>
}

/** Something folded away until asked for. */
export function Disclosure({
  summary,
  children,
  open = false,
  screenOnly = false,
}: {
  summary: ComponentChildren
  children: ComponentChildren
  open?: boolean
  /** Holds only what can be done here and now: left off when the page is printed. */
  screenOnly?: boolean
}) {
  return (
    <details class={classes('fold', screenOnly && 'screen-only')} open={open}>
      <summary>
        <Icon name="next" size={16} />
        <span>{summary}</span>
      </summary>
      <div class="fold-body">{children}</div>
    </details>
  )
}

/** A part of a page under its heading, folded until asked for. On paper it stands open. */
export function FoldedSection({
  title,
  note,
  children,
  open = false,
  id,
}: {
  title: string
  /** What it holds, told while it is folded: 5 样. */
  note?: ComponentChildren
  children: ComponentChildren
  open?: boolean
  /** Where a link on the page leads. */
  id?: string
}) {
  return (
    <details class="fold fold-section" open={open}>
      <summary>
        <Icon name="next" size={18} />
        <h2>{title}</h2>
        {note && <span class="fold-note">{note}</span>}
      </summary>
      {/* A browser opens the fold for a link to what is inside it. */}
      <div class="fold-content" id={id}>
        {children}
      </div>
    </details>
  )
}
