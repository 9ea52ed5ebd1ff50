/** A button that prints. It appears only where this script runs. */
class Print extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.querySelector('button')?.addEventListener('click', () => window.print())
  }
}

customElements.define('mt-print', Print)
