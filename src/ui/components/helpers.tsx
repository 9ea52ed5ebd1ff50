import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'

/** Copies a text. Shown only where scripts run; page element `mt-copy`. */
export function CopyButton({ text, label = '复制' }: { text: string; label?: string }) {
  return (
    <mt-copy data-text={text} hidden>
      <button type="button" class="btn btn-quiet">
        <Icon name="copy" size={18} />
        {label}
      </button>
    </mt-copy>
  )
}

/**
 * Reads a part of the page aloud. Shown only where the browser can; page element `mt-speak`.
 * @param of - id of the part
 */
export function SpeakButton({ of, label = '朗读' }: { of: string; label?: string }) {
  return (
    <mt-speak data-of={of} hidden>
      <button type="button" class="btn btn-quiet" aria-pressed="false">
        <Icon name="speaker" size={18} />
        <span>{label}</span>
      </button>
    </mt-speak>
  )
}

/** Prints the page. Shown only where scripts run; page element `mt-print`. */
export function PrintButton({ label = '打印' }: { label?: string }) {
  return (
    <mt-print hidden>
      <button type="button" class="btn btn-quiet">
        <Icon name="print" size={18} />
        {label}
      </button>
    </mt-print>
  )
}

/**
 * Asks once more before its form is sent. Without scripts the form is sent at once, so what cannot be undone
 * needs a page of its own as well; page element `mt-confirm`.
 */
export function Confirm({ question, yes, children }: { question: string; yes: string; children: ComponentChildren }) {
  const id = useId()
  return (
    <mt-confirm data-question={question} data-yes={yes} id={id}>
      {children}
    </mt-confirm>
  )
}
