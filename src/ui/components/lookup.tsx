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
