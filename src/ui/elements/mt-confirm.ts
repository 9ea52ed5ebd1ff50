/** Asks once more before the button inside sends its form. */
class Confirm extends HTMLElement {
  private sure = false

  connectedCallback() {
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button[type="submit"]')
      if (!button || this.sure || typeof HTMLDialogElement === 'undefined') return
      event.preventDefault()
      this.ask(button)
    })
  }

  private ask(button: HTMLButtonElement) {
    const dialog = document.createElement('dialog')
    dialog.className = 'confirm'
    const question = document.createElement('p')
    question.id = 'confirm-question'
    question.textContent = this.dataset.question ?? ''
    dialog.setAttribute('aria-labelledby', question.id)
    const yes = this.button(this.dataset.yes ?? '确定', 'btn btn-primary')
    const no = this.button('先不办', 'btn btn-plain')
    const row = document.createElement('div')
    row.className = 'actions'
    row.append(yes, no)
    dialog.append(question, row)
    no.addEventListener('click', () => dialog.close())
    yes.addEventListener('click', () => {
      dialog.close()
      this.sure = true
      button.click()
      this.sure = false
    })
    // The dialog stands outside the form, or its buttons would belong to it.
    dialog.addEventListener('close', () => {
      dialog.remove()
      button.focus()
    })
    document.body.append(dialog)
    dialog.showModal()
    no.focus()
  }

  private button(words: string, look: string): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = look
    button.textContent = words
    return button
  }
}

customElements.define('mt-confirm', Confirm)
