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
      this.waiting = window.setTimeout(() => this.look(form, field.value), 250)
    })
    // Who comes to note the next one begins to type at once.
    if (this.dataset.begin !== undefined && field.value === '' && !document.querySelector('#problems')) field.focus()
  }

  private async look(form: HTMLFormElement, typed: string) {
    if (typed.trim() === this.asked.trim()) return
    this.asked = typed
    this.question?.abort()
    this.question = new AbortController()
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.set(this.dataset.ask ?? 'look', '1')
    try {
      const reply = await fetch(form.action, { method: 'POST', body, signal: this.question.signal })
      if (!reply.ok) return
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
      const found = page.querySelector(`mt-lookup[data-of="${this.dataset.of}"]`)
      if (found && typed === this.asked) this.replaceChildren(...found.childNodes)
    } catch {
      // The connection failed, or the next question overtook this one: what stood here stays.
    }
  }
}

customElements.define('mt-lookup', Lookup)
