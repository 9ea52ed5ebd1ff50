const touched = new WeakSet<EventTarget>()
document.addEventListener('focusin', ({ target }) => target && touched.add(target))

/**
 * Around buttons that put a text into a field: it goes in at the caret, over what is marked, and one writes on. Where the
 * caret was never set the button sends its form as it does without scripts, and the page answered has the text in its place.
 */
class Insert extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.into ?? '')
    if (!(field instanceof HTMLTextAreaElement)) return
    this.querySelector('[data-insert-hint]')?.removeAttribute('hidden')
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button[data-insert]')
      if (!button || !touched.has(field)) return
      event.preventDefault()
      this.put(field, button.dataset.insert ?? '')
    })
    // Enter in the search leads to what was found; without this it would press the first button of the form.
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.target as Element).matches('input')) return
      event.preventDefault()
      this.querySelector<HTMLButtonElement>('button[data-insert], [data-lookup-button] button')?.focus()
    })
  }

  private put(field: HTMLTextAreaElement, text: string) {
    field.focus()
    // Old, but the only way that can be undone with the keyboard.
    if (!document.execCommand('insertText', false, text))
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    const said = this.querySelector('[role="status"]')
    if (said) said.textContent = `已插入 ${text}`
  }
}

customElements.define('mt-insert', Insert)
