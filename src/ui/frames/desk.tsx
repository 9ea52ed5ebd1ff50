import type { VNode } from 'preact'
import { Icon, Mark } from '../components/icon.tsx'
import { useRender } from '../components/render.ts'
import type { Page } from '../page.ts'
import { ElderSwitch, isCurrent, Middle } from './shared.tsx'

export type DeskFrame = {
  person?: { name: string; account: string; signOut: string } | undefined
  duties: readonly { label: string; links: readonly { label: string; href: string }[] }[]
}

/** The desk: navigation by duty at the left, the page in the middle. */
export function deskLayout(frame: DeskFrame): (page: Page) => VNode {
  return (page) => <Desk page={page} frame={frame} />
}

function Desk({ page, frame: { person, duties } }: { page: Page; frame: DeskFrame }) {
  const { site } = useRender()
  return (
    <>
      <header class="desk-head">
        <a class="brand" href="/desk">
          <Mark size={26} />
          {site.shortName}工作台
        </a>
        <div class="topline-ways">
          <ElderSwitch />
          <a class="topline-link" href="/">
            <Icon name="external" size={18} />
            看门户
          </a>
          {person && (
            <>
              <a class="topline-link" href={person.account}>
                <Icon name="person" size={18} />
                {person.name}
              </a>
              <a class="topline-link" href={person.signOut}>
                退出
              </a>
            </>
          )}
        </div>
      </header>
      {duties.length > 0 ? (
        <div class="desk-body">
          <Duties duties={duties} />
          <Middle page={page} />
        </div>
      ) : (
        <Middle page={page} />
      )}
    </>
  )
}

function Duties({ duties }: Pick<DeskFrame, 'duties'>) {
  const { path } = useRender()
  const places = [{ href: '/desk' }, ...duties.flatMap((d) => d.links)]
  const way = (l: { label: string; href: string }) => (
    <li key={l.href}>
      <a href={l.href} aria-current={isCurrent(l.href, path, places) ? 'page' : undefined}>
        {l.label}
      </a>
    </li>
  )
  return (
    <nav class="desk-side" aria-label="按职责">
      <details class="desk-menu">
        <summary>
          <Icon name="menu" />
          全部职责
        </summary>
        <ul>{way({ label: '今天要办', href: '/desk' })}</ul>
        {duties.map((d) => (
          <section key={d.label}>
            <h2>{d.label}</h2>
            <ul>{d.links.map(way)}</ul>
          </section>
        ))}
      </details>
    </nav>
  )
}
