/** Reads a part of the page aloud, paragraph by paragraph. It appears only where the browser has a voice. */
class Speak extends HTMLElement {
  private reading = false

  connectedCallback() {
    const button = this.querySelector('button')
    if (!button || !('speechSynthesis' in window)) return
    this.hidden = false
    button.addEventListener('click', () => (this.reading ? this.stop() : this.read()))
    // A voice that goes on after its page is gone frightens people.
    window.addEventListener('pagehide', () => speechSynthesis.cancel())
  }

  private read() {
    const part = document.getElementById(this.dataset.of ?? '')
    // biome-ignore lint/performance/useDomNodeTextContent: its lines are the paragraphs as they are shown
    const texts = (part?.innerText ?? '').split('\n').filter((line) => line.trim() !== '')
    if (texts.length === 0) return
    speechSynthesis.cancel()
    // One utterance a paragraph: browsers break off long ones.
    for (const [i, text] of texts.entries()) {
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.lang = 'zh-CN'
      utterance.rate = 0.95
      if (i === texts.length - 1) utterance.onend = () => this.show(false)
      speechSynthesis.speak(utterance)
    }
    this.show(true)
  }

  private stop() {
    speechSynthesis.cancel()
    this.show(false)
  }

  private show(reading: boolean) {
    this.reading = reading
    const button = this.querySelector('button')
    const words = button?.querySelector('span')
    button?.setAttribute('aria-pressed', String(reading))
    if (words) words.textContent = reading ? '停止朗读' : '朗读'
  }
}

customElements.define('mt-speak', Speak)
