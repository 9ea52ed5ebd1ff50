/** Keys on the screen for one field of a form. Of several only those of the field being filled in are shown. */
class Keypad extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input')
    const keys = this.querySelector<HTMLElement>('[data-keys]')
    if (!input || !keys) return
    const max = Number(this.dataset.max) || 100
    // The machine's own keys would cover these.
    input.inputMode = 'none'
    const all = () => [...(this.closest('form')?.querySelectorAll('mt-keypad') ?? [])]
    const open = () => {
      for (const one of all()) one.querySelector<HTMLElement>('[data-keys]')?.toggleAttribute('hidden', one !== this)
    }
    input.addEventListener('focus', open)
    keys.addEventListener('click', (event) => {
      const key = (event.target as Element).closest('button')
      if (!key) return
      const { sign } = key.dataset
      if (sign !== undefined && input.value.length < max) input.value += sign
      if (key.dataset.erase !== undefined) input.value = input.value.slice(0, -1)
      if (key.dataset.clear !== undefined) input.value = ''
    })
    // A card reader types where the focus is.
    if (all()[0] === this) {
      open()
      if (input.required && !document.querySelector('.problems')) input.focus({ preventScroll: true })
    }
  }
}

customElements.define('mt-keypad', Keypad)
