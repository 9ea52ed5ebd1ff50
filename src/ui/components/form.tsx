import { type ComponentChildren, createContext, type VNode } from 'preact'
import { useId } from 'preact/hooks'
import type { Problem } from '../../core/errors.ts'
import { Icon } from './icon.tsx'
import { classes, useRender } from './render.ts'

/** Whether what is drawn stands in a form: forms do not nest, so things inside send through it. */
export const InForm = createContext(false)

// Preact types a provider as returning children, which TSX does not take for an element.
const Within = InForm.Provider as (props: { value: boolean; children: ComponentChildren }) => VNode

/** A form. One that posts carries the token against forged requests by itself. */
export function Form({
  method = 'post',
  action,
  upload = false,
  inline = false,
  screenOnly = false,
  children,
}: {
  method?: 'get' | 'post'
  /** Default: the page's own address. */
  action?: string
  /** Whether files are sent. */
  upload?: boolean
  /** Stands in a line with other things. */
  inline?: boolean
  /** What can be done here and now: left off when the page is printed. */
  screenOnly?: boolean
  children: ComponentChildren
}) {
  const { csrfToken } = useRender()
  // A form with files names its token in the address, where it can be read before the body has arrived.
  const address = upload && csrfToken ? `${action ?? ''}?_csrf=${encodeURIComponent(csrfToken)}` : action
  return (
    <form
      class={classes('form', inline && 'form-inline', screenOnly && 'screen-only')}
      method={method}
      action={address}
      enctype={upload ? 'multipart/form-data' : undefined}
      novalidate={method === 'post' && !inline}
    >
      {method === 'post' && !upload && csrfToken && <input type="hidden" name="_csrf" value={csrfToken} />}
      <Within value={true}>{children}</Within>
    </form>
  )
}

/** Filters of a list: they stand in the address, so that a view can be kept and sent to a colleague. */
export function FilterForm({
  action,
  children,
  label = '筛选',
  clear,
}: {
  action?: string
  children: ComponentChildren
  label?: string
  /** Address without any filter, when one is set. */
  clear?: string | undefined
}) {
  return (
    <search aria-label={label}>
      <form class="filters" method="get" action={action}>
        {children}
        <div class="filters-end">
          <button type="submit" class="btn btn-plain">
            {label}
          </button>
          {clear && (
            <a class="btn btn-quiet" href={clear}>
              清除条件
            </a>
          )}
        </div>
      </form>
    </search>
  )
}

/** Fields that belong together, under one name. */
export function FieldGroup({
  title,
  hint,
  children,
}: {
  title: string
  hint?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <fieldset class="group">
      <legend>{title}</legend>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </fieldset>
  )
}

/** The element a problem points to. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`
}

/** What must be put right, above the form; each line leads to its field. @param kept - what becomes of what was filled in */
export function ProblemSummary({
  problems,
  kept = '您填写的内容都已保留，改正后重新提交即可。',
}: {
  problems: readonly Problem[]
  kept?: string | undefined
}) {
  const id = useId()
  if (problems.length === 0) return null
  return (
    <div class="problems" role="alert" aria-labelledby={id} tabindex={-1} id="problems">
      <h2 id={id}>
        <Icon name="stop" size={22} />有 {problems.length} 处需要改正
      </h2>
      <ul>
        {problems.map((p) => (
          <li key={`${p.field} ${p.message}`}>
            {p.field ? <a href={`#${fieldId(p.field)}`}>{p.message}</a> : p.message}
          </li>
        ))}
      </ul>
      <p>{kept}</p>
    </div>
  )
}
