import type { VNode } from 'preact'
import { ProblemSummary } from '../components/form.tsx'
import { Breadcrumb } from '../components/navigation.tsx'
import { useRender } from '../components/render.ts'
import { PageNotice } from '../document.tsx'
import type { Page } from '../page.ts'

export type PortalFrame = { person?: { name: string; href: string } | undefined }

/** Header, footer and page of the portal. */
export function portalLayout(frame: PortalFrame): (page: Page) => VNode {
  return (page) => <PortalBody page={page} frame={frame} />
}

function PortalBody({ page, frame }: { page: Page; frame: PortalFrame }) {
  const { site, elder, path } = useRender()
  return (
    <>
      <header class="portal-head">
        <a href="/">{site.name}</a>
        <a href={`/elder?on=${elder ? '0' : '1'}&back=${encodeURIComponent(path)}`}>{elder ? '退出长者模式' : '长者模式'}</a>
        {frame.person ? <a href={frame.person.href}>{frame.person.name}</a> : <a href="/sign-in">登录</a>}
      </header>
      <main id="main">
        {page.breadcrumb && <Breadcrumb crumbs={page.breadcrumb} here={page.title} />}
        {page.problems && <ProblemSummary problems={page.problems} />}
        <PageNotice page={page} />
        {!page.ownHeading && <h1>{page.title}</h1>}
        {page.body}
        {page.aside}
      </main>
      <footer>{site.host}</footer>
    </>
  )
}
