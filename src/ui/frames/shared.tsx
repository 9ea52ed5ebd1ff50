import { ProblemSummary } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Breadcrumb } from '../components/navigation.tsx'
import { Notice } from '../components/notice.tsx'
import { classes, useRender } from '../components/render.ts'
import { DaysInText } from '../components/time.tsx'
import type { Page } from '../page.ts'

/** Where a switch of mode is sent; it sets a cookie and leads back. */
function elderAddress(path: string, elder: boolean): string {
  return `/elder?on=${elder ? '0' : '1'}&back=${encodeURIComponent(path)}`
}

/** The switch of 长者模式: a plain link, so it works without scripts. */
export function ElderSwitch() {
  const { elder, path } = useRender()
  return (
    <a class="topline-link" href={elderAddress(path, elder)} rel="nofollow">
      <Icon name="large" size={18} />
      {elder ? '退出长者模式' : '长者模式'}
    </a>
  )
}

/** The middle of every page: where it stands, what happened, what is wrong, the page itself, and what is at its right. */
export function Middle({ page }: { page: Page }) {
  return (
    <main id="main" class={classes('hall', page.wide && 'hall-wide')} tabindex={-1}>
      {page.breadcrumb && page.breadcrumb.length > 0 && <Breadcrumb crumbs={page.breadcrumb} here={page.title} />}
      {page.notice && <Notice kind="success">{page.notice}</Notice>}
      {page.problems && <ProblemSummary problems={page.problems} kept={page.kept} />}
      {!page.ownHeading && (
        <h1 class="page-title">
          <DaysInText>{page.title}</DaysInText>
        </h1>
      )}
      {page.aside ? (
        <div class="with-aside">
          <div class="with-aside-main">{page.body}</div>
          <aside class="with-aside-side" aria-label="相关信息">
            {page.aside}
          </aside>
        </div>
      ) : (
        page.body
      )}
    </main>
  )
}

/** Whether a place of the navigation is the one the page stands in: the longest address that begins the page's own. */
export function isCurrent(href: string, path: string, places: readonly { href: string }[]): boolean {
  const here = path.split('?')[0] ?? '/'
  const isIn = (place: string) => here === place || (place !== '/' && here.startsWith(`${place}/`))
  return isIn(href) && !places.some((p) => p.href.length > href.length && isIn(p.href))
}
