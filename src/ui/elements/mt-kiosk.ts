/** Seconds without a touch until the countdown, and of the countdown. */
const [quiet, countdown] = [60, 15]
/** Seconds after which a start page is asked for anew, since the codes on it end. */
const fresh = 240
/** Milliseconds between looking whether the server is there: while it is, while it is not. */
const [calm, eager] = [10_000, 3_000]

/**
 * A terminal for whoever comes next. It goes back to the start page when nobody touches it, leaves no page behind in the
 * history and no form in it, and covers itself while the server is away: what was typed then waits, with the key of its
 * press, so that pressing again gives no second number.
 */
class Kiosk extends HTMLElement {
  private readonly opened = Date.now()
  private touched = Date.now()
  private away = false
  private busy = false

  connectedCallback() {
    for (const kind of ['pointerdown', 'keydown', 'scroll'])
      addEventListener(kind, () => this.touch(), { passive: true })
    this.addEventListener('click', (event) => this.follow(event))
    this.addEventListener('submit', (event) => this.send(event))
    // A page brought back from memory still holds what someone typed.
    addEventListener('pageshow', (event) => event.persisted && this.goHome())
    setInterval(() => this.watch(), 500)
    setTimeout(() => this.look(), calm)
  }

  private piece(name: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-${name}]`)
  }

  private touch() {
    this.touched = Date.now()
    this.piece('asking')?.setAttribute('hidden', '')
  }

  private watch() {
    if (this.dataset.home !== undefined || this.away || this.busy) return
    const left = quiet + countdown - Math.floor((Date.now() - this.touched) / 1000)
    if (left <= 0) {
      this.busy = true
      this.reach(this.dataset.start ?? '/kiosk')
      return
    }
    const asking = this.piece('asking')
    const seconds = this.piece('left')
    if (left > countdown || !asking || !seconds) return
    seconds.textContent = String(left)
    if (asking.hidden) {
      asking.hidden = false
      asking.querySelector('button')?.focus()
    }
  }

  private goHome() {
    location.replace(this.dataset.start ?? '/kiosk')
  }

  /** Looks whether the server is there, and again after a while. */
  private async look() {
    const there = await this.isThere()
    const old = Date.now() - this.opened > fresh * 1000 && Date.now() - this.touched > quiet * 1000
    if (there && old && this.dataset.home !== undefined) location.reload()
    setTimeout(() => this.look(), this.away ? eager : calm)
  }

  private async isThere(): Promise<boolean> {
    try {
      const answer = await this.ask(this.dataset.ping ?? '', {})
      if (answer.status >= 500) throw new Error('away')
      // No longer paired, or for another hall.
      if (answer.redirected) location.replace(answer.url)
      this.cover(false)
      return true
    } catch {
      this.cover(true)
      return false
    }
  }

  private cover(away: boolean) {
    const cover = this.piece('cover')
    if (cover) cover.hidden = !away
    const before = this.away
    this.away = away
    // Whoever stood here has gone meanwhile.
    if (before && !away && Date.now() - this.touched > quiet * 1000) this.goHome()
  }

  private ask(address: string, options: RequestInit): Promise<Response> {
    const leaving = new AbortController()
    const late = setTimeout(() => leaving.abort(), 10_000)
    return fetch(address, { ...options, cache: 'no-store', signal: leaving.signal }).finally(() => clearTimeout(late))
  }

  private async reach(address: string) {
    if (await this.isThere()) location.replace(address)
    this.busy = false
  }

  private follow(event: MouseEvent) {
    const link = (event.target as Element).closest('a')
    if (!link || link.origin !== location.origin || link.hash !== '') return
    event.preventDefault()
    if (this.busy) return
    this.busy = true
    this.reach(link.href)
  }

  private async send(event: SubmitEvent) {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post') return
    event.preventDefault()
    if (this.busy) return
    this.busy = true
    const fields = new FormData(form)
    const button = event.submitter as HTMLButtonElement | null
    if (button?.name) fields.append(button.name, button.value)
    const body = new URLSearchParams()
    for (const [name, value] of fields) body.append(name, String(value))
    try {
      const answer = await this.ask(button?.getAttribute('formaction') ?? form.action, { method: 'POST', body })
      if (answer.redirected) location.replace(answer.url)
      else this.show(await answer.text())
    } catch {
      this.cover(true)
    }
    this.busy = false
  }

  /** What the server says of a form, in place of the page: what was typed wrong, or why not. */
  private show(html: string) {
    const page = new DOMParser().parseFromString(html, 'text/html')
    const main = page.querySelector('main')
    if (!main) return
    document.title = page.title
    this.querySelector('main')?.replaceWith(main)
    scrollTo(0, 0)
    main.querySelector<HTMLElement>('.problems')?.focus()
  }
}

customElements.define('mt-kiosk', Kiosk)
