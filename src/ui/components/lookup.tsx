import type { ComponentChildren } from 'preact'
import { Button } from './button.tsx'
import { fieldId } from './form.tsx'

/**
 * What may fit to a text being typed, kept up to date while one types; page element `mt-lookup`. Without scripts its button
 * asks: both send the form with `ask`, and the page answered shows what was found.
 * @param of - name of the field that is typed into
 * @param begin - whether typing begins there as soon as the page stands
 */
export function Lookup({
  of,
  ask = 'look',
  label,
  begin = false,
  children,
}: {
  of: string
  ask?: string
  label: string
  begin?: boolean
  children: ComponentChildren
}) {
  return (
    <div class="lookup">
      <div class="actions" data-lookup-button>
        <Button kind="plain" name={ask} value="1" icon="search" skipChecks>
          {label}
        </Button>
      </div>
      <mt-lookup data-of={fieldId(of)} data-ask={ask} data-begin={begin ? '' : undefined} aria-live="polite">
        {children}
      </mt-lookup>
    </div>
  )
}

/**
 * Around buttons with `insert`: where scripts run, their text goes into the field at the caret; page element `mt-insert`.
 * Without them, and where no caret was set, each sends its form.
 * @param into - name of the field
 * @param hint - said only where scripts run
 */
export function InsertAtCaret({ into, hint, children }: { into: string; hint: string; children: ComponentChildren }) {
  return (
    <mt-insert data-into={fieldId(into)} class="stack stack-medium">
      <p class="hint" data-insert-hint hidden>
        {hint}
      </p>
      {children}
      <p class="sr-only" role="status" />
    </mt-insert>
  )
}
