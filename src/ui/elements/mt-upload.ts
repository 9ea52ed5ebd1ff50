/** Lists the files chosen or dropped, says at once which are too large, and shows how far the sending has come. */
class Upload extends HTMLElement {
  private readonly list = document.createElement('ul')

  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>('input[type="file"]')
    if (!input) return
    this.list.className = 'upload-files'
    this.list.setAttribute('aria-live', 'polite')
    this.append(this.list)
    // Where there is a mouse there is something to drag.
    if (matchMedia('(hover: hover)').matches) this.append(hint())
    input.addEventListener('change', () => this.show(input))
    input.form?.addEventListener('submit', (event) => this.send(event, input))
  }

  /** Takes files as if they had been chosen. */
  take(files: FileList) {
    const input = this.querySelector<HTMLInputElement>('input[type="file"]')
    if (!input) return
    const taken = new DataTransfer()
    for (const file of input.multiple ? files : [...files].slice(0, 1)) taken.items.add(file)
    input.files = taken.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
    input.focus()
  }

  private get limit(): number {
    return Number(this.dataset.max) || Number.POSITIVE_INFINITY
  }

  private show(input: HTMLInputElement) {
    const files = Array.from(input.files ?? [])
    input.toggleAttribute('aria-invalid', this.tooLarge(input))
    this.list.replaceChildren(
      ...files.map((file) => {
        const line = document.createElement('li')
        const large = file.size > this.limit
        line.append(
          text('span', file.name),
          text('span', large ? `${size(file.size)}，超过 ${size(this.limit)}，请另选` : size(file.size)),
        )
        if (large) line.className = 'too-large'
        return line
      }),
    )
  }

  private tooLarge(input: HTMLInputElement): boolean {
    return Array.from(input.files ?? []).some((file) => file.size > this.limit)
  }

  private send(event: SubmitEvent, input: HTMLInputElement) {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented || !input.files?.length) return
    event.preventDefault()
    if (this.tooLarge(input)) {
      input.focus()
      return
    }
    const progress = document.createElement('progress')
    progress.className = 'upload-progress'
    progress.max = 1
    progress.setAttribute('aria-label', '上传进度')
    this.append(progress)
    const data = new FormData(form)
    const button = event.submitter as HTMLButtonElement | null
    if (button?.name) data.append(button.name, button.value)
    if (button) button.disabled = true
    const request = new XMLHttpRequest()
    const address = button?.hasAttribute('formaction') ? button.formAction : form.action
    request.open('POST', address)
    request.upload.addEventListener('progress', (e) => {
      if (e.lengthComputable) progress.value = e.loaded / e.total
    })
    // All is sent; how long the answer takes nobody can say.
    request.upload.addEventListener('load', () => {
      progress.removeAttribute('value')
      this.list.append(text('li', '文件已经传完，正在处理，请稍候…'))
    })
    request.addEventListener('load', () => arrive(request, address))
    request.addEventListener('error', () => {
      progress.remove()
      if (button) button.disabled = false
      this.list.append(text('li', '没有传完，网络断开了。请检查网络后再提交一次。'))
    })
    request.send(data)
  }
}

/** Goes where the answer leads; an answer without a redirect is the same form with what must be put right or was asked. */
function arrive(request: XMLHttpRequest, address: string) {
  if (request.status < 400 && request.responseURL !== address) {
    location.assign(request.responseURL)
    return
  }
  document.open()
  document.write(request.responseText)
  document.close()
  document.getElementById('problems')?.focus()
}

/** A file dropped beside its field would take the place of the page: it goes to the field below the mouse, else to the first. */
const uploadAt = (event: DragEvent): Upload | null => {
  if (!event.dataTransfer?.types.includes('Files')) return null
  const field = (event.target as Element | null)?.closest?.('.field')
  return field?.querySelector<Upload>('mt-upload') ?? document.querySelector<Upload>('mt-upload')
}
document.addEventListener('dragover', (event) => uploadAt(event) && event.preventDefault())
document.addEventListener('drop', (event) => {
  const upload = uploadAt(event)
  if (!upload || !event.dataTransfer) return
  event.preventDefault()
  upload.take(event.dataTransfer.files)
})

function hint(): HTMLElement {
  const line = text('p', '也可以把文件拖到这里。')
  line.className = 'hint'
  return line
}

function text(name: string, words: string): HTMLElement {
  const element = document.createElement(name)
  element.textContent = words
  return element
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

customElements.define('mt-upload', Upload)
