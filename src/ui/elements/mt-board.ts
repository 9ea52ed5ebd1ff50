/**
 * Speaks the calls of a board: each once, in the order they were made, and once more when it is called again. What stood
 * there when the page came, or came while the voice was off, is not spoken; of what was missed while the connection was
 * lost only the calls of the last minute are.
 */
class BoardVoice extends HTMLElement {
  private on = false
  private known = new Set<string>()

  connectedCallback() {
    const button = this.querySelector('button')
    if (!button || !('speechSynthesis' in window)) return
    this.hidden = false
    this.news()
    document.addEventListener('viewchange', () => this.speak(this.news()))
    button.addEventListener('click', () => {
      this.on = !this.on
      // A first word within the press, for browsers that wait for one.
      if (this.on) this.speak(['语音播报已打开'])
      else speechSynthesis.cancel()
      button.setAttribute('aria-pressed', String(this.on))
      const words = button.querySelector('span')
      if (words) words.textContent = this.on ? '关闭语音播报' : '打开语音播报'
    })
    window.addEventListener('pagehide', () => speechSynthesis.cancel())
  }

  /** What is to be spoken of the calls that were not there before, oldest first. */
  private news(): string[] {
    const calls = [...document.querySelectorAll<HTMLElement>('[data-call]')]
    const fresh = calls.filter((c) => !this.known.has(c.dataset.call ?? ''))
    this.known = new Set([...this.known, ...calls.map((c) => c.dataset.call ?? '')].slice(-500))
    return fresh
      .filter((c) => c.dataset.recent !== undefined)
      .reverse()
      .map((c) => c.dataset.say ?? '')
  }

  private speak(texts: readonly string[]) {
    if (!this.on) return
    for (const text of texts) {
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.lang = 'zh-CN'
      utterance.rate = 0.9
      speechSynthesis.speak(utterance)
    }
  }
}

customElements.define('mt-board', BoardVoice)
