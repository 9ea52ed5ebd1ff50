import type { VNode } from 'preact'
import { Mark } from '../components/icon.tsx'
import { useRender } from '../components/render.ts'
import type { Page } from '../page.ts'
import { Middle } from './shared.tsx'

/** A self-service terminal: the name of the house, the page, and at the bottom the way back to the start. */
export function kioskLayout(start: (path: string) => string | undefined): (page: Page) => VNode {
  return (page) => <Kiosk page={page} start={start} />
}

function Kiosk({ page, start }: { page: Page; start: (path: string) => string | undefined }) {
  const { site, path } = useRender()
  const here = path.split('?')[0] ?? ''
  const back = start(here)
  return (
    <>
      <header class="kiosk-head">
        <Mark size={40} />
        {site.name}
      </header>
      <Middle page={page} />
      {back !== undefined && back !== here && (
        <footer class="kiosk-foot">
          <a class="btn kiosk-start" href={back}>
            返回首页
          </a>
        </footer>
      )}
    </>
  )
}

/** A wall screen: nothing but what it shows. */
export function boardLayout(): (page: Page) => VNode {
  return (page) => <Middle page={page} />
}
