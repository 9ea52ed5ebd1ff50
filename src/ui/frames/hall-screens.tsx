import type { VNode } from 'preact'
import { Mark } from '../components/icon.tsx'
import { useRender } from '../components/render.ts'
import type { Page } from '../page.ts'
import { Middle } from './shared.tsx'

/**
 * A self-service terminal: the name of the house, the page, and at the bottom the way back to the start; page element
 * `mt-kiosk`.
 * @param start - the start page of the hall whose terminal shows a path; undefined before it is paired
 */
export function kioskLayout(start: (path: string) => string | undefined): (page: Page) => VNode {
  return (page) => <Kiosk page={page} start={start} />
}

function Kiosk({ page, start }: { page: Page; start: (path: string) => string | undefined }) {
  const { site, path } = useRender()
  const here = path.split('?')[0] ?? ''
  const back = start(here)
  const home = back === undefined || back === here
  return (
    <mt-kiosk
      data-start={back ?? here}
      data-ping={back === undefined ? here : `${back}/ping`}
      data-home={home ? '' : undefined}
    >
      <header class="kiosk-head">
        <Mark size={40} />
        {site.name}
      </header>
      <Middle page={page} />
      {!home && (
        <footer class="kiosk-foot">
          <a class="btn kiosk-start" href={back}>
            返回首页
          </a>
        </footer>
      )}
      <div class="kiosk-over" role="alertdialog" aria-label="您还在吗？" data-asking hidden>
        <p>您还在吗？</p>
        <p>
          <b class="num" data-left>
            15
          </b>{' '}
          秒后返回首页
        </p>
        <button type="button" class="btn btn-primary">
          我还在
        </button>
      </div>
      <div class="kiosk-over kiosk-away" role="alert" data-cover hidden>
        <p>机器暂时连不上，请到服务台取号</p>
        <p>连上以后会自己恢复</p>
      </div>
    </mt-kiosk>
  )
}

/** A wall screen: nothing but what it shows. */
export function boardLayout(): (page: Page) => VNode {
  return (page) => <Middle page={page} />
}
