/**
 * A part of the page that is kept up to date by the server. Tells `viewchange` whenever it has changed, and `lost` and
 * `found` when the connection goes and comes back; `data-state` says the same to the styles.
 */
class LiveView extends HTMLElement {
  private source?: EventSource
  private slow?: number

  connectedCallback() {
    this.open()
    // A page brought back by the back button has lost its connection without a word.
    window.addEventListener('pageshow', (event) => event.persisted && this.open())
  }

  private open() {
    this.source?.close()
    const source = new EventSource(this.dataset.from ?? '')
    this.source = source
    source.addEventListener('view', (event) => {
      const html = (event as MessageEvent<string>).data
      const view = this.querySelector('[data-view]')
      if (view && view.innerHTML !== html) view.innerHTML = html
      this.say('found')
      this.dispatchEvent(new CustomEvent('viewchange', { bubbles: true }))
    })
    source.addEventListener('open', () => this.say('found'))
    source.addEventListener('error', () => {
      this.say('lost')
      // A browser gives up by itself where the server answered that it is too busy.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.open(), 2000 + Math.random() * 3000)
    })
  }

  /** A connection that is back within three seconds was never away for who looks at the page. */
  private say(state: 'lost' | 'found') {
    if (state === 'lost') {
      this.slow ??= window.setTimeout(() => this.show('lost'), 3000)
      return
    }
    clearTimeout(this.slow)
    this.slow = undefined
    if (this.dataset.state === 'lost') this.show('found')
  }

  private show(state: 'lost' | 'found') {
    this.dataset.state = state
    for (const note of this.querySelectorAll<HTMLElement>('[data-when-lost]')) note.hidden = state === 'found'
    this.dispatchEvent(new CustomEvent(state, { bubbles: true }))
  }
}

customElements.define('mt-live', LiveView)
