/**
 * What may fit to a text that is being typed, looked up as one types. The form is asked just as its button for looking asks
 * it, and the same part of the answered page takes the place of this one: there is one markup, with scripts or without.
 */
class Lookup extends HTMLElement {
  private waiting?: number
  private asked = ''
  private question?: AbortController

  connectedCallback() {
    const field = document.getElementById(this.dataset.of ?? '')
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || !field.form) return
    const { form } = field
    this.asked = field.value
    // Gone, not hidden: the Enter key presses the first button of a form, and that is to be the one that sends it.
    this.parentElement?.querySelector('[data-lookup-button]')?.remove()
    field.addEventListener('input', () => {
      clearTimeout(this.waiting)
      this.waiting = window.setTimeout(() => this.look(form, field), 250)
    })
    // What is chosen among the found is asked for in the same way.
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button[data-stay]')
      if (!button) return
      event.preventDefault()
      void this.ask(form, field, button)
    })
    // Who comes to note the next one begins to type at once.
    if (this.dataset.begin !== undefined && field.value === '' && !document.querySelector('#problems')) field.focus()
  }

  private async look(form: HTMLFormElement, field: HTMLTextAreaElement | HTMLInputElement) {
    if (field.value.trim() === this.asked.trim()) return
    await this.ask(form, field)
  }

  private async ask(form: HTMLFormElement, field: HTMLTextAreaElement | HTMLInputElement, pressed?: HTMLButtonElement) {
    const typed = field.value
    this.asked = typed
    this.question?.abort()
    this.question = new AbortController()
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.set(this.dataset.ask ?? 'look', '1')
    if (pressed) body.set(pressed.name, pressed.value)
    try {
      const reply = await fetch(form.action, { method: 'POST', body, signal: this.question.signal })
      if (!reply.ok) return
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
      const found = page.querySelector(`mt-lookup[data-of="${this.dataset.of}"]`)
      if (!found || typed !== this.asked) return
      this.replaceChildren(...found.childNodes)
      // The pressed button may be gone; whoever works by keyboard stays here and does not begin anew at the top.
      if (pressed) (this.querySelector<HTMLElement>(`button[value="${CSS.escape(pressed.value)}"]`) ?? field).focus()
    } catch {
      // The connection failed, or the next question overtook this one: what stood here stays.
    }
  }
}

customElements.define('mt-lookup', Lookup)
