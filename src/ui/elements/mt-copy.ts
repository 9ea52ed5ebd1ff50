/** A button that copies a text and says so. It appears only where the browser can. */
class Copy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    if (!button || !navigator.clipboard) return
    this.hidden = false
    const said = document.createElement('span')
    said.className = 'hint'
    said.setAttribute('role', 'status')
    this.append(said)
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(this.dataset.text ?? '')
      said.textContent = '已复制'
      setTimeout(() => {
        said.textContent = ''
      }, 3000)
    })
  }
}

customElements.define('mt-copy', Copy)
