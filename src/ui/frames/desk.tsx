import type { VNode } from 'preact'
import { ProblemSummary } from '../components/form.tsx'
import { Breadcrumb } from '../components/navigation.tsx'
import { useRender } from '../components/render.ts'
import { PageNotice } from '../document.tsx'
import type { Page } from '../page.ts'

export type DeskFrame = {
  person?: { name: string; account: string; signOut: string } | undefined
  duties: readonly { label: string; links: readonly { label: string; href: string }[] }[]
}

/** The desk: navigation by duty at the left, the page in the middle. */
export function deskLayout(frame: DeskFrame): (page: Page) => VNode {
  return (page) => <DeskBody page={page} frame={frame} />
}

function DeskBody({ page, frame }: { page: Page; frame: DeskFrame }) {
  const { site } = useRender()
  return (
    <>
      <header>
        <a href="/desk">{site.shortName}工作台</a>
        {frame.person && <a href={frame.person.account}>{frame.person.name}</a>}
      </header>
      <nav aria-label="职责">
        {frame.duties.map((d) => (
          <section key={d.label}>
            <h2>{d.label}</h2>
            {d.links.map((l) => (
              <a key={l.href} href={l.href}>
                {l.label}
              </a>
            ))}
          </section>
        ))}
      </nav>
      <main id="main">
        {page.breadcrumb && <Breadcrumb crumbs={page.breadcrumb} here={page.title} />}
        {page.problems && <ProblemSummary problems={page.problems} />}
        <PageNotice page={page} />
        <h1>{page.title}</h1>
        {page.body}
        {page.aside}
      </main>
    </>
  )
}
