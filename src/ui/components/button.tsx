import type { ComponentChildren } from 'preact'
import { useContext, useId } from 'preact/hooks'
import type { Refusal } from '../../core/errors.ts'
import { Form, InForm } from './form.tsx'
import { Icon, type IconName } from './icon.tsx'
import { classes } from './render.ts'

type Kind = 'primary' | 'plain' | 'quiet' | 'danger'

type Look = { kind?: Kind; icon?: IconName; children: ComponentChildren }

function look(kind: Kind): string {
  return `btn btn-${kind}`
}

/** Sends its form. It says what will happen: 提交申请, not 确定. */
export function Button({
  kind = 'primary',
  icon,
  children,
  name,
  value,
  formAction,
  skipChecks,
  large,
  insert,
  stay,
}: Look & {
  name?: string
  value?: string
  /** Sends the form elsewhere than the form says. */
  formAction?: string
  /** Leaves out the browser's own checks, as when saving a draft. */
  skipChecks?: boolean
  /** The one or two presses of a screen that is used all day. */
  large?: boolean
  /** Text that goes to the caret instead, inside `InsertAtCaret`. */
  insert?: string
  /** Inside `Lookup`: only what was found changes, the page stays. */
  stay?: boolean
}) {
  return (
    <button
      type="submit"
      class={classes(look(kind), large && 'btn-large')}
      name={name}
      value={value}
      formaction={formAction}
      formnovalidate={skipChecks}
      data-insert={insert}
      data-stay={stay ? '' : undefined}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  )
}

/** A way to go that looks like a button. */
export function ButtonLink({
  kind = 'plain',
  icon,
  children,
  href,
  download,
}: Look & { href: string; download?: boolean }) {
  return (
    <a class={look(kind)} href={href} download={download}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </a>
  )
}

/** Something one may do now, or may not, and then why. */
export type Action = {
  label: string
  /** Where it leads; with `post`, where it is sent. */
  href: string
  /** Done at once on pressing, without a page between. */
  post?: boolean
  kind?: Kind
  /** Why the law or the state says no: the action is shown greyed with this reason. */
  refused?: Pick<Refusal, 'message' | 'basis'> | undefined
}

/** A row of buttons; with `actions`, those refused are greyed and say why. */
export function Actions({ children, actions = [] }: { children?: ComponentChildren; actions?: readonly Action[] }) {
  return (
    <div class="actions">
      {children}
      {actions
        .filter((a) => !a.refused)
        .map((a) => (
          <Allowed key={a.href} action={a} />
        ))}
      {actions
        .filter((a) => a.refused)
        .map((a) => (
          <Refused key={a.href} action={a} />
        ))}
    </div>
  )
}

function Allowed({ action }: { action: Action }) {
  const inForm = useContext(InForm)
  if (!action.post) {
    return (
      <ButtonLink href={action.href} kind={action.kind ?? 'plain'}>
        {action.label}
      </ButtonLink>
    )
  }
  if (inForm) {
    return (
      <Button kind={action.kind ?? 'plain'} formAction={action.href} skipChecks>
        {action.label}
      </Button>
    )
  }
  return (
    <Form action={action.href} inline>
      <Button kind={action.kind ?? 'plain'}>{action.label}</Button>
    </Form>
  )
}

// A greyed action keeps its place in the order of the keyboard, or its reason would reach only those who see.
function Refused({ action }: { action: Action }) {
  const id = useId()
  return (
    <span class="refused">
      <button type="button" class={classes('btn', 'btn-refused')} aria-disabled="true" aria-describedby={id}>
        {action.label}
      </button>
      <span class="refused-why" id={id}>
        {action.refused?.message}
        {action.refused?.basis && <span class="basis">（{action.refused.basis}）</span>}
      </span>
    </span>
  )
}

/** A paper as .docx and .pdf, side by side in a cell of a table. */
export function PaperLinks({ href, of }: { /** Address without the ending. */ href: string; of: string }) {
  return (
    <span class="download-links">
      <a href={`${href}.docx`} download>
        Word<span class="sr-only">：{of}</span>
      </a>
      <a href={`${href}.pdf`} download>
        PDF<span class="sr-only">：{of}</span>
      </a>
    </span>
  )
}
